import { expect, test } from 'vitest';
import { estimateStrength } from './estimateStrength.ts';
import { cpuTimeOf } from '../../shared/base/testing/cpuTime.ts';

test('common and short passphrases are refused with a reason, six random words are accepted', async () => {
  const weak = await estimateStrength('Summer2026!');
  expect(weak.acceptable).toBe(false);
  const common = await estimateStrength('password123');
  expect(common.acceptable).toBe(false);
  expect(common.warning).not.toBeNull();
  const strong = await estimateStrength('velvet orbit canyon thirteen glue mosaic');
  expect(strong.acceptable).toBe(true);
  expect(strong.guessesLog10).toBeGreaterThan(weak.guessesLog10);
});

test('a very long passphrase is estimated without delay', async () => {
  expect(await cpuTimeOf(() => estimateStrength('x7#'.repeat(4000)))).toBeLessThan(4000);
});
