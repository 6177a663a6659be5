// Members from the command line: two vaults, words in a file, a request file, and what a shell sees of it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommandLine } from '../../../src/cli/run.ts';
import { createTerminal, type Terminal } from '../../../src/cli/terminal.ts';
import { createInPlace, createPlace, INCIDENT, must } from '../../support/engineHarness.ts';

interface Vault { readonly folder: string; readonly hostStateDir: string; readonly path: string; readonly remove: () => Promise<void> }
let kari: Vault;
let marit: Vault;

async function createVault(withIncident: boolean): Promise<Vault> {
  const place = await createPlace();
  const { engine, end, path: vault, recoveryKey } = await createInPlace(place);
  if (withIncident) must(await engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  await end();
  writeFileSync(path.join(place.folder, 'recovery'), recoveryKey);
  return { ...place, path: vault };
}
beforeAll(async () => {
  [kari, marit] = [await createVault(true), await createVault(false)];
});
afterAll(async () => {
  for (const { remove } of [kari, marit]) await remove();
});
async function run(of: Vault, args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const terminal: Terminal = { ...createTerminal(), environment: {}, hostStateDir: of.hostStateDir, out: (text) => { out += text; }, err: (text) => { err += text; } };
  return { code: await runCommandLine([...args, '--recovery-file', path.join(of.folder, 'recovery')], terminal), out, err };
}

test('words go by file, a request comes back, and the member is admitted, changed and removed', async () => {
  const [words, request] = [path.join(kari.folder, 'words'), path.join(marit.folder, 'request.hfj')];
  const invited = await run(kari, ['member', 'invite', kari.path, 'INC-1', '--for', 'Marit', '--out', words]);
  expect(invited).toMatchObject({ code: 0, err: '' });
  const [line = '', code = ''] = readFileSync(words, 'utf8').split('\n');
  expect(line.split(' ')).toHaveLength(24);
  expect(code).toMatch(/^HFI1:/);
  expect(invited.out).not.toContain(line.split(' ')[0]);
  expect((await run(kari, ['member', 'list', kari.path, 'INC-1'])).out).toMatch(/invitation writer\tall\topen\t.*\tMarit\n/);

  expect(await run(marit, ['member', 'request', marit.path, '--out', request])).toMatchObject({ code: 64 });
  expect(await run(marit, ['member', 'request', marit.path, '--words-file', words, '--out', request])).toMatchObject({ code: 0, err: '' });
  expect(await run(kari, ['member', 'admit', kari.path, 'INC-1', '--request', words])).toMatchObject({ code: 65 });
  expect(await run(kari, ['member', 'admit', kari.path, 'INC-1', '--request', request, '--compared', 'voice'])).toMatchObject({ code: 0, out: expect.stringContaining('role writer\nname Kari Moen') as string });
  expect(await run(kari, ['member', 'admit', kari.path, 'INC-1', '--request', request])).toMatchObject({ code: 1 });

  const listed = (await run(kari, ['member', 'list', kari.path, 'INC-1'])).out.split('\n');
  const fingerprint = listed[1]?.split('\t')[0] ?? '';
  expect(listed[1]).toMatch(/^(?:[0-9a-f]{4} ?){5}\twriter\tverified\t0\t-\tKari Moen$/);
  expect(await run(kari, ['member', 'role', kari.path, 'INC-1', fingerprint, '--role', 'reader'])).toMatchObject({ code: 0, out: expect.stringContaining('is reader') as string });
  expect(await run(kari, ['member', 'rotate', kari.path, 'INC-1'])).toMatchObject({ code: 0 });
  expect(await run(kari, ['member', 'remove', kari.path, 'INC-1', '0000', '--reason', 'gone'])).toMatchObject({ code: 66 });
  expect(await run(kari, ['member', 'remove', kari.path, 'INC-1', fingerprint, '--reason', 'laptop lost'])).toMatchObject({ code: 0, out: expect.stringContaining('removed') as string });
  expect((await run(kari, ['member', 'exposure', kari.path, 'INC-1', fingerprint])).out).toMatch(/^entries \d+\nkeys 4\n[^]*after-removal 0 frames\t0 entries\n/);
  expect((await run(kari, ['incident', 'show', kari.path, 'INC-1'])).out).toContain('Remove');
});
