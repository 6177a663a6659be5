import { expect, test } from 'vitest';
import { checkOf } from './hashCheck.ts';

test('a hash read off a print compares without its blanks and case', () => {
  expect(checkOf('AB12 cd34', 'ab12cd34')).toEqual({ hashCheck: { algorithm: 'sha256', expected: 'ab12cd34', actual: 'ab12cd34', result: 'match' } });
  expect(checkOf('ab12cd34', 'ab12cd35')).toMatchObject({ hashCheck: { result: 'mismatch' } });
});

test('one hash alone is no check', () => {
  expect(checkOf(undefined, 'ab')).toEqual({});
  expect(checkOf('ab', undefined)).toEqual({});
});
