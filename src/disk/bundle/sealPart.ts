import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { bytesToHex, type In, type RandomBytes, type Sha256Hex } from '#base';
import type { ChunkCipher } from '#crypto';
import type { VaultContract } from '#ipc';
import { systemErrorCode } from '../durable/failures.ts';
import type { FileLayer, LayerFile } from '../durable/fileLayer.ts';
import { readFully, writeFully } from '../durable/files.ts';
import { createAgeStart } from '../evidence/age/header.ts';
import { SEALED_CHUNK_BYTES, sealChunks } from '../evidence/age/stream.ts';
import { CHUNK_BYTES } from '../evidence/age/cipher.ts';
import { Stopped, type CancelToken } from '../evidence/stop.ts';
import { itemFolder, partFile } from '../layout.ts';

export type PartToWrite = Pick<In<VaultContract, 'bundle.writePart'>, 'part' | 'bundle' | 'recipients' | 'head' | 'log' | 'frames' | 'pieces'>;
/** What came of writing a part. */
export type PartOutcome = { readonly outcome: 'written'; readonly name: string; readonly bytes: number; readonly sha256: Sha256Hex } | { readonly outcome: 'piece-damaged'; readonly piece: number };
export interface SealPlace {
  readonly files: FileLayer; readonly random: RandomBytes; readonly cipher: ChunkCipher; readonly vault: string; readonly folder: string; readonly token: CancelToken;
  /** Bytes of whole frames of the log from a position on: as many as there are, at most `maxBytes`. Throws when they cannot be read. */
  readonly readLog: (from: number, maxBytes: number) => Promise<Uint8Array>;
  readonly onBytes: (bytes: number) => void;
}

const RUN_CHUNKS = 16;
const RUN_BYTES = RUN_CHUNKS * CHUNK_BYTES;

/** Ends the writing of a part because of one of its pieces. */
class PieceDamaged extends Error {
  readonly piece: number;
  constructor(piece: number) {
    super('a piece is damaged');
    this.piece = piece;
  }
}

/** The name of a part (docs/spec/bundle.md section 1). */
export function bundleFile(bundle: string, part: number): string {
  return `${bundle}-${String(part).padStart(5, '0')}.age`;
}

/**
 * Writes a part of a bundle as an age file: temporary file, fsync, then its name; an existing file is never touched. Memory stays below 4 MiB. Throws system errors and `Stopped` (`cancelled`,
 * `exists`); the temporary file is then taken away again.
 */
export async function sealPart(place: SealPlace, part: PartToWrite): Promise<PartOutcome> {
  const { files, folder } = place;
  const name = bundleFile(part.bundle, part.part);
  const temporary = join(folder, `${name}.unfinished-${bytesToHex(place.random(6))}`);
  try {
    const handle = await files.open(temporary, 'wx');
    let written: { readonly bytes: number; readonly sha256: Sha256Hex };
    try {
      written = await writeAge(place, part, handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    place.token.throwIfCancelled();
    // The name is made of random bytes: nobody else takes it meanwhile, and sticks know no links.
    if (await files.isTaken(join(folder, name))) throw new Stopped('exists', 'a file of that name is there already');
    await files.rename(temporary, join(folder, name));
    await files.syncFolder(folder);
    return { outcome: 'written', name, ...written };
  } catch (error) {
    await files.unlink(temporary).catch(() => undefined);
    if (error instanceof PieceDamaged) return { outcome: 'piece-damaged', piece: error.piece };
    throw error;
  }
}

async function writeAge(place: SealPlace, part: PartToWrite, handle: LayerFile): Promise<{ readonly bytes: number; readonly sha256: Sha256Hex }> {
  const start = createAgeStart(place.cipher, part.recipients, place.random);
  const hash = createHash('sha256').update(start.bytes);
  await writeFully(handle, start.bytes, 0);
  const total = [...part.frames, ...part.pieces].reduce((sum, { bytes }) => sum + bytes, part.head.length);
  const plain = new Uint8Array(RUN_BYTES);
  const sealed = new Uint8Array(RUN_CHUNKS * SEALED_CHUNK_BYTES);
  let position = start.bytes.length;
  let filled = 0;
  let done = 0;
  const flush = async (): Promise<void> => {
    place.token.throwIfCancelled();
    const length = sealChunks(place.cipher, { key: start.payloadKey, counter: done / CHUNK_BYTES, last: done + filled === total }, plain.subarray(0, filled), sealed);
    const bytes = sealed.subarray(0, length);
    hash.update(bytes);
    await writeFully(handle, bytes, position);
    position += length;
    done += filled;
    place.onBytes(filled);
    filled = 0;
  };
  for await (const bytes of contentOf(place, part)) {
    for (let at = 0; at < bytes.length; ) {
      const taken = Math.min(RUN_BYTES - filled, bytes.length - at);
      plain.set(bytes.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled === RUN_BYTES) await flush();
    }
  }
  if (filled > 0) await flush();
  if (done !== total) throw new Error('a part has another length than was planned');
  return { bytes: position, sha256: hash.digest('hex') as Sha256Hex };
}

async function* contentOf(place: SealPlace, { head, frames, pieces }: PartToWrite): AsyncGenerator<Uint8Array> {
  yield head;
  for (const { from, bytes } of frames) {
    for (let at = 0; at < bytes; ) {
      const read = (await place.readLog(from + at, Math.min(RUN_BYTES, bytes - at))).subarray(0, bytes - at);
      if (read.length === 0) throw new Stopped('io', 'the journal ends inside a stretch that was asked for');
      yield read;
      at += read.length;
    }
  }
  for (const [index, piece] of pieces.entries()) yield* pieceBytes(place, piece, index);
}

async function* pieceBytes({ files, vault }: SealPlace, { item, part, bytes, sha256 }: PartToWrite['pieces'][number], index: number): AsyncGenerator<Uint8Array> {
  const handle = await files.open(join(itemFolder(vault, item), partFile(part)), 'r').catch((error: unknown) => {
    if (systemErrorCode(error) === null) throw error;
    throw new PieceDamaged(index);
  });
  try {
    if ((await handle.stat()).size !== bytes) throw new PieceDamaged(index);
    const hash = createHash('sha256');
    const buffer = new Uint8Array(Math.min(RUN_BYTES, bytes));
    for (let at = 0; at < bytes; ) {
      const wanted = buffer.subarray(0, Math.min(buffer.length, bytes - at));
      const read = await readFully(handle, wanted, at).catch((error: unknown) => {
        if (systemErrorCode(error) === null) throw error;
        throw new PieceDamaged(index);
      });
      if (read < wanted.length) throw new PieceDamaged(index);
      hash.update(wanted);
      yield wanted;
      at += read;
    }
    if (hash.digest('hex') !== sha256) throw new PieceDamaged(index);
  } finally {
    await handle.close();
  }
}
