import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTerminal, type Terminal } from '../../../src/cli/terminal.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { createAuthority } from '../../../src/shared/timestamp/testing/authority.ts';
import { PASSPHRASE } from '../../support/engineHarness.ts';

let folder: string;
let vault: string;
/** Only where the passphrase is what is tried: deriving a key takes most of a second, and a recovery key opens the same vault. */
const byPassphrase = () => ['--passphrase-file', path.join(folder, 'pass')];
const secret = () => ['--recovery-file', path.join(folder, 'recovery')];

interface Ran { readonly code: number; readonly out: string; readonly err: string }
async function run(args: readonly string[], more: Partial<Terminal> = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const terminal: Terminal = { ...createTerminal(), environment: {}, hostStateDir: path.join(folder, 'host'), slotWorkFactor: 16, out: (text) => { out += text; }, err: (text) => { err += text; }, ...more };
  const code = await runCommandLine(args, terminal);
  return { code, out, err };
}
async function json(args: readonly string[], more: Partial<Terminal> = {}): Promise<Readonly<Record<string, unknown>>> {
  const ran = await run([...args, '--json'], more);
  expect(ran.err).toBe('');
  expect(ran.code).toBe(0);
  return JSON.parse(ran.out) as Readonly<Record<string, unknown>>;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'holdfast-cli-'));
  writeFileSync(path.join(folder, 'pass'), `${PASSPHRASE}\nsecond line\n`);
  writeFileSync(path.join(folder, 'wrong'), 'not this one\n');
  const made = await json(['vault', 'create', folder, '--name', 'Case', '--operator', 'Kari Moen', '--initials', 'KM', '--recovery-out', path.join(folder, 'recovery'), ...byPassphrase()]);
  vault = String(made['path']);
  await json(['incident', 'new', vault, '--ref', 'INC-7', '--title', 'Phish', '--severity', 'high', ...secret()]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('arguments', () => {
  test.each([['--passphrase', 'x'], ['--passphrase=x'], ['--password=x'], ['-p', 'x'], ['--key', 'x'], ['AGE-SECRET-KEY-1QQ']])('a secret as argument is refused and not repeated: %s', async (...args) => {
    const ran = await run(['vault', 'unlock-check', vault, ...args]);
    expect(ran.code).toBe(64);
    expect(ran.err).toMatch(/never taken from an argument|--recovery-file/);
    expect(ran.err).not.toContain('=x');
  });

  test('help lists every command and every option of a kind', async () => {
    const overview = await run(['--help']);
    expect(overview.code).toBe(0);
    for (const command of ['vault create', 'vault unlock-check', 'incident new', 'incident list', 'incident show', 'add', 'evidence add', 'evidence extract', 'evidence verify', 'export', 'report', 'verify']) expect(overview.out).toContain(`  ${command} `);
    expect((await run(['add', 'action', '--help'])).out).toContain('--rollbackPlan');
    expect((await run(['nonsense'])).code).toBe(64);
    expect((await run(['incident', 'list'])).err).toContain('missing argument: vault');
    expect((await run(['incident', 'list', vault, '--colour'])).code).toBe(64);
    expect((await run(['incident', 'list', vault])).err).toContain('no passphrase was given');
  });
});

describe('a vault', () => {
  test('opens with passphrase, environment and recovery key, and not with a wrong one', async () => {
    expect(await json(['vault', 'unlock-check', vault, ...byPassphrase()])).toMatchObject({ vaultName: 'Case', incidents: 1 });
    expect((await run(['vault', 'unlock-check', vault], { environment: { HOLDFAST_PASSPHRASE_FILE: path.join(folder, 'pass') } })).code).toBe(0);
    expect((await run(['vault', 'unlock-check', vault, '--recovery-file', path.join(folder, 'recovery')])).code).toBe(0);
    const wrong = await run(['vault', 'unlock-check', vault, '--passphrase-file', path.join(folder, 'wrong'), '--json']);
    expect(wrong.code).toBe(77);
    expect(JSON.parse(wrong.err)).toEqual({ error: { kind: 'wrong-key', message: 'this does not open the vault' } });
    expect((await run(['vault', 'unlock-check', path.join(folder, 'nowhere'), ...secret()])).code).toBe(66);
  });
});

describe('an incident', () => {
  test('takes entries by fields and by JSON, with references, times and links', async () => {
    const action = await json(['add', 'action', vault, 'INC-7', '--title', 'Isolate FS01', '--targets', 'FS01', '--targets', 'FS02', '--authority', '{"basis":"standing","reference":"PA-03"}', '--occurred', '2026-11-21T07:12:00Z', '--tag', 'containment', ...secret()]);
    expect(action['ref']).toMatch(/^A-[A-Z0-9]{2}-001$/);
    await json(['add', 'transition', vault, 'inc-7', '--target', 'A-1', '--state', 'done', ...secret()]);
    await json(['add', 'note', vault, 'INC-7', '--stdin', '--link', 'mentions:A-001', ...secret()], { read: (source) => (source === 0 ? { ok: true, value: new TextEncoder().encode('{"text":"from a pipe"}') } : createTerminal().read(source)) });
    const shown = await run(['incident', 'show', vault, 'INC-7', ...secret()]);
    expect(shown.out).toContain('Isolate FS01');
    expect(shown.out).toContain('from a pipe');
    expect((await run(['incident', 'list', vault, ...secret()])).out).toMatch(/^INC-7\t[0-9a-f]{32}\thigh\treported\t\d+ entries\tPhish\n$/);
    const bad = await run(['add', 'system', vault, 'INC-7', '--name', 'X', '--criticality', 'enormous', ...secret()]);
    expect(bad).toMatchObject({ code: 65, err: 'holdfast: the field "criticality" is none of the known values\n' });
    expect((await run(['add', 'note', vault, 'INC-8', '--text', 'x', ...secret()])).code).toBe(66);
    expect((await run(['add', 'note', vault, 'INC-7', '--text', 'x', '--occurred', '2026-10-25T02:30', '--zone', 'Europe/Oslo', ...secret()])).err).toContain('twice');
  });

  test('takes evidence, gives it back, exports, reports, and verifies', async () => {
    const source = path.join(folder, 'sample.bin');
    writeFileSync(source, Buffer.alloc(100_000, 3));
    const sealed = await json(['evidence', 'add', vault, 'INC-7', source, '--kind', 'log-file', '--legacy', 'md5', ...secret()]);
    const ref = String(sealed['ref']);
    const out = path.join(folder, 'sample.out');
    await json(['evidence', 'extract', vault, 'INC-7', ref, '--to', out, ...secret()]);
    expect(readFileSync(out).equals(readFileSync(source))).toBe(true);
    expect((await run(['evidence', 'extract', vault, 'INC-7', ref, '--to', out, ...secret()])).code).toBe(74);
    expect((await run(['evidence', 'verify', vault, 'INC-7', ...secret()])).out).toMatch(new RegExp(`^${ref}\tmatch\t[0-9a-f]{64}\n$`));
    const csv = path.join(folder, 'timeline.csv');
    await json(['export', vault, 'INC-7', '--format', 'csv', '--to', csv, ...secret()]);
    expect(readFileSync(csv, 'utf8')).toContain('Isolate FS01');
    const html = path.join(folder, 'report.html');
    expect((await run(['report', vault, 'INC-7', '--to', html, ...secret()])).code).toBe(2);
    expect(readFileSync(html, 'utf8')).toContain('INC-7');
    const word = path.join(folder, 'report.docx');
    expect((await run(['report', vault, 'INC-7', '--format', 'docx', '--to', word, ...secret()])).code).toBe(2);
    expect(readFileSync(word).subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'));
    const markdown = path.join(folder, 'report.md');
    expect((await run(['report', vault, 'INC-7', '--type', 'forensic-timeline', '--format', 'md', '--to', markdown, ...secret()])).code).toBe(0);
    expect(readFileSync(markdown, 'utf8')).toContain('Isolate FS01');
    expect((await run(['report', vault, 'INC-7', '--format', 'pdf', '--to', path.join(folder, 'report.pdf'), ...secret()])).code).toBe(64);
    const journal = path.join(folder, 'journal.hfp');
    await json(['export', vault, 'INC-7', '--format', 'package', '--to', journal, ...secret()]);

    const sealedCheck = await run(['verify', vault]);
    expect(sealedCheck.code).toBe(0);
    expect(sealedCheck.out).toContain('not proven  Evidence was not checked');
    expect((await run(['verify', vault])).out).toBe(sealedCheck.out);
    const keyed = await run(['verify', vault, ...byPassphrase()]);
    expect(keyed.code).toBe(0);
    expect(keyed.out).toContain('Every part of 1 sealed item is byte for byte what was sealed.');
    expect(keyed.out).toContain('Kari Moen');
    expect((await run(['verify', journal])).out).toMatch(/^OK: /);
    expect((await run(['verify', vault, '--passphrase-file', path.join(folder, 'wrong')])).code).toBe(77);
  });

  test('verify finds a flipped bit, a cut tail, a swapped part, and says when there is nothing to read', async () => {
    const journal = path.join(folder, 'journal.hfp');
    const bytes = readFileSync(journal);
    const spoil = (name: string, change: (copy: Buffer) => Buffer) => {
      const file = path.join(folder, name);
      writeFileSync(file, change(Buffer.from(bytes)));
      return file;
    };
    expect((await run(['verify', spoil('cut.hfp', (copy) => copy.subarray(0, copy.length - 900))])).code).toBe(2);
    expect((await run(['verify', spoil('flip.hfp', (copy) => { const at = copy.length - 700; copy[at] = (copy[at] ?? 0) ^ 1; return copy; })])).code).toBe(1);
    expect((await run(['verify', spoil('none.hfp', () => Buffer.from('hello'))])).code).toBe(3);
    expect((await run(['verify', folder])).code).toBe(3);
    expect((await run(['verify', path.join(folder, 'missing')])).code).toBe(66);
    const evidence = path.join(vault, 'evidence');
    const [item = ''] = await readdir(evidence);
    const part = path.join(evidence, item, readdirSync(path.join(evidence, item)).find((name) => name.endsWith('.age')) ?? '');
    const before = readFileSync(part);
    writeFileSync(part, Buffer.concat([before, Buffer.from([0])]));
    expect((await run(['verify', vault])).code).toBe(0);
    const found = await run(['verify', vault, ...secret(), '--json']);
    expect(found.code).toBe(1);
    expect(found.out).toContain('part 1 of 1');
    writeFileSync(part, before);
  });
});

const root = path.resolve(import.meta.dirname, '../../..');
const built = path.join(root, 'out', 'cli', 'holdfast.js');
test('the built file runs as a process of its own and reads the passphrase from a descriptor', () => {
  // A tree that was built before is used as it is when it matches the sources; otherwise only this file is built.
  const prepared = spawnSync(process.execPath, ['--input-type=module', '-e', "const { isFresh } = await import('./tools/build/freshness.mjs'); if (!isFresh()) await (await import('./tools/build/cli.mjs')).buildCli();"], { cwd: root, encoding: 'utf8' });
  expect(prepared.stderr.replaceAll(/^npm warn.*$/gm, '').trim()).toBe('');
  const ran = spawnSync(process.execPath, [built, 'verify', vault], { encoding: 'utf8' });
  expect(ran.stdout).toMatch(/^OK: /);
  expect(ran.status).toBe(0);
  const script = `exec 7<"${path.join(folder, 'pass')}"; exec "${process.execPath}" "${built}" vault unlock-check "${vault}" --passphrase-fd 7 --json`;
  const opened = spawnSync('sh', ['-c', script], { encoding: 'utf8', env: { ...process.env, HOLDFAST_STATE: path.join(folder, 'host') } });
  expect(JSON.parse(opened.stdout)).toMatchObject({ vaultName: 'Case' });
});

describe('witnesses', () => {
  test('slips are printed, read back by somebody else, and compared', async () => {
    const { slips } = await json(['slip', vault, 'INC-7', ...secret()]) as { readonly slips: readonly { readonly words: string; readonly logCode: string; readonly feedCode: string; readonly size: number; readonly qrText: string }[] };
    const [slip] = slips;
    if (slip === undefined) throw new Error('no slip');
    const printed = await run(['slip', vault, 'INC-7', ...secret()]);
    expect(printed.out).toContain(`words ${slip.words}\n`);
    const check = (more: readonly string[]) => run(['slip-check', vault, 'INC-7', '--from', 'Ada Lind', ...more, ...secret()]);
    const spoken = (words: string, size = slip.size) => ['--log-code', slip.logCode, '--feed-code', slip.feedCode, '--size', String(size), '--words', words];
    expect(await check(spoken(slip.words.toUpperCase()))).toMatchObject({ code: 0, out: expect.stringContaining('agrees') });
    expect(await check(['--qr', slip.qrText])).toMatchObject({ code: 0 });
    expect(await check(spoken(slip.words.split(' ').toReversed().join(' ')))).toMatchObject({ code: 1, out: expect.stringContaining('DIFFERS') });
    expect(await check(spoken(slip.words, slip.size + 50))).toMatchObject({ code: 2, out: expect.stringContaining('SHORT') });
    expect(await check(spoken('one two'))).toMatchObject({ code: 65, err: expect.stringContaining('a slip has 8 words') });
    expect(await check([...spoken(slip.words), '--means', 'pigeon'])).toMatchObject({ code: 64 });
  });

  test('a request goes out, the reply comes back and holds; another authority does not', async () => {
    const authority = createAuthority({ key: 'p256' });
    const other = createAuthority({ key: 'p256' });
    const out = await mkdtemp(path.join(folder, 'courier-'));
    const asked = await json(['stamp-request', vault, 'INC-7', '--out', out, ...secret()]);
    writeFileSync(path.join(out, 'reply.tsr'), authority.reply(new Uint8Array(readFileSync(String(asked['request'])))));
    writeFileSync(path.join(out, 'root.pem'), authority.rootPem);
    writeFileSync(path.join(out, 'other.pem'), other.rootPem);
    const add = (certificate: string) => run(['stamp-add', vault, 'INC-7', '--token', path.join(out, 'reply.tsr'), '--authority', path.join(out, certificate), ...secret()]);
    expect(await add('other.pem')).toMatchObject({ code: 1, err: expect.stringContaining('untrusted-authority') });
    expect(await add('root.pem')).toMatchObject({ code: 0, out: expect.stringContaining('holds: stamped at 20') });
    expect(await add('reply.tsr')).toMatchObject({ code: 65 });
    expect(await add('nothing.pem')).toMatchObject({ code: 66 });
    const shown = await run(['incident', 'show', vault, 'INC-7', ...secret()]);
    for (const text of ['Time stamp requested', 'Time-stamp authority: Root, Holdfast test', 'Time stamp received', 'Head slip from Ada Lind']) expect(shown.out).toContain(text);
    authority.remove();
    other.remove();
  });
});
