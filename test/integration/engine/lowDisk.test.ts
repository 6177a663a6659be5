// Low disk: the working copy stops growing first, the journal goes on, and both come back when there is room.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openVaultFolder } from '#disk';
import type { MemoryStore } from '#engine';
import { ask, createInPlace, createPlace, INCIDENT, must, note, runEngine, type Place } from '../../support/engineHarness.ts';

const GIBIBYTE = 2 ** 30;
let place: Place & { readonly remove: () => Promise<void> };
beforeEach(async () => { place = await createPlace(); });
afterEach(() => place.remove());

const rowsOf = (store: MemoryStore): number => [...store].filter(([name]) => name.endsWith('/snapshots')).reduce((sum, [, rows]) => sum + rows.size, 0);

test('below the low mark no snapshot is written, entries are; with room again both are', async () => {
  const first = await createInPlace(place);
  const { log } = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  await first.end();
  let freeBytes = GIBIBYTE;
  async function run(store: MemoryStore, work: (running: ReturnType<typeof runEngine>) => Promise<void>): Promise<readonly string[]> {
    const vault = must(await openVaultFolder({ path: first.path, hostStateDir: place.hostStateDir, ballastBytes: 0, environment: { spaceIntervalMs: 10, space: () => Promise.resolve({ freeBytes, totalBytes: 500 * GIBIBYTE }) } }));
    const running = runEngine({ ...place, store }, vault);
    must(await running.engine.handlers['vault.unlock']({ recoveryKey: first.recoveryKey }));
    await work(running);
    const levels = running.pushes.flatMap((push) => (push.name === 'disk.low' ? [push.payload.level] : []));
    await running.end();
    return levels;
  }
  const low: MemoryStore = new Map();
  const levels = await run(low, async (running) => void must(await running.engine.handlers['entry.record']({ log, draft: note('while low') })));
  expect(levels.at(-1)).toBe('low');
  expect(rowsOf(low)).toBe(0);

  const again: MemoryStore = new Map();
  const changes = await run(again, async (running) => {
    freeBytes = 100 * GIBIBYTE;
    await expect.poll(() => running.pushes.filter((push) => push.name === 'disk.low').at(-1)?.payload).toMatchObject({ level: 'enough' });
    const page = await ask(running, 'journal', { log, filter: { kinds: ['note'] }, order: 'number', descending: false, offset: 0, limit: 10 });
    expect(page.rows.map((row) => row.text)).toEqual(['while low']);
  });
  expect(changes.at(-1)).toBe('enough');
  expect(rowsOf(again)).toBeGreaterThan(0);
});
