import { dirname, join } from 'node:path';
import { bytesToHex, type EntryId, type RandomBytes } from '#base';
import { systemErrorCode } from '../durable/failures.ts';
import type { FileLayer } from '../durable/fileLayer.ts';
import { itemFolder, QUARANTINE } from '../layout.ts';

/** Moves everything sealed for an item into `quarantine/`. False when there was nothing. Throws system errors. */
export async function setItemAside(files: FileLayer, vault: string, item: EntryId, random: RandomBytes): Promise<boolean> {
  const folder = itemFolder(vault, item);
  try {
    await files.stat(folder);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
  const quarantine = join(vault, QUARANTINE);
  await files.mkdir(quarantine, true);
  await files.rename(folder, join(quarantine, `${item}-${bytesToHex(random(4))}`));
  await files.syncFolder(quarantine);
  await files.syncFolder(dirname(folder));
  return true;
}
