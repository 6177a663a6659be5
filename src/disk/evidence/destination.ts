import { dirname } from 'node:path';
import { bytesToHex, type RandomBytes } from '#base';
import { requireCode, systemErrorCode } from '../durable/failures.ts';
import type { FileLayer } from '../durable/fileLayer.ts';
import { writeFully } from '../durable/files.ts';
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
export async function openDestination(files: FileLayer, path: string, random: RandomBytes): Promise<Destination> {
  if (await files.isTaken(path)) throw taken();
  const temporary = `${path}.unfinished-${bytesToHex(random(6))}`;
  const handle = await files.open(temporary, 'wx');
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
      await giveName(files, temporary, path);
      await files.syncFolder(dirname(path));
    },
    abandon: async () => {
      await close();
      await files.unlink(temporary).catch(() => undefined);
    },
  };
}

/** A link fails when the name is taken, a rename would replace. Where links do not exist an empty file claims the name first. */
async function giveName(files: FileLayer, temporary: string, path: string): Promise<void> {
  try {
    await files.link(temporary, path);
    await files.unlink(temporary);
    return;
  } catch (error) {
    const code = requireCode(error);
    if (code === 'EEXIST') throw taken();
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK'].includes(code)) throw error;
  }
  const claim = await files.open(path, 'wx').catch((error: unknown) => {
    if (systemErrorCode(error) === 'EEXIST') throw taken();
    throw error;
  });
  await claim.close();
  await files.rename(temporary, path);
}

function taken(): Stopped {
  return new Stopped('exists', 'a file of that name is there already');
}
