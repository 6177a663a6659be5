import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ask, createInPlace, createPlace, INCIDENT, must, unlockInPlace } from '../support/engineHarness.ts';

const KILLS = process.env['SLOW'] === '1' ? 30 : 3;
const root = path.resolve(import.meta.dirname, '../..');

/** Lets a child record until it has acknowledged `after` notes and some milliseconds have passed, kills it, and answers what it acknowledged. */
async function recordAndKill(args: readonly string[], after: number, extraMs: number): Promise<readonly number[]> {
  const child = spawn(process.execPath, [path.join(root, 'tools', 'runTypeScript.mjs'), path.join(root, 'test', 'crash', 'recorder.ts'), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
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
  return printed.split('\n').slice(0, -1).map(Number);
}

test('a writer that is killed while recording loses no acknowledged entry, and the journal verifies', async () => {
  const place = await createPlace();
  const first = await createInPlace(place);
  const { log } = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  await first.end();
  let from = 0;
  const acknowledged: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const numbers = await recordAndKill([first.path, place.hostStateDir, log, String(from)], 5 + kill * 3, (kill * 7) % 20);
    expect(numbers.length).toBeGreaterThan(4);
    acknowledged.push(...numbers);
    from = Math.max(...numbers) + 1000;
  }
  const again = await unlockInPlace(place, first.path);
  const journal = await ask(again, 'journal', { log, filter: { kinds: ['note'] }, order: 'number', descending: false, offset: 0, limit: 100_000 });
  const texts = new Set(journal.rows.map((row) => row.text));
  expect(acknowledged.filter((number) => !texts.has(`n${number}`))).toEqual([]);
  const report = must(await again.engine.handlers['integrity.check']({ log, evidence: false }));
  expect(report.lines.filter((line) => line.verdict === 'failed')).toEqual([]);
  expect(must(await again.engine.handlers['entry.record']({ log, draft: { kind: 'note', body: { text: 'after' }, occurred: null } })).number).toBeGreaterThan(acknowledged.length);
  await again.end();
  await place.remove();
});
