import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { invert, raiseForRoot, readElement, writeElement } from './field.ts';
import { bitsOf, createFieldKernel, ELEMENT_BYTES, type FieldKernel } from './fieldKernel.ts';

const P = 2n ** 255n - 19n;
const runs = process.env['SLOW'] === '1' ? 20_000 : 300;
let kernel: FieldKernel;
beforeAll(() => {
  kernel = createFieldKernel(65_536);
});

const [LEFT, RIGHT, OUT, SCRATCH] = [0, 1, 2, 4].map((slot) => slot * ELEMENT_BYTES) as [number, number, number, number];
const valueAt = (at: number): bigint => {
  let value = 0n;
  for (let limb = 9; limb >= 0; limb -= 1) value = (value << BigInt(bitsOf(limb))) + BigInt(kernel.limbs[at / 4 + limb] ?? 0);
  return ((value % P) + P) % P;
};
const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  for (let bit = 255n; bit >= 0n; bit -= 1n) result = (result * result * ((exponent >> bit) & 1n ? base : 1n)) % P;
  return result;
};
// Limbs over the whole range that products accept, its ends often.
const limb = (index: number) => {
  const most = Math.floor(1.65 * 2 ** bitsOf(index));
  return fc.oneof(fc.constantFrom(most, -most, 0, 1, -1), fc.integer({ min: -most, max: most }));
};
const element = fc.tuple(...Array.from({ length: 10 }, (_, index) => limb(index)));
const bytes = fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.constantFrom(new Uint8Array(32).fill(255), new Uint8Array(32), Uint8Array.of(236, ...new Uint8Array(30).fill(255), 127), Uint8Array.of(237, ...new Uint8Array(30).fill(255), 127)));
const toNumber = (value: Uint8Array) => value.reduceRight((sum, byte) => (sum << 8n) + BigInt(byte), 0n);

test('products, squares, sums and differences are those of the field, for all limbs that may occur', () => {
  fc.assert(fc.property(element, element, (left, right) => {
    kernel.limbs.set(left, LEFT / 4);
    kernel.limbs.set(right, RIGHT / 4);
    const [a, b] = [valueAt(LEFT), valueAt(RIGHT)];
    kernel.multiply(OUT, LEFT, RIGHT);
    expect(valueAt(OUT)).toBe((a * b) % P);
    for (let index = 0; index < 10; index += 1) expect(Math.abs(kernel.limbs[OUT / 4 + index] ?? 0)).toBeLessThanOrEqual(1.01 * 2 ** (bitsOf(index) - 1));
    kernel.square(OUT, LEFT);
    expect(valueAt(OUT)).toBe((a * a) % P);
    for (let index = 0; index < 10; index += 1) expect(Math.abs(kernel.limbs[OUT / 4 + index] ?? 0)).toBeLessThanOrEqual(1.01 * 2 ** (bitsOf(index) - 1));
    kernel.add(OUT, LEFT, RIGHT);
    expect(valueAt(OUT)).toBe((a + b) % P);
    kernel.subtract(OUT, LEFT, RIGHT);
    expect(valueAt(OUT)).toBe((a - b + P) % P);
    kernel.multiply(LEFT, LEFT, LEFT);
    expect(valueAt(LEFT)).toBe((a * a) % P);
  }), { numRuns: runs });
});

test('bytes are read and written in the one canonical form', () => {
  fc.assert(fc.property(bytes, bytes, (first, second) => {
    readElement(kernel, LEFT, first);
    readElement(kernel, RIGHT, second);
    const [a, b] = [toNumber(first) & (2n ** 255n - 1n), toNumber(second) & (2n ** 255n - 1n)];
    expect(valueAt(LEFT)).toBe(a % P);
    expect(toNumber(writeElement(kernel, LEFT))).toBe(a % P);
    kernel.multiply(OUT, LEFT, RIGHT);
    expect(toNumber(writeElement(kernel, OUT))).toBe((a * b) % P);
    kernel.subtract(OUT, LEFT, RIGHT);
    expect(toNumber(writeElement(kernel, OUT))).toBe((((a - b) % P) + P) % P);
  }), { numRuns: runs });
});

test('inverses and the power for roots', () => {
  fc.assert(fc.property(bytes, (value) => {
    readElement(kernel, LEFT, value);
    const a = valueAt(LEFT);
    invert(kernel, OUT, LEFT, SCRATCH);
    expect(valueAt(OUT)).toBe(power(a, P - 2n));
    raiseForRoot(kernel, OUT, LEFT, SCRATCH);
    expect(valueAt(OUT)).toBe(power(a, (P - 5n) / 8n));
  }), { numRuns: Math.ceil(runs / 10) });
});
