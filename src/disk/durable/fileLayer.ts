import { link, lstat, mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { requireCode } from './failures.ts';

/** One open file. Positions and lengths are bytes. */
export interface LayerFile {
  readonly read: (buffer: Uint8Array, offset: number, length: number, position: number) => Promise<{ readonly bytesRead: number }>;
  readonly write: (bytes: Uint8Array, offset: number, length: number, position: number) => Promise<{ readonly bytesWritten: number }>;
  readonly truncate: (length: number) => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly datasync: () => Promise<void>;
  readonly stat: () => Promise<{ readonly size: number }>;
  readonly close: () => Promise<void>;
}
/** `r` reads, `r+` also writes, `w` and `w+` begin anew, `wx` begins and fails when the name is taken. */
export type OpenMode = 'r' | 'r+' | 'w' | 'w+' | 'wx';

/**
 * Everything the vault folder asks of a file system. Nothing in this layer writes past it, so that a test can put a disk
 * under it that stops, tears, forgets or refuses. All methods throw system errors (`code`, `syscall`).
 */
export interface FileLayer {
  readonly open: (path: string, mode: OpenMode) => Promise<LayerFile>;
  /** Makes creations, renames and removals inside a folder durable. Systems that cannot open folders order them by themselves. */
  readonly syncFolder: (path: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** A second name for a file; fails with `EEXIST` when the name is taken. */
  readonly link: (from: string, to: string) => Promise<void>;
  readonly unlink: (path: string) => Promise<void>;
  /** Makes a folder for the owner alone, and with `parents` what is missing above it; then an existing one is no error. */
  readonly mkdir: (path: string, parents: boolean) => Promise<void>;
  /** Removes a folder with all it holds; a missing one is no error. */
  readonly removeTree: (path: string) => Promise<void>;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly readdir: (path: string) => Promise<readonly string[]>;
  readonly stat: (path: string) => Promise<FileFacts>;
  /** True when the name is taken by anything, a dangling link included. */
  readonly isTaken: (path: string) => Promise<boolean>;
}
export interface FileFacts { readonly size: number; readonly mtimeMs: number; readonly isDirectory: boolean }

/** The file system of this computer. Files and folders are made for their owner alone. */
export const systemFiles: FileLayer = {
  open: (path, mode) => open(path, mode, 0o600),
  syncFolder,
  rename,
  link,
  unlink,
  mkdir: async (path, parents) => {
    await mkdir(path, { recursive: parents, mode: 0o700 });
  },
  removeTree: (path) => rm(path, { recursive: true, force: true }),
  readFile: async (path) => new Uint8Array(await readFile(path)),
  readdir: (path) => readdir(path),
  stat: async (path) => {
    const found = await stat(path);
    return { size: found.size, mtimeMs: found.mtimeMs, isDirectory: found.isDirectory() };
  },
  isTaken: (path) => lstat(path).then(() => true, () => false),
};

async function syncFolder(path: string): Promise<void> {
  let handle: LayerFile;
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
