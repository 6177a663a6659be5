import { dirname } from 'node:path';
import { bytesToHex, type RandomBytes } from '#base';
import { systemErrorCode } from './failures.ts';
import type { FileLayer, LayerFile } from './fileLayer.ts';

/**
 * Replaces a file as a whole: temporary file beside it, fsync, rename, fsync of the folder. After a crash the old or the
 * new content is there, never a mixture. Throws system errors; the temporary file is then taken away again.
 */
export async function replaceFile(files: FileLayer, path: string, bytes: Uint8Array, random: RandomBytes): Promise<void> {
  const temporary = `${path}.new-${bytesToHex(random(6))}`;
  try {
    const handle = await files.open(temporary, 'wx');
    try {
      await writeFully(handle, bytes, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await files.rename(temporary, path);
  } catch (error) {
    await files.unlink(temporary).catch(() => undefined);
    throw error;
  }
  await files.syncFolder(dirname(path));
}

/** Writes all bytes at a position, however many the system takes at a time. */
export async function writeFully(handle: LayerFile, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw Object.assign(new Error('the system took no bytes'), { code: 'EIO', syscall: 'write' });
    done += bytesWritten;
  }
}

/** Fills the buffer from a position; answers how many bytes there were before the end of the file. */
export async function readFully(handle: Pick<LayerFile, 'read'>, buffer: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < buffer.length) {
    const { bytesRead } = await handle.read(buffer, done, buffer.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/** The file's bytes, or null when there is none. */
export async function readIfPresent(files: FileLayer, path: string): Promise<Uint8Array | null> {
  try {
    return await files.readFile(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The names in a folder; none when there is no such folder. */
export async function listIfPresent(files: FileLayer, path: string): Promise<readonly string[]> {
  try {
    return await files.readdir(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
