// A real process, killed for real while it records, seals evidence, and changes the ways into the vault.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LogId } from '#base';
import { openVaultFolder } from '#disk';
import { bundle } from '../support/bundle.ts';
import { ask, createInPlace, createPlace, INCIDENT, must, note, runEngine, type Place, type Running } from '../support/engineHarness.ts';

const KILLS = process.env['SLOW'] === '1' ? 30 : 2;

let writer: string;
beforeAll(async () => {
  writer = fileURLToPath(await bundle('test/crash/recorder.ts'));
});

let place: Place & { readonly remove: () => Promise<void> };
let vaultPath: string;
let recoveryKey: string;
let log: LogId;
beforeEach(async () => {
  place = await createPlace();
  const first = await createInPlace(place);
  ({ path: vaultPath, recoveryKey } = first);
  ({ log } = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })));
  await first.end();
});
afterEach(() => place.remove());

/** Lets a child work until it has said more than `after` lines and some milliseconds have passed, kills it, and answers what it said. */
async function workAndKill(action: 'note' | 'seal' | 'slot', after: number, extraMs: number, from = 0): Promise<readonly string[]> {
  const args = [action, vaultPath, place.hostStateDir, recoveryKey, log, String(from)];
  const child = spawn(process.execPath, [writer, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let complaint = '';
  let isDying = false;
  child.stderr.on('data', (chunk: Buffer) => { complaint += chunk.toString(); });
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    if (isDying || printed.split('\n').length <= after) return;
    isDying = true;
    setTimeout(() => child.kill('SIGKILL'), extraMs);
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_code, killedBy) => resolve(killedBy)));
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself: ${complaint}`);
  // The last line may be cut by the kill; only whole lines were acknowledged.
  return printed.split('\n').slice(0, -1);
}

/** The next start of the program, with an empty working copy; null when this key does not open the vault. */
async function open(key = recoveryKey): Promise<Running | null> {
  const running = runEngine({ ...place, store: new Map() }, must(await openVaultFolder({ path: vaultPath, hostStateDir: place.hostStateDir, ballastBytes: 0 })));
  if ((await running.engine.handlers['vault.unlock']({ recoveryKey: key })).ok) return running;
  await running.end();
  return null;
}
async function mustOpen(): Promise<Running> {
  const running = await open();
  if (running === null) throw new Error('the vault does not open');
  return running;
}

test('a writer that is killed while recording loses no acknowledged entry, and the journal verifies', async () => {
  let from = 0;
  const acknowledged: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const numbers = (await workAndKill('note', 5 + kill * 3, (kill * 7) % 20, from)).map(Number);
    expect(numbers.length).toBeGreaterThan(4);
    acknowledged.push(...numbers);
    from = Math.max(...numbers) + 1000;
  }
  const again = await mustOpen();
  const journal = await ask(again, 'journal', { log, filter: { kinds: ['note'] }, order: 'number', descending: false, offset: 0, limit: 100_000 });
  const texts = new Set(journal.rows.map((row) => row.text));
  expect(acknowledged.filter((number) => !texts.has(`n${number}`))).toEqual([]);
  const report = must(await again.engine.handlers['integrity.check']({ log, evidence: false }));
  expect(report.lines.filter((line) => line.verdict === 'failed')).toEqual([]);
  expect(must(await again.engine.handlers['entry.record']({ log, draft: note('after') })).number).toBeGreaterThan(acknowledged.length);
  await again.end();
});

test('a writer that is killed while sealing leaves every acknowledged item whole and shows no half one as sealed', async () => {
  const acknowledged: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) acknowledged.push(...(await workAndKill('seal', 2, 10 + ((kill * 37) % 90), kill * 50)));
  const again = await mustOpen();
  const rows = await ask(again, 'evidence', { log, filter: {} });
  const shown = new Set<string>(rows.map((row) => row.entity.id));
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * 2);
  expect(acknowledged.filter((item) => !shown.has(item))).toEqual([]);
  for (const row of rows) expect(must(await again.engine.handlers['evidence.verify']({ log, item: row.entity.id })).result).toBe('match');
  const onDisk = must(await again.vault.handlers['evidence.list']({})).items.map(({ item }) => item as string);
  const unfinished = new Set<string>(must(await again.vault.handlers['evidence.unfinished']({})).runs.map(({ item }) => item));
  expect([...unfinished].filter((item) => shown.has(item))).toEqual([]);
  expect(onDisk.length).toBeGreaterThanOrEqual(shown.size);
  await again.end();
});

test('a writer that is killed while it adds and removes ways into the vault never closes the others, and what it said holds', async () => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const lines = await workAndKill('slot', 4 + kill, (kill * 13) % 30);
    const said = (word: string) => lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
    const closing = said('closing');
    const stays = said('opens').filter((key) => !closing.includes(key));
    for (const key of [recoveryKey, ...stays]) {
      const opened = await open(key);
      expect(opened).not.toBeNull();
      await opened?.end();
    }
    for (const key of said('closed').slice(-2)) expect(await open(key)).toBeNull();
  }
  const again = await mustOpen();
  expect(must(await again.engine.handlers['entry.record']({ log, draft: note('after') })).number).toBeGreaterThan(0);
  await again.end();
});
