// Slots are standard age files: the age tool itself opens them and gives the same vault key.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unwrap } from '#base';
import { bytesToBase64, createEvidenceKey, createRecoveryKey, createVaultKey, normalizePassphrase, openSlot, readyCrypto, sealPassphraseSlot, sealRecipientSlot, systemRandom } from '#crypto';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-age-'));
beforeAll(readyCrypto);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: Uint8Array | string) => {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};
const age = (args: readonly string[], input?: Uint8Array) => {
  const run = spawnSync('age', [...args], { input, maxBuffer: 2 ** 20 });
  return { status: run.status, output: run.stdout, error: run.stderr?.toString() ?? '' };
};

/** Runs age on a terminal of its own, because it reads passphrases from nowhere else. */
const ageOnTerminal = (args: readonly string[], typed: readonly string[]) => {
  const program = `
import os, pty, select, sys, time
pid, terminal = pty.fork()
if pid == 0:
    os.execvp('age', ['age'] + sys.argv[2:])
answers = sys.argv[1].split(chr(31))
seen = b''
deadline = time.time() + 60
while time.time() < deadline:
    ready, _, _ = select.select([terminal], [], [], 1)
    if ready:
        try:
            data = os.read(terminal, 4096)
        except OSError:
            break
        if not data:
            break
        seen += data
        if answers and seen.rstrip().endswith(b':'):
            os.write(terminal, (answers.pop(0) + chr(10)).encode())
            seen = b''
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
`;
  const run = spawnSync('python3', ['-c', program, typed.join('\u001f'), ...args]);
  return { status: run.status, error: run.stderr.toString() };
};
const content = (vaultKey: Uint8Array) => `HOLDFAST-VAULT-KEY-1\n${bytesToBase64(vaultKey)}\n`;

test('a passphrase slot opens with the age tool, and not with another passphrase', async () => {
  const vaultKey = createVaultKey(systemRandom);
  const passphrase = normalizePassphrase('ranch copper lemon orbit Zürich danger');
  const slot = write('passphrase.age', await sealPassphraseSlot(vaultKey, passphrase));
  const opened = join(folder, 'passphrase.txt');
  expect(ageOnTerminal(['-d', '-o', opened, slot], [passphrase])).toMatchObject({ status: 0 });
  expect(spawnSync('cat', [opened]).stdout.toString()).toBe(content(vaultKey));
  expect(ageOnTerminal(['-d', '-o', join(folder, 'never.txt'), slot], ['ranch copper lemon orbit Zurich danger']).status).not.toBe(0);
});

test('a passphrase file that the age tool makes is read as a slot', async () => {
  const vaultKey = createVaultKey(systemRandom);
  const plain = write('plain.txt', content(vaultKey));
  const sealed = join(folder, 'made.age');
  expect(ageOnTerminal(['-p', '-o', sealed, plain], ['one two three four', 'one two three four'])).toMatchObject({ status: 0 });
  const bytes = new Uint8Array(spawnSync('cat', [sealed]).stdout);
  expect(await openSlot(bytes, { passphrase: 'one two three four' })).toEqual({ ok: true, value: vaultKey });
  expect(await openSlot(bytes, { passphrase: 'one two three five' })).toMatchObject({ error: { kind: 'wrong-key' } });
});

test('recovery and escrow slots open with the age tool and the identity', async () => {
  const vaultKey = createVaultKey(systemRandom);
  const [recovery, other] = [await createRecoveryKey(), await createRecoveryKey()];
  const slot = write('recovery.age', unwrap(await sealRecipientSlot(vaultKey, recovery.recipient)));
  const identity = write('identity.txt', `${recovery.identity}\n`);
  expect(age(['-d', '-i', identity, slot]).output.toString()).toBe(content(vaultKey));
  expect(age(['-d', '-i', write('other.txt', `${other.identity}\n`), slot]).status).not.toBe(0);
});

test('an identity of age-keygen works as escrow, in both directions', async () => {
  const vaultKey = createVaultKey(systemRandom);
  const made = spawnSync('age-keygen').stdout.toString();
  const identity = /AGE-SECRET-KEY-1\w+/.exec(made)?.[0] ?? '';
  const recipient = /age1\w+/.exec(made)?.[0] ?? '';
  const slot = write('escrow.age', unwrap(await sealRecipientSlot(vaultKey, recipient)));
  expect(age(['-d', '-i', write('escrow.txt', `${identity}\n`), slot]).output.toString()).toBe(content(vaultKey));
  const sealed = age(['-r', recipient], Buffer.from(content(vaultKey)));
  expect(await openSlot(new Uint8Array(sealed.output), { recoveryKey: identity })).toEqual({ ok: true, value: vaultKey });
});

test('the age tool seals to an evidence key and opens with it', async () => {
  const key = await createEvidenceKey();
  const identity = write('evidence.txt', `${key.identity}\n`);
  const sealed = age(['-r', key.recipient], Buffer.from('evidence'));
  expect(age(['-d', '-i', identity], sealed.output).output.toString()).toBe('evidence');
});
