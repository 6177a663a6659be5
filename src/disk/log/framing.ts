import { crc32 } from 'node:zlib';
import { readUint32 } from '#base';
import { frameLengthAt } from '#log';

export { FRAME_MAGIC, FRAME_PREFIX_BYTES, MAX_FRAME_BYTES } from '#log';

/** Length in bytes of the frame that begins with this prefix, or null when no frame begins so (docs/spec/frames.md). */
export function readFrameLength(prefix: Uint8Array): number | null {
  const length = frameLengthAt(prefix, 0);
  return length.ok ? length.value : null;
}

/**
 * True when the bytes are exactly one frame with a right checksum. Signatures are the engine's to judge. The checksum is
 * the same CRC-32 as in the log layer, counted by zlib: opening a vault reads every byte of it.
 */
export function isWholeFrame(bytes: Uint8Array): boolean {
  return readFrameLength(bytes) === bytes.length && readUint32(bytes, bytes.length - 4) === crc32(bytes.subarray(0, bytes.length - 4));
}
