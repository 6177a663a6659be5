import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Failure, type Result } from '#base';

/**
 * Replaces a file as a whole: a temporary file in the same folder, fsync, rename, fsync of the folder. After a crash
 * the old or the new content stands there, never a part. The file is readable by its owner only.
 */
export async function writeAtomically(file: string, bytes: Uint8Array): Promise<Result<Record<string, never>, Failure<'io' | 'disk-full'>>> {
  const temporary = path.join(path.dirname(file), `.${randomBytes(6).toString('hex')}.holdfast-part`);
  try {
    await writeDurably(temporary, bytes);
    await rename(temporary, file);
    await syncFolder(path.dirname(file));
    return ok({});
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return isDiskFull(error) ? fail('disk-full', 'there is no room left on this disk') : fail('io', 'the file could not be written there');
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// Windows cannot open folders, and some network disks cannot sync them; the rename has happened all the same.
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
