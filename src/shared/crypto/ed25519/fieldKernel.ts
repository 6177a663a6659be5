import { assembleModule, constant, constant64, get, I32, I64, set, unsigned, type Code } from '../wasmCode.ts';

/**
 * Arithmetic modulo 2^255 - 19 as a small WebAssembly module, for checking many signatures of one key. Only public values go through it, so
 * nothing here has to run in constant time.
 *
 * A field element is ten signed limbs of alternately 26 and 25 bits (little-endian, 32 bits each in memory): the layout and the carry chain of the
 * public-domain ref10 code. Products accept limbs up to 1.65 × 2^26 and 1.65 × 2^25 and leave limbs up to 1.01 × 2^25 and 1.01 × 2^24; sums and
 * differences are not carried, so up to three carried elements may be added before the next product.
 */
export interface FieldKernel {
  /** The module's memory as limbs; an element at byte `at` is `limbs[at / 4]` and the nine after it. */
  readonly limbs: Int32Array;
  readonly multiply: (out: number, left: number, right: number) => void;
  readonly square: (out: number, value: number) => void;
  readonly add: (out: number, left: number, right: number) => void;
  readonly subtract: (out: number, left: number, right: number) => void;
  /** Squares the element at a place this many times, at least once. */
  readonly squareTimes: (at: number, times: number) => void;
  /** Runs the steps that the kernel was made with. */
  readonly run: (...operands: readonly [number, number, number, number, number]) => void;
}

/** One operation of the steps: its three places, each either a byte offset or the n-th operand of the call. */
export interface Step { readonly operation: 'multiply' | 'add' | 'subtract'; readonly places: readonly [Place, Place, Place] }
export type Place = number | { readonly operand: 0 | 1 | 2 | 3 | 4 };

export const ELEMENT_BYTES = 40;
const LIMBS = 10;
const indices: readonly number[] = Array.from({ length: LIMBS }, (_, index) => index);

/** Makes a kernel with this much memory, in bytes, and steps that are often run one after the other. Throws where WebAssembly does not run. */
export function createFieldKernel(bytes: number, steps: readonly Step[] = []): FieldKernel {
  const three = [I32, I32, I32];
  const module = assembleModule({
    pages: Math.ceil(bytes / 65_536), types: [three, [I32, I32], [...three, I32, I32]],
    functions: [
      { name: 'multiply', type: 0, locals: [[50, I64]], body: multiplyBody() },
      { name: 'square', type: 1, locals: [[40, I64]], body: squareBody() },
      { name: 'add', type: 0, locals: [], body: limbwise(0x6a) },
      { name: 'subtract', type: 0, locals: [], body: limbwise(0x6b) },
      { name: 'squareTimes', type: 1, locals: [], body: squareTimesBody() },
      { name: 'run', type: 2, locals: [], body: steps.flatMap(stepBody) },
    ],
  });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module));
  const calls = exports as unknown as Omit<FieldKernel, 'limbs'>;
  return {
    limbs: new Int32Array((exports['memory'] as { readonly buffer: ArrayBuffer }).buffer),
    multiply: calls.multiply, square: calls.square, add: calls.add, subtract: calls.subtract, squareTimes: calls.squareTimes, run: calls.run,
  };
}

/** Bits of a limb. */
export function bitsOf(limb: number): number {
  return limb % 2 === 0 ? 26 : 25;
}

const MULTIPLY = 0x7e;
const ADD = 0x7c;
const SUBTRACT = 0x7d;
const SHIFT_LEFT = 0x86;
const SHIFT_RIGHT = 0x87;
const load = (pointer: number, limb: number): Code => [...get(pointer), 0x34, 2, ...unsigned(limb * 4)];
const store = (limb: number, value: Code): Code => [...get(0), ...value, 0x3e, 2, ...unsigned(limb * 4)];
const load32 = (pointer: number, limb: number): Code => [...get(pointer), 0x28, 2, ...unsigned(limb * 4)];
const sum = (terms: readonly Code[]): Code => terms.flatMap((term, index) => (index === 0 ? term : [...term, ADD]));

// Numbers of the functions in the order of the module. Calls within it cost a fraction of calls from outside.
const FUNCTIONS = { multiply: 0, square: 1, add: 2, subtract: 3 } as const;
const call = (operation: keyof typeof FUNCTIONS): Code => [0x10, FUNCTIONS[operation]];

function stepBody({ operation, places }: Step): Code {
  return [...places.flatMap((place) => (typeof place === 'number' ? constant(place) : get(place.operand))), ...call(operation)];
}

function squareTimesBody(): Code {
  return [0x03, 0x40, ...get(0), ...get(0), ...call('square'), ...get(1), ...constant(1), 0x6b, 0x22, 1, 0x0d, 0, 0x0b];
}

function limbwise(operation: number): Code {
  return indices.flatMap((limb) => [...get(0), ...load32(1, limb), ...load32(2, limb), operation, 0x36, 2, ...unsigned(limb * 4)]);
}

// Two odd limbs have half a bit too little each, so their product counts twice: the doubled limb is at `left2`.
// What reaches over the top comes back times 19: that multiple is at `right19`.
interface Operands { readonly left: number; readonly left2: number; readonly right: number; readonly right19: number }

function product({ left, left2, right, right19 }: Operands, limb: number, index: number): Code {
  const other = (limb - index + LIMBS) % LIMBS;
  const first = index % 2 === 1 && other % 2 === 1 ? left2 : left;
  return [...get(first + index), ...get((index + other >= LIMBS ? right19 : right) + other), MULTIPLY];
}

function prepare({ left, left2, right, right19 }: Operands): Code {
  return indices.flatMap((limb) => [
    ...(limb % 2 === 1 ? [...get(left + limb), ...get(left + limb), ADD, ...set(left2 + limb)] : []),
    ...constant64(19), ...get(right + limb), MULTIPLY, ...set(right19 + limb),
  ]);
}

function multiplyBody(): Code {
  const at: Operands = { left: 3, left2: 13, right: 23, right19: 33 };
  const out = 43;
  return [
    ...indices.flatMap((limb) => [...load(1, limb), ...set(at.left + limb), ...load(2, limb), ...set(at.right + limb)]),
    ...prepare(at),
    ...indices.flatMap((limb) => [...sum(indices.map((index) => product(at, limb, index))), ...set(out + limb)]),
    ...carryAndStore(out, at.left),
  ];
}

// A product with itself: each pair of different limbs is taken once, and their sum doubled.
function squareBody(): Code {
  const at: Operands = { left: 2, left2: 12, right: 2, right19: 22 };
  const out = 32;
  const column = (limb: number): Code => {
    const partner = (index: number) => (limb - index + LIMBS) % LIMBS;
    const pairs = sum(indices.filter((index) => index < partner(index)).map((index) => product(at, limb, index)));
    const same = indices.filter((index) => index === partner(index)).flatMap((index) => [...product(at, limb, index), ADD]);
    return [...pairs, ...constant64(1), SHIFT_LEFT, ...same];
  };
  return [
    ...indices.flatMap((limb) => [...load(1, limb), ...set(at.left + limb)]),
    ...prepare(at),
    ...indices.flatMap((limb) => [...column(limb), ...set(out + limb)]),
    ...carryAndStore(out, at.left),
  ];
}

function carryAndStore(out: number, scratch: number): Code {
  const carry = (limb: number): Code => {
    const bits = bitsOf(limb);
    const next = out + ((limb + 1) % LIMBS);
    return [
      ...get(out + limb), ...constant64(2 ** (bits - 1)), ADD, ...constant64(bits), SHIFT_RIGHT, ...set(scratch),
      ...get(next), ...get(scratch), ...(limb === 9 ? [...constant64(19), MULTIPLY] : []), ADD, ...set(next),
      ...get(out + limb), ...get(scratch), ...constant64(bits), SHIFT_LEFT, SUBTRACT, ...set(out + limb),
    ];
  };
  return [...[0, 4, 1, 5, 2, 6, 3, 7, 4, 8, 9, 0].flatMap(carry), ...indices.flatMap((limb) => store(limb, get(out + limb)))];
}
