import type { SealReceipt } from '#ipc';
import type { UnixMs } from '#base';
import { CRITICAL_BYTES } from '../space/watchSpace.ts';
import { parseRecipient, parseIdentity, toPublicKey } from './age/keys.ts';
import { sealedLength } from './age/stream.ts';
import { writeProgress, type SealProgress } from './progressFile.ts';
import { readParts, type PartsRead } from './readParts.ts';
import { beginOrResume } from './resume.ts';
import type { Run } from './run.ts';
import { countParts, createSourceHashes, sealParts } from './sealParts.ts';
import type { Source } from './source.ts';
import { Stopped } from './stop.ts';

export interface SealRequest {
  readonly source: Source;
  readonly recipient: string;
  readonly legacyHashes: readonly ('sha1' | 'md5')[];
}

/**
 * Seals a source into the parts of an item, reads them back from disk and compares. Only then is there a receipt
 * (docs/spec/evidence.md). Throws `Stopped` and system errors.
 */
export async function sealItem(run: Run, request: SealRequest): Promise<SealReceipt> {
  const { source } = request;
  const recipient = parseRecipient(request.recipient);
  const secret = parseIdentity(run.identity);
  // A key pair that does not fit would be found only after hours of sealing, at the read-back.
  if (recipient === null || secret === null || Buffer.compare(toPublicKey(secret), recipient) !== 0) throw new Stopped('read-back-mismatch', 'the two halves of the item key do not fit');
  const startedAt = run.environment.now();
  const sealing = { ...run, source, recipient, hashes: createSourceHashes(run, request.legacyHashes) };
  run.meter.begin('sealing', source.size);
  const begun = await beginOrResume(sealing, startedAt);
  await requireRoom(run, begun);
  const sealed = await sealParts(sealing, begun);
  await source.compareAtEnd();
  const hashes = await Promise.all(sealing.hashes.map(async ({ algorithm, stream }) => ({ algorithm, hex: await stream.digest() })));
  const endedAt = run.environment.now();
  run.meter.begin('reading-back', source.size);
  const back = await readBack(run, sealed);
  if (back.bytes !== source.size || back.sha256 !== hashes[0]?.hex) throw new Stopped('read-back-mismatch', 'what was read back is not what was read; the item was not sealed');
  await writeProgress(run.environment.files, run.vault, run.item, { ...sealed, state: 'verified' }, run.environment.random);
  return { size: source.size, hashes, parts: back.parts, startedAt: sealed.startedAt, endedAt, readBackAt: run.environment.now() as UnixMs };
}

async function readBack(run: Run, sealed: SealProgress): Promise<PartsRead> {
  try {
    const count = countParts(sealed.size, sealed.partBytes);
    // The hash of an only part is that of the whole; of several parts it would be one more pass over everything, and the sealed hashes say the same.
    return await readParts(run, Array.from({ length: count }, () => count === 1), null);
  } catch (error) {
    if (error instanceof Stopped && (error.failure.kind === 'damaged' || error.failure.kind === 'missing')) {
      throw new Stopped('read-back-mismatch', `${error.failure.message}; the item was not sealed`);
    }
    throw error;
  }
}

/** Sealing stops before it eats the room that the journal needs. */
async function requireRoom(run: Run, begun: SealProgress): Promise<void> {
  const done = begun.parts.reduce((sum, part) => sum + part.plainBytes, 0);
  const needed = done === begun.size ? 0 : sealedLength(begun.size - done);
  const { freeBytes } = await run.environment.space(run.vault);
  if (needed > 0 && freeBytes < needed + CRITICAL_BYTES) throw new Stopped('disk-full', `sealing needs ${needed} bytes beside the ${CRITICAL_BYTES} kept for the journal; ${freeBytes} are free`);
}
