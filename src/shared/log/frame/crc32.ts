const SLICES = 8;
let tables: Uint32Array | null = null;

/** CRC-32 of IEEE 802.3 over the bytes, as an unsigned number: finds damage, never tampering. */
export function crc32(bytes: Uint8Array): number {
  const table = (tables ??= buildTables());
  let crc = 0xffffffff;
  let index = 0;
  const whole = bytes.length - (bytes.length % SLICES);
  // Eight bytes at a time (slicing-by-8): a frame log is mostly read through this function.
  for (; index < whole; index += SLICES) {
    crc ^= (bytes[index] ?? 0) | ((bytes[index + 1] ?? 0) << 8) | ((bytes[index + 2] ?? 0) << 16) | ((bytes[index + 3] ?? 0) << 24);
    crc = (table[1792 + (crc & 0xff)] ?? 0) ^ (table[1536 + ((crc >>> 8) & 0xff)] ?? 0) ^ (table[1280 + ((crc >>> 16) & 0xff)] ?? 0) ^ (table[1024 + (crc >>> 24)] ?? 0)
      ^ (table[768 + (bytes[index + 4] ?? 0)] ?? 0) ^ (table[512 + (bytes[index + 5] ?? 0)] ?? 0) ^ (table[256 + (bytes[index + 6] ?? 0)] ?? 0) ^ (table[bytes[index + 7] ?? 0] ?? 0);
  }
  for (; index < bytes.length; index += 1) crc = (crc >>> 8) ^ (table[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

// Table n, at 256 × n, is for a byte that stands n bytes before the end of its group.
function buildTables(): Uint32Array {
  const built = new Uint32Array(256 * SLICES);
  for (let value = 0; value < 256; value += 1) {
    let crc = value;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    built[value] = crc;
  }
  for (let index = 256; index < built.length; index += 1) {
    const earlier = built[index - 256] ?? 0;
    built[index] = (earlier >>> 8) ^ (built[earlier & 0xff] ?? 0);
  }
  return built;
}
