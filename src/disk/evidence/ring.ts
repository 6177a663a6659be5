import { CHUNK_BYTES } from './age/cipher.ts';
import { SEALED_CHUNK_BYTES } from './age/stream.ts';

const CHUNKS_PER_SLOT = 32;
/** Plaintext bytes of one slot: 2 MiB. */
export const SLOT_PLAIN_BYTES = CHUNKS_PER_SLOT * CHUNK_BYTES;
export const SLOT_SEALED_BYTES = CHUNKS_PER_SLOT * SEALED_CHUNK_BYTES;
/** Eight slots of plaintext and sealed bytes: 32 MiB for a whole run, whatever the size of the source. */
const SLOTS = 8;

/** One place in the shared memory for some chunks, plain and sealed. */
export interface Slot { readonly plainAt: number; readonly sealedAt: number; readonly plain: Uint8Array; readonly sealed: Uint8Array }

/** The bounded memory of a run: whoever wants a slot waits until one is given back. */
export interface Ring {
  readonly memory: SharedArrayBuffer;
  readonly take: () => Promise<Slot>;
  readonly give: (slot: Slot) => void;
}

/** Fresh memory for one run. */
export function createRing(): Ring {
  const memory = new SharedArrayBuffer(SLOTS * (SLOT_PLAIN_BYTES + SLOT_SEALED_BYTES));
  const free: Slot[] = Array.from({ length: SLOTS }, (_, index) => {
    const plainAt = index * (SLOT_PLAIN_BYTES + SLOT_SEALED_BYTES);
    const sealedAt = plainAt + SLOT_PLAIN_BYTES;
    return { plainAt, sealedAt, plain: new Uint8Array(memory, plainAt, SLOT_PLAIN_BYTES), sealed: new Uint8Array(memory, sealedAt, SLOT_SEALED_BYTES) };
  });
  const waiting: ((slot: Slot) => void)[] = [];
  return {
    memory,
    take: () => {
      const slot = free.shift();
      return slot === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(slot);
    },
    give: (slot) => {
      const next = waiting.shift();
      if (next === undefined) free.push(slot);
      else next(slot);
    },
  };
}
