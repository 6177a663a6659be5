import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToHex, bytesToText, compareBytes, concatBytes, equalBytes, hexToBytes, readUint32, textToBytes, uint32ToBytes } from './bytes.ts';

const bytes = fc.uint8Array({ maxLength: 64 });

test('every well-formed text survives its bytes, a leading byte order mark included', () => {
  expect(bytesToText(textToBytes('\uFEFFcase'))).toBe('\uFEFFcase');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => { expect(bytesToText(textToBytes(text))).toBe(text); }));
});

test('bytes that are not UTF-8 are refused, never repaired', () => {
  expect(bytesToText(Uint8Array.of(0x61, 0xff))).toBeNull();
  expect(bytesToText(Uint8Array.of(0xed, 0xa0, 0x80))).toBeNull();
});

test('hexadecimal gives the bytes back and refuses odd lengths and other digits', () => {
  fc.assert(fc.property(bytes, (value) => { expect(hexToBytes(bytesToHex(value))).toEqual(value); }));
  expect(hexToBytes('abc')).toBeNull();
  expect(hexToBytes('0g')).toBeNull();
});

test('comparison is an order and agrees with equality', () => {
  fc.assert(fc.property(bytes, bytes, (left, right) => {
    expect(Math.sign(compareBytes(left, right))).toBe(-Math.sign(compareBytes(right, left)) + 0);
    expect(compareBytes(left, right) === 0).toBe(equalBytes(left, right));
  }));
  expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBeLessThan(0);
});

test('parts stand one after the other, and numbers are written most significant byte first', () => {
  expect(concatBytes(uint32ToBytes(0x01020304), Uint8Array.of(9))).toEqual(Uint8Array.of(1, 2, 3, 4, 9));
  fc.assert(fc.property(fc.nat(0xffffffff), (value) => { expect(readUint32(uint32ToBytes(value), 0)).toBe(value); }));
});
