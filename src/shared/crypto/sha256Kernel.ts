import { assembleModule, constant, get, I32, set, unsigned, type Code } from './wasmCode.ts';

/**
 * The compression function of SHA-256 (FIPS 180-4 section 6.2.2) as a small WebAssembly module: a frame is some eighty blocks in twenty messages, and
 * the module of the library takes twice as long for them, besides the copies it makes on each call. No branch and no address depends on the data.
 */
export interface Sha256Kernel {
  /** The module's memory; blocks are put in from `BLOCKS_AT` on. */
  readonly memory: Uint8Array;
  /** The eight words of the state, in the same memory. */
  readonly state: Int32Array;
  /** Takes this many blocks, at least one, into the state. */
  readonly compress: (blocks: number) => void;
}

/** Where blocks lie in the memory, and how many there is room for. */
export const BLOCKS_AT = 64;
export const MAX_BLOCKS = 1023;

/** Makes a kernel. Throws where WebAssembly does not run. */
export function createSha256Kernel(): Sha256Kernel {
  const bytes = assembleModule({ pages: 1, types: [[I32]], functions: [{ name: 'compress', type: 0, locals: [[26, I32]], body: compressBody() }] });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { buffer } = exports['memory'] as { readonly buffer: ArrayBuffer };
  return { memory: new Uint8Array(buffer), state: new Int32Array(buffer, 0, 8), compress: exports['compress'] as (blocks: number) => void };
}

/** The state before the first block (FIPS 180-4 section 5.3.3): the square roots of the first eight primes. */
export const INITIAL_STATE: Int32Array = /* @__PURE__ */ firstPrimes(8).reduce((state, prime, index) => {
  state[index] = fractionOf(Math.sqrt(prime));
  return state;
}, new Int32Array(8));

const BLOCKS = 0;
const POINTER = 1;
const MIXED = 2;
const VARIABLES = 3;
const SCHEDULE = 11;

const AND = 0x71;
const XOR = 0x73;
const ADD = 0x6a;
const rotateRight = (local: number, bits: number): Code => [...get(local), ...constant(bits), 0x78];
const shiftRight = (local: number, bits: number): Code => [...get(local), ...constant(bits), 0x76];
const rotated = (local: number, bits: readonly [number, number, number]): Code => [...rotateRight(local, bits[0]), ...rotateRight(local, bits[1]), XOR, ...rotateRight(local, bits[2]), XOR];
const shifted = (local: number, bits: readonly [number, number, number]): Code => [...rotateRight(local, bits[0]), ...rotateRight(local, bits[1]), XOR, ...shiftRight(local, bits[2]), XOR];
const variables: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];

function compressBody(): Code {
  return [
    ...constant(BLOCKS_AT), ...set(POINTER),
    ...variables.flatMap((index) => [...constant(0), 0x28, 2, ...unsigned(index * 4), ...set(VARIABLES + index)]),
    0x03, 0x40,
    ...Array.from({ length: 16 }, (_, word) => loadWord(word)).flat(),
    ...firstPrimes(64).flatMap((prime, index) => [...(index < 16 ? [] : extendSchedule(index)), ...round(index, fractionOf(Math.cbrt(prime)))]),
    ...variables.flatMap((index) => [
      ...constant(0), ...constant(0), 0x28, 2, ...unsigned(index * 4), ...get(VARIABLES + index), ADD, 0x22, VARIABLES + index, 0x36, 2, ...unsigned(index * 4),
    ]),
    ...get(POINTER), ...constant(64), ADD, ...set(POINTER),
    ...get(BLOCKS), ...constant(1), 0x6b, 0x22, BLOCKS, 0x0d, 0, 0x0b,
  ];
}

// Most significant byte first: the odd and the even bytes turn in opposite directions.
function loadWord(word: number): Code {
  return [
    ...get(POINTER), 0x28, 2, ...unsigned(word * 4), ...set(MIXED),
    ...get(MIXED), ...constant(8), 0x77, ...constant(0x00ff00ff), AND, ...get(MIXED), ...constant(8), 0x78, ...constant(0xff00ff00 | 0), AND, 0x72, ...set(SCHEDULE + word),
  ];
}

function extendSchedule(index: number): Code {
  const at = (back: number): number => SCHEDULE + ((index - back) & 15);
  return [...get(at(16)), ...shifted(at(15), [7, 18, 3]), ADD, ...get(at(7)), ADD, ...shifted(at(2), [17, 19, 10]), ADD, ...set(at(16))];
}

// Instead of moving the eight variables on by one place, their names move.
function round(index: number, added: number): Code {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = variables.map((place) => VARIABLES + ((place - index) & 7));
  const choice: Code = [...get(f), ...get(g), XOR, ...get(e), AND, ...get(g), XOR];
  const majority: Code = [...get(a), ...get(b), XOR, ...get(c), AND, ...get(a), ...get(b), AND, XOR];
  return [
    ...get(h), ...constant(added), ADD, ...get(SCHEDULE + (index & 15)), ADD, ...choice, ADD, ...rotated(e, [6, 11, 25]), ADD, ...set(MIXED),
    ...get(d), ...get(MIXED), ADD, ...set(d),
    ...get(MIXED), ...majority, ADD, ...rotated(a, [2, 13, 22]), ADD, ...set(h),
  ];
}

/** The first 32 bits behind the point. */
function fractionOf(value: number): number {
  return ((value - Math.floor(value)) * 2 ** 32) | 0;
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return primes;
}
