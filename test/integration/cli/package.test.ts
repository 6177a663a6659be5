import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesToText } from '#base';
import { decodeZip } from '#log';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { PASSPHRASE } from '../../support/engineHarness.ts';

let folder: string;
let vault: string;
const at = (name: string) => path.join(folder, name);
/** Only where the passphrase is what is tried: deriving a key takes most of a second, and a recovery key opens the same vault. */
const byPassphrase = () => ['--passphrase-file', at('pass')];
const secret = () => ['--recovery-file', at('recovery')];

async function run(args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const code = await runCommandLine(args, { ...createTerminal(), environment: {}, hostStateDir: at('host'), slotWorkFactor: 16, out: (text) => { out += text; }, err: (text) => { err += text; } });
  return { code, out, err };
}
const disclose = (name: string, ...more: readonly string[]) => run(['package', vault, '--incident', 'INC-7', '--out', at(name), ...more, ...secret()]);
const verify = (name: string, ...more: readonly string[]) => run(['verify', at(name), ...more]);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'holdfast-package-'));
  writeFileSync(at('pass'), `${PASSPHRASE}\n`);
  const made = await run(['vault', 'create', folder, '--name', 'Case', '--operator', 'Kari Moen', '--initials', 'KM', '--recovery-out', at('recovery'), '--json', ...byPassphrase()]);
  vault = String((JSON.parse(made.out) as { readonly path: string }).path);
  expect((await run(['incident', 'new', vault, '--ref', 'INC-7', '--title', 'Phish', '--severity', 'high', ...secret()])).code).toBe(0);
  for (const text of ['The first secret words', 'The second secret words']) expect((await run(['add', 'note', vault, 'INC-7', '--text', text, ...secret()])).code).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a disclosure package', () => {
  test('shows the chosen entries without the withheld fields, and nothing of the others', async () => {
    const made = await disclose('some.zip', '--entries', '3-4', '--withhold', '4:body.text', '--withhold-names', '--statement', 'For the court');
    expect(made.err).toBe('');
    expect(made.code).toBe(0);
    const bytes = new Uint8Array(readFileSync(at('some.zip')));
    const members = decodeZip(bytes);
    if (!members.ok) throw new Error(members.error.message);
    expect(members.value.map((member) => member.name)).toEqual(['READ-ME.txt', 'certificate.html', 'disclosure.hfd', 'entries.html', 'format/disclosure.md', 'format/entries.md', 'format/evidence.md', 'format/frames.md', 'format/witness.md']);
    const page = (name: string) => bytesToText(members.value.find((member) => member.name === name)?.bytes ?? new Uint8Array(0)) ?? '';
    expect(page('entries.html')).toContain('The first secret words');
    expect(page('entries.html')).toContain('2 entries withheld');
    expect(page('certificate.html')).toContain('For the court');
    expect(page('READ-ME.txt')).toContain('2 of 4 entries');
    const all = Buffer.from(bytes).toString('latin1');
    expect(all).not.toContain('The second secret words');
    expect(all).not.toContain('Kari Moen');

    const checked = await verify('some.zip');
    expect(checked.out).toContain('OK: What is shown is exactly what was sealed');
    expect(checked.out).toMatch(/shown {7}2 entries/);
    expect(checked.code).toBe(0);
    const answer = JSON.parse((await verify('some.zip', '--json')).out) as Readonly<Record<string, unknown>>;
    expect(answer).toMatchObject({ verdict: 'ok', classes: [], frames: 4, entries: 2, redacted: 3, forks: 0, gaps: 0 });
    expect(Object.keys(answer).sort()).toEqual(['classes', 'entries', 'forks', 'frames', 'gaps', 'leaves', 'log', 'redacted', 'shown', 'verdict']);
  });

  test('lists every shown entry when asked, and no key', async () => {
    const file = at('proof.txt');
    writeFileSync(file, 'proof');
    expect((await run(['evidence', 'add', vault, 'INC-7', file, ...secret()])).code).toBe(0);
    expect((await run(['add', 'note', vault, 'INC-7', '--text', 'red \u001B[31m and \u202Eback', ...secret()])).code).toBe(0);
    expect((await disclose('listed.zip', '--all', '--withhold', '3:body.text')).code).toBe(0);
    const listed = await verify('listed.zip', '--entries');
    expect(listed.code).toBe(0);
    const entries = listed.out.split('\n').filter((line) => line.startsWith('entry '));
    expect(entries).toHaveLength(Number(/(\d+) entries shown/.exec(listed.out)?.[1]));
    expect(entries[0]).toMatch(/frame 1, place 1, recorded 20.*Z, incident by Kari Moen$/);
    expect(listed.out).toContain('text: The second secret words');
    expect(listed.out).not.toContain('The first secret words');
    expect(listed.out).toContain('withheld: body.text');
    expect(listed.out).toContain('red <001B>[31m and <202E>back');
    const answer = JSON.parse((await verify('listed.zip', '--entries', '--json')).out) as { readonly entries: number; readonly shownEntries: readonly { readonly kind: string }[] };
    expect(answer.shownEntries).toHaveLength(answer.entries);
    expect(answer.shownEntries.map(({ kind }) => kind)).toContain('evidence');
    for (const out of [listed.out, JSON.stringify(answer)]) expect(out).not.toContain('AGE-SECRET-KEY');
    expect((await verify('listed.zip')).out).not.toContain('The second secret words');
  });

  test('is a ZIP for every tool, and its proof can be checked alone', async () => {
    expect((await disclose('all.zip', '--all')).code).toBe(0);
    const tested = spawnSync('unzip', ['-t', at('all.zip')], { encoding: 'utf8' });
    if (tested.error === undefined) expect(tested.stdout).toContain('No errors detected');
    const listed = spawnSync('python3', ['-c', 'import sys, zipfile; archive = zipfile.ZipFile(sys.argv[1]); assert archive.testzip() is None; print(len(archive.namelist()))', at('all.zip')], { encoding: 'utf8' });
    expect(listed.stdout.trim()).toBe('9');
    const members = decodeZip(new Uint8Array(readFileSync(at('all.zip'))));
    writeFileSync(at('alone.hfd'), members.ok ? (members.value.find((member) => member.name === 'disclosure.hfd')?.bytes ?? new Uint8Array(0)) : new Uint8Array(0));
    expect((await verify('alone.hfd')).code).toBe(0);
  });

  test('that was changed is told apart by exit code, and nothing is written while it is checked', async () => {
    const whole = readFileSync(at('all.zip'));
    const before = readdirSync(folder).length;
    const changed = Buffer.from(whole);
    changed[Math.floor(changed.length / 2)] = (changed[Math.floor(changed.length / 2)] ?? 0) ^ 1;
    writeFileSync(at('some.bin'), changed);
    expect((await verify('some.bin')).code).toBe(3);
    writeFileSync(at('some.bin'), whole.subarray(0, 1000));
    expect((await verify('some.bin')).code).toBe(3);
    const proof = readFileSync(at('alone.hfd'));
    proof[proof.length - 5] = (proof[proof.length - 5] ?? 0) ^ 1;
    writeFileSync(at('some.bin'), proof);
    const failed = await verify('some.bin');
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('records-mismatch');
    expect(readdirSync(folder)).toHaveLength(before + 1);
  });

  test('is recorded in the journal with its hash, after it was made', async () => {
    const shown = await run(['incident', 'show', vault, 'INC-7', ...secret()]);
    expect(shown.out.match(/disclosure-package/g)?.length).toBeGreaterThanOrEqual(2);
    expect((await run(['verify', vault])).code).toBe(0);
  });

  test('is refused when the choice cannot be made', async () => {
    expect((await disclose('none.zip')).code).toBe(64);
    expect((await disclose('none.zip', '--entries', 'x')).code).toBe(64);
    expect((await disclose('none.zip', '--entries', '99')).code).toBe(66);
    const refused = await disclose('none.zip', '--all', '--withhold', '3:body.severity');
    expect(refused.code).toBe(65);
    expect(refused.err).toContain('body.severity');
    expect(readdirSync(folder)).not.toContain('none.zip');
  });
});
