import { randomBytes } from 'node:crypto';
import { open, statfs, type FileHandle } from 'node:fs/promises';
import type { RandomBytes, UnixMs } from '#base';

/** Free and total bytes of the file system that holds a path. */
export interface Space { readonly freeBytes: number; readonly totalBytes: number }

/** The edges of the outside world that tests replace. */
export interface DiskEnvironment {
  readonly now: () => UnixMs;
  readonly random: RandomBytes;
  readonly space: (path: string) => Promise<Space>;
  /** Opens the files that grow: frame files and evidence parts. */
  readonly open: (path: string, flags: string | number) => Promise<FileHandle>;
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
    open: (path, flags) => open(path, flags, 0o600),
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
