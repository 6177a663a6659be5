import { equalBytes } from '#base';
import { BLOCKS_AT, createSha256Kernel, INITIAL_STATE, MAX_BLOCKS, type Sha256Kernel } from './sha256Kernel.ts';

/** SHA-256 and what is built on it, in one module's memory: nothing is allocated but the answer. */
export interface Hashing {
  readonly sha256: (message: Uint8Array) => Uint8Array;
  /** HMAC-SHA-256 (RFC 2104) under one key of at most 64 bytes, whose two first blocks are taken in only once. */
  readonly hmacOf: (key: Uint8Array) => (message: Uint8Array) => Uint8Array;
}

/** Lengths around the ends of a block. */
const TRIALS: readonly number[] = [0, 1, 55, 56, 63, 64, 65, 119, 120, 300];

/** Makes it, when WebAssembly runs and the results are those of the library for several messages; null otherwise. */
export function startHashing(reference: (message: Uint8Array) => Uint8Array): Hashing | null {
  try {
    const hashing = createHashing();
    const agrees = TRIALS.map((length) => new Uint8Array(length).map((_, index) => index * 31 + length)).every((message) => equalBytes(hashing.sha256(message), reference(message)));
    return agrees ? hashing : null;
  } catch {
    return null;
  }
}

/** Makes it. Throws where WebAssembly does not run. */
export function createHashing(): Hashing {
  const kernel = createSha256Kernel();
  return {
    sha256: (message) => finish(kernel, INITIAL_STATE, 0, message),
    hmacOf: (key) => {
      const inner = takePad(kernel, key, 0x36);
      const outer = takePad(kernel, key, 0x5c);
      return (message) => finish(kernel, outer, 64, finish(kernel, inner, 64, message));
    },
  };
}

function takePad({ memory, state, compress }: Sha256Kernel, key: Uint8Array, pad: number): Int32Array {
  if (key.length > 64) throw new Error('the key is longer than a block');
  memory.fill(pad, BLOCKS_AT, BLOCKS_AT + 64);
  for (let index = 0; index < key.length; index += 1) memory[BLOCKS_AT + index] = (key[index] ?? 0) ^ pad;
  state.set(INITIAL_STATE);
  compress(1);
  // Keys do not stay behind.
  memory.fill(0, BLOCKS_AT, BLOCKS_AT + 64);
  return state.slice();
}

/** Takes a message in after `before` bytes (whole blocks) that led to the state `from`, and pads it (FIPS 180-4 section 5.1.1). */
function finish({ memory, state, compress }: Sha256Kernel, from: Int32Array, before: number, message: Uint8Array): Uint8Array {
  state.set(from);
  let at = 0;
  for (; message.length - at > (MAX_BLOCKS - 1) * 64; at += MAX_BLOCKS * 64 - 64) {
    memory.set(message.subarray(at, at + MAX_BLOCKS * 64 - 64), BLOCKS_AT);
    compress(MAX_BLOCKS - 1);
  }
  const rest = message.length - at;
  const blocks = (rest + 9 + 63) >> 6;
  memory.set(at === 0 ? message : message.subarray(at), BLOCKS_AT);
  memory.fill(0, BLOCKS_AT + rest, BLOCKS_AT + blocks * 64);
  memory[BLOCKS_AT + rest] = 0x80;
  writeLength(memory, BLOCKS_AT + blocks * 64, before + message.length);
  compress(blocks);
  const digest = new Uint8Array(32);
  for (let index = 0; index < 8; index += 1) {
    const word = state[index] ?? 0;
    digest[index * 4] = word >>> 24;
    digest[index * 4 + 1] = word >>> 16;
    digest[index * 4 + 2] = word >>> 8;
    digest[index * 4 + 3] = word;
  }
  return digest;
}

// The length in bits; bytes below 2^45 are far more than one array holds.
function writeLength(memory: Uint8Array, end: number, bytes: number): void {
  const high = Math.floor(bytes / 2 ** 29);
  const low = bytes * 8;
  for (let index = 0; index < 4; index += 1) {
    memory[end - 5 - index] = high >>> (8 * index);
    memory[end - 1 - index] = low >>> (8 * index);
  }
}
