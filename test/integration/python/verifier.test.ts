// The second verifier, written in Python from the specification alone, says the same as this implementation.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scanFrames } from '#log';
import * as vocabulary from '../../../src/shared/domain/entries/vocabulary.ts';
import { createTerminal, type Terminal } from '../../../src/cli/terminal.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { findPython } from '../../../tools/support/python.mjs';
import { PASSPHRASE } from '../../support/engineHarness.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');
const tool = (name: string) => path.join(root, 'tools', 'verify', name);
const python = findPython();
let folder: string;
let vault: string;
let journal: string;

interface Ran { readonly code: number; readonly out: string; readonly err: string }
function runPython(args: readonly string[], more: Readonly<Record<string, string>> = {}): Ran {
  if (python === null) throw new Error('no Python with python3-nacl');
  const ran = spawnSync(python, [...args], { encoding: 'utf8', maxBuffer: 2 ** 24, env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...more } });
  return { code: ran.status ?? -1, out: ran.stdout, err: ran.stderr };
}
async function runHere(args: readonly string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const terminal: Terminal = { ...createTerminal(), environment: {}, hostStateDir: path.join(folder, 'host'), slotWorkFactor: 16, out: (text) => { out += text; }, err: (text) => { err += text; } };
  const code = await runCommandLine(args, terminal);
  return { code, out, err };
}
/** Only where the passphrase is what is tried: deriving a key takes most of a second, and a recovery key opens the same vault. */
const byPassphrase = () => ['--passphrase-file', path.join(folder, 'pass')];
const secret = () => ['--recovery-file', path.join(folder, 'recovery')];

interface Answer { readonly code: number; readonly verdict: string; readonly keyed: boolean; readonly logs: readonly unknown[] }
function answerOf(ran: Ran): Answer {
  expect(ran.err).not.toContain('Traceback');
  const found = JSON.parse(ran.out) as { verdict: string; keyed: boolean; logs: readonly { log: string; frames: number; entries: number; verdict: string }[] };
  return { code: ran.code, verdict: found.verdict, keyed: found.keyed, logs: found.logs.map(({ log, frames, entries, verdict }) => ({ log, frames, entries, verdict })) };
}
async function bothAnswers(target: string, keys: readonly string[]): Promise<readonly [Answer, Answer]> {
  return [answerOf(await runHere(['verify', target, '--json', ...keys])), answerOf(runPython([tool('verify.py'), target, '--json', ...keys]))];
}
/** A copy of the vault, with one file in it changed. */
function copyWith(name: string, file: (copy: string) => string, change: (bytes: Buffer) => Buffer): string {
  const copy = path.join(folder, name);
  cpSync(vault, copy, { recursive: true });
  const target = file(copy);
  writeFileSync(target, change(readFileSync(target)));
  return copy;
}
const flip = (at: (length: number) => number) => (bytes: Buffer) => {
  const changed = Buffer.from(bytes);
  const index = at(bytes.length);
  changed[index] = (changed[index] ?? 0) ^ 1;
  return changed;
};
const framesOf = (copy: string) => path.join(copy, 'log', journal, '000001.frames');
/** The file without its frame of this number. */
const without = (number: number) => (bytes: Buffer) => {
  let at = 0;
  for (let passed = 0; passed < number; passed += 1) at += 80 + bytes.readUInt32BE(at + 4) + bytes.readUInt32BE(at + 8);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 80 + bytes.readUInt32BE(at + 4) + bytes.readUInt32BE(at + 8))]);
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'holdfast-python-'));
  writeFileSync(path.join(folder, 'pass'), `${PASSPHRASE}\n`);
  writeFileSync(path.join(folder, 'wrong'), 'not this one\n');
  writeFileSync(path.join(folder, 'proof.txt'), 'what was found\n');
  const run = async (...args: readonly string[]) => {
    const ran = await runHere([...args, ...(args[0] === 'vault' ? byPassphrase() : secret()), '--json']);
    expect(ran.code, ran.err).toBe(0);
    return JSON.parse(ran.out) as Readonly<Record<string, unknown>>;
  };
  vault = String((await run('vault', 'create', folder, '--name', 'Case', '--operator', 'Kari Moen', '--initials', 'KM', '--recovery-out', path.join(folder, 'recovery')))['path']);
  journal = String((await run('incident', 'new', vault, '--ref', 'INC-7', '--title', 'Phish', '--severity', 'high'))['log']);
  for (const text of ['Isolated srv-file-1', 'Called the customer', 'Reset two accounts']) await run('add', 'note', vault, 'INC-7', '--text', text);
  await run('evidence', 'add', vault, 'INC-7', path.join(folder, 'proof.txt'));
  await run('export', vault, 'INC-7', '--format', 'package', '--to', path.join(folder, 'journal.hfp'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('it gives the answer of every vector', () => {
  const ran = runPython([tool('vectors.py')]);
  const [, all, agreed] = /^(\d+) vectors, (\d+) agree$/m.exec(ran.out) ?? [];
  expect(ran.err).toBe('');
  expect(agreed).toBe(all);
  expect(Number(all)).toBeGreaterThan(1_000);
  expect(ran.code).toBe(0);
});

test('a vector that is not known, or has another answer, is said and fails', () => {
  const vectors = path.join(folder, 'vectors');
  cpSync(path.join(root, 'test', 'vectors'), vectors, { recursive: true });
  writeFileSync(path.join(vectors, 'unheard.json'), '{"about":"","cases":[]}');
  const trees = JSON.parse(readFileSync(path.join(vectors, 'trees.json'), 'utf8')) as { cases: { root: string }[] };
  writeFileSync(path.join(vectors, 'trees.json'), JSON.stringify({ ...trees, cases: trees.cases.map((found, index) => (index === 0 ? { ...found, root: '00' } : found)) }));
  const ran = runPython([tool('vectors.py'), vectors]);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('unheard.json: no check is known');
  expect(ran.err).toContain('trees.json: root of 0');
});

test('it gives the right answer for disclosure packages made and spoilt in every way', () => {
  const ran = runPython([path.join(import.meta.dirname, 'disclosureCases.py')]);
  expect(ran.err).toBe('');
  expect(ran.code).toBe(0);
  expect(ran.out).toMatch(/^(\d+) packages, \1 as expected/);
});

test('the value lists of the specification, of this implementation and of the verifier are the same', () => {
  const page = readFileSync(path.join(root, 'docs', 'spec', 'values.md'), 'utf8');
  const written = [...page.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(([, name, values]) => [name, [...(values ?? '').matchAll(/`([^`]+)`/g)].map(([, value]) => value)] as const);
  const here = Object.entries(vocabulary).filter(([, values]) => Array.isArray(values)).map(([name, values]) => [name, [...(values as readonly string[])]] as const);
  const byName = (left: readonly [string | undefined, unknown], right: readonly [string | undefined, unknown]) => String(left[0]).localeCompare(String(right[0]));
  expect([...written].sort(byName)).toEqual([...here].sort(byName));
  const ran = runPython(['-c', 'import json, values; print(json.dumps({name: sorted(found) for name, found in values.VALUES.items()}))'], { PYTHONPATH: path.join(root, 'tools', 'verify') });
  expect(JSON.parse(ran.out)).toEqual(Object.fromEntries(here.map(([name, values]) => [name, [...values].sort()])));
});

describe('real vaults and journal packages', () => {
  test.each([
    ['without a secret', () => []],
    ['with the passphrase', byPassphrase],
    ['with the recovery key', secret],
  ])('an intact vault, %s', async (_, keys) => {
    const [here, there] = await bothAnswers(vault, keys());
    expect(there).toEqual(here);
    expect(there.verdict).toBe('ok');
    expect(there.keyed).toBe(keys().length > 0);
  });

  test('a wrong passphrase', async () => {
    const keys = ['--passphrase-file', path.join(folder, 'wrong')];
    const there = runPython([tool('verify.py'), vault, ...keys]);
    expect(there.code).toBe((await runHere(['verify', vault, ...keys])).code);
    expect(there.err).toBe('verify: the secret does not open this vault\n');
  });

  test.each([
    ['a bit of a body in the middle', framesOf, flip((length) => Math.floor(length / 2))],
    ['the last frame torn', framesOf, (bytes: Buffer) => bytes.subarray(0, -40)],
    ['the last frame cut away', framesOf, (bytes: Buffer) => without(5)(bytes)],
    ['a frame missing', framesOf, without(2)],
    ['the genesis missing', framesOf, without(0)],
    ['text behind the frames', framesOf, (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('text')])],
    ['a bit of a sealed part', (copy: string) => path.join(copy, 'evidence', readdirSync(path.join(copy, 'evidence'))[0] ?? '', '00001.age'), flip((length) => length - 20)],
  ] as const)('%s', async (name, file, change) => {
    const copy = copyWith(name.replaceAll(' ', '-'), file, change);
    for (const keys of [[], secret()]) {
      const [here, there] = await bothAnswers(copy, keys);
      expect(there, keys.length > 0 ? 'with the recovery key' : 'without a secret').toEqual(here);
    }
    rmSync(copy, { recursive: true });
  });

  test('a frame that was damaged and came back from a copy', async () => {
    const copy = copyWith('mended', framesOf, (bytes) => {
      const range = scanFrames(bytes).frames[3];
      return Buffer.from(bytes.fill(0, (range?.from ?? 0) + 20, (range?.to ?? 0) - 8));
    });
    expect((await bothAnswers(copy, [])).map((answer) => answer.verdict)).toEqual(['failed', 'failed']);
    expect((await runHere(['repair', copy, '--from', vault, ...secret()])).code).toBe(0);
    for (const keys of [[], secret()]) {
      const [here, there] = await bothAnswers(copy, keys);
      expect(there).toEqual(here);
      expect(here).toMatchObject({ verdict: 'ok', code: 0 });
    }
    expect((await runHere(['verify', copy])).out).toContain('Complete, with damaged bytes kept: 1 range of');
    expect(runPython([tool('verify.py'), copy]).out).toContain('complete, with damaged bytes kept');
    rmSync(copy, { recursive: true });
  });

  test('another name in vault.json', async () => {
    const copy = copyWith('renamed', (found) => path.join(found, 'vault.json'), (bytes) => Buffer.from(bytes.toString().replace('"Case"', '"Cafe"')));
    const [here, there] = [await runHere(['verify', copy, '--json', ...secret()]), runPython([tool('verify.py'), copy, '--json', ...secret()])];
    expect(JSON.parse(here.out)).toMatchObject({ verdict: 'failed' });
    expect(JSON.parse(there.out)).toMatchObject({ verdict: 'failed', problems: ['vault.json: its mac or device secrets do not hold'] });
    expect([here.code, there.code]).toEqual([1, 1]);
    expect(await bothAnswers(copy, [])).toMatchObject([{ verdict: 'ok' }, { verdict: 'ok' }]);
  });

  test('a journal package, whole, cut and changed', async () => {
    const whole = readFileSync(path.join(folder, 'journal.hfp'));
    const [here, there] = await bothAnswers(path.join(folder, 'journal.hfp'), []);
    expect(there).toEqual(here);
    expect(there.verdict).toBe('ok');
    for (const [name, bytes] of [['cut', whole.subarray(0, -700)], ['frame', flip((length) => length - 90)(whole)], ['no-frames', whole.subarray(0, 12 + whole.readUInt32BE(4) + 64)]] as const) {
      const file = path.join(folder, `${name}.hfp`);
      writeFileSync(file, bytes);
      const [left, right] = await bothAnswers(file, []);
      expect(right, name).toEqual(left);
      expect(right.verdict, name).not.toBe('ok');
    }
  });
});

test.each([
  ['everything', ['--all']],
  ['some entries without names', ['--entries', '3-5', '--withhold-names', '--statement', 'for the insurer']],
])('a disclosure package from the command line: %s', async (name, choice) => {
  const file = path.join(folder, `${name.replaceAll(' ', '-')}.zip`);
  const made = await runHere(['package', vault, '--incident', 'INC-7', '--out', file, ...choice, ...secret()]);
  expect(made.code, made.err).toBe(0);
  const answers = async () => {
    const [here, there] = [await runHere(['verify', file, '--json']), runPython([tool('verify.py'), file, '--json'])];
    expect(JSON.parse(there.out)).toEqual(JSON.parse(here.out));
    expect(there.code).toBe(here.code);
    return JSON.parse(there.out) as Readonly<Record<string, unknown>>;
  };
  expect(await answers()).toMatchObject({ verdict: 'ok', classes: [] });
  const words = runPython([tool('verify.py'), file]);
  expect(words.out).toContain('Isolated srv-file-1');
  expect(words.out.includes('Kari Moen')).toBe(name === 'everything');
  if (name !== 'everything') expect(readFileSync(file).includes('Kari Moen')).toBe(false);
  expect(words.out).not.toContain('AGE-SECRET-KEY');
  writeFileSync(file, flip((length) => Math.floor(length / 2))(readFileSync(file)));
  expect(await answers()).not.toMatchObject({ verdict: 'ok' });
});

test('what is no package is refused in one sentence, with its exit code and without a traceback', () => {
  const empty = path.join(folder, 'empty');
  mkdirSync(empty);
  const files = { nothing: Buffer.alloc(0), text: Buffer.from('hello'), zip: Buffer.from('PK\u0003\u0004 and no more'), magic: Buffer.from('HFD1\u00ff\u00ff\u00ff\u00ff'), journal: Buffer.from('HFP1\u0000') };
  for (const [name, bytes] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), bytes);
    const ran = runPython([tool('verify.py'), path.join(folder, name)]);
    expect(ran.code, name).toBe(3);
    expect(ran.err, name).toBe('');
    expect(ran.out, name).toContain('malformed-package');
  }
  expect(runPython([tool('verify.py'), empty])).toMatchObject({ code: 3, out: '', err: expect.stringContaining('no vault') as string });
  expect(runPython([tool('verify.py'), path.join(folder, 'absent')]).code).toBe(66);
  expect(runPython([tool('verify.py')]).code).toBe(64);
});

test('a folder of packages is answered in one run, one line each', () => {
  const packages = path.join(folder, 'packages');
  mkdirSync(packages);
  for (const name of ['b.zip', 'a.hfd', 'other.txt']) writeFileSync(path.join(packages, name), 'no package');
  const ran = runPython([tool('verify.py'), '--batch', packages]);
  const lines = ran.out.trim().split('\n').map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(lines.map((line) => line['file'])).toEqual(['a.hfd', 'b.zip']);
  expect(Object.keys(lines[0] ?? {}).sort()).toEqual(['classes', 'entries', 'file', 'forks', 'frames', 'gaps', 'leaves', 'log', 'redacted', 'shown', 'verdict']);
  expect(ran.code).toBe(0);
});

test('time stamps are given to openssl: a reply, a bare token, one of other bytes, and another authority', () => {
  const made = path.join(folder, 'stamps');
  const tokens = path.join(made, 'tokens');
  mkdirSync(tokens, { recursive: true });
  const openssl = (...args: readonly string[]) => {
    const ran = spawnSync('openssl', [...args], { cwd: made, encoding: 'utf8' });
    expect(ran.status, ran.stderr).toBe(0);
  };
  for (const name of ['tsa', 'other']) {
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.pem`, '-subj', `/CN=${name}`, '-days', '2', '-addext', 'extendedKeyUsage=critical,timeStamping');
  }
  const sections = ['[tsa]', 'default_tsa = one', '[one]', `serial = ${made}/serial`, `signer_cert = ${made}/tsa.pem`, `signer_key = ${made}/tsa.key`, 'signer_digest = sha256', 'digests = sha256', 'default_policy = 1.2.3.4', 'ess_cert_id_alg = sha256'];
  writeFileSync(path.join(made, 'tsa.cnf'), `${sections.join('\n')}\n`);
  writeFileSync(path.join(made, 'serial'), '01\n');
  for (const number of ['1', '2', '3']) {
    writeFileSync(path.join(tokens, `${number}.statement`), `statement ${number}`);
    openssl('ts', '-query', '-data', `tokens/${number}.statement`, '-sha256', '-cert', '-out', 'query');
    openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query', '-out', `tokens/${number}.tsr`, ...(number === '2' ? ['-token_out'] : []));
  }
  writeFileSync(path.join(tokens, '3.statement'), 'other bytes');
  const target = path.join(folder, 'stamped.zip');
  expect(runPython([path.join(import.meta.dirname, 'disclosureCases.py'), target, tokens]).code).toBe(0);
  const lines = (authority: string) => runPython([tool('verify.py'), target, '--authority', path.join(made, authority)]);
  expect(lines('tsa.pem')).toMatchObject({ code: 0, err: '' });
  expect(lines('tsa.pem').out).toMatch(/holds {7}tokens\/1\.tsr[^\n]+\nholds {7}tokens\/2\.tsr[^\n]+\nFAILED {6}tokens\/3\.tsr/);
  expect(lines('other.pem').out.match(/^FAILED {6}tokens/gm)).toHaveLength(3);
});
