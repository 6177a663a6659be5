import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitMatches } from './match.ts';

test('marks each occurrence, ignoring case', () => {
  expect(splitMatches('created \\Windows\\PSEXESVC.exe', ['psexesvc'])).toEqual([
    { text: 'created \\Windows\\', matched: false }, { text: 'PSEXESVC', matched: true }, { text: '.exe', matched: false },
  ]);
});

test('a search word is text, not a pattern', () => {
  expect(splitMatches('a.b axb', ['a.b']).filter((part) => part.matched).map((part) => part.text)).toEqual(['a.b']);
});

test('parts join to the text they came from', () => {
  fc.assert(fc.property(fc.string(), fc.array(fc.string(), { maxLength: 3 }), (text, words) => {
    expect(splitMatches(text, words).map((part) => part.text).join('')).toBe(text);
  }));
});
