// A small mutator with a printed seed: the same seed gives the same inputs on every machine.

/** Numbers from 0 to 2^32-1 that look random (Mulberry32). */
export interface Dice { readonly next: () => number; readonly below: (limit: number) => number; readonly pick: <T>(from: readonly T[]) => T }

/** Dice of a seed. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number) => (limit <= 0 ? 0 : next() % limit);
  return {
    next, below,
    pick: (from) => {
      const found = from[below(from.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
  };
}

const interesting = [0, 1, 0x17, 0x18, 0x1b, 0x1f, 0x40, 0x58, 0x5f, 0x7f, 0x80, 0x81, 0x92, 0x98, 0x9f, 0xa0, 0xbf, 0xc0, 0xd9, 0xf4, 0xf6, 0xf7, 0xf9, 0xfb, 0xff];
const lengths = ['ffffffff', '7fffffff', '00100001', '00001001', '00000000', '1bffffffffffffffff', '1b0020000000000000', '5affffffff', '9affffffff', 'baffffffff'];

/** One to six changes of bytes: bits, bytes, lengths, pieces cut, doubled, moved, or taken from another input. */
export function mutateBytes(seed: Uint8Array, corpus: readonly Uint8Array[], dice: Dice): Uint8Array {
  let bytes = Buffer.from(seed);
  for (let turn = 1 + dice.below(6); turn > 0; turn -= 1) {
    const at = dice.below(bytes.length + 1);
    const length = Math.min(1 + dice.below(dice.pick([2, 8, 64, 512])), bytes.length - at);
    switch (dice.below(9)) {
      case 0: if (bytes.length > 0) bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << dice.below(8)); break;
      case 1: if (bytes.length > 0) bytes[at % bytes.length] = dice.pick(interesting); break;
      case 2: bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]); break;
      case 3: bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]); break;
      case 4: bytes = bytes.subarray(0, at); break;
      case 5: bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(dice.pick(lengths), 'hex'), bytes.subarray(at + (dice.below(2) === 0 ? 0 : 4))]); break;
      case 6: {
        const other = dice.pick(corpus);
        const from = dice.below(other.length);
        bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + 1 + dice.below(200)), bytes.subarray(at)]);
        break;
      }
      case 7: bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(Array.from({ length: 1 + dice.below(16) }, () => dice.below(256))), bytes.subarray(at)]); break;
      default: for (let index = at; index < at + length; index += 1) bytes[index] = dice.below(256);
    }
    if (bytes.length > 300_000) bytes = bytes.subarray(0, 300_000);
  }
  return new Uint8Array(bytes);
}

const awkward = ['', '"', '""', ',', '\n', '\r\n', '\r', '|', '{', '}', '[]', 'null', '\\', '\\u0000', '\u0000', '\uFEFF', '\uD800', '\u2028', '🜁', 'é', '1e999', '-0', '9'.repeat(40), '%25', '%', "'", '=', '+14:00', '2026-02-30', '24:00', '23:59:60', '0000-00-00', 'UTC', 'Europe/Oslo', '±5', '~', '#', '@', '[[', '((', '  ', '\t', 'T1059.001', 'x'.repeat(5000), '/', 'yesterday', 'decision:', 'til', 'EV-K7-001'];

/** One to six changes of a text: pieces cut, doubled, moved in from another input, and awkward pieces put in. */
export function mutateText(seed: string, corpus: readonly string[], dice: Dice): string {
  let text = seed;
  for (let turn = 1 + dice.below(6); turn > 0; turn -= 1) {
    const at = dice.below(text.length + 1);
    const length = 1 + dice.below(dice.pick([1, 4, 40]));
    switch (dice.below(6)) {
      case 0: text = text.slice(0, at) + text.slice(at + length); break;
      case 1: text = text.slice(0, at) + text.slice(at, at + length) + text.slice(at); break;
      case 2: text = text.slice(0, at) + dice.pick(awkward) + text.slice(at + dice.below(3)); break;
      case 3: {
        const other = dice.pick(corpus);
        const from = dice.below(other.length + 1);
        text = text.slice(0, at) + other.slice(from, from + length) + text.slice(at);
        break;
      }
      case 4: text = text.slice(0, at) + String.fromCharCode(dice.below(2) === 0 ? dice.below(128) : dice.below(0x10000)) + text.slice(at + 1); break;
      default: text = text.slice(0, at);
    }
    if (text.length > 100_000) text = text.slice(0, 100_000);
  }
  return text;
}
