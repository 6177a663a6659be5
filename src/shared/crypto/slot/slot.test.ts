import { Encrypter } from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToText, textToBytes, unwrap } from '#base';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { createEvidenceKey } from '../evidenceKey.ts';
import { suggestPassphrase } from '../passphrase/suggest.ts';
import { readyCrypto, systemRandom } from '../primitives.ts';
import { createRecoveryKey } from '../recovery/create.ts';
import { isAgeIdentity, isAgeRecipient, parseRecoveryKey, recipientOfIdentity } from '../recovery/parse.ts';
import { createVaultKey } from '../vaultKey.ts';
import { createSlotName, slotTypeOf } from './name.ts';
import { openAnySlot, openSlot } from './open.ts';
import { sealPassphraseSlot, sealRecipientSlot } from './seal.ts';
import { cpuTimeOf } from '../../base/testing/cpuTime.ts';

beforeAll(readyCrypto);
// Deriving takes a second at the smallest factor that is read, so what needs no derivation is tested on changed headers.
const FACTOR = 16;
const passphrase = 'ranch copper lemon orbit velvet danger';

const ageFile = async (text: string, prepare: (encrypter: Encrypter) => void) => {
  const encrypter = new Encrypter();
  prepare(encrypter);
  return encrypter.encrypt(text);
};
const replaced = (bytes: Uint8Array, from: RegExp, to: string) => {
  const text = Buffer.from(bytes).toString('latin1');
  expect(text).toMatch(from);
  return new Uint8Array(Buffer.from(text.replace(from, to), 'latin1'));
};

describe('passphrase slot', () => {
  test('opens with its passphrase in any Unicode form, and with no other', async () => {
    const vaultKey = createVaultKey(systemRandom);
    const slot = await sealPassphraseSlot(vaultKey, 'Zu\u0308rich \u2460', FACTOR);
    expect(await openSlot(slot, { passphrase: 'Z\u00fcrich 1' })).toEqual({ ok: true, value: vaultKey });
    expect(await openSlot(slot, { passphrase: 'Z\u00fcrich 2' })).toMatchObject({ ok: false, error: { kind: 'wrong-key' } });
  });

  test.each([['21'], ['22'], ['30'], ['63'], ['15'], ['1'], ['0'], ['016'], ['99999999999'], ['-18'], ['18 18']])('work factor %s is refused before anything is derived', async (factor) => {
    const slot = replaced(await ageFile('x', (encrypter) => { encrypter.setPassphrase(passphrase); encrypter.setScryptWorkFactor(2); }), / 2\n/, ` ${factor}\n`);
    const spent = await cpuTimeOf(async () => { expect(await openSlot(slot, { passphrase })).toMatchObject({ ok: false, error: { kind: 'damaged' } }); });
    expect(spent).toBeLessThan(400);
  });

  test('a damaged payload and another content are damaged, a changed stanza is a wrong key', async () => {
    const vaultKey = createVaultKey(systemRandom);
    const slot = await sealPassphraseSlot(vaultKey, passphrase, FACTOR);
    const cut = slot.slice(0, -1);
    expect(await openSlot(cut, { passphrase })).toMatchObject({ error: { kind: 'damaged' } });
    const stanza = replaced(slot, /(\d\n)(.)/, `$1${bytesToText(slot)?.match(/\d\n(.)/)?.[1] === 'A' ? 'B' : 'A'}`);
    expect((await openSlot(stanza, { passphrase })).ok).toBe(false);
    for (const content of ['HOLDFAST-VAULT-KEY-1\nshort\n', 'x'.repeat(66), `HOLDFAST-VAULT-KEY-2\n${'A'.repeat(43)}=\n`]) {
      const file = await ageFile(content, (encrypter) => { encrypter.setPassphrase(passphrase); encrypter.setScryptWorkFactor(FACTOR); });
      expect(await openSlot(file, { passphrase })).toMatchObject({ error: { kind: 'damaged' } });
    }
  });

  test('two stanzas, another version, a huge file, nothing: damaged at once', async () => {
    const slot = await ageFile('x', (encrypter) => { encrypter.setPassphrase(passphrase); encrypter.setScryptWorkFactor(2); });
    const bad = [
      replaced(slot, / 2\n/, ' 18\n').subarray(0, 40), replaced(slot, /\/v1/, '/v2'), new Uint8Array(5000), new Uint8Array(0), textToBytes('age-encryption.org/v1\n'),
      replaced(slot, /-> scrypt/, '-> X25519 AAAA\nAAAA\n-> scrypt'),
    ];
    for (const bytes of bad) expect(await openSlot(bytes, { passphrase })).toMatchObject({ ok: false, error: { kind: 'damaged' } });
  });
});

describe('recovery and escrow slot', () => {
  test('opens with the identity only', async () => {
    const vaultKey = createVaultKey(systemRandom);
    const [mine, other] = [await createRecoveryKey(), await createRecoveryKey()];
    const slot = unwrap(await sealRecipientSlot(vaultKey, mine.recipient));
    expect(await openSlot(slot, { recoveryKey: mine.identity })).toEqual({ ok: true, value: vaultKey });
    expect(await openSlot(slot, { recoveryKey: other.identity })).toMatchObject({ error: { kind: 'wrong-key' } });
    expect(await openSlot(slot, { passphrase })).toMatchObject({ error: { kind: 'damaged' } });
    expect(await recipientOfIdentity(mine.identity)).toBe(mine.recipient);
  });

  test('every changed byte is refused', async () => {
    const mine = await createRecoveryKey();
    const slot = unwrap(await sealRecipientSlot(createVaultKey(systemRandom), mine.recipient));
    for (let at = 0; at < slot.length; at += 1) {
      const changed = slot.slice();
      changed[at] = (changed[at] ?? 0) ^ 4;
      const opened = await openSlot(changed, { recoveryKey: mine.identity });
      expect([at, opened.ok]).toEqual([at, false]);
      if (!opened.ok) expect(['wrong-key', 'damaged']).toContain(opened.error.kind);
    }
  });

  test('bad recipients are refused', async () => {
    const good = (await createRecoveryKey()).recipient;
    for (const bad of ['', 'age1', good.slice(0, -1), `${good.slice(0, -1)}${good.endsWith('q') ? 'p' : 'q'}`, good.toUpperCase(), `${good} `, `age1pq1${good.slice(4)}`, 'AGE-SECRET-KEY-1']) {
      expect(await sealRecipientSlot(createVaultKey(systemRandom), bad)).toMatchObject({ error: { kind: 'bad-recipient' } });
      expect(isAgeRecipient(bad)).toBe(false);
    }
  });

  test('the right slot is found among several; a damaged one does not hide it', async () => {
    const vaultKey = createVaultKey(systemRandom);
    const [mine, other] = [await createRecoveryKey(), await createRecoveryKey()];
    const slots = [
      { name: '00000001-recovery', bytes: new Uint8Array(9) },
      { name: '00000002-escrow', bytes: unwrap(await sealRecipientSlot(vaultKey, other.recipient)) },
      { name: '00000003-recovery', bytes: unwrap(await sealRecipientSlot(vaultKey, mine.recipient)) },
    ];
    expect(await openAnySlot(slots, { recoveryKey: mine.identity })).toMatchObject({ ok: true, value: { name: '00000003-recovery' } });
    expect(await openAnySlot(slots, { recoveryKey: (await createRecoveryKey()).identity })).toMatchObject({ error: { kind: 'wrong-key' } });
    expect(await openAnySlot(slots.slice(0, 1), { recoveryKey: mine.identity })).toMatchObject({ error: { kind: 'damaged' } });
    expect(await openAnySlot(slots, { passphrase })).toMatchObject({ error: { kind: 'wrong-key' } });
  });
});

describe('recovery key typed back', () => {
  test('case, spaces, dashes, line breaks, look-alikes and a missing prefix do not matter', async () => {
    const { identity } = await createRecoveryKey();
    const data = identity.slice(16);
    const groups = data.match(/.{1,6}/g) ?? [];
    const typed = [
      identity, identity.toLowerCase(), data, ` ${groups.join(' ')} `, groups.join('-').toLowerCase(), groups.join('\u2013'), `${identity.slice(0, 30)}\r\n\t${identity.slice(30)}`,
      `age secret key 1 ${groups.join('\n')}`, `AGE-SECRET-KEY-I${data}`, identity.slice(0, 16) + data.replaceAll('0', 'O').replaceAll('8', 'B').replaceAll('L', '1'), data.replaceAll('L', 'i').replaceAll('0', 'o'),
    ];
    for (const text of typed) expect(parseRecoveryKey(text)).toBe(identity);
  });

  test('a wrong, missing, additional or swapped character is noticed', async () => {
    const { identity } = await createRecoveryKey();
    fc.assert(fc.property(fc.integer({ min: 16, max: 73 }), fc.constantFrom(...'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'), (at, letter) => {
      const changed = identity.slice(0, at) + letter + identity.slice(at + 1);
      expect(parseRecoveryKey(changed)).toBe(changed === identity ? identity : null);
    }));
    for (const bad of ['', 'AGE-SECRET-KEY-1', identity.slice(0, -1), `${identity}Q`, `${identity.slice(0, 20)}${identity[21]}${identity[20]}${identity.slice(22)}`.replace(identity, ''), 'password']) expect(parseRecoveryKey(bad)).toBeNull();
  });

  test('evidence keys are identities of the same form', async () => {
    const key = await createEvidenceKey();
    expect([isAgeIdentity(key.identity), isAgeRecipient(key.recipient), await recipientOfIdentity(key.identity)]).toEqual([true, true, key.recipient]);
    expect(isAgeIdentity(key.identity.toLowerCase())).toBe(false);
  });
});

test('suggested passphrases: six words of the list, each from eleven bits', () => {
  expect(suggestPassphrase(systemRandom).split(' ')).toHaveLength(6);
  expect(suggestPassphrase((length) => new Uint8Array(length))).toBe(Array.from({ length: 6 }, () => 'abandon').join(' '));
  expect(suggestPassphrase((length) => new Uint8Array(length).fill(255))).toBe(Array.from({ length: 6 }, () => 'zoo').join(' '));
  const seen = new Set(Array.from({ length: 3000 }, () => suggestPassphrase(systemRandom)).flatMap((words) => words.split(' ')));
  expect(seen.size).toBeGreaterThan(2000);
  for (const word of seen) expect(wordlist).toContain(word);
});

test('slot names carry their type', () => {
  expect(createSlotName('escrow', systemRandom)).toMatch(/^[0-9a-f]{8}-escrow$/);
  expect(slotTypeOf('0a1b2c3d-recovery')).toBe('recovery');
  for (const bad of ['0a1b2c3d', 'recovery', '0A1B2C3D-recovery', '0a1b2c3d-recovery.age', '../a-recovery', '0a1b2c3d-hardware']) expect(slotTypeOf(bad)).toBeNull();
});
