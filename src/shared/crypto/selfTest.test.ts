import { expect, test } from 'vitest';
import { knownAnswers } from './knownAnswers.ts';
import { readyCrypto } from './primitives.ts';
import { runSelfTest } from './selfTest.ts';

test('every primitive gives its published answer', async () => {
  await readyCrypto();
  for (const { name, check } of knownAnswers) expect([name, await check()]).toEqual([name, true]);
});

test('the self-test passes and counts its checks', async () => {
  expect(await runSelfTest()).toEqual({ ok: true, value: { checks: 8 } });
});
