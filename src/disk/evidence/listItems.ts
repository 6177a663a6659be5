import { join } from 'node:path';
import { parseEntryId, type EntryId } from '#base';
import type { UnfinishedSeal } from '#ipc';
import type { FileLayer } from '../durable/fileLayer.ts';
import { listIfPresent } from '../durable/files.ts';
import { EVIDENCE, itemFolder, parsePartFile } from '../layout.ts';
import { readProgress } from './progressFile.ts';

/** Items with at least one complete part. Throws system errors. */
export async function listItems(files: FileLayer, vault: string): Promise<readonly { readonly item: EntryId; readonly parts: number; readonly bytes: number }[]> {
  const items: { item: EntryId; parts: number; bytes: number }[] = [];
  for (const item of await listFolders(files, vault)) {
    let parts = 0;
    let bytes = 0;
    for (const file of await files.readdir(itemFolder(vault, item))) {
      if (parsePartFile(file) === null) continue;
      parts += 1;
      bytes += (await files.stat(join(itemFolder(vault, item), file))).size;
    }
    if (parts > 0) items.push({ item, parts, bytes });
  }
  return items;
}

/** Runs that did not get through their read-back. A folder without a readable progress file counts as one without parts. */
export async function listUnfinished(files: FileLayer, vault: string): Promise<readonly UnfinishedSeal[]> {
  const runs: UnfinishedSeal[] = [];
  for (const item of await listFolders(files, vault)) {
    const progress = await readProgress(files, vault, item);
    if (progress === null || progress.state === 'verified') continue;
    runs.push({ item, partsDone: progress.parts.length, bytesDone: progress.parts.reduce((sum, part) => sum + part.plainBytes, 0), startedAt: progress.startedAt });
  }
  return runs;
}

async function listFolders(files: FileLayer, vault: string): Promise<readonly EntryId[]> {
  return (await listIfPresent(files, join(vault, EVIDENCE))).map(parseEntryId).filter((item) => item !== null).toSorted();
}
