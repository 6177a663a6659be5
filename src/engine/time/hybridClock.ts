import type { UnixMs } from '#base';

/** A hybrid logical time: 48 bits of milliseconds and a counter that orders what happened within one. */
export interface HybridTime { readonly ms: UnixMs; readonly counter: number }

/** A remote clock more than this far ahead of ours is flagged; its entries are taken all the same. */
export const AHEAD_LIMIT_MS = 10 * 60_000;
const LARGEST_MS = 2 ** 48 - 1;
const LARGEST_COUNTER = 65_535;

export interface HybridClock {
  /**
   * The next time to write: later than every time written or observed before, whatever the wall clock does. A frame of `count`
   * entries takes that many counters: entry i has counter + i.
   */
  readonly next: (now: UnixMs, count: number) => HybridTime;
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
    next: (now, count) => {
      const first: HybridTime = now > last.ms ? { ms: now, counter: 0 }
        : last.counter + count <= LARGEST_COUNTER ? { ms: last.ms, counter: last.counter + 1 }
        : { ms: (last.ms + 1) as UnixMs, counter: 0 };
      last = { ms: first.ms, counter: first.counter + count - 1 };
      return first;
    },
    observe: (seen, now) => {
      const ahead = seen.ms > now + AHEAD_LIMIT_MS;
      if (seen.ms >= LARGEST_MS) return true;
      if (seen.ms > last.ms || (seen.ms === last.ms && seen.counter > last.counter)) last = seen;
      return ahead;
    },
  };
}
