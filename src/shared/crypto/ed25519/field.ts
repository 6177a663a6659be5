import { bitsOf, type FieldKernel } from './fieldKernel.ts';

const LIMBS = 10;

/** Reads 32 little-endian bytes below 2^255 into the element at byte `at`; the top bit is left out. */
export function readElement({ limbs }: FieldKernel, at: number, bytes: Uint8Array): void {
  let bit = 0;
  for (let limb = 0; limb < LIMBS; limb += 1) {
    let value = 0;
    for (let index = 0; index < bitsOf(limb); index += 1, bit += 1) value += (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) * 2 ** index;
    limbs[at / 4 + limb] = value;
  }
}

/** The carried element at byte `at` as 32 bytes, little-endian, in the range 0 to p - 1. */
export function writeElement({ limbs }: FieldKernel, at: number): Uint8Array {
  const first = at / 4;
  // How often p fits: what would be carried out of the top if 19 were added.
  let quotient = (19 * (limbs[first + 9] ?? 0) + 2 ** 24) >> 25;
  for (let limb = 0; limb < LIMBS; limb += 1) quotient = ((limbs[first + limb] ?? 0) + quotient) >> bitsOf(limb);
  let carry = 19 * quotient;
  for (let limb = 0; limb < LIMBS; limb += 1) {
    const whole = (limbs[first + limb] ?? 0) + carry;
    carry = whole >> bitsOf(limb);
    digits[limb] = whole - (carry << bitsOf(limb));
  }
  const [d0 = 0, d1 = 0, d2 = 0, d3 = 0, d4 = 0, d5 = 0, d6 = 0, d7 = 0, d8 = 0, d9 = 0] = digits;
  // The digits begin at bits 0, 26, 51, 77, 102, 128, 153, 179, 204 and 230.
  const words = Uint32Array.of(d0 | (d1 << 26), (d1 >> 6) | (d2 << 19), (d2 >> 13) | (d3 << 13), (d3 >> 19) | (d4 << 6), d5 | (d6 << 25), (d6 >> 7) | (d7 << 19), (d7 >> 13) | (d8 << 12), (d8 >> 20) | (d9 << 6));
  return new Uint8Array(words.buffer);
}

// Used up before the call returns, so one serves all.
const digits = /* @__PURE__ */ new Int32Array(LIMBS);

/** Writes a small number as an element. */
export function setElement({ limbs }: FieldKernel, at: number, value: number): void {
  limbs.fill(0, at / 4, at / 4 + LIMBS);
  limbs[at / 4] = value;
}

/** `out` = 1 / `value` (zero for zero). `scratch` is the place of five elements; nothing overlaps. */
export function invert(kernel: FieldKernel, out: number, value: number, scratch: number): void {
  const eleventh = scratch + 160;
  raiseTo250(kernel, out, value, scratch, eleventh);
  kernel.squareTimes(out, 5);
  kernel.multiply(out, out, eleventh);
}

/** `out` = `value`^(2^252 - 3), the power behind square roots (RFC 8032 section 5.1.3). `scratch` as for `invert`. */
export function raiseForRoot(kernel: FieldKernel, out: number, value: number, scratch: number): void {
  raiseTo250(kernel, out, value, scratch, scratch + 160);
  kernel.squareTimes(out, 2);
  kernel.multiply(out, out, value);
}

// `out` = value^(2^250 - 1), and value^11 on the way: the usual addition chain.
function raiseTo250(kernel: FieldKernel, out: number, value: number, scratch: number, eleventh: number): void {
  const [first, five, ten, fifty] = [scratch, scratch + 40, scratch + 80, scratch + 120] as const;
  const { multiply, square } = kernel;
  square(first, value);
  square(five, first);
  square(five, five);
  multiply(five, value, five);
  multiply(eleventh, first, five);
  square(first, eleventh);
  multiply(five, five, first);
  extend(kernel, ten, five, five, 5);
  extend(kernel, first, ten, ten, 10);
  extend(kernel, fifty, first, first, 20);
  extend(kernel, fifty, fifty, ten, 10);
  extend(kernel, first, fifty, fifty, 50);
  extend(kernel, out, first, first, 100);
  extend(kernel, out, out, fifty, 50);
}

// `out` = value^(2^times) × factor, at least two times; `factor` may be `value` but not `out`, unless `value` is `out` too.
function extend(kernel: FieldKernel, out: number, value: number, factor: number, times: number): void {
  kernel.square(out, value);
  kernel.squareTimes(out, times - 1);
  kernel.multiply(out, out, factor);
}
