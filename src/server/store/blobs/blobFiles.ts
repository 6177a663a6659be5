import { join } from 'node:path';
import { bytesToHex, fail, ok, parseLogId, type LogId, type Result } from '#base';
import { listIfPresent, readFully, type DiskEnvironment, type FileLayer } from '#disk';
import { storeFailure } from '../failures.ts';
import { createFreeLook } from '../freeLook.ts';
import { blobFolder, parseBlobFile } from '../files/layout.ts';
import type { BlobPiece, BlobState, BlobStore, PutFailure } from '../types.ts';
import { createTurns } from './inTurn.ts';
import { writePiece } from './writePiece.ts';

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
  const inTurn = createTurns();
  const sizes = new Map<LogId, number>();

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
    await bytesOf(log);
    // Pieces of other blobs of the log may have come meanwhile.
    const grow = (by: number): void => {
      const known = sizes.get(log);
      if (known !== undefined) sizes.set(log, known + by);
    };
    try {
      const written = await writePiece(files, join(blobFolder(data, log), blob), piece);
      if (written === 'wrong-hash') {
        grow(-before.bytes);
        return fail('wrong-hash', 'the bytes do not have the hash of their name; they were thrown away');
      }
      grow(bytes.length - (begins ? before.bytes : 0));
      return ok({ bytes: from + bytes.length, whole: written === 'whole' });
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
        return ok({ bytes: await readRange(files, join(blobFolder(data, log), blob), from, Math.max(0, Math.min(maxBytes, size - from))), size });
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
      for (const log of await logs()) await dropOldParts(files, blobFolder(data, log), now - ageMs);
      sizes.clear();
    },
    freeBytes: createFreeLook(async () => (await environment.space(data)).freeBytes),
    close: () => Promise.resolve(),
  };
}

async function readRange(files: FileLayer, path: string, from: number, length: number): Promise<Uint8Array> {
  const file = await files.open(path, 'r');
  try {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, await readFully(file, bytes, from));
  } finally {
    await file.close();
  }
}

async function dropOldParts(files: FileLayer, folder: string, before: number): Promise<void> {
  for (const name of await listIfPresent(files, folder)) {
    const path = join(folder, name);
    const found = parseBlobFile(name)?.part === true ? await files.stat(path).catch(() => null) : null;
    if (found !== null && found.mtimeMs < before) await files.unlink(path).catch(() => undefined);
  }
}
