import { fail, ok, type Failure, type Result } from '#base';
import { MAX_PART_CONTENT_BYTES, MAX_PARTS, MAX_PIECES } from './limits.ts';

/** One part of a bundle: a run of the frames (from, to excluded) and numbers of pieces. `bytes` is their length together. */
export interface PartPlan { readonly frames: readonly [from: number, to: number]; readonly pieces: readonly number[]; readonly bytes: number }

/**
 * Spreads frames and then pieces, by their lengths and in their order, over parts of at most `limit` bytes of content (docs/spec/bundle.md section 1). None is split. There is always a first
 * part, for what the manifest alone says. `too-large`: one is longer than the limit, or there would be more than 99,999 parts.
 */
export function planParts(frames: readonly number[], pieces: readonly number[], limit = MAX_PART_CONTENT_BYTES): Result<readonly PartPlan[], Failure<'too-large'>> {
  const parts: { frames: [number, number]; pieces: number[]; bytes: number }[] = [{ frames: [0, 0], pieces: [], bytes: 0 }];
  const place = (bytes: number, from: number, isFull: (part: { readonly pieces: readonly number[] }) => boolean): (typeof parts)[number] => {
    const last = parts.at(-1);
    if (last !== undefined && last.bytes + bytes <= limit && !isFull(last)) return last;
    const next: (typeof parts)[number] = { frames: [from, from], pieces: [], bytes: 0 };
    parts.push(next);
    return next;
  };
  for (const [index, bytes] of frames.entries()) {
    if (bytes > limit) return fail('too-large', 'a frame is longer than a part of the bundle');
    const part = place(bytes, index, () => false);
    part.frames[1] = index + 1;
    part.bytes += bytes;
  }
  for (const [index, bytes] of pieces.entries()) {
    if (bytes > limit) return fail('too-large', 'a sealed part of evidence is longer than a part of the bundle');
    const part = place(bytes, frames.length, (candidate) => candidate.pieces.length >= MAX_PIECES);
    part.pieces.push(index);
    part.bytes += bytes;
  }
  return parts.length > MAX_PARTS ? fail('too-large', 'the bundle would have too many parts') : ok(parts);
}
