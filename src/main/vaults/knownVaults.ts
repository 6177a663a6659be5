import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as v from 'valibot';
import type { KnownVault } from '#ipc';
import { createJsonFile } from '../files/jsonFile.ts';

const recordSchema = v.strictObject({ vault: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)), path: v.string(), lastOpened: v.nullable(v.number()) });
type VaultRecord = v.InferOutput<typeof recordSchema>;

/** The vaults this computer has seen. The list holds paths and times, nothing of their content. */
export interface KnownVaults {
  readonly list: () => Promise<readonly KnownVault[]>;
  /** Remembers a folder (or moves it up) under the token it has, the one given, or a new one. */
  readonly remember: (folder: string, openedAt: number | null, token?: string) => Promise<KnownVault>;
  readonly forget: (vault: string) => Promise<boolean>;
  readonly pathOf: (vault: string) => Promise<string | null>;
}

const limit = 200;

/** Keeps the list in one JSON file. `isPresent` looks whether a vault lies in a folder right now. */
export function createKnownVaults(file: string, isPresent: (folder: string) => Promise<boolean>): KnownVaults {
  const stored = createJsonFile<readonly VaultRecord[]>(file, v.array(recordSchema), []);
  async function describe(record: VaultRecord): Promise<KnownVault> {
    return { vault: record.vault, name: vaultNameOf(record.path), path: record.path, lastOpened: record.lastOpened, present: await isPresent(record.path), removable: isRemovable(record.path) };
  }
  return {
    list: async () => {
      const known = await Promise.all((await stored.read()).map(describe));
      return known.sort((a, b) => (b.lastOpened ?? 0) - (a.lastOpened ?? 0));
    },
    remember: async (folder, openedAt, token) => {
      const records = await stored.read();
      const before = records.find((record) => record.path === folder);
      const record = { vault: before?.vault ?? token ?? randomBytes(16).toString('hex'), path: folder, lastOpened: openedAt ?? before?.lastOpened ?? null };
      await stored.write([record, ...records.filter((other) => other.path !== folder)].slice(0, limit));
      return describe(record);
    },
    forget: async (vault) => {
      const records = await stored.read();
      const kept = records.filter((record) => record.vault !== vault);
      if (kept.length === records.length) return false;
      await stored.write(kept);
      return true;
    },
    pathOf: async (vault) => (await stored.read()).find((record) => record.vault === vault)?.path ?? null,
  };
}

/** The folder's own name, without the extension that vault folders may carry. */
export function vaultNameOf(folder: string): string {
  return path.basename(folder).replace(/\.holdfast$/i, '') || folder;
}

/** True for the places where systems mount sticks and foreign disks. A hint for the list, nothing depends on it. */
export function isRemovable(folder: string, platform: NodeJS.Platform = process.platform, systemDrive = process.env['SystemDrive'] ?? 'C:'): boolean {
  if (platform === 'win32') return /^[A-Za-z]:/.test(folder) && !folder.toUpperCase().startsWith(systemDrive.toUpperCase());
  if (platform === 'darwin') return folder.startsWith('/Volumes/');
  return ['/media/', '/run/media/', '/mnt/'].some((start) => folder.startsWith(start));
}
