import { expect, test } from 'vitest';
import { matchesWords } from './match.ts';

test('words match in any order, without case and accents', () => {
  expect(matchesWords('Seal evidence files', 'FILES seal')).toBe(true);
  expect(matchesWords('Zürich finance share', 'zurich')).toBe(true);
  expect(matchesWords('Seal evidence files', 'seal report')).toBe(false);
});

test('an empty needle matches everything', () => {
  expect(matchesWords('anything', '  ')).toBe(true);
});
