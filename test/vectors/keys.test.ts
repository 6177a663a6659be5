// Vectors of vault.json, key slots, host states and evidence parts, read by the modules that open a vault.
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, hexToBytes, type EntryId, type Sha256Hex, type VaultId } from '#base';
import { base64ToBytes, openHead, openHostState, openSlot, parseHead, readyCrypto, type VaultKey } from '#crypto';
import { createTestVault } from '../../src/disk/testing/folders.ts';
import { loadVectors } from './loadVectors.ts';

beforeAll(readyCrypto);
const base64 = (text: string): Uint8Array => {
  const bytes = base64ToBytes(text);
  if (bytes === null) throw new Error('the vector is not base64');
  return bytes;
};
const keyOf = (text: string) => hexToBytes(text) as VaultKey;

describe('vault.json', () => {
  const { vaultKey, cases } = loadVectors('heads.json');
  test.each(cases)('$name: $expect', ({ file, expect: expected }) => {
    const parsed = parseHead(base64(file));
    const opened = parsed.ok ? openHead(parsed.value, keyOf(vaultKey)) : parsed;
    expect(opened.ok ? 'ok' : opened.error.kind).toBe(expected);
  });
});

describe('slots', () => {
  const { vaultId, vaultKey, cases, hostStates } = loadVectors('slots.json');
  test.each(cases)('$name: $expect', async ({ file, passphrase, recoveryKey, expect: expected }) => {
    const opened = await openSlot(base64(file), recoveryKey === undefined ? { passphrase: passphrase ?? '' } : { recoveryKey });
    expect(opened.ok ? 'ok' : opened.error.kind).toBe(expected);
    if (opened.ok) expect(bytesToHex(opened.value)).toBe(vaultKey);
  });

  test.each(hostStates)('host state, $name: $expect', ({ sealed, expect: expected }) => {
    const opened = openHostState(base64(sealed), keyOf(vaultKey), vaultId as VaultId);
    expect(opened.ok ? 'ok' : opened.error.kind).toBe(expected);
  });
});

describe('evidence parts', () => {
  const { identity, parts, cases } = loadVectors('evidence.json');
  let next = 0;

  test.each(cases)('$name: $expect', async ({ part, edits, identity: other, recorded, expect: expected }) => {
    let bytes = Buffer.from(base64(parts[part] ?? '!'));
    for (const { at, remove, insert } of edits) {
      const from = at < 0 ? bytes.length + at : at;
      bytes = Buffer.concat([bytes.subarray(0, from), Buffer.from(insert, 'hex'), bytes.subarray(from + remove)]);
    }
    const item = `01JD05QYC3${String((next += 1)).padStart(16, '0')}` as EntryId;
    const { vault, folder } = await createTestVault();
    const itemFolder = path.join(vault.path(), 'evidence', item);
    await mkdir(itemFolder, { recursive: true });
    await writeFile(path.join(itemFolder, '00001.age'), bytes);
    const out = path.join(folder, `out-${next}`);
    const hashes = { plainSha256: recorded.plainSha256 as Sha256Hex, sealedSha256: recorded.sealedSha256 as Sha256Hex };
    const opened = await vault.handlers['evidence.open']({ item, identity: other ?? identity, parts: [{ ...recorded, ...hashes }], sha256: recorded.plainSha256, destination: vault.grants.addDestination(out) });
    expect(opened.ok ? 'ok' : opened.error.kind).toBe(expected);
    // Nothing of a part that is not right ever gets a name.
    const released = await stat(out).then((found) => found.size, () => null);
    expect(released).toBe(expected === 'ok' ? recorded.plainBytes : null);
  });
});
