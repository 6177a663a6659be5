import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, ok, type Failure, type Result, type UnixMs } from '#base';
import { requireCode, systemErrorCode } from '../durable/failures.ts';
import { Stopped } from './stop.ts';

/** Bytes to seal: a file kept open from beginning to end, or a piece of memory. */
export interface Source {
  readonly size: number;
  /** Size and time of change, as text: what a later run compares before it continues. */
  readonly fingerprint: string;
  /** Fills the buffer from a position. Throws `Stopped` when there are fewer bytes than there were. */
  readonly read: (buffer: Uint8Array, position: number) => Promise<void>;
  /** Throws `Stopped` when the source is no longer what was opened. */
  readonly compare: () => Promise<void>;
  /** `compare`, and also: nothing was added at the end, and the path still leads here. */
  readonly compareAtEnd: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What can be told about a file before it is granted. */
export interface SourceFacts { readonly name: string; readonly size: number; readonly modified: UnixMs; readonly throughLink: boolean }

/** Looks at a file that a person chose. Links are followed and told; folders, pipes, sockets and devices are refused. */
export async function describeSource(path: string): Promise<Result<SourceFacts, Failure<'missing' | 'not-a-file' | 'unreadable'>>> {
  try {
    const throughLink = (await lstat(path)).isSymbolicLink();
    const found = await stat(path);
    if (!found.isFile()) return fail('not-a-file', found.isDirectory() ? 'this is a folder, not a file' : 'this is a device or a pipe, not a file');
    return ok({ name: basename(path), size: found.size, modified: Math.floor(found.mtimeMs) as UnixMs, throughLink });
  } catch (error) {
    const code = requireCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return fail('missing', 'the file is not there');
    return fail('unreadable', `the file cannot be read (${code})`);
  }
}

/** Opens a file for sealing. Throws `Stopped`. */
export async function openFileSource(path: string): Promise<Source> {
  // Without O_NONBLOCK a pipe that took the file's place would hold the call for ever.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(toStopped);
  const opened = await handle.stat({ bigint: true });
  if (!opened.isFile()) {
    await handle.close();
    throw new Stopped('unreadable', 'this is not a file');
  }
  async function compare(): Promise<void> {
    const now = await handle.stat({ bigint: true }).catch(toStopped);
    if (!isSame(now, opened)) throw changed();
  }
  return {
    size: Number(opened.size),
    fingerprint: `${opened.size}|${opened.mtimeNs}`,
    read: async (buffer, position) => {
      for (let done = 0; done < buffer.length; ) {
        const { bytesRead } = await handle.read(buffer, done, buffer.length - done, position + done).catch(toStopped);
        if (bytesRead === 0) throw changed();
        done += bytesRead;
      }
    },
    compare,
    compareAtEnd: async () => {
      const { bytesRead } = await handle.read(new Uint8Array(1), 0, 1, Number(opened.size)).catch(toStopped);
      if (bytesRead > 0) throw changed();
      await compare();
      await comparePath(path, opened);
    },
    close: () => handle.close(),
  };
}

/** A source in memory, such as a pasted picture. */
export function openMemorySource(bytes: Uint8Array): Source {
  return {
    size: bytes.length,
    fingerprint: `${bytes.length}|memory`,
    read: (buffer, position) => {
      buffer.set(bytes.subarray(position, position + buffer.length));
      return Promise.resolve();
    },
    compare: () => Promise.resolve(),
    compareAtEnd: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** A file removed while it was read was still read whole: only another file at its place counts as a change. */
async function comparePath(path: string, opened: BigIntStats): Promise<void> {
  try {
    const now = await stat(path, { bigint: true });
    if (now.ino !== opened.ino || now.dev !== opened.dev) throw changed();
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
  }
}

function isSame(now: BigIntStats, then: BigIntStats): boolean {
  return now.size === then.size && now.mtimeNs === then.mtimeNs && now.ino === then.ino && now.dev === then.dev;
}

function changed(): Stopped {
  return new Stopped('changed-while-read', 'the file changed while it was read');
}

const GONE = new Set(['ENOENT', 'ENOTDIR', 'ESTALE', 'ENODEV', 'ENXIO', 'ENOMEDIUM']);

function toStopped(error: unknown): never {
  const code = requireCode(error);
  if (GONE.has(code)) throw new Stopped('vanished', `the file is no longer there (${code})`);
  throw new Stopped('unreadable', `the file cannot be read (${code})`);
}
