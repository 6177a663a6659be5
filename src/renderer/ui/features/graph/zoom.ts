import type { PictureMove } from './Picture.tsx';

const STEPS = [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4] as const;

/** The next larger or smaller scale of a picture; `whole` goes back to 1, other moves change nothing. */
export function zoomed(scale: number, move: PictureMove): number {
  switch (move) {
    case 'in': return STEPS.find((step) => step > scale) ?? scale;
    case 'out': return STEPS.findLast((step) => step < scale) ?? scale;
    case 'whole': return 1;
    case 'left': case 'right': case 'up': case 'down': return scale;
  }
}

export interface TimeWindow { readonly from: number; readonly to: number }

/** The stretch of time after a zoom or a step aside; never beyond the whole, never below a second. */
export function windowAfter(window: TimeWindow, whole: TimeWindow, move: PictureMove, focus: number | null): TimeWindow {
  const span = window.to - window.from;
  const centre = focus !== null && focus >= window.from && focus <= window.to ? focus : (window.from + window.to) / 2;
  const clamp = (from: number, length: number): TimeWindow => {
    const size = Math.min(length, whole.to - whole.from);
    const start = Math.min(Math.max(Math.round(from), whole.from), whole.to - size);
    return { from: start, to: start + size };
  };
  switch (move) {
    case 'in': return span <= 1000 ? window : clamp(centre - span / 4, Math.max(1000, Math.round(span / 2)));
    case 'out': return clamp(centre - span, span * 2);
    case 'whole': return whole;
    case 'left': return clamp(window.from - span / 4, span);
    case 'right': return clamp(window.from + span / 4, span);
    case 'up': case 'down': return window;
  }
}
