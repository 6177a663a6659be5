/** Waits between attempts at something that failed: each failure doubles the next wait. */
export interface Backoff {
  readonly mayTry: () => boolean;
  readonly failed: () => void;
  readonly worked: () => void;
}

/** Milliseconds of the first wait and of the longest one. `now` is a clock that only goes forward. */
export function createBackoff({ firstMs, mostMs, now = () => performance.now() }: { readonly firstMs: number; readonly mostMs: number; readonly now?: () => number }): Backoff {
  let failures = 0;
  let next = -Infinity;
  return {
    mayTry: () => now() >= next,
    failed: () => {
      next = now() + Math.min(mostMs, firstMs * 2 ** failures);
      failures = Math.min(30, failures + 1);
    },
    worked: () => {
      failures = 0;
      next = -Infinity;
    },
  };
}
