import { expect, test } from 'vitest';
import { groupText, normaliseRecoveryKey } from './recoveryKey.ts';

test('a key typed with spaces, breaks and small letters is the same key', () => {
  expect(normaliseRecoveryKey(' age-secret-key-1abc\n DEF ')).toBe('AGE-SECRET-KEY-1ABCDEF');
});

test('groups of four lose nothing', () => {
  expect(groupText('age1abcdefg')).toBe('age1 abcd efg');
  expect(groupText('')).toBe('');
});
