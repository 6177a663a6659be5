/** While so much is free it is not looked again within `FRESH_MS`: no more than a small part of it can come meanwhile. */
const PLENTY_BYTES = 2 ** 30;
const FRESH_MS = 250;

/** Free bytes of a disk. The system takes its time for the answer, so that it is not asked for every push while there is plenty; near the end it is asked each time. */
export function createFreeLook(look: () => Promise<number>, now: () => number = () => performance.now()): () => Promise<number> {
  let latest: { readonly at: number; readonly freeBytes: number } | null = null;
  return async () => {
    const at = now();
    if (latest !== null && latest.freeBytes >= PLENTY_BYTES && at - latest.at < FRESH_MS) return latest.freeBytes;
    const freeBytes = await look();
    latest = { at, freeBytes };
    return freeBytes;
  };
}
