import type { ChunkCipher } from '#crypto';
import type { AgePayload } from '#ipc';
import { systemErrorCode } from '../durable/failures.ts';
import type { LayerFile } from '../durable/fileLayer.ts';
import { readFully } from '../durable/files.ts';
import { CHUNK_BYTES, TAG_BYTES } from '../evidence/age/cipher.ts';
import { openChunks, SEALED_CHUNK_BYTES } from '../evidence/age/stream.ts';

/** The opened bytes of an age file. */
export interface PlainPart {
  /** Opened bytes from a position on: what stands before the first damage, at most `maxBytes`. None at the end and behind damage. */
  readonly read: (from: number, maxBytes: number) => Promise<Uint8Array>;
  /** The byte of the file from which on chunks do not open, or where the file was cut; null while everything opened. */
  readonly damagedAt: () => number | null;
  /** Length of the plaintext as the length of the file says it. */
  readonly length: number;
}

const RUN_CHUNKS = 16;

/**
 * Reads the STREAM of an age v1 file by chunks, anywhere, and stops for good at the first that does not open. A file that was cut between two chunks ends with one that does not say that it is the
 * last: its bytes are answered, and its end counts as damage. A medium that cannot be read is damage too.
 */
export function createPlainPart(cipher: ChunkCipher, handle: Pick<LayerFile, 'read'>, size: number, { payloadStart, payloadKey }: AgePayload): PlainPart {
  const sealedBytes = Math.max(0, size - payloadStart);
  const whole = Math.floor(sealedBytes / SEALED_CHUNK_BYTES);
  const rest = sealedBytes - whole * SEALED_CHUNK_BYTES;
  // Only an empty file ends with an empty chunk: behind others so few bytes are what was left of a cut.
  const isStump = whole > 0 && rest > 0 && rest <= TAG_BYTES;
  const chunks = whole + (rest > 0 && !isStump || whole === 0 ? 1 : 0);
  const length = whole * CHUNK_BYTES + Math.max(0, rest - TAG_BYTES);
  const sealed = new Uint8Array(RUN_CHUNKS * SEALED_CHUNK_BYTES);
  const plain = new Uint8Array(RUN_CHUNKS * CHUNK_BYTES);
  let damagedAt: number | null = isStump ? payloadStart + whole * SEALED_CHUNK_BYTES : null;
  /** The run of chunks that lies opened in `plain`. */
  let held = { from: 0, length: 0 };
  const damage = (chunk: number): number => (damagedAt = Math.min(damagedAt ?? Infinity, payloadStart + chunk * SEALED_CHUNK_BYTES));

  function openOne(chunk: number, bytes: Uint8Array, at: number): number | null {
    const last = chunk === chunks - 1;
    if (bytes.length < TAG_BYTES) return null;
    const target = plain.subarray(at, at + CHUNK_BYTES);
    const opened = openChunks(cipher, { key: payloadKey, counter: chunk, last }, bytes, target);
    if (opened !== null || !last) return opened;
    const cut = openChunks(cipher, { key: payloadKey, counter: chunk, last: false }, bytes, target);
    if (cut !== null) damagedAt = Math.min(damagedAt ?? Infinity, size);
    return cut;
  }

  async function hold(first: number): Promise<void> {
    const from = payloadStart + first * SEALED_CHUNK_BYTES;
    const wanted = sealed.subarray(0, Math.min(RUN_CHUNKS, chunks - first) * SEALED_CHUNK_BYTES).subarray(0, Math.max(0, size - from));
    const read = await readFully(handle, wanted, from).catch((error: unknown) => {
      if (systemErrorCode(error) === null) throw error;
      return 0;
    });
    let opened = 0;
    for (let index = 0; index === 0 || index * SEALED_CHUNK_BYTES < wanted.length; index += 1) {
      const end = Math.min((index + 1) * SEALED_CHUNK_BYTES, wanted.length);
      const one = end > read ? null : openOne(first + index, wanted.subarray(index * SEALED_CHUNK_BYTES, end), opened);
      if (one === null) {
        damage(first + index);
        break;
      }
      opened += one;
    }
    held = { from: first * CHUNK_BYTES, length: opened };
  }

  return {
    length,
    damagedAt: () => damagedAt,
    read: async (from, maxBytes) => {
      const inside = from >= held.from && from < held.from + held.length;
      if (!inside && from < chunks * CHUNK_BYTES) {
        // Behind damage nothing is looked at.
        const chunk = Math.floor(from / CHUNK_BYTES);
        if (damagedAt !== null && payloadStart + chunk * SEALED_CHUNK_BYTES >= damagedAt) return new Uint8Array(0);
        await hold(chunk);
      }
      const begin = from - held.from;
      return begin < 0 || begin >= held.length ? new Uint8Array(0) : plain.slice(begin, Math.min(held.length, begin + maxBytes));
    },
  };
}
