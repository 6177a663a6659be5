// A real small file system, filled up by a real process: what was acknowledged stays, the failure is said, the vault opens.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { openVaultFolder } from '#disk';
import { bundle } from '../support/bundle.ts';
import { ask, createInPlace, INCIDENT, must, note, runEngine } from '../support/engineHarness.ts';

const MEBIBYTE = 2 ** 20;
const mounted: string[] = [];
afterEach(() => {
  for (const place of mounted.splice(0)) execFileSync('umount', ['-l', place]);
});

/** A file system of its own, or null where nobody may mount one. */
async function mount(sort: 'ext4' | 'tmpfs', mebibytes: number): Promise<string | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-small-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const place = path.join(folder, 'disk');
  await mkdir(place);
  const image = path.join(folder, 'image');
  await writeFile(image, '');
  await truncate(image, mebibytes * MEBIBYTE);
  const steps = sort === 'ext4' ? [['mkfs.ext4', '-q', '-m', '0', image], ['mount', '-o', 'loop', image, place]] : [['mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', place]];
  for (const [program = '', ...args] of steps) {
    if (process.getuid?.() !== 0 || spawnSync(program, args, { stdio: 'ignore' }).status !== 0) {
      process.stdout.write(`\nNOT TRIED ON A REAL SMALL DISK (${sort}): mounting needs root. Refusals are tested on the simulated disk.\n\n`);
      return null;
    }
  }
  mounted.push(place);
  return place;
}

test.each([['ext4', 24, 1 * MEBIBYTE], ['tmpfs', 12, 1 * MEBIBYTE], ['tmpfs', 6, 0]] as const)('%s of %d MiB fills up, ballast %d', async (sort, mebibytes, ballast) => {
  const disk = await mount(sort, mebibytes);
  if (disk === null) return;
  // The state of this computer lies elsewhere, as in real life.
  const hostStateDir = await mkdtemp(path.join(tmpdir(), 'holdfast-host-'));
  onTestFinished(() => rm(hostStateDir, { recursive: true, force: true }));
  const place = { folder: disk, hostStateDir, store: new Map() };
  const first = await createInPlace(place);
  const { log } = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  await first.end();

  const run = spawnSync(process.execPath, [fileURLToPath(await bundle('test/crash/filler.ts')), first.path, hostStateDir, first.recoveryKey, log, String(ballast)], { encoding: 'utf8', timeout: 200_000 });
  const lines = run.stdout.split('\n');
  expect(run.stderr).toBe('');
  expect(lines).toContain('ended');
  const sealed = lines.flatMap((line) => (line.startsWith('sealed ') ? [line.slice(7)] : []));
  expect(sealed.length).toBeGreaterThan(20);
  expect(lines.find((line) => line.startsWith('refused'))).toBe('refused disk-full the disk is full; the entry is kept on screen and not sealed');
  expect(lines).toContain('readonly disk-full true');
  expect(lines).toContain('again disk-full');
  if (ballast > 0) {
    // Journalling went on in the room of the ballast.
    const released = lines.indexOf('released');
    expect(released).toBeGreaterThan(lines.indexOf('ballast'));
    expect(lines.slice(released).filter((line) => line.startsWith('sealed ')).length).toBeGreaterThan(5);
  }

  // The disk is still full: the vault opens, reads everything, and says why it does not write.
  const running = runEngine(place, must(await openVaultFolder({ path: first.path, hostStateDir, ballastBytes: 0 })));
  const report = must(await running.engine.handlers['vault.unlock']({ recoveryKey: first.recoveryKey }));
  expect(report.notices).toEqual([]);
  const page = await ask(running, 'journal', { log, filter: {}, order: 'number', descending: false, offset: 0, limit: 100_000 });
  const shown = new Set<string>(page.rows.map((row) => row.stamp.entryId));
  expect(sealed.filter((id) => !shown.has(id))).toEqual([]);
  expect((await running.engine.handlers['entry.record']({ log, draft: note('y'.repeat(400_000)) })).ok).toBe(false);
  expect(must(await running.engine.handlers['integrity.check']({ log, evidence: false })).verdict).toBe('ok');
  await running.end();
  process.stdout.write(`crash: ${sort} of ${mebibytes} MiB filled with ${sealed.length} acknowledged entries, 0 lost\n`);
});
