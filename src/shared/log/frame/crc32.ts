let table: Uint32Array | null = null;

/** CRC-32 of IEEE 802.3 over the bytes, as an unsigned number: finds damage, never tampering. */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3] = tables();
  let crc = 0xffffffff;
  let index = 0;
  const words = bytes.length - (bytes.length % 4);
  // Four bytes at a time (slicing-by-4): a frame log is mostly read through this function.
  for (; index < words; index += 4) {
    crc ^= (bytes[index] ?? 0) | ((bytes[index + 1] ?? 0) << 8) | ((bytes[index + 2] ?? 0) << 16) | ((bytes[index + 3] ?? 0) << 24);
    crc = (t3[crc & 0xff] ?? 0) ^ (t2[(crc >>> 8) & 0xff] ?? 0) ^ (t1[(crc >>> 16) & 0xff] ?? 0) ^ (t0[crc >>> 24] ?? 0);
  }
  for (; index < bytes.length; index += 1) crc = (crc >>> 8) ^ (t0[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

function tables(): readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array] {
  table ??= buildTables();
  return [table.subarray(0, 256), table.subarray(256, 512), table.subarray(512, 768), table.subarray(768, 1024)];
}

function buildTables(): Uint32Array {
  const built = new Uint32Array(1024);
  for (let value = 0; value < 256; value += 1) {
    let crc = value;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    built[value] = crc;
  }
  for (let index = 256; index < 1024; index += 1) {
    const earlier = built[index - 256] ?? 0;
    built[index] = (earlier >>> 8) ^ (built[earlier & 0xff] ?? 0);
  }
  return built;
}
