import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { bytesToHex, fail, ok, parseLogId, type LogId, type Result } from '#base';
import { listIfPresent, readFully, writeFully, type DiskEnvironment } from '#disk';
import { storeFailure } from '../failures.ts';
import { blobFolder, parseBlobFile } from '../files/layout.ts';
import type { BlobPiece, BlobState, BlobStore, PutFailure } from '../types.ts';

const WINDOW_BYTES = 1024 * 1024;
const LIST_NAMES = 1_000;

export interface BlobFiles extends BlobStore {
  readonly pathOf: (log: LogId, blob: string) => string;
  /** Takes away a whole blob that is kept elsewhere now. */
  readonly drop: (log: LogId, blob: string) => Promise<void>;
}

/** Blobs in a folder: `blobs/<log>/<sha-256>`, and `.part` behind the name while it is not whole. The folder is this process's alone: another one would write into the same unfinished blobs. */
export function createBlobFiles(data: string, environment: DiskEnvironment): BlobFiles {
  const { files, random } = environment;
  // Pieces of one blob go in one after the other.
  const queues = new Map<string, Promise<unknown>>();
  const sizes = new Map<LogId, number>();

  function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (queues.get(key) ?? Promise.resolve()).then(work, work);
    const held = turn.catch(() => undefined).then(() => {
      if (queues.get(key) === held) queues.delete(key);
    });
    queues.set(key, held);
    return turn;
  }

  async function state(log: LogId, blob: string): Promise<BlobState> {
    const path = join(blobFolder(data, log), blob);
    const whole = await files.stat(path).catch(() => null);
    if (whole !== null) return { bytes: whole.size, whole: true };
    return { bytes: (await files.stat(`${path}.part`).catch(() => null))?.size ?? 0, whole: false };
  }

  async function put(piece: BlobPiece): Promise<Result<BlobState, PutFailure>> {
    const { log, blob, size, from, bytes } = piece;
    const before = await state(log, blob);
    const begins = from === 0 && before.bytes > size;
    if (before.whole || (from !== before.bytes && !begins) || from + bytes.length > size) return ok(before);
    const path = join(blobFolder(data, log), blob);
    const known = await bytesOf(log);
    try {
      await files.mkdir(blobFolder(data, log), true);
      const file = await files.open(`${path}.part`, from === 0 ? 'w+' : 'r+');
      try {
        try {
          await writeFully(file, bytes, from);
        } catch (error) {
          await file.truncate(from);
          throw error;
        }
        sizes.set(log, known + bytes.length - (begins ? before.bytes : 0));
        if (from + bytes.length < size) return ok({ bytes: from + bytes.length, whole: false });
        if ((await hashFile(file)) !== blob) {
          await files.unlink(`${path}.part`);
          sizes.set(log, known - from);
          return fail('wrong-hash', 'the bytes do not have the hash of their name; they were thrown away');
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await files.rename(`${path}.part`, path);
      await files.syncFolder(blobFolder(data, log));
      await files.syncFolder(join(data, 'blobs'));
      return ok({ bytes: size, whole: true });
    } catch (error) {
      sizes.delete(log);
      return storeFailure(error);
    }
  }

  async function bytesOf(log: LogId): Promise<number> {
    const known = sizes.get(log);
    if (known !== undefined) return known;
    let total = 0;
    for (const name of await listIfPresent(files, blobFolder(data, log))) total += (await files.stat(join(blobFolder(data, log), name)).catch(() => null))?.size ?? 0;
    sizes.set(log, total);
    return total;
  }

  async function logs(): Promise<readonly LogId[]> {
    return (await listIfPresent(files, join(data, 'blobs'))).flatMap((name) => parseLogId(name) ?? []);
  }

  return {
    logs: async () => {
      try {
        return ok(await logs());
      } catch (error) {
        return storeFailure(error);
      }
    },
    pathOf: (log, blob) => join(blobFolder(data, log), blob),
    drop: (log, blob) => inTurn(`${log}/${blob}`, async () => {
      await files.unlink(join(blobFolder(data, log), blob)).catch(() => undefined);
      sizes.delete(log);
    }),
    blob: async (log, blob) => ok(await state(log, blob)),
    putBlob: (piece) => inTurn(`${piece.log}/${piece.blob}`, () => put(piece)),
    getBlob: async (log, blob, from, maxBytes) => {
      const { bytes: size, whole } = await state(log, blob);
      if (!whole) return ok(null);
      try {
        const file = await files.open(join(blobFolder(data, log), blob), 'r');
        try {
          const bytes = new Uint8Array(Math.max(0, Math.min(maxBytes, size - from)));
          const read = await readFully(file, bytes, from);
          return ok({ bytes: bytes.subarray(0, read), size });
        } finally {
          await file.close();
        }
      } catch (error) {
        return storeFailure(error);
      }
    },
    bytes: bytesOf,
    list: async (log, after) => {
      try {
        const names = await listIfPresent(files, blobFolder(data, log));
        return ok(names.filter((name) => name > after && parseBlobFile(name)?.part === false).toSorted().slice(0, LIST_NAMES));
      } catch (error) {
        return storeFailure(error);
      }
    },
    putAside: (log, blob) => inTurn(`${log}/${blob}`, async () => {
      try {
        await files.mkdir(join(data, 'quarantine'), true);
        await files.rename(join(blobFolder(data, log), blob), join(data, 'quarantine', `${log}-${blob}-${bytesToHex(random(4))}.blob`));
        await files.syncFolder(join(data, 'quarantine'));
        await files.syncFolder(blobFolder(data, log));
        sizes.delete(log);
        return ok(null);
      } catch (error) {
        return storeFailure(error);
      }
    }),
    tidy: async (now, ageMs) => {
      for (const log of await logs()) {
        for (const name of await listIfPresent(files, blobFolder(data, log))) {
          const path = join(blobFolder(data, log), name);
          const found = parseBlobFile(name)?.part === true ? await files.stat(path).catch(() => null) : null;
          if (found !== null && found.mtimeMs < now - ageMs) await files.unlink(path).catch(() => undefined);
        }
      }
      sizes.clear();
    },
    freeBytes: async () => (await environment.space(data)).freeBytes,
    close: () => Promise.resolve(),
  };
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
