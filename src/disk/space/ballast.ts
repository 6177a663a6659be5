import { join } from 'node:path';
import type { RandomBytes } from '#base';
import { systemErrorCode } from '../durable/failures.ts';
import type { FileLayer } from '../durable/fileLayer.ts';
import { writeFully } from '../durable/files.ts';
import type { Space } from '../environment.ts';
import { BALLAST } from '../layout.ts';

const STEP = 1024 * 1024;
/** The ballast must not be what fills the disk: it is made only where so many of it would fit. */
const PLENTY = 8;

/** A file that only takes up room: given up when the disk fills, so that journalling can go on. */
export interface Ballast {
  /** Makes the file when it is missing and there is plenty of room. Never fails: without ballast the vault works, it only stops earlier. */
  readonly fill: (space: Space) => Promise<void>;
  /** Gives the room back. True when there was any. */
  readonly release: () => Promise<boolean>;
}

/** The ballast of a vault folder; `bytes` 0 means none. */
export function createBallast(files: FileLayer, vault: () => string, bytes: number, random: RandomBytes): Ballast {
  return {
    fill: async ({ freeBytes }) => {
      if (bytes > 0 && freeBytes >= bytes * PLENTY) await fillQuietly(files, () => join(vault(), BALLAST), bytes, random);
    },
    release: () => files.unlink(join(vault(), BALLAST)).then(() => true, () => false),
  };
}

// The path is asked for again at each step: a new vault gets its name while its ballast grows.
async function fillQuietly(files: FileLayer, path: () => string, bytes: number, random: RandomBytes): Promise<void> {
  const growing = (): string => `${path()}.new`;
  try {
    if (await files.isTaken(path())) return;
    const handle = await files.open(growing(), 'w');
    try {
      // Random bytes, because compressing file systems would give zeros no room.
      const block = random(Math.min(STEP, bytes));
      for (let done = 0; done < bytes; done += block.length) await writeFully(handle, block.subarray(0, Math.min(block.length, bytes - done)), done);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await files.rename(growing(), path());
  } catch (error) {
    await files.unlink(growing()).catch(() => undefined);
    if (systemErrorCode(error) === null) throw error;
  }
}
