import { assembleModule, constant, get, I32, set, unsigned, V128, type Code } from './wasmCode.ts';

/**
 * The ChaCha20 block function (RFC 8439 section 2.3) for four blocks at once, written down as a small WebAssembly module:
 * 128-bit lanes make it four times as fast as the scalar module of the library, which matters for gigabytes of evidence in
 * a runtime without a native ChaCha20. Only the key stream is made here; authentication stays with the library.
 *
 * Register `n` holds word `n` of four consecutive blocks. After the rounds a 4×4 transposition puts the words in order.
 */

/** Where the sixteen state words lie in the module's memory; the counter is word 12 and moves on by itself. */
export const STATE_AT = 0;
/** Where the text lies; its length is a multiple of 256 bytes for the module. */
export const TEXT_AT = 256;
export const GROUP_BYTES = 256;

/** The running module: replaces `groups` × 256 bytes of text by their exclusive-or with the key stream. */
export interface ChachaKernel { readonly memory: Uint8Array; readonly mix: (groups: number) => void }

/** Makes a kernel for texts of at most `bytes`. */
export function createChachaKernel(bytes: number): ChachaKernel {
  const pages = Math.ceil((TEXT_AT + bytes + GROUP_BYTES) / 65_536);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(buildModule(pages)));
  return { memory: new Uint8Array((exports['memory'] as { readonly buffer: ArrayBuffer }).buffer), mix: exports['mix'] as (groups: number) => void };
}

const GROUPS = 0;
const POINTER = 1;
const ROUNDS = 2;
const WORDS = 3;
const SCRATCH = WORDS + 16;

const simd = (operation: number): Code => [0xfd, ...unsigned(operation)];
const shuffle = (lanes: Code): Code => [...simd(0x0d), ...lanes];
const load = (at: number): Code => [...simd(0x00), 4, ...unsigned(at)];
const loadSplat = (at: number): Code => [...simd(0x09), 2, ...unsigned(at)];
const store = (at: number): Code => [...simd(0x0b), 4, ...unsigned(at)];
const XOR = simd(0x51);
const OR = simd(0x50);
const ADD = simd(0xae);
const SHIFT_LEFT = simd(0xab);
const SHIFT_RIGHT = simd(0xad);
/** Counter offsets of the four blocks: 0, 1, 2, 3. */
const LANES: Code = [...simd(0x0c), 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0];

function mixBody(): Code {
  const words = Array.from({ length: 16 }, (_, word) => word);
  const initial = (word: number): Code => [...constant(STATE_AT), ...loadSplat(word * 4), ...(word === 12 ? [...LANES, ...ADD] : [])];
  return [
    ...constant(TEXT_AT), ...set(POINTER),
    0x03, 0x40,
    ...words.flatMap((word) => [...initial(word), ...set(WORDS + word)]),
    ...constant(10), ...set(ROUNDS),
    0x03, 0x40,
    ...[[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]].flatMap(quarterRound),
    ...get(ROUNDS), ...constant(1), 0x6b, 0x22, ROUNDS, 0x0d, 0, 0x0b,
    ...words.flatMap((word) => [...get(WORDS + word), ...initial(word), ...ADD, ...set(WORDS + word)]),
    ...[0, 4, 8, 12].flatMap(mixFour),
    // The counter moves on by four blocks, the pointer by their text.
    ...constant(STATE_AT), ...constant(STATE_AT), 0x28, 2, 48, ...constant(4), 0x6a, 0x36, 2, 48,
    ...get(POINTER), ...constant(GROUP_BYTES), 0x6a, ...set(POINTER),
    ...get(GROUPS), ...constant(1), 0x6b, 0x22, GROUPS, 0x0d, 0, 0x0b,
  ];
}

function quarterRound(words: readonly number[]): Code {
  const [a = 0, b = 0, c = 0, d = 0] = words.map((word) => WORDS + word);
  const step = (sum: number, addend: number, turned: number, bits: number): Code => [
    ...get(sum), ...get(addend), ...ADD, ...set(sum), ...get(turned), ...get(sum), ...XOR, ...set(turned), ...rotate(turned, bits), ...set(turned),
  ];
  return [...step(a, b, d, 16), ...step(c, d, b, 12), ...step(a, b, d, 8), ...step(c, d, b, 7)];
}

/** Left rotation of every word: by whole bytes as one shuffle, otherwise as two shifts. */
function rotate(local: number, bits: number): Code {
  if (bits % 8 !== 0) return [...get(local), ...constant(bits), ...SHIFT_LEFT, ...get(local), ...constant(32 - bits), ...SHIFT_RIGHT, ...OR];
  const lanes = Array.from({ length: 16 }, (_, byte) => (byte & 12) | ((byte - bits / 8) & 3));
  return [...get(local), ...get(local), ...shuffle(lanes)];
}

/** Turns four words of four blocks into sixteen bytes of each block and mixes them into the text. */
function mixFour(word: number): Code {
  const [a, b, c, d] = [0, 1, 2, 3].map((offset) => WORDS + word + offset) as [number, number, number, number];
  const low = wordLanes([0, 4, 1, 5]);
  const high = wordLanes([2, 6, 3, 7]);
  const pairs: Code = [
    ...get(a), ...get(b), ...shuffle(low), ...set(SCRATCH), ...get(a), ...get(b), ...shuffle(high), ...set(SCRATCH + 1),
    ...get(c), ...get(d), ...shuffle(low), ...set(SCRATCH + 2), ...get(c), ...get(d), ...shuffle(high), ...set(SCRATCH + 3),
  ];
  const blocks = [[0, 2, [0, 1, 4, 5]], [0, 2, [2, 3, 6, 7]], [1, 3, [0, 1, 4, 5]], [1, 3, [2, 3, 6, 7]]] as const;
  return [...pairs, ...blocks.flatMap(([left, right, lanes], block) => {
    const at = block * 64 + word * 4;
    return [...get(POINTER), ...get(POINTER), ...load(at), ...get(SCRATCH + left), ...get(SCRATCH + right), ...shuffle(wordLanes(lanes)), ...XOR, ...store(at)];
  })];
}

function wordLanes(words: readonly number[]): Code {
  return words.flatMap((word) => [0, 1, 2, 3].map((byte) => word * 4 + byte));
}

function buildModule(pages: number): Uint8Array<ArrayBuffer> {
  return assembleModule({ pages, types: [[I32]], functions: [{ name: 'mix', type: 0, locals: [[2, I32], [16, V128], [4, V128]], body: mixBody() }] });
}
