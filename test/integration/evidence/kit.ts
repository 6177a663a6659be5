import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEntryId, unwrap, type EntryId, type In, type UnixMs } from '#base';
import type { OpenVault } from '#disk';
import type { SealReceipt, VaultContract } from '#ipc';

export const MEBIBYTE = 2 ** 20;
/** A key pair made with age-keygen for tests only. */
export interface TestKey { readonly identity: string; readonly recipient: string }

/** A fresh key pair from the real tool. */
export function createKey(): TestKey {
  const text = execFileSync('age-keygen', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return { identity: /AGE-SECRET-KEY-1\w+/.exec(text)?.[0] ?? '', recipient: /age1\w+/.exec(text)?.[0] ?? '' };
}

export function createItem(): EntryId {
  return createEntryId(Date.now() as UnixMs, (length) => new Uint8Array(randomBytes(length)));
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface Sealed { readonly item: EntryId; readonly key: TestKey; readonly receipt: SealReceipt }

/** The input of a seal of one file, with a fresh grant. */
export async function sealInput(vault: OpenVault, path: string, item: EntryId, key: TestKey): Promise<In<VaultContract, 'evidence.seal'>> {
  const { grant } = unwrap(await vault.grants.addFile(path));
  return { item, grant, ...key, legacyHashes: [] };
}

/** Writes the bytes to a file and seals it. */
export async function sealBytes(vault: OpenVault, folder: string, bytes: Uint8Array, key = createKey()): Promise<Sealed> {
  const item = createItem();
  const path = join(folder, `source-${item}`);
  await writeFile(path, bytes);
  return { item, key, receipt: unwrap(await vault.handlers['evidence.seal'](await sealInput(vault, path, item, key))) };
}

/** The parts of an item, opened one after the other by the real `age` tool. */
export async function openWithAge(vault: OpenVault, { item, key }: Pick<Sealed, 'item' | 'key'>, folder: string): Promise<Uint8Array> {
  const keyFile = join(folder, 'key.txt');
  await writeFile(keyFile, `${key.identity}\n`);
  const parts = join(vault.path(), 'evidence', item);
  const names = (await readdir(parts)).filter((name) => name.endsWith('.age')).toSorted();
  return Buffer.concat(names.map((name) => execFileSync('age', ['-d', '-i', keyFile, join(parts, name)], { maxBuffer: 2 ** 30 })));
}

/** Verifies an item, or extracts it when there is a path. */
export function openItem(vault: OpenVault, { item, key, receipt }: Sealed, path: string | null): ReturnType<OpenVault['handlers']['evidence.open']> {
  const destination = path === null ? null : vault.grants.addDestination(path);
  return vault.handlers['evidence.open']({ item, identity: key.identity, parts: receipt.parts, sha256: receipt.hashes[0]?.hex ?? '', destination });
}

export async function readPart(vault: OpenVault, item: EntryId, index: number): Promise<{ readonly path: string; readonly bytes: Uint8Array }> {
  const path = join(vault.path(), 'evidence', item, `${String(index + 1).padStart(5, '0')}.age`);
  return { path, bytes: await readFile(path) };
}
