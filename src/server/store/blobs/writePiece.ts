import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { readFully, writeFully, type FileLayer } from '#disk';
import type { BlobPiece } from '../types.ts';

const WINDOW_BYTES = 1024 * 1024;

/** What became of a piece: there is more to come; the whole has the hash of its name and is durable; or it has not and was thrown away. */
export type Written = 'part' | 'whole' | 'wrong-hash';

/**
 * Writes a piece of a blob into `<path>.part`, and when that is all of it, compares the hash, makes it durable and gives it its name. A piece that could not be
 * written whole is cut off again. Throws system errors.
 */
export async function writePiece(files: FileLayer, path: string, { blob, size, from, bytes }: BlobPiece): Promise<Written> {
  const folder = dirname(path);
  await files.mkdir(folder, true);
  const file = await files.open(`${path}.part`, from === 0 ? 'w+' : 'r+');
  try {
    try {
      await writeFully(file, bytes, from);
    } catch (error) {
      await file.truncate(from);
      throw error;
    }
    if (from + bytes.length < size) return 'part';
    if ((await hashFile(file)) !== blob) {
      await files.unlink(`${path}.part`);
      return 'wrong-hash';
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(`${path}.part`, path);
  await files.syncFolder(folder);
  await files.syncFolder(dirname(folder));
  return 'whole';
}

async function hashFile(file: Parameters<typeof readFully>[0]): Promise<string> {
  const hash = createHash('sha256');
  const window = new Uint8Array(WINDOW_BYTES);
  for (let at = 0; ;) {
    const read = await readFully(file, window, at);
    hash.update(window.subarray(0, read));
    at += read;
    if (read < window.length) return hash.digest('hex');
  }
}
