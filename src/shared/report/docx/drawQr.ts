import { concatBytes } from '#base';
import { encode } from 'uqr';

const SCALE = 8;
const HEADER_BYTES = 14 + 40 + 8;

/** A QR code as a picture of one bit per point (Windows bitmap, uncompressed): bytes that do not depend on a compressor. */
export function drawQr(content: string): Uint8Array {
  const { data, size } = encode(content, { ecc: 'M', border: 2 });
  const side = size * SCALE;
  const rowBytes = Math.ceil(side / 32) * 4;
  const pixels = new Uint8Array(rowBytes * side);
  for (let y = 0; y < side; y += 1) {
    const modules = data[Math.floor(y / SCALE)] ?? [];
    // Rows stand upside down in this format.
    const at = (side - 1 - y) * rowBytes;
    for (let x = 0; x < side; x += 1) if (modules[Math.floor(x / SCALE)] === true) pixels[at + (x >> 3)] = (pixels[at + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
  }
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setUint16(0, 0x424d);
  for (const [at, value] of [[2, HEADER_BYTES + pixels.length], [10, HEADER_BYTES], [14, 40], [18, side], [22, side], [34, pixels.length], [38, 11811], [42, 11811], [46, 2], [54, 0xffffff], [58, 0]] as const) view.setUint32(at, value, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 1, true);
  return concatBytes(header, pixels);
}
