/** Header hashes of a feed in one flat, growing buffer: 32 bytes each. */
export interface HashList { bytes: Uint8Array; count: number }

/** A list from flat bytes (a multiple of 32). */
export function createHashList(flat: Uint8Array = new Uint8Array(0)): HashList {
  const list: HashList = { bytes: new Uint8Array(Math.max(256, flat.length)), count: flat.length / 32 };
  list.bytes.set(flat);
  return list;
}

/** Adds a hash at the end. */
export function pushHash(list: HashList, hash: Uint8Array): void {
  const offset = list.count * 32;
  if (offset + 32 > list.bytes.length) {
    const larger = new Uint8Array(list.bytes.length * 2);
    larger.set(list.bytes);
    list.bytes = larger;
  }
  list.bytes.set(hash, offset);
  list.count += 1;
}

/** The hash at an index: a view. Throws beyond the end. */
export function hashAt(list: HashList, index: number): Uint8Array {
  if (index < 0 || index >= list.count) throw new Error(`no hash ${index} among ${list.count}`);
  return list.bytes.subarray(index * 32, index * 32 + 32);
}

/** All hashes as flat bytes: a copy. */
export function flattenHashes(list: HashList): Uint8Array {
  return list.bytes.slice(0, list.count * 32);
}
