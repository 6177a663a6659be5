import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import type { RandomBytes, UnixMs } from '#base';
import { systemFiles, type FileLayer } from './durable/fileLayer.ts';
import { createProcessTable, type ProcessTable } from './lock/identity.ts';

/** Free and total bytes of the file system that holds a path. */
export interface Space { readonly freeBytes: number; readonly totalBytes: number }

/** The edges of the outside world that tests replace. */
export interface DiskEnvironment {
  readonly now: () => UnixMs;
  readonly random: RandomBytes;
  readonly space: (path: string) => Promise<Space>;
  /** The file system that holds the vault, the state of this computer and what is extracted. */
  readonly files: FileLayer;
  /** The processes that may hold a lock. */
  readonly processes: () => ProcessTable;
  /** Plaintext bytes of one evidence part. */
  readonly partBytes: number;
  /** Size at which a log continues in its next frame file. */
  readonly rollBytes: number;
  /** Milliseconds between looks at the free space. */
  readonly spaceIntervalMs: number;
}

const MEBIBYTE = 1024 * 1024;

/** The real environment, with single edges replaced. */
export function createEnvironment(replaced: Partial<DiskEnvironment> = {}): DiskEnvironment {
  return {
    now: () => Date.now() as UnixMs,
    random: (length) => new Uint8Array(randomBytes(length)),
    space: readSpace,
    files: systemFiles,
    processes: createProcessTable,
    partBytes: 256 * MEBIBYTE,
    rollBytes: 64 * MEBIBYTE,
    spaceIntervalMs: 5_000,
    ...replaced,
  };
}

async function readSpace(path: string): Promise<Space> {
  const found = await statfs(path);
  return { freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize };
}
