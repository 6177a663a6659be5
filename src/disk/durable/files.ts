import { open, readFile, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bytesToHex, type RandomBytes } from '#base';
import { requireCode, systemErrorCode } from './failures.ts';

/**
 * Replaces a file as a whole: temporary file beside it, fsync, rename, fsync of the folder. After a crash the old or the
 * new content is there, never a mixture. Throws system errors; the temporary file is then taken away again.
 */
export async function replaceFile(path: string, bytes: Uint8Array, random: RandomBytes): Promise<void> {
  const temporary = `${path}.new-${bytesToHex(random(6))}`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await writeFully(handle, bytes, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Writes all bytes at a position, however many the system takes at a time. */
export async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw Object.assign(new Error('the system took no bytes'), { code: 'EIO', syscall: 'write' });
    done += bytesWritten;
  }
}

/** Fills the buffer from a position; answers how many bytes there were before the end of the file. */
export async function readFully(handle: FileHandle, buffer: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < buffer.length) {
    const { bytesRead } = await handle.read(buffer, done, buffer.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/** Makes creations and renames inside a folder durable. Systems that cannot open folders order them by themselves. */
export async function syncFolder(path: string): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if (['EISDIR', 'EPERM', 'EACCES'].includes(requireCode(error))) return;
    throw error;
  }
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems refuse fsync on a folder; a real medium error must not be swallowed.
    if (!['EINVAL', 'EPERM', 'ENOTSUP'].includes(requireCode(error))) throw error;
  } finally {
    await handle.close();
  }
}

/** The file's bytes, or null when there is none. */
export async function readIfPresent(path: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
