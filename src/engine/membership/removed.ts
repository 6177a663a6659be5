import { bytesToHex, equalBytes } from '#base';
import type { MembershipState, RemovedDevice } from '#log';
import type { OpenLog } from '../logs/openLog.ts';
import { entriesBelow, feedEntries } from '../witness/feedIndex.ts';

/** Frames and entries of a removed device that nobody had seen when it was removed (docs/spec/membership.md section 3.4). */
export function writtenAfterRemoval(open: OpenLog, device: Uint8Array): { readonly frames: number; readonly entries: number } {
  const entries = feedEntries(open);
  let sum = { frames: 0, entries: 0 };
  for (const { feed, seq, author } of open.reader.heads()) {
    if (author !== bytesToHex(device)) continue;
    const known = entries.get(feed);
    // What was seen is below: from the newest frame down to the first that is not after the removal.
    for (let at = seq; at >= 0 && open.reader.afterRemoval(feed, at); at -= 1) sum = { frames: sum.frames + 1, entries: sum.entries + entriesBelow(known, at + 1) - entriesBelow(known, at) };
  }
  return sum;
}

/** The removal of a device; null when it was not removed. */
export function findRemoved(state: MembershipState, device: Uint8Array): RemovedDevice | null {
  return state.removed.find((gone) => equalBytes(gone.device, device)) ?? null;
}
