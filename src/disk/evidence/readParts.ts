import { join } from 'node:path';
import type { In, Sha256Hex } from '#base';
import { AGE_HEADER_LIMIT_BYTES } from '#crypto';
import type { VaultContract } from '#ipc';
import { systemErrorCode } from '../durable/failures.ts';
import type { LayerFile } from '../durable/fileLayer.ts';
import { readFully } from '../durable/files.ts';
import { itemFolder, partFile } from '../layout.ts';
import { openAgeStart } from './age/header.ts';
import { plainLength, SEALED_CHUNK_BYTES } from './age/stream.ts';
import { SLOT_SEALED_BYTES, type Slot } from './ring.ts';
import { chunkLane, createHashStream, type HashStream, type Run } from './run.ts';
import { Stopped } from './stop.ts';
import { createTaskGroup } from './taskGroup.ts';

export type Part = In<VaultContract, 'evidence.open'>['parts'][number];
export interface PartsRead { readonly parts: readonly Part[]; readonly bytes: number; readonly sha256: string }
/** Takes plaintext at its position in the whole; the bytes are only valid until it answers. */
export type PlainSink = (plain: Uint8Array, position: number) => Promise<void>;

/**
 * Reads parts from disk, opens every chunk and hashes sealed bytes and the plaintext of the whole, and the plaintext of those parts for which
 * `hashed` says so (one place per part). Plaintext reaches the sink only after its chunk was authenticated. Throws `Stopped` (`missing`, `damaged`).
 */
export async function readParts(run: Run, hashed: readonly boolean[], sink: PlainSink | null): Promise<PartsRead> {
  const whole = createHashStream(run, 'whole');
  const parts: Part[] = [];
  let bytes = 0;
  for (const [index, ownHash] of hashed.entries()) {
    const handle = await openPart(run, join(itemFolder(run.vault, run.item), partFile(index)), index);
    try {
      const part = await readPart({ run, handle, index, ownHash, whole, base: bytes, sink });
      parts.push(part);
      bytes += part.plainBytes;
    } finally {
      await handle.close();
    }
  }
  return { parts, bytes, sha256: await whole.digest() };
}

async function openPart(run: Run, path: string, index: number): Promise<LayerFile> {
  try {
    return await run.environment.files.open(path, 'r');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') throw new Stopped('missing', `part ${index + 1} is not there`);
    throw error;
  }
}

interface PartRead {
  readonly run: Run;
  readonly handle: LayerFile;
  readonly index: number;
  readonly ownHash: boolean;
  readonly whole: HashStream;
  readonly base: number;
  readonly sink: PlainSink | null;
}

async function readPart(reading: PartRead): Promise<Part> {
  const { run, handle, index, ownHash } = reading;
  const { size } = await handle.stat();
  const first = new Uint8Array(Math.min(AGE_HEADER_LIMIT_BYTES, size));
  await readFully(handle, first, 0);
  const start = openAgeStart(run.cipher, first, run.identity);
  if (typeof start === 'string') throw damaged(index);
  const plainBytes = plainLength(size - start.payloadStart);
  if (plainBytes === null) throw damaged(index);
  const sealed = createHashStream(run, 'sealed');
  // Up to the end of the first part the hash of the whole is the hash of the part.
  const own = index === 0 || !ownHash ? null : createHashStream(run, 'part');
  await addHeader(run, sealed, first.subarray(0, start.payloadStart));
  await readPayload(reading, { size, payloadStart: start.payloadStart, key: start.payloadKey, sealed, own });
  const sealedSha256 = (await sealed.digest()) as Sha256Hex;
  return { plainBytes, sealedBytes: size, sealedSha256, ...(ownHash ? { plainSha256: (await (own ?? reading.whole).digest()) as Sha256Hex } : {}) };
}

async function addHeader(run: Run, sealed: HashStream, header: Uint8Array): Promise<void> {
  const slot = await run.ring.take();
  try {
    slot.sealed.set(header);
    await sealed.addSealed(slot, header.length);
  } finally {
    run.ring.give(slot);
  }
}

interface Payload { readonly size: number; readonly payloadStart: number; readonly key: Uint8Array; readonly sealed: HashStream; readonly own: HashStream | null }

async function readPayload(reading: PartRead, payload: Payload): Promise<void> {
  const { run, handle, index } = reading;
  const tasks = createTaskGroup();
  // Chunks may be opened out of order by several lanes; their plaintext is hashed in order.
  let order: Promise<unknown> = Promise.resolve();
  let turn = 0;
  let plainAt = reading.base;
  try {
    for (let at = payload.payloadStart; at < payload.size; at += SLOT_SEALED_BYTES) {
      run.token.throwIfCancelled();
      tasks.throwIfFailed();
      const slot = await run.ring.take();
      const length = Math.min(SLOT_SEALED_BYTES, payload.size - at);
      const read = await readFully(handle, slot.sealed.subarray(0, length), at).catch((error: unknown) => {
        run.ring.give(slot);
        throw error;
      });
      if (read < length) {
        run.ring.give(slot);
        throw damaged(index);
      }
      const counter = ((at - payload.payloadStart) / SLOT_SEALED_BYTES) * (SLOT_SEALED_BYTES / SEALED_CHUNK_BYTES);
      const chunks = { key: payload.key, counter, last: at + length >= payload.size };
      const hashed = payload.sealed.addSealed(slot, length);
      const opened = chunkLane(run, turn).run({ kind: 'open', run: chunks, from: slot.sealedAt, length, to: slot.plainAt });
      const position = plainAt;
      const added = order.then(() => opened).then((plain) => addPlain(reading, payload.own, slot, plain, position));
      order = added;
      // Each of these is waited for in its turn; until then a failure must not count as unhandled.
      for (const pending of [hashed, opened, added]) pending.catch(() => undefined);
      tasks.add(
        added
          .then((hashing) => Promise.all([hashing.done, hashed]))
          .finally(() => hashed.catch(() => undefined).then(() => run.ring.give(slot))),
      );
      plainAt += plainLength(length) ?? 0;
      turn += 1;
    }
    await tasks.finish();
  } finally {
    await tasks.settle();
  }
}

/** Hands out the plaintext of one slot. The jobs are queued in order before this answers; their end is `done`. */
function addPlain(reading: PartRead, own: HashStream | null, slot: Slot, plain: unknown, position: number): { readonly done: Promise<unknown> } {
  if (typeof plain !== 'number') throw damaged(reading.index);
  const done = Promise.all([
    reading.whole.addPlain(slot, plain),
    own?.addPlain(slot, plain),
    reading.sink?.(slot.plain.subarray(0, plain), position),
  ]).then(() => reading.run.meter.add(plain));
  return { done };
}

function damaged(index: number): Stopped {
  return new Stopped('damaged', `part ${index + 1} is damaged, or sealed with another key`);
}
