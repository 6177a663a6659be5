import { FRAME_MAGIC, FRAME_OVERHEAD_BYTES, FRAME_PREFIX_BYTES } from './types.ts';
import { crc32 } from './crc32.ts';

/** One frame as it lies on disk, on the wire and in a package (docs/spec/frames.md section 3). */
export function encodeFrame(headerBytes: Uint8Array, signature: Uint8Array, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(FRAME_OVERHEAD_BYTES + headerBytes.length + body.length);
  const view = new DataView(bytes.buffer);
  bytes.set(FRAME_MAGIC);
  view.setUint32(4, headerBytes.length);
  view.setUint32(8, body.length);
  bytes.set(headerBytes, FRAME_PREFIX_BYTES);
  bytes.set(signature, FRAME_PREFIX_BYTES + headerBytes.length);
  bytes.set(body, FRAME_PREFIX_BYTES + headerBytes.length + 64);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(0, bytes.length - 4)));
  return bytes;
}
