import { expect, test } from 'vitest';
import { initialsOf, looksLikeRecipient } from './newVault.ts';

test('initials come from the first and last word', () => {
  expect(initialsOf('Kari Moen')).toBe('KM');
  expect(initialsOf('j.b. aune')).toBe('JA');
  expect(initialsOf('Øyvind')).toBe('Ø');
  expect(initialsOf('')).toBe('');
});

test('only the age form counts as a recipient', () => {
  expect(looksLikeRecipient(`age1${'q'.repeat(58)}`)).toBe(true);
  expect(looksLikeRecipient(`age1${'b'.repeat(58)}`)).toBe(false);
  expect(looksLikeRecipient('AGE-SECRET-KEY-1QQQ')).toBe(false);
});
