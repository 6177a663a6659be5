import type { UnixMs } from '#base';
import type { HistogramBar } from '../views.ts';

const MINUTE = 60_000;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200, 129_600, 525_600].map((minutes) => minutes * MINUTE);
/** Most bars a histogram has. */
export const MAX_BARS = 120;

/**
 * Counts instants in bars of equal width: the narrowest round width that needs at most MAX_BARS. Bars begin at multiples of the width
 * in UTC; empty bars between are there. No instants, no bars.
 */
export function countInBars(all: readonly number[], matched: readonly number[]): readonly HistogramBar[] {
  if (all.length === 0) return [];
  let [low, high] = [Infinity, -Infinity];
  for (const at of all) {
    if (at < low) low = at;
    if (at > high) high = at;
  }
  const fits = (width: number) => Math.floor(high / width) - Math.floor(low / width) + 1 <= MAX_BARS;
  const width = steps.find(fits) ?? Math.ceil((high - low + 1) / (MAX_BARS - 1));
  const first = Math.floor(low / width);
  const bars = Array.from({ length: Math.floor(high / width) - first + 1 }, (_, index) => ({ from: (first + index) * width as UnixMs, to: (first + index + 1) * width as UnixMs, count: 0, matched: 0 }));
  for (const at of all) (bars[Math.floor(at / width) - first] ?? { count: 0 }).count += 1;
  for (const at of matched) (bars[Math.floor(at / width) - first] ?? { matched: 0 }).matched += 1;
  return bars;
}
