import { frameLengthAt, hasRightCrc } from './decode.ts';
import { FRAME_MAGIC } from './types.ts';

/** A range of bytes in the scanned buffer, end excluded. */
export interface ByteRange { readonly from: number; readonly to: number }

/** What a buffer of frames holds (docs/spec/frames.md section 3.1). */
export interface FrameScan {
  /** Frames with a right CRC, in order. */
  readonly frames: readonly ByteRange[];
  /** Unreadable ranges with a whole frame after them: never cut. */
  readonly damaged: readonly ByteRange[];
  /** Unreadable bytes at the end, or null. */
  readonly tail: (ByteRange & { readonly reason: 'incomplete' | 'crc-mismatch' | 'not-a-frame' }) | null;
}

/**
 * Finds the frames in a buffer, without keys. After unreadable bytes it goes on at the next whole frame. The work spent on
 * false beginnings is bounded, so that a planted file cannot stall a reader.
 */
export function scanFrames(bytes: Uint8Array, from = 0): FrameScan {
  const frames: ByteRange[] = [];
  const damaged: ByteRange[] = [];
  let budget = 16 * 2 ** 20 + 8 * bytes.length;
  let position = from;
  while (position < bytes.length) {
    let start = position;
    let end = wholeFrameEnd(bytes, start);
    while (end === null) {
      start = nextMagic(bytes, start + 1);
      if (start < 0 || budget <= 0) return { frames, damaged, tail: { from: position, to: bytes.length, reason: tailReason(bytes, position) } };
      const length = frameLengthAt(bytes, start);
      if (length.ok && start + length.value <= bytes.length) budget -= length.value;
      end = wholeFrameEnd(bytes, start);
    }
    if (start > position) damaged.push({ from: position, to: start });
    frames.push({ from: start, to: end });
    position = end;
  }
  return { frames, damaged, tail: null };
}

function wholeFrameEnd(bytes: Uint8Array, start: number): number | null {
  const length = frameLengthAt(bytes, start);
  if (!length.ok || start + length.value > bytes.length) return null;
  return hasRightCrc(bytes.subarray(start, start + length.value)) ? start + length.value : null;
}

function nextMagic(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x48, from); at >= 0; at = bytes.indexOf(0x48, at + 1)) {
    if (FRAME_MAGIC.every((value, index) => bytes[at + index] === value)) return at;
  }
  return -1;
}

function tailReason(bytes: Uint8Array, from: number): 'incomplete' | 'crc-mismatch' | 'not-a-frame' {
  const available = bytes.length - from;
  if (available < 12) return FRAME_MAGIC.every((value, index) => index >= available || bytes[from + index] === value) ? 'incomplete' : 'not-a-frame';
  const length = frameLengthAt(bytes, from);
  if (!length.ok) return 'not-a-frame';
  return length.value > available ? 'incomplete' : 'crc-mismatch';
}
