import type { UnixMs } from '#base';

/** A hybrid logical time: 48 bits of milliseconds and a counter that orders what happened within one. */
export interface HybridTime { readonly ms: UnixMs; readonly counter: number }

/** A remote clock more than this far ahead of ours is flagged; its entries are taken all the same. */
export const AHEAD_LIMIT_MS = 10 * 60_000;
const LARGEST_MS = 2 ** 48 - 1;
const LARGEST_COUNTER = 2 ** 31 - 1;

export interface HybridClock {
  /** The next time to write: later than every time written or observed before, whatever the wall clock does. */
  readonly next: (now: UnixMs) => HybridTime;
  /** Takes note of a time read from the log. True when it lies more than ten minutes ahead of `now`. */
  readonly observe: (seen: HybridTime, now: UnixMs) => boolean;
}

/**
 * A hybrid logical clock (Kulkarni et al., 2014; docs/spec/frames.md). A time beyond 48 bits is flagged and not adopted,
 * because nothing could be written after it.
 */
export function createHybridClock(): HybridClock {
  let last: HybridTime = { ms: 0 as UnixMs, counter: 0 };
  return {
    next: (now) => {
      if (now > last.ms) last = { ms: now, counter: 0 };
      else if (last.counter < LARGEST_COUNTER) last = { ms: last.ms, counter: last.counter + 1 };
      else last = { ms: (last.ms + 1) as UnixMs, counter: 0 };
      return last;
    },
    observe: (seen, now) => {
      const ahead = seen.ms > now + AHEAD_LIMIT_MS;
      if (seen.ms >= LARGEST_MS) return true;
      if (seen.ms > last.ms || (seen.ms === last.ms && seen.counter > last.counter)) last = seen;
      return ahead;
    },
  };
}
