import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytesToHex } from '#base';
import { createHashing, startHashing } from './hashing.ts';

const { sha256, hmacOf } = createHashing();
const messageOf = (length: number) => new Uint8Array(length).map((_, index) => index * 7 + length);
const expectedOf = (message: Uint8Array) => createHash('sha256').update(message).digest('hex');

test('messages of every length around the ends of blocks and of the memory', () => {
  for (let length = 0; length < 260; length += 1) expect(bytesToHex(sha256(messageOf(length)))).toBe(expectedOf(messageOf(length)));
  for (const length of [65_407, 65_408, 65_409, 65_463, 65_464, 65_472, 65_473, 130_816, 130_817, 1_000_000]) {
    expect(bytesToHex(sha256(messageOf(length)))).toBe(expectedOf(messageOf(length)));
  }
});

test('a message that is a part of larger bytes, after a longer one', () => {
  sha256(messageOf(5000));
  const part = messageOf(500).subarray(3, 90);
  expect(bytesToHex(sha256(part))).toBe(expectedOf(part));
});

test('one key serves many messages, also when other keys come between', () => {
  const keys = [0, 1, 20, 32, 63, 64].map(messageOf);
  const codes = keys.map(hmacOf);
  for (const [index, key] of keys.entries()) {
    for (const length of [0, 10, 55, 56, 64, 200]) {
      expect(bytesToHex(codes[index]?.(messageOf(length)) ?? new Uint8Array(0))).toBe(createHmac('sha256', key).update(messageOf(length)).digest('hex'));
    }
  }
  expect(() => hmacOf(messageOf(65))).toThrow('longer than a block');
});

test('one wrong result and the library stays in charge', () => {
  expect(startHashing((message) => sha256(message))).not.toBeNull();
  expect(startHashing((message) => (message.length === 120 ? new Uint8Array(32) : sha256(message)))).toBeNull();
});
