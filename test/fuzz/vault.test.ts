// Parsers of the vault: vault.json, key slots and age headers, host state, recovery keys.
import { beforeAll, test } from 'vitest';
import { bytesToText, type VaultId } from '#base';
import { openHead, openHostState, openSlot, parseHead, parseRecoveryKey, readyCrypto, sealHead, type VaultKey } from '#crypto';
import { nativeCipher } from '../../src/disk/evidence/age/cipher.ts';
import { openAgeStart } from '../../src/disk/evidence/age/header.ts';
import { openChunks, plainLength } from '../../src/disk/evidence/age/stream.ts';
import { loadVectors } from '../vectors/loadVectors.ts';
import { corpus, fromBase64, fromHex } from './corpus.ts';
import { fuzzBytes, fuzzText } from './drive.ts';

beforeAll(readyCrypto);
const declared = (kind: string, kinds: readonly string[]) => {
  if (!kinds.includes(kind)) throw new Error(`an undeclared failure: ${kind}`);
};
const slots = loadVectors('slots.json');
const age = loadVectors('evidence.json');

test('vault.json', async () => {
  const { vaultKey, cases } = loadVectors('heads.json');
  const key = fromHex(vaultKey) as VaultKey;
  const whole = JSON.parse(bytesToText(fromBase64(cases[0]?.file ?? '')) ?? '') as Record<string, unknown>;
  await fuzzBytes({
    name: 'vault.json', corpus: corpus.heads, short: 4_000, long: 1_500_000,
    build: (dice) => new TextEncoder().encode(JSON.stringify({ ...whole, [dice.pick([...Object.keys(whole), '__proto__', 'constructor', 'extra'])]: dice.pick([null, 0, -1, 1e308, '', 'x'.repeat(70_000), [], {}, [[[]]], { __proto__: 1 }, true, whole['slots'], whole['device']]) })),
    run: (bytes) => {
      const parsed = parseHead(bytes);
      if (!parsed.ok) return declared(parsed.error.kind, ['not-a-vault', 'newer-version', 'damaged']);
      const opened = openHead(parsed.value, key);
      if (!opened.ok) return declared(opened.error.kind, ['damaged']);
      const again = parseHead(sealHead(opened.value.head, key));
      if (!again.ok || JSON.stringify(again.value.head) !== JSON.stringify(opened.value.head)) throw new Error('a head that does not come back');
    },
  });
});

test('key slot and age file', async () => {
  // Slots with a key: no derivation, so that many cases fit. Passphrase slots are bounded by their work factor, which is checked first.
  const keyed = slots.cases.filter(({ recoveryKey }) => recoveryKey !== undefined);
  const recoveryKey = keyed[0]?.recoveryKey ?? '';
  const files = keyed.map(({ file }) => fromBase64(file));
  await fuzzBytes({
    name: 'slot', corpus: files, short: 700, long: 200_000,
    build: (dice) => new TextEncoder().encode(`age-encryption.org/v1\n${Array.from({ length: dice.below(40) }, () => `-> ${dice.pick(['X25519', 'scrypt', 'ssh-rsa', 'x-grease'])} ${dice.pick(['', 'AAAA', 'A'.repeat(43), 'A'.repeat(600)])}\n${dice.pick(['', 'A'.repeat(64), 'A'.repeat(43)])}\n`).join('')}--- ${'A'.repeat(43)}\n`),
    run: async (bytes) => {
      const opened = await openSlot(bytes, { recoveryKey });
      if (!opened.ok) declared(opened.error.kind, ['wrong-key', 'damaged']);
      else if (Buffer.from(opened.value).toString('hex') !== slots.vaultKey) throw new Error('a slot that gives another vault key');
    },
  });
  await fuzzBytes({
    name: 'age header', corpus: [...files, ...Object.values(age.parts).map((part) => fromBase64(part).subarray(0, 400))], short: 6_000, long: 2_000_000,
    build: (dice) => new TextEncoder().encode(`age-encryption.org/v1\n${'-> X25519 '.repeat(dice.below(900))}${`-> a\n${'A'.repeat(64)}\n`.repeat(dice.below(200))}`),
    run: (bytes) => {
      const start = openAgeStart(nativeCipher, bytes, age.identity);
      if (typeof start === 'string') return declared(start, ['not-age', 'other-key', 'changed']);
      const payload = bytes.subarray(start.payloadStart);
      const length = plainLength(payload.length);
      if (length !== null) openChunks(nativeCipher, { key: start.payloadKey, counter: 0, last: true }, payload, new Uint8Array(length));
    },
  });
});

test('host state and typed recovery key', async () => {
  await fuzzBytes({
    name: 'host state', corpus: corpus.hostStates, short: 2_000, long: 500_000,
    run: (bytes) => {
      const opened = openHostState(bytes, fromHex(slots.vaultKey) as VaultKey, slots.vaultId as VaultId);
      if (!opened.ok) declared(opened.error.kind, ['damaged']);
    },
  });
  await fuzzText({
    name: 'recovery key', corpus: loadVectors('vault.json').recoveryKeys.map(({ typed }) => typed), short: 3_000, long: 1_000_000,
    run: (typed) => {
      const key = parseRecoveryKey(typed);
      if (key !== null && parseRecoveryKey(key) !== key) throw new Error('a key that is not read back');
    },
  });
});
