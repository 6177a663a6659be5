import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { textToBytes } from '#base';
import { withFile } from '../copies/openCopy.ts';
import { systemErrorCode } from '../durable/failures.ts';
import { readFully } from '../durable/files.ts';

/** An age file that was chosen, or that lies in a chosen folder. */
export interface AgeFile { readonly path: string; readonly name: string; readonly bytes: number }

const AGE = textToBytes('age-encryption.org/v1\n');
/** A folder with more is not one that somebody made for bundles. */
const MAX_ENTRIES = 100_000;

/**
 * Files behind a path: itself, whatever it holds, or the age files that lie directly in it when it is a folder; everything else there is counted. Links in a folder are not followed. Throws system
 * errors of the path itself.
 */
export async function listAgeFiles(path: string): Promise<{ readonly files: readonly AgeFile[]; readonly others: number }> {
  const facts = await lstat(path);
  if (!facts.isDirectory()) {
    const bytes = await withFile(path, async (handle) => (await handle.stat()).size);
    return { files: [{ path, name: basename(path), bytes }], others: 0 };
  }
  const files: AgeFile[] = [];
  const names = (await readdir(path)).toSorted().slice(0, MAX_ENTRIES);
  for (const name of names) {
    const found = await tellAge(join(path, name));
    if (found !== null) files.push({ path: join(path, name), name, bytes: found });
  }
  return { files, others: names.length - files.length };
}

/** The length of an age file, or null for anything else. */
async function tellAge(path: string): Promise<number | null> {
  try {
    if (!(await lstat(path)).isFile()) return null;
    return await withFile(path, async (handle) => {
      const { size } = await handle.stat();
      const first = new Uint8Array(AGE.length);
      const read = await readFully(handle, first, 0);
      return read === AGE.length && AGE.every((value, index) => first[index] === value) ? size : null;
    });
  } catch (error) {
    // One file that cannot be read does not hide the others.
    if (systemErrorCode(error) === null) throw error;
    return null;
  }
}
