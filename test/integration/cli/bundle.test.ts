// Bundles from the command line: two vaults, a stick, and what a shell sees of it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogId } from '#base';
import { deviceFingerprint } from '#crypto';
import { runCommandLine } from '../../../src/cli/run.ts';
import { createTerminal, type Terminal } from '../../../src/cli/terminal.ts';
import { createMember, foundShared, type MemberVault } from '../bundle/kit.ts';

let first: MemberVault;
let second: MemberVault;
let log: LogId;
beforeAll(async () => {
  [first, second] = [await createMember(), await createMember()];
  [log = log] = await foundShared([first, second]);
  for (const { place, recoveryKey } of [first, second]) writeFileSync(path.join(place.folder, 'recovery'), recoveryKey);
});
afterAll(async () => {
  for (const { place } of [first, second]) await place.remove();
});
async function run(of: MemberVault, args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const terminal: Terminal = { ...createTerminal(), environment: {}, hostStateDir: of.place.hostStateDir, out: (text) => { out += text; }, err: (text) => { err += text; } };
  return { code: await runCommandLine([...args, '--recovery-file', path.join(of.place.folder, 'recovery')], terminal), out, err };
}

test('export, import, acknowledge: every answer with its exit code', async () => {
  const folder = path.join(first.place.folder, 'out');
  const fingerprint = deviceFingerprint(second.device.ed25519);
  const bundle = (more: readonly string[]) => run(first, ['bundle', 'export', first.path, 'INC-1', '--to-folder', folder, ...more]);
  expect(await bundle([])).toMatchObject({ code: 66, err: expect.stringContaining('no such file or folder') as string });
  mkdirSync(folder);
  expect(await bundle(['--recipient', '0000 0000 0000 0000 0000'])).toMatchObject({ code: 65 });
  expect(await bundle(['--all', '--lacking'])).toMatchObject({ code: 64 });
  const written = await bundle(['--recipient', fingerprint.replaceAll(' ', '-').toUpperCase(), '--evidence']);
  expect(written).toMatchObject({ code: 0, err: '' });
  const [file = ''] = readdirSync(folder);
  expect(written.out).toMatch(new RegExp(`^file\\t${file}\\t\\d+\\t[0-9a-f]{64}\\nrecipient\\t${fingerprint}\\nframes\\t2\\nevidence parts\\t0\\nevidence parts left out\\t0\\nbytes\\t\\d+\\nrecorded\\t[0-9A-Z]{26}\\n$`));

  writeFileSync(path.join(folder, 'readme.txt'), 'nothing');
  const imported = await run(second, ['bundle', 'import', second.path, folder]);
  expect(imported).toMatchObject({ code: 0, err: '' });
  expect(imported.out).toContain(`log\t${log}\tnew\nframes added\t2\nentries added\t1\nframes refused\t0\nframes waiting\t0\n`);
  expect(imported.out).toContain('other files\t1\n');
  expect(await run(second, ['incident', 'list', second.path])).toMatchObject({ code: 0, out: expect.stringContaining(log) as string });
  expect(await run(second, ['bundle', 'import', second.path, path.join(folder, 'readme.txt')])).toMatchObject({ code: 1, err: expect.stringContaining('not-a-bundle 1') as string });
  expect(await run(second, ['bundle', 'import', second.path])).toMatchObject({ code: 64 });

  const cut = path.join(folder, 'cut.age');
  const whole = readFileSync(path.join(folder, file));
  writeFileSync(cut, whole.subarray(0, whole.length - 1));
  const damaged = await run(second, ['bundle', 'import', second.path, cut, '--json']);
  expect(damaged).toMatchObject({ code: 1 });
  const receipt = path.join(second.place.folder, 'back');
  mkdirSync(receipt);
  expect(await run(second, ['bundle', 'acknowledge', second.path, 'INC-1', '--to-folder', receipt])).toMatchObject({ code: 0, out: expect.stringMatching(/frames\t0\n[^]*recorded\tno\n$/) as string });
  expect(await run(first, ['bundle', 'import', first.path, receipt])).toMatchObject({ code: 0, out: expect.stringContaining('statements of devices recorded\t1\n') as string });
  expect(await run(first, ['incident', 'show', first.path, 'INC-1'])).toMatchObject({ out: expect.stringContaining('it held the journal up to here') as string });
});
