import { expect, test } from 'vitest';
import { fail, ok, type EntryId, type LogId } from '#base';
import type { EvidenceProgress } from '#ipc';
import type { Engine } from '../../port/engine.ts';
import { createSealQueue, readProgress, type SealInput } from './sealQueue.ts';

const log = '0'.repeat(32) as LogId;
const item = '01J00000000000000000000001' as EntryId;
const input = (grant: string): SealInput => ({ log, grant, resume: null, legacyHashes: [], body: { name: grant, evidenceKind: 'other', origin: 'file', collectedBy: 'K', custodian: 'K' }, occurred: null, tags: [], links: [] });
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** An engine that answers when told. */
function standIn() {
  const calls: { readonly name: string; readonly input: unknown; readonly answer: (value: unknown) => void }[] = [];
  let announce: (progress: EvidenceProgress) => void = () => undefined;
  const engine = {
    call: (name: string, given: unknown) => new Promise((resolve) => calls.push({ name, input: given, answer: resolve })),
    on: (_name: string, listener: (progress: EvidenceProgress) => void) => {
      announce = listener;
      return () => undefined;
    },
  } as unknown as Engine;
  return { engine, calls, announce: (progress: EvidenceProgress) => announce(progress) };
}

test('files are sealed one after the other', async () => {
  const { engine, calls } = standIn();
  const queue = createSealQueue(engine);
  queue.add([{ log, name: 'a', input: input('a') }, { log, name: 'b', input: input('b') }]);
  expect(calls.map((call) => call.input)).toEqual([input('a')]);
  calls[0]?.answer(ok({ entryId: item, duplicateOf: 'EV-K7-001' }));
  await settle();
  expect(calls).toHaveLength(2);
  expect(queue.store.getState().jobs.map((job) => job.state)).toEqual(['sealed', 'running']);
  expect(queue.store.getState().jobs[0]?.sealed?.duplicateOf).toBe('EV-K7-001');
});

test('a failure is kept in words and does not stop the next file', async () => {
  const { engine, calls } = standIn();
  const queue = createSealQueue(engine);
  queue.add([{ log, name: 'a', input: input('a') }, { log, name: 'b', input: input('b') }]);
  calls[0]?.answer(fail('vanished', ''));
  await settle();
  expect(queue.store.getState().jobs.map((job) => [job.state, job.failure])).toEqual([['failed', 'vanished'], ['running', null]]);
});

test('a running file is cancelled by its item, a waiting one just leaves', () => {
  const { engine, calls, announce } = standIn();
  const queue = createSealQueue(engine);
  queue.add([{ log, name: 'a', input: input('a') }, { log, name: 'b', input: input('b') }]);
  announce({ item, phase: 'sealing', done: 1, total: 2, bytesPerSecond: 1 });
  queue.cancel(2);
  queue.cancel(1);
  expect(queue.store.getState().jobs.map((job) => job.name)).toEqual(['a']);
  expect(calls.at(-1)).toMatchObject({ name: 'evidence.cancel', input: { item } });
});

test('a cancelled file goes on where it stopped, a changed one begins anew', async () => {
  const { engine, calls, announce } = standIn();
  const queue = createSealQueue(engine);
  queue.add([{ log, name: 'a', input: input('a') }]);
  announce({ item, phase: 'sealing', done: 1, total: 2, bytesPerSecond: 1 });
  calls[0]?.answer(fail('cancelled', ''));
  await settle();
  queue.retry(1);
  expect(calls.at(-1)?.input).toEqual({ ...input('a'), resume: item });
  calls[1]?.answer(fail('changed-while-read', ''));
  await settle();
  queue.retry(1);
  expect(calls.at(-1)?.input).toEqual(input('a'));
});

test('progress names the part and the time left', () => {
  const half = 192 * 1024 * 1024;
  expect(readProgress({ item, phase: 'sealing', done: 2 * half, total: 4 * half, bytesPerSecond: half })).toEqual({ part: 2, parts: 3, fraction: 0.5, leftMs: 2000 });
  expect(readProgress({ item, phase: 'sealing', done: 0, total: 0, bytesPerSecond: 0 })).toEqual({ part: 1, parts: 1, fraction: 1, leftMs: null });
});
