/** A stretch of time and the units it takes; a quiet one is shortened and marked. */
export interface ScaleSegment { readonly from: number; readonly to: number; readonly start: number; readonly end: number; readonly isShortened: boolean }
export interface TimeScale { readonly x: (at: number) => number; readonly segments: readonly ScaleSegment[] }

const BREAK = 26;

/**
 * Places instants (milliseconds) on a line of so many units: evenly, but stretches in which nothing happens for more than a twelfth of the whole
 * are cut down to a break. Never goes backwards; instants outside are put at the ends.
 */
export function createTimeScale(instants: readonly number[], from: number, to: number, units: number): TimeScale {
  const last = Math.max(to, from + 1);
  const points = [...new Set([from, ...instants.filter((at) => at > from && at < last), last])].sort((left, right) => left - right);
  const gaps = points.slice(1).map((end, index) => ({ from: points[index] ?? from, to: end }));
  const isLong = (gap: { readonly from: number; readonly to: number }): boolean => gaps.length > 1 && gap.to - gap.from > (last - from) / 12;
  const breaks = gaps.filter(isLong).length;
  const room = Math.min(BREAK, units / (2 * Math.max(1, breaks)));
  const alive = gaps.reduce((sum, gap) => sum + (isLong(gap) ? 0 : gap.to - gap.from), 0);
  const perMs = alive === 0 ? 0 : (units - breaks * room) / alive;
  const breakWidth = alive === 0 ? units / Math.max(1, breaks) : room;
  let at = 0;
  const segments = gaps.map((gap): ScaleSegment => {
    const start = at;
    at += isLong(gap) ? breakWidth : (gap.to - gap.from) * perMs;
    return { ...gap, start, end: at, isShortened: isLong(gap) };
  });
  return { segments, x: (instant) => place(segments, instant, units) };
}

function place(segments: readonly ScaleSegment[], instant: number, units: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instant > (segments[middle]?.to ?? 0)) low = middle + 1;
    else high = middle;
  }
  const segment = segments[low];
  if (segment === undefined) return 0;
  const part = (instant - segment.from) / Math.max(1, segment.to - segment.from);
  return Math.min(units, Math.max(0, segment.start + Math.min(1, Math.max(0, part)) * (segment.end - segment.start)));
}
