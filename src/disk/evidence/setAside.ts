import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bytesToHex, type EntryId, type RandomBytes } from '#base';
import { systemErrorCode } from '../durable/failures.ts';
import { syncFolder } from '../durable/files.ts';
import { itemFolder, QUARANTINE } from '../layout.ts';

/** Moves everything sealed for an item into `quarantine/`. False when there was nothing. Throws system errors. */
export async function setItemAside(vault: string, item: EntryId, random: RandomBytes): Promise<boolean> {
  const folder = itemFolder(vault, item);
  try {
    await stat(folder);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
  const quarantine = join(vault, QUARANTINE);
  await mkdir(quarantine, { recursive: true, mode: 0o700 });
  await rename(folder, join(quarantine, `${item}-${bytesToHex(random(4))}`));
  await syncFolder(quarantine);
  await syncFolder(dirname(folder));
  return true;
}
