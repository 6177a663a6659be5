import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexToBytes, bytesToHex } from './bytes.ts';
import { decodeCbor, encodeCbor, type CborValue } from './cbor.ts';

const runs = process.env['SLOW'] === '1' ? 20_000 : 300;
const leaf: fc.Arbitrary<CborValue> = fc.oneof(
  fc.constant(null), fc.boolean(), fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }), fc.integer({ min: -70_000, max: 70_000 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }), fc.uint8Array({ maxLength: 80 }),
);
const value = fc.letrec<{ node: CborValue }>((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('node'), { maxLength: 30 }), fc.dictionary(fc.string({ unit: 'binary', maxLength: 30 }).filter((key) => key.isWellFormed()), tie('node'), { maxKeys: 30, noNullPrototype: true })),
})).node;

test('what is encoded decodes to itself', () => {
  fc.assert(fc.property(value, (original) => {
    const bytes = encodeCbor(original);
    const decoded = decodeCbor(bytes);
    expect(decoded.ok && bytesToHex(encodeCbor(decoded.value))).toBe(bytesToHex(bytes));
    expect(decoded).toEqual({ ok: true, value: original });
  }), { numRuns: runs });
});

test('bytes are accepted exactly when encoding gives them back', () => {
  const changed = fc.tuple(value, fc.nat(), fc.nat(255)).map(([original, at, byte]) => {
    const bytes = encodeCbor(original).slice();
    bytes[at % bytes.length] = byte;
    return bytes;
  });
  fc.assert(fc.property(fc.oneof(changed, fc.uint8Array({ minLength: 1, maxLength: 12 })), (bytes) => {
    const decoded = decodeCbor(bytes);
    expect(decoded.ok).toBe(oracleAccepts(bytes));
    if (decoded.ok) expect(bytesToHex(encodeCbor(decoded.value))).toBe(bytesToHex(bytes));
  }), { numRuns: runs * 5 });
});

describe('every other form is refused', () => {
  test.each([
    ['nothing', ''], ['bytes after the value', '0000'], ['24 in two bytes', '1817'], ['255 in three bytes', '1900ff'], ['65,535 in five bytes', '1a0000ffff'],
    ['2^32-1 in nine bytes', '1b00000000ffffffff'], ['2^53', '1b0020000000000000'], ['-2^53', '3b001fffffffffffff'], ['reserved head', '1c'], ['half float', 'f93c00'], ['single float', 'fa47c35000'],
    ['double float', 'fb3ff199999999999a'], ['infinity', 'f97c00'], ['not a number', 'f97e00'], ['undefined', 'f7'], ['simple value 16', 'f0'], ['simple value 255', 'f8ff'], ['break', 'ff'], ['tag', 'c000'],
    ['big integer', 'c249010000000000000000'], ['indefinite bytes', '5f4101ff'], ['indefinite text', '7f6161ff'], ['indefinite array', '9f01ff'], ['indefinite map', 'bf616101ff'],
    ['bytes cut', '4201'], ['text cut', '626100'.slice(0, 4)], ['array cut', '8201'], ['map cut', 'a16161'], ['long length of short bytes', '580101'], ['long length of short text', '780161'],
    ['long length of short array', '980101'], ['long length of short map', 'b801616101'], ['keys out of order', 'a2616201616102'], ['longer key first', 'a262616101616202'], ['key twice', 'a2616101616102'],
    ['number as key', 'a10101'], ['bytes as key', 'a1416101'], ['text not UTF-8', '61ff'], ['text with a surrogate', '63eda080'], ['overlong text', '62c080'],
    ['array longer than memory', '9b001fffffffffffff'], ['bytes longer than memory', '5b001fffffffffffff'], ['33 levels', `${'81'.repeat(33)}00`],
  ])('%s', (_, hex) => {
    expect(decodeCbor(hexToBytes(hex) ?? new Uint8Array(0))).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  });
});

test('32 levels and a byte order mark are fine', () => {
  expect(decodeCbor(hexToBytes(`${'81'.repeat(32)}00`) ?? new Uint8Array(0)).ok).toBe(true);
  expect(decodeCbor(encodeCbor('\u{feff}text'))).toEqual({ ok: true, value: '\u{feff}text' });
  expect(decodeCbor(encodeCbor({ ['__proto__']: 1 }))).toMatchObject({ ok: true });
});

test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, -0, 2 ** 53, '\ud800', undefined, { key: undefined }, new Date(0)])('%s cannot be encoded', (bad) => {
  expect(() => encodeCbor(bad as CborValue)).toThrow();
});

// The general library with every strictness on, and the same bytes when encoded again.
function oracleAccepts(bytes: Uint8Array): boolean {
  try {
    const decoded: unknown = decode(bytes, { strict: true, allowIndefinite: false, allowUndefined: false, allowBigInt: false, allowInfinity: false, allowNaN: false, rejectDuplicateMapKeys: true });
    return bytesToHex(encodeCbor(decoded as CborValue)) === bytesToHex(bytes) && bytesToHex(encode(decoded)) === bytesToHex(bytes);
  } catch {
    return false;
  }
}
