import { encode } from 'cborg';
import { decodeStrictly } from './cborDecode.ts';
import type { CborValue } from './cborValue.ts';
import { fail, ok, type Failure, type Result } from './result.ts';

export type { CborValue } from './cborValue.ts';

/** Encodes a value. Throws on a value outside the allowed set: that is a bug of the caller. */
export function encodeCbor(value: CborValue): Uint8Array {
  assertAllowed(value);
  // A plain array of its own: in Node the library answers a Buffer in shared memory, whose `slice` would be a view.
  return new Uint8Array(encode(value));
}

/** Decodes strictly: anything that this module would not have written byte for byte is refused. */
export function decodeCbor(bytes: Uint8Array): Result<CborValue, Failure<'malformed'>> {
  try {
    return ok(decodeStrictly(bytes));
  } catch {
    return fail('malformed', 'the bytes are not deterministic CBOR');
  }
}

function assertAllowed(value: unknown, depth = 0): asserts value is CborValue {
  if (depth > 32) throw new Error('nested deeper than 32 levels');
  if (value === null || typeof value === 'boolean' || value instanceof Uint8Array) return;
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new Error('text holds a lone surrogate');
    return;
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Error('numbers must be safe integers');
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) assertAllowed(item, depth + 1);
    return;
  }
  if (typeof value === 'object' && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)) {
    for (const [key, item] of Object.entries(value)) {
      if (!key.isWellFormed()) throw new Error('key holds a lone surrogate');
      assertAllowed(item, depth + 1);
    }
    return;
  }
  throw new Error(`type not allowed: ${typeof value}`);
}
