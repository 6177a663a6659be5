import { link, lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bytesToHex, type RandomBytes } from '#base';
import { requireCode, systemErrorCode } from '../durable/failures.ts';
import { syncFolder, writeFully } from '../durable/files.ts';
import type { PlainSink } from './readParts.ts';
import { Stopped } from './stop.ts';

/** A file that appears under its name only when all of it was written and compared. */
export interface Destination {
  readonly write: PlainSink;
  /** Gives the file its name. Throws `Stopped('exists')` when the name was taken meanwhile. */
  readonly finish: () => Promise<void>;
  /** Takes the unfinished plaintext away again. */
  readonly abandon: () => Promise<void>;
}

/** Opens a destination; an existing file is never touched. */
export async function openDestination(path: string, random: RandomBytes): Promise<Destination> {
  if ((await lstat(path).catch(() => null)) !== null) throw taken();
  const temporary = `${path}.unfinished-${bytesToHex(random(6))}`;
  const handle = await open(temporary, 'wx', 0o600);
  let isOpen = true;
  async function close(): Promise<void> {
    if (isOpen) await handle.close();
    isOpen = false;
  }
  return {
    write: (plain, position) => writeFully(handle, plain, position),
    finish: async () => {
      await handle.sync();
      await close();
      await giveName(temporary, path);
      await syncFolder(dirname(path));
    },
    abandon: async () => {
      await close();
      await unlink(temporary).catch(() => undefined);
    },
  };
}

/** A link fails when the name is taken, a rename would replace. Where links do not exist an empty file claims the name first. */
async function giveName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
    await unlink(temporary);
    return;
  } catch (error) {
    const code = requireCode(error);
    if (code === 'EEXIST') throw taken();
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK'].includes(code)) throw error;
  }
  const claim: FileHandle = await open(path, 'wx', 0o600).catch((error: unknown) => {
    if (systemErrorCode(error) === 'EEXIST') throw taken();
    throw error;
  });
  await claim.close();
  await rename(temporary, path);
}

function taken(): Stopped {
  return new Stopped('exists', 'a file of that name is there already');
}
