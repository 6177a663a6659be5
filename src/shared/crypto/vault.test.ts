import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, bytesToText, encodeCbor, equalBytes, textToBytes, unwrap, type FeedId, type LogId, type Sha256Hex, type UnixMs, type VaultId } from '#base';
import { base64ToBytes, bytesToBase64 } from './base64.ts';
import { createDevice, deviceFingerprint, proposePrefix } from './device/create.ts';
import { openDevice, sealDevice } from './device/seal.ts';
import { createEpoch, epochIdOf } from './epoch/create.ts';
import { openLockbox, sealLockbox } from './epoch/lockbox.ts';
import { deriveFrameKeys } from './frame/keys.ts';
import { openBody, paddedLength, sealBody } from './frame/seal.ts';
import { openHead, parseHead } from './head/open.ts';
import type { VaultHead } from './head/schema.ts';
import { sealHead } from './head/seal.ts';
import { openHostState, sealHostState } from './hostState.ts';
import { aeadSeal, readyCrypto, sealBox, systemRandom } from './primitives.ts';
import { createVaultKey, type VaultKey } from './vaultKey.ts';
import { createWorkingCopySealer } from './workingCopy.ts';

beforeAll(readyCrypto);
const slow = process.env['SLOW'] === '1';
const vaultId = '00112233445566778899aabbccddeeff' as VaultId;
const otherVault = 'ffeeddccbbaa99887766554433221100' as VaultId;
const log = '0123456789abcdef0123456789abcdef' as LogId;

const sampleHead = (vaultKey: VaultKey): VaultHead => {
  const device = createDevice(systemRandom);
  return {
    format: 'holdfast-vault', version: 1, vaultId, name: 'Größe 事件', createdAt: 1_731_946_440_000 as UnixMs, generation: 3,
    device: { ed25519: bytesToHex(device.ed25519), x25519: bytesToHex(device.x25519), sealedSecrets: bytesToBase64(sealDevice(device, vaultKey, vaultId, systemRandom)), prefix: 'K7' },
    workspace: log,
    slots: [
      { name: '0a1b2c3d-passphrase', type: 'passphrase', label: 'passphrase', createdAt: 1 as UnixMs, recipient: null },
      { name: '0a1b2c3e-recovery', type: 'recovery', label: 'recovery key', createdAt: 2 as UnixMs, recipient: `age1${'q'.repeat(58)}` },
    ],
  };
};

describe('vault.json', () => {
  test('reads back, with its keys in order, and opens with the key that sealed it', () => {
    const vaultKey = createVaultKey(systemRandom);
    const head = sampleHead(vaultKey);
    const bytes = sealHead(head, vaultKey);
    expect(Object.keys(JSON.parse(bytesToText(bytes) ?? '') as object)).toEqual(['format', 'version', 'vaultId', 'name', 'createdAt', 'generation', 'device', 'workspace', 'slots', 'mac']);
    const opened = unwrap(openHead(unwrap(parseHead(bytes)), vaultKey));
    expect(opened.head).toEqual(head);
    expect(bytesToHex(opened.device.ed25519)).toBe(head.device.ed25519);
    expect(openHead(unwrap(parseHead(bytes)), createVaultKey(systemRandom))).toMatchObject({ ok: false, error: { kind: 'damaged' } });
  });

  test('layout does not matter, values do: every changed character is noticed', () => {
    const vaultKey = createVaultKey(systemRandom);
    const bytes = sealHead(sampleHead(vaultKey), vaultKey);
    expect(openHead(unwrap(parseHead(textToBytes(JSON.stringify(JSON.parse(bytesToText(bytes) ?? ''))))), vaultKey).ok).toBe(true);
    for (let at = 0; at < bytes.length; at += slow ? 1 : 3) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      const text = bytesToText(changed);
      const parsed = parseHead(changed);
      const outcome = parsed.ok ? openHead(parsed.value, vaultKey) : parsed;
      // A space between values may change; nothing else may.
      if (outcome.ok) expect(JSON.stringify(JSON.parse(text ?? ''))).toBe(JSON.stringify(JSON.parse(bytesToText(bytes) ?? '')));
      else expect(['damaged', 'not-a-vault', 'newer-version']).toContain(outcome.error.kind);
    }
  });

  test.each([
    ['another format', { format: 'other' }, 'not-a-vault'], ['a newer version, whatever else', { version: 2, slots: 'unheard of' }, 'newer-version'], ['an unknown key', { extra: 1 }, 'damaged'],
    ['no slots', { slots: [] }, 'damaged'], ['a slot of another type than its name', { slots: [{ name: '0a1b2c3d-escrow', type: 'recovery', label: '', createdAt: 1, recipient: null }] }, 'damaged'],
    ['a path as slot name', { slots: [{ name: '../../etc-passphrase', type: 'passphrase', label: '', createdAt: 1, recipient: null }] }, 'damaged'], ['a short id', { vaultId: '00' }, 'damaged'], ['generation 0', { generation: 0 }, 'damaged'],
  ])('%s', (_, change, kind) => {
    const vaultKey = createVaultKey(systemRandom);
    const value = { ...(JSON.parse(bytesToText(sealHead(sampleHead(vaultKey), vaultKey)) ?? '') as object), ...change };
    expect(parseHead(textToBytes(JSON.stringify(value)))).toMatchObject({ ok: false, error: { kind } });
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.json().map(textToBytes)), (bytes) => {
      expect(parseHead(bytes).ok).toBe(false);
    }), { numRuns: slow ? 5000 : 200 });
    expect(parseHead(new Uint8Array(70_000).fill(0x20)).ok).toBe(false);
  });
});

describe('device', () => {
  test('opens only under its vault key, vault and public keys', () => {
    const vaultKey = createVaultKey(systemRandom);
    const [device, other] = [createDevice(systemRandom), createDevice(systemRandom)];
    const sealed = sealDevice(device, vaultKey, vaultId, systemRandom);
    expect(openDevice(sealed, device, vaultKey, vaultId)).toEqual({ ok: true, value: device });
    for (const attempt of [
      openDevice(sealed, device, createVaultKey(systemRandom), vaultId), openDevice(sealed, device, vaultKey, otherVault), openDevice(sealed, other, vaultKey, vaultId),
      openDevice(sealed, { ...device, x25519: other.x25519 }, vaultKey, vaultId), openDevice(sealed.subarray(1), device, vaultKey, vaultId), openDevice(new Uint8Array(0), device, vaultKey, vaultId),
    ]) expect(attempt).toMatchObject({ ok: false, error: { kind: 'damaged' } });
    expect(bytesToHex(sealed)).not.toContain(bytesToHex(device.boxKey));
  });

  test('fingerprint and prefix are short, fixed and of the key', () => {
    expect(deviceFingerprint(new Uint8Array(32))).toMatch(/^([0-9a-f]{4} ){4}[0-9a-f]{4}$/);
    expect(deviceFingerprint(new Uint8Array(32))).not.toBe(deviceFingerprint(new Uint8Array(32).fill(1)));
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (key) => {
      expect(proposePrefix(key)).toMatch(/^[0-9A-HJKMNP-TV-Z]{2}$/);
    }));
  });
});

describe('epoch', () => {
  test('a lockbox opens for its device, log and epoch only', () => {
    const [device, other] = [createDevice(systemRandom), createDevice(systemRandom)];
    const epoch = createEpoch(log, systemRandom);
    const box = sealLockbox(log, epoch, device.x25519);
    expect(openLockbox(box, log, epoch.id, device)).toEqual(epoch);
    expect(openLockbox(box, log, epoch.id, other)).toBeNull();
    expect(openLockbox(box, 'f'.repeat(32) as LogId, epoch.id, device)).toBeNull();
    expect(openLockbox(box, log, createEpoch(log, systemRandom).id, device)).toBeNull();
    // A secret that does not give the epoch id: a lockbox for somebody to be misled with.
    const inAnotherLog = sealBox(encodeCbor({ log: new Uint8Array(16), epochSecret: epoch.secret }), device.x25519);
    expect(openLockbox(inAnotherLog, log, epoch.id, device)).toBeNull();
    expect(openLockbox(sealLockbox(log, { id: epoch.id, secret: createEpoch(log, systemRandom).secret }, device.x25519), log, epoch.id, device)).toBeNull();
  });

  test('the same secret has another id in another log', () => {
    const { secret } = createEpoch(log, systemRandom);
    expect(equalBytes(epochIdOf(log, secret), epochIdOf('f'.repeat(32) as LogId, secret))).toBe(false);
  });
});

describe('sealed body', () => {
  const keysOf = (seq: number) => deriveFrameKeys(createEpoch(log, () => new Uint8Array(32).fill(1)).secret, { logId: new Uint8Array(16), feedId: new Uint8Array(32), seq, salt: new Uint8Array(32) });

  test('padding: at least 1,024, at most an eighth more, never shorter, and stable', () => {
    expect([1, 1024, 1025, 2047, 4097, 983_040].map(paddedLength)).toEqual([1024, 1024, 1088, 2048, 4352, 983_040]);
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_015_808 }), (length) => {
      const padded = paddedLength(length);
      expect(padded).toBeGreaterThanOrEqual(length);
      expect(padded).toBeLessThanOrEqual(Math.max(1024, length * 1.125));
      expect(paddedLength(padded)).toBe(padded);
    }), { numRuns: slow ? 20_000 : 500 });
  });

  test('opens what was sealed; each wrong part has its class', () => {
    const [keys, aad, body] = [keysOf(7), new Uint8Array(32).fill(3), textToBytes('body')];
    const sealed = sealBody(keys, aad, body);
    expect(sealed.length).toBe(1040);
    expect(openBody(keys, keys.commitment, aad, sealed)).toEqual({ ok: true, value: body });
    expect(openBody(keysOf(8), keys.commitment, aad, sealed)).toMatchObject({ error: { kind: 'commitment-mismatch' } });
    expect(openBody(keys, keys.commitment, new Uint8Array(32), sealed)).toMatchObject({ error: { kind: 'decrypt-failed' } });
    expect(openBody(keys, keys.commitment, aad, sealed.subarray(1))).toMatchObject({ error: { kind: 'decrypt-failed' } });
  });

  test.each([
    ['one byte of padding is not zero', 1024, 4, 1023], ['another length than the padding rule gives', 1088, 4, null], ['no padding at all', 8, 4, null], ['a length beyond the plaintext', 1024, 2000, null], ['a length that needs more padding', 1024, 1021, null],
  ])('%s', (_, length, written, nonZero) => {
    const [keys, aad, padded] = [keysOf(7), new Uint8Array(32), new Uint8Array(length)];
    new DataView(padded.buffer).setUint32(0, written);
    if (nonZero !== null) padded[nonZero] = 1;
    expect(openBody(keys, keys.commitment, aad, aeadSeal(keys.key, keys.nonce, aad, padded))).toMatchObject({ error: { kind: 'malformed-body' } });
  });

  test('positions near 2^32 and beyond give different keys', () => {
    const keys = [0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1].map((seq) => bytesToHex(keysOf(seq).key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('working copy and host state', () => {
  test('a row opens only in its table, under its key, in its vault', () => {
    const vaultKey = createVaultKey(systemRandom);
    const sealer = createWorkingCopySealer(vaultKey, vaultId, systemRandom);
    const sealed = sealer.seal('views', 'a', textToBytes('row'));
    expect(sealer.open('views', 'a', sealed)).toEqual(textToBytes('row'));
    expect(sealer.open('views', 'b', sealed)).toBeNull();
    expect(sealer.open('drafts', 'a', sealed)).toBeNull();
    // The border between table and key is part of what is bound.
    expect(sealer.open('view', 'sa', sealed)).toBeNull();
    expect(createWorkingCopySealer(vaultKey, otherVault, systemRandom).open('views', 'a', sealed)).toBeNull();
    expect(createWorkingCopySealer(createVaultKey(systemRandom), vaultId, systemRandom).open('views', 'a', sealed)).toBeNull();
    expect(sealer.open('views', 'a', new Uint8Array(5))).toBeNull();
    expect(sealer.nameRow('views', 'a')).toMatch(/^[0-9a-f]{32}$/);
    expect(sealer.nameRow('views', 'a')).not.toBe(sealer.nameRow('drafts', 'a'));
  });

  test('host state reads back and is bound to vault and key', () => {
    const vaultKey = createVaultKey(systemRandom);
    const state = { instance: systemRandom(16), generation: 4, heads: [{ log, feed: 'ab'.repeat(32) as FeedId, seq: 12, headerSha256: 'cd'.repeat(32) as Sha256Hex }] };
    const sealed = sealHostState(state, vaultKey, vaultId, systemRandom);
    expect(openHostState(sealed, vaultKey, vaultId)).toEqual({ ok: true, value: state });
    expect(openHostState(sealed, vaultKey, otherVault).ok).toBe(false);
    expect(openHostState(sealed, createVaultKey(systemRandom), vaultId).ok).toBe(false);
    expect(openHostState(sealed.subarray(2), vaultKey, vaultId).ok).toBe(false);
  });
});

test('base64 is canonical', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
    expect(bytesToBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(base64ToBytes(bytesToBase64(bytes))).toEqual(bytes);
  }));
  for (const bad of ['a', 'ab', 'abc', 'ab=c', 'abc=\n', 'ab==ab==', 'ab-_', '====', 'YX==']) expect(base64ToBytes(bad)).toBeNull();
});
