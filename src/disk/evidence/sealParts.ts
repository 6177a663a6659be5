import { join } from 'node:path';
import { isDiskFull } from '../durable/failures.ts';
import type { LayerFile } from '../durable/fileLayer.ts';
import { writeFully } from '../durable/files.ts';
import { itemFolder, partFile } from '../layout.ts';
import { CHUNK_BYTES } from './age/cipher.ts';
import { createAgeStart } from './age/header.ts';
import { sealedLength } from './age/stream.ts';
import { createMark, writeProgress, type SealProgress } from './progressFile.ts';
import { SLOT_PLAIN_BYTES } from './ring.ts';
import { chunkLane, createHashStream, type HashStream, type Run } from './run.ts';
import type { Source } from './source.ts';
import { createTaskGroup } from './taskGroup.ts';

export interface SealRun extends Run {
  readonly source: Source;
  /** Raw X25519 public key of the item. */
  readonly recipient: Uint8Array;
  readonly hashes: readonly { readonly algorithm: 'sha256' | 'sha1' | 'md5'; readonly stream: HashStream }[];
}

/** The hashes of the whole source: SHA-256, and the legacy ones that were asked for. */
export function createSourceHashes(run: Run, legacy: readonly ('sha1' | 'md5')[]): SealRun['hashes'] {
  return [
    { algorithm: 'sha256', stream: createHashStream(run, 'whole') },
    ...[...new Set(legacy)].map((algorithm) => ({ algorithm, stream: createHashStream(run, 'legacy', algorithm) })),
  ];
}

/** Number of parts of a source: an empty source has one empty part. */
export function countParts(size: number, partBytes: number): number {
  return Math.max(1, Math.ceil(size / partBytes));
}

/** Plaintext bytes of one part. */
export function partLength(size: number, partBytes: number, index: number): number {
  return Math.min(partBytes, size - index * partBytes);
}

/**
 * Seals the parts that the progress does not list yet, one pass over the source: each slot is hashed and sealed side by
 * side and written in place. A part counts once it is synced, listed in the progress file and carries its own name.
 */
export async function sealParts(run: SealRun, begun: SealProgress): Promise<SealProgress> {
  let progress = begun;
  let finishing: Promise<void> = Promise.resolve();
  try {
    for (let index = begun.parts.length; index < countParts(begun.size, begun.partBytes); index += 1) {
      const plainBytes = partLength(begun.size, begun.partBytes, index);
      const written = await writePart(run, index, index * begun.partBytes, plainBytes);
      // The sync of one part goes on while the next is sealed.
      await finishing;
      progress = { ...progress, parts: [...progress.parts, { plainBytes, sealedBytes: written.bytes, prefix: createMark(run.identity, 'prefix', written.prefix) }] };
      finishing = finishPart(run, written.handle, index, progress);
      finishing.catch(() => undefined);
    }
    await finishing;
    return progress;
  } finally {
    await finishing.catch(() => undefined);
  }
}

async function writePart(run: SealRun, index: number, base: number, plainBytes: number): Promise<{ readonly handle: LayerFile; readonly bytes: number; readonly prefix: string }> {
  const path = openPath(run, index);
  const handle = await run.environment.files.open(path, 'w');
  try {
    const start = createAgeStart(run.cipher, run.recipient, run.environment.random);
    await writeFully(handle, start.bytes, 0);
    await fillPart(run, handle, { base, plainBytes, payloadStart: start.bytes.length, payloadKey: start.payloadKey });
    const prefix = await run.hashes[0]?.stream.digest();
    if (prefix === undefined) throw new Error('a run without a hash');
    return { handle, bytes: start.bytes.length + sealedLength(plainBytes), prefix };
  } catch (error) {
    await handle.close();
    // An unfinished part gives its room back when room is what is missing; otherwise the next run writes over it.
    if (isDiskFull(error)) await run.environment.files.unlink(path).catch(() => undefined);
    throw error;
  }
}

interface PartPlan { readonly base: number; readonly plainBytes: number; readonly payloadStart: number; readonly payloadKey: Uint8Array }

async function fillPart(run: SealRun, handle: LayerFile, plan: PartPlan): Promise<void> {
  const tasks = createTaskGroup();
  try {
    let turn = 0;
    for (let offset = 0; offset < plan.plainBytes || offset === 0; offset += SLOT_PLAIN_BYTES) {
      run.token.throwIfCancelled();
      tasks.throwIfFailed();
      const length = Math.min(SLOT_PLAIN_BYTES, plan.plainBytes - offset);
      const slot = await run.ring.take();
      const work = async (): Promise<void> => {
        const counter = offset / CHUNK_BYTES;
        const chunks = { key: plan.payloadKey, counter, last: offset + length >= plan.plainBytes };
        const hashed = run.hashes.map(({ stream }) => stream.addPlain(slot, length));
        const sealed = chunkLane(run, turn).run({ kind: 'seal', run: chunks, from: slot.plainAt, length, to: slot.sealedAt });
        const written = sealed.then((bytes) => writeFully(handle, slot.sealed.subarray(0, Number(bytes)), plan.payloadStart + sealedOffset(counter)));
        await Promise.all([written, ...hashed]);
        run.meter.add(length);
      };
      try {
        await run.source.read(slot.plain.subarray(0, length), plan.base + offset);
        await run.source.compare();
      } catch (error) {
        run.ring.give(slot);
        throw error;
      }
      tasks.add(work().finally(() => run.ring.give(slot)));
      turn += 1;
    }
    await tasks.finish();
  } finally {
    await tasks.settle();
  }
}

function sealedOffset(chunks: number): number {
  return chunks === 0 ? 0 : sealedLength(chunks * CHUNK_BYTES);
}

async function finishPart(run: SealRun, handle: LayerFile, index: number, progress: SealProgress): Promise<void> {
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await writeProgress(run.environment.files, run.vault, run.item, progress, run.environment.random);
  const folder = itemFolder(run.vault, run.item);
  await run.environment.files.rename(openPath(run, index), join(folder, partFile(index)));
  await run.environment.files.syncFolder(folder);
}

function openPath(run: Run, index: number): string {
  return join(itemFolder(run.vault, run.item), `${partFile(index)}.part`);
}
