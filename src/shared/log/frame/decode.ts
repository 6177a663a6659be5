import { fail, ok, readUint32, type Failure, type Result } from '#base';
import { crc32 } from './crc32.ts';
import { decodeHeader } from './header.ts';
import { FRAME_MAGIC, FRAME_OVERHEAD_BYTES, FRAME_PREFIX_BYTES, MAX_BODY_BYTES, MAX_HEADER_BYTES, type Frame } from './types.ts';

export type FramingFailure = 'malformed-frame' | 'too-large' | 'crc-mismatch' | 'unknown-version';

/** Whether the CRC of a frame is still to be compared, or was when its bytes were found by `scanFrames`. */
export type CrcState = 'unchecked' | 'scanned';

/** Takes exactly one frame apart: steps 1 and 2 of docs/spec/frames.md section 8. No keys, no hashes; views, no copies. */
export function decodeFrame(input: Uint8Array, crc: CrcState = 'unchecked'): Result<Frame, Failure<FramingFailure>> {
  // Node's Buffer answers views to `slice`; what is kept of a frame must be a copy.
  const bytes = new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  const length = frameLengthAt(bytes, 0);
  if (!length.ok) return length;
  if (length.value !== bytes.length) return fail('malformed-frame', `expected a frame of ${length.value} bytes, found ${bytes.length}`);
  if (crc === 'unchecked' && !hasRightCrc(bytes)) return fail('crc-mismatch', 'the frame is damaged');
  const headerLength = readUint32(bytes, 4);
  const headerBytes = bytes.subarray(FRAME_PREFIX_BYTES, FRAME_PREFIX_BYTES + headerLength);
  const header = decodeHeader(headerBytes);
  if (!header.ok) return header;
  const signatureAt = FRAME_PREFIX_BYTES + headerLength;
  const body = bytes.subarray(signatureAt + 64, bytes.length - 4);
  if (header.value.bodyLength !== body.length) return fail('malformed-frame', 'the header names another body length');
  return ok({ bytes, header: header.value, headerBytes, signature: bytes.subarray(signatureAt, signatureAt + 64), body });
}

/** Length of the frame that begins at an offset, from its first 12 bytes; limits are checked before anything else is read. */
export function frameLengthAt(bytes: Uint8Array, offset: number): Result<number, Failure<'malformed-frame' | 'too-large'>> {
  if (offset + FRAME_PREFIX_BYTES > bytes.length || !hasMagicAt(bytes, offset)) return fail('malformed-frame', 'no frame begins here');
  const headerLength = readUint32(bytes, offset + 4);
  const bodyLength = readUint32(bytes, offset + 8);
  if (headerLength > MAX_HEADER_BYTES || bodyLength > MAX_BODY_BYTES) return fail('too-large', 'the frame is longer than the format allows');
  if (headerLength === 0 || bodyLength === 0) return fail('malformed-frame', 'the frame has an empty part');
  return ok(FRAME_OVERHEAD_BYTES + headerLength + bodyLength);
}

/** True when the magic of a frame stands at the offset. */
export function hasMagicAt(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset] === FRAME_MAGIC[0] && bytes[offset + 1] === FRAME_MAGIC[1] && bytes[offset + 2] === FRAME_MAGIC[2] && bytes[offset + 3] === FRAME_MAGIC[3];
}

/** True when the last four bytes of a whole frame are the CRC of the rest. */
export function hasRightCrc(frame: Uint8Array): boolean {
  return readUint32(frame, frame.length - 4) === crc32(frame.subarray(0, frame.length - 4));
}
