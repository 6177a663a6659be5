import { dirname, join } from 'node:path';
import { fail, ok, type Handlers } from '#base';
import type { CarriedPiece, VaultContract } from '#ipc';
import { hashOwn, setPartAside, type MendPlace } from '../copies/mendPart.ts';
import { systemErrorCode, toReadFailure, toWriteFailure } from '../durable/failures.ts';
import type { FileLayer } from '../durable/fileLayer.ts';
import { readFully, writeFully } from '../durable/files.ts';
import type { DiskEnvironment } from '../environment.ts';
import { fetchedFile, itemFolder, partFile } from '../layout.ts';
import { CRITICAL_BYTES } from '../space/watchSpace.ts';

interface Options { readonly vault: () => string; readonly environment: DiskEnvironment; readonly isReadOnly: () => boolean }
type Calls = Extract<keyof Handlers<VaultContract>, `sealed.${string}`>;

/**
 * Sealed parts of evidence on their way to a server and from one (docs/spec/evidence.md section 8). What is fetched grows beside its place, under a name that no reader takes for a part, and
 * takes the name of the part only when every byte has the recorded hash.
 */
export function createSealedPartHandlers({ vault, environment, isReadOnly }: Options): Pick<Handlers<VaultContract>, Calls> {
  const { files, random } = environment;
  const readOnly = () => fail('read-only', 'this vault cannot be written to');
  return {
    'sealed.look': async ({ pieces }) => {
      try {
        const parts: { here: boolean; begun: number }[] = [];
        for (const piece of pieces) parts.push({ here: (await sizeOf(files, ownPath(vault(), piece))) === piece.bytes, begun: (await sizeOf(files, fetchedPath(vault(), piece))) ?? 0 });
        return ok({ parts });
      } catch (error) {
        return toReadFailure(error);
      }
    },
    'sealed.read': async ({ item, part, from, maxBytes }) => {
      try {
        return ok({ bytes: await readAt(files, join(itemFolder(vault(), item), partFile(part)), from, maxBytes) });
      } catch (error) {
        return toReadFailure(error);
      }
    },
    'sealed.write': async ({ piece, from, bytes }) => {
      if (isReadOnly()) return readOnly();
      if (from + bytes.length > piece.bytes) return fail('io', 'a part cannot be longer than its entry records');
      try {
        // The last room of a disk is the journal's.
        if ((await environment.space(vault())).freeBytes < CRITICAL_BYTES) return fail('disk-full', 'the room that is left is kept for the journal');
        return ok({ bytes: await addTo(files, vault(), piece, from, bytes) });
      } catch (error) {
        return toWriteFailure(error);
      }
    },
    'sealed.finish': async ({ piece }) => {
      if (isReadOnly()) return readOnly();
      try {
        return ok({ outcome: await finishPart({ files, vault: vault(), random }, piece) });
      } catch (error) {
        return toWriteFailure(error);
      }
    },
  };
}

function ownPath(vault: string, { item, part }: CarriedPiece): string {
  return join(itemFolder(vault, item), partFile(part));
}

function fetchedPath(vault: string, { item, part, sha256 }: CarriedPiece): string {
  return join(itemFolder(vault, item), fetchedFile(part, sha256));
}

async function sizeOf(files: FileLayer, path: string): Promise<number | null> {
  try {
    return (await files.stat(path)).size;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT' || systemErrorCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}

async function readAt(files: FileLayer, path: string, from: number, maxBytes: number): Promise<Uint8Array> {
  const handle = await files.open(path, 'r');
  try {
    const buffer = new Uint8Array(maxBytes);
    return buffer.subarray(0, await readFully(handle, buffer, from));
  } finally {
    await handle.close();
  }
}

async function addTo(files: FileLayer, vault: string, piece: CarriedPiece, from: number, bytes: Uint8Array): Promise<number> {
  const path = fetchedPath(vault, piece);
  const stands = await sizeOf(files, path);
  if (from !== 0 && from !== stands) return stands ?? 0;
  if (stands === null) {
    await files.mkdir(itemFolder(vault, piece.item), true);
    await files.syncFolder(dirname(itemFolder(vault, piece.item)));
  }
  const handle = await files.open(path, from === 0 ? 'w' : 'r+');
  try {
    await writeFully(handle, bytes, from);
  } finally {
    await handle.close();
  }
  return from + bytes.length;
}

async function finishPart(place: MendPlace, piece: CarriedPiece): Promise<'taken' | 'known' | 'other'> {
  const { files, vault } = place;
  const [own, fetched] = [ownPath(vault, piece), fetchedPath(vault, piece)];
  const found = await hashOwn(files, own, piece.bytes);
  if (found === piece.sha256) {
    await drop(files, fetched);
    return 'known';
  }
  // A power cut can leave a file that is long enough and empty: the hash is of what is read back, not of what was written.
  await syncFile(files, fetched);
  if ((await hashOwn(files, fetched, piece.bytes)) !== piece.sha256) {
    await drop(files, fetched);
    return 'other';
  }
  if (found !== null) await setPartAside(place, own, piece);
  await files.rename(fetched, own);
  await files.syncFolder(dirname(own));
  return 'taken';
}

async function syncFile(files: FileLayer, path: string): Promise<void> {
  if ((await sizeOf(files, path)) === null) return;
  const handle = await files.open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function drop(files: FileLayer, path: string): Promise<void> {
  if ((await sizeOf(files, path)) !== null) await files.unlink(path);
}
