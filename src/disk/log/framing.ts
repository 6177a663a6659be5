import { crc32 } from 'node:zlib';
import { readUint32 } from '#base';

/** "HFF1", the first bytes of a frame. */
export const FRAME_MAGIC = Uint8Array.of(0x48, 0x46, 0x46, 0x31);
export const FRAME_PREFIX_BYTES = 12;
const SIGNATURE_BYTES = 64;
const CRC_BYTES = 4;
const HEADER_LIMIT = 4 * 1024;
const BODY_LIMIT = 1024 * 1024;
/** The largest frame that the limits of the format allow. */
export const FRAME_LIMIT_BYTES = FRAME_PREFIX_BYTES + HEADER_LIMIT + SIGNATURE_BYTES + BODY_LIMIT + CRC_BYTES;

/**
 * Length in bytes of the frame that begins with this prefix (docs/spec/frames.md: magic, u32 header length, u32 body
 * length), or null when no frame begins so. Limits are checked before anything is allocated.
 */
export function readFrameLength(prefix: Uint8Array): number | null {
  if (prefix.length < FRAME_PREFIX_BYTES || FRAME_MAGIC.some((value, index) => prefix[index] !== value)) return null;
  const header = readUint32(prefix, 4);
  const body = readUint32(prefix, 8);
  if (header === 0 || body === 0 || header > HEADER_LIMIT || body > BODY_LIMIT) return null;
  return FRAME_PREFIX_BYTES + header + SIGNATURE_BYTES + body + CRC_BYTES;
}

/** True when the bytes are exactly one frame with a right checksum. Signatures are the engine's to judge. */
export function isWholeFrame(bytes: Uint8Array): boolean {
  return readFrameLength(bytes) === bytes.length && readUint32(bytes, bytes.length - CRC_BYTES) === crc32(bytes.subarray(0, bytes.length - CRC_BYTES));
}
