import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { unwrap } from '#base';
import type { DiskEnvironment } from '../environment.ts';
import { createVaultFolder } from '../vault/createVault.ts';
import type { OpenVault } from '../vault/door.ts';

const GIBIBYTE = 2 ** 30;

/** Free space that never matters. */
export const ampleSpace: Pick<DiskEnvironment, 'space'> = { space: () => Promise.resolve({ freeBytes: 100 * GIBIBYTE, totalBytes: 200 * GIBIBYTE }) };

/** A folder that lives as long as the test. */
export async function createTestFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-disk-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A finished vault with a head and one slot of filler, open until the test ends. */
export async function createTestVault(options: { readonly environment?: Partial<DiskEnvironment>; readonly sealWorker?: URL; readonly name?: string; readonly ballastBytes?: number } = {}): Promise<{ readonly vault: OpenVault; readonly folder: string; readonly hostStateDir: string }> {
  const folder = await createTestFolder();
  const hostStateDir = join(folder, 'host');
  const vault = unwrap(
    await createVaultFolder({
      parent: folder, name: options.name ?? 'Test vault', hostStateDir, ballastBytes: options.ballastBytes ?? 0,
      environment: { ...ampleSpace, ...options.environment }, ...(options.sealWorker === undefined ? {} : { sealWorker: options.sealWorker }),
    }),
  );
  onTestFinished(() => vault.close());
  unwrap(await vault.handlers['slots.write']({ name: '00c0ffee-passphrase', bytes: Uint8Array.of(1) }));
  unwrap(await vault.handlers['head.write']({ bytes: createHead() }));
  unwrap(await vault.handlers['creation.finish']({}));
  return { vault, folder, hostStateDir };
}

/** As much of a vault head as the disk looks at. */
export function createHead(vaultId = 'ab'.repeat(16)): Uint8Array {
  return Buffer.from(JSON.stringify({ format: 'holdfast-vault', version: 1, vaultId }));
}
