/** A bucket of credits for each key: `rate` a second, at most `burst` at once. */
export interface Credits {
  /** Takes credits; 0 when they were there, otherwise the milliseconds until they are. */
  readonly take: (key: string, count: number) => number;
  readonly size: () => number;
}

const MAX_KEYS = 10_000;

// Credits are counted in thousandths: with whole milliseconds and whole rates no sum is rounded, so that whoever waited as long as he was told has enough.
const THOUSANDTHS = 1000;

/** Full buckets. `now` is in milliseconds and never goes back; `rate` and `burst` are whole numbers. */
export function createCredits(rate: number, burst: number, now: () => number): Credits {
  const buckets = new Map<string, { thousandths: number; at: number }>();
  const full = burst * THOUSANDTHS;

  // A bucket that is full again says nothing more.
  function forget(at: number): void {
    for (const [key, bucket] of buckets) if (bucket.thousandths + (at - bucket.at) * rate >= full) buckets.delete(key);
    // Still too many: somebody makes up keys. The older half goes at once, so that each new key costs little.
    if (buckets.size < MAX_KEYS) return;
    for (const key of [...buckets.keys()].slice(0, MAX_KEYS / 2)) buckets.delete(key);
  }

  return {
    take: (key, count) => {
      const at = Math.floor(now());
      if (buckets.size >= MAX_KEYS && !buckets.has(key)) forget(at);
      const bucket = buckets.get(key) ?? { thousandths: full, at };
      bucket.thousandths = Math.min(full, bucket.thousandths + (at - bucket.at) * rate);
      bucket.at = at;
      buckets.set(key, bucket);
      const missing = count * THOUSANDTHS - bucket.thousandths;
      if (missing > 0) return Math.ceil(missing / rate);
      bucket.thousandths -= count * THOUSANDTHS;
      return 0;
    },
    size: () => buckets.size,
  };
}
