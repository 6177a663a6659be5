/** A bucket of credits for each key: `rate` a second, at most `burst` at once. */
export interface Credits {
  /** Takes credits; 0 when they were there, otherwise the milliseconds until they are. */
  readonly take: (key: string, count: number) => number;
  readonly size: () => number;
}

const MAX_KEYS = 10_000;

/** Full buckets. `now` is in milliseconds and never goes back. */
export function createCredits(rate: number, burst: number, now: () => number): Credits {
  const buckets = new Map<string, { credits: number; at: number }>();

  // A bucket that is full again says nothing more.
  function forget(at: number): void {
    for (const [key, bucket] of buckets) if (bucket.credits + ((at - bucket.at) / 1000) * rate >= burst) buckets.delete(key);
    // Still too many: somebody makes up keys. The older half goes at once, so that each new key costs little.
    if (buckets.size < MAX_KEYS) return;
    for (const key of [...buckets.keys()].slice(0, MAX_KEYS / 2)) buckets.delete(key);
  }

  return {
    take: (key, count) => {
      const at = now();
      if (buckets.size >= MAX_KEYS && !buckets.has(key)) forget(at);
      const bucket = buckets.get(key) ?? { credits: burst, at };
      bucket.credits = Math.min(burst, bucket.credits + ((at - bucket.at) / 1000) * rate);
      bucket.at = at;
      buckets.set(key, bucket);
      if (bucket.credits >= count) {
        bucket.credits -= count;
        return 0;
      }
      return Math.ceil(((count - bucket.credits) / rate) * 1000);
    },
    size: () => buckets.size,
  };
}
