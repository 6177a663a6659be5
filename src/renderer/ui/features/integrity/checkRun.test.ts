import { expect, test } from 'vitest';
import { fail, type LogId } from '#base';
import type { Engine } from '../../port/engine.ts';
import { createCheckRun } from './checkRun.ts';

const log = '0'.repeat(32) as LogId;

test('a check runs once at a time and keeps why it ended', async () => {
  const answers: ((value: unknown) => void)[] = [];
  const names: string[] = [];
  const engine = { call: (name: string) => { names.push(name); return new Promise((resolve) => answers.push(resolve)); }, on: () => () => undefined } as unknown as Engine;
  const run = createCheckRun(engine);
  const first = run.start(log, true);
  await run.start(log, true);
  expect(names).toEqual(['integrity.check']);
  expect(run.store.getState().isRunning).toBe(true);
  run.cancel();
  expect(names.at(-1)).toBe('integrity.cancel');
  answers[0]?.(fail('cancelled', ''));
  await first;
  expect(run.store.getState()).toMatchObject({ isRunning: false, failure: 'cancelled', report: null });
});
