import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scanFrames } from '#log';
import { runCommandLine } from '../../../src/cli/run.ts';
import { createTerminal, type Terminal } from '../../../src/cli/terminal.ts';
import { PASSPHRASE } from '../../support/engineHarness.ts';

let folder: string;
let vault: string;
/** Only where the passphrase is what is tried: deriving a key takes most of a second, and a recovery key opens the same vault. */
const byPassphrase = () => ['--passphrase-file', path.join(folder, 'pass')];
const secret = () => ['--recovery-file', path.join(folder, 'recovery')];

async function run(args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const terminal: Terminal = { ...createTerminal(), environment: {}, hostStateDir: path.join(folder, 'host'), slotWorkFactor: 16, out: (text) => { out += text; }, err: (text) => { err += text; } };
  return { code: await runCommandLine(args, terminal), out, err };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'holdfast-repair-'));
  writeFileSync(path.join(folder, 'pass'), `${PASSPHRASE}\n`);
  await run(['vault', 'create', folder, '--name', 'Case', '--operator', 'Kari Moen', '--initials', 'KM', '--recovery-out', path.join(folder, 'recovery'), ...byPassphrase()]);
  vault = path.join(folder, 'Case');
  await run(['incident', 'new', vault, '--ref', 'INC-7', '--title', 'Phish', '--severity', 'high', ...secret()]);
  for (const text of ['one', 'two', 'three']) await run(['add', 'note', vault, 'INC-7', '--text', `note ${text}`, ...secret()]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('repair takes back what is damaged, says when there is nothing to take, and refuses what is no copy', async () => {
  const copy = path.join(folder, 'copy');
  cpSync(vault, copy, { recursive: true });
  const [file = ''] = readdirSync(path.join(vault, 'log')).map((log) => path.join(vault, 'log', log, '000001.frames')).toSorted((left, right) => statSync(right).size - statSync(left).size);
  const bytes = readFileSync(file);
  const lost = scanFrames(bytes).frames[3];
  bytes.fill(0, (lost?.from ?? 0) + 20, (lost?.to ?? 0) - 8);
  writeFileSync(file, bytes);
  expect((await run(['verify', vault])).code).not.toBe(0);
  expect(await run(['repair', vault, '--from', path.join(folder, 'pass'), ...secret()])).toMatchObject({ code: 66 });
  const repaired = await run(['repair', vault, '--from', copy, ...byPassphrase()]);
  expect(repaired).toMatchObject({ code: 0, out: 'frames added\t1\ncontents repaired\t0\nforks\t0\nstill missing\t0\nevidence parts repaired\t0\nevidence parts still damaged\t0\n' });
  expect(await run(['repair', vault, '--from', copy, ...secret()])).toMatchObject({ code: 1, err: expect.stringContaining('everything it holds is here already') as string });
  expect((await run(['incident', 'show', vault, 'INC-7', ...secret()])).out).toContain('note two');
});
