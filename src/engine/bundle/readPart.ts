import { concatBytes } from '#base';
import { frameLengthAt } from '#log';
import type { Core } from '../core/core.ts';
import type { OpenedPart } from './openFiles.ts';

/** Where a frame lies in a part: a position in its plaintext. */
export interface FramePlace { readonly part: OpenedPart; readonly from: number; readonly bytes: number }

const READ_BYTES = 2 ** 20;
const NOTHING = new Uint8Array(0);

/**
 * Hands over the frames of a part one after another, up to the end of its frames or to the first damage, which is noted in the part. Bytes that are no frame end it too: whoever made the part
 * signed that they are frames. False when it ended early.
 */
export async function eachFrame(core: Core, part: OpenedPart, take: (frame: Uint8Array, place: FramePlace) => void | Promise<void>): Promise<boolean> {
  const end = part.framesAt + part.manifest.frames.bytes;
  let held: Uint8Array = NOTHING;
  let at = part.framesAt;
  for (let next: number | null = at; next !== null && next < end; ) {
    const read: Awaited<ReturnType<typeof readPlain>> = await readPlain(core, part, next, Math.min(READ_BYTES, end - next));
    held = held.length === 0 ? read.bytes : concatBytes(held, read.bytes);
    let begin = 0;
    for (let length = frameLengthAt(held, begin); length.ok && begin + length.value <= held.length; length = frameLengthAt(held, begin)) {
      await take(held.subarray(begin, begin + length.value), { part, from: at, bytes: length.value });
      begin += length.value;
      at += length.value;
    }
    held = held.subarray(begin);
    if (held.length >= 12 && !frameLengthAt(held, 0).ok) break;
    next = read.next;
    // Recording and live queries get a turn between two pieces.
    await new Promise<void>((resolve) => { setTimeout(resolve, 0); });
  }
  return at === end;
}

/** Reads frames by their places; neighbours come out of one reading. Null for one that is not there any more. */
export function createPlaceReader(core: Core): (place: FramePlace) => Promise<Uint8Array | null> {
  let held: { readonly part: OpenedPart; readonly from: number; readonly bytes: Uint8Array } | null = null;
  return async ({ part, from, bytes }) => {
    if (held === null || held.part !== part || from < held.from || from + bytes > held.from + held.bytes.length) {
      const pieces: Uint8Array[] = [];
      for (let at = from, next: number | null = from; next !== null && at < from + Math.max(bytes, 1); ) {
        const read: Awaited<ReturnType<typeof readPlain>> = await readPlain(core, part, at, READ_BYTES);
        pieces.push(read.bytes);
        at += read.bytes.length;
        next = read.next;
      }
      held = { part, from, bytes: concatBytes(...pieces) };
    }
    const begin = from - held.from;
    return begin + bytes > held.bytes.length ? null : held.bytes.subarray(begin, begin + bytes);
  };
}

/** A medium that cannot be read any more counts as damaged from there on. */
async function readPlain(core: Core, part: OpenedPart, from: number, maxBytes: number): Promise<{ readonly bytes: Uint8Array; readonly next: number | null }> {
  const { grant, file, payload } = part;
  const read = await core.options.vault.call('bundle.read', { grant, file, ...payload, from, maxBytes });
  if (!read.ok) {
    part.damagedAt ??= payload.payloadStart;
    return { bytes: NOTHING, next: null };
  }
  if (read.value.damagedAt !== null) part.damagedAt = Math.min(part.damagedAt ?? Infinity, read.value.damagedAt);
  return read.value;
}
