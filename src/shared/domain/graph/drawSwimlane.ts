import { CHARACTER, fitText, type Drawing, type MarkShape, type PictureTone, type Shape } from './drawing.ts';
import { swimLanes, type SwimItem, type SwimLane } from './swimlane.ts';
import { createTimeScale, type TimeScale } from './timeScale.ts';

const HEAD = 108;
const AXIS = 24;
const ROW = 18;
const MAX_ROWS = 8;
const LABEL = 190;
const looks: Readonly<Record<SwimLane, { readonly tone: PictureTone; readonly shape: MarkShape }>> = {
  adversary: { tone: 'adversary', shape: 'triangle' }, system: { tone: 'system', shape: 'square' }, action: { tone: 'defender', shape: 'bar' }, defender: { tone: 'defender', shape: 'circle' },
  communication: { tone: 'communication', shape: 'circle' }, milestone: { tone: 'milestone', shape: 'diamond' }, clock: { tone: 'clock', shape: 'bar' },
};

export interface SwimTexts { readonly lanes: Readonly<Record<SwimLane, string>>; readonly instant: (at: number) => string; /** Stands behind what a corrected time placed. */ readonly corrected: string; readonly pause: (ms: number) => string }
/** What of the time is drawn, and how wide the picture is. */
export interface SwimWindow { readonly from: number; readonly to: number; readonly width: number }

/** From the first to the last instant of the items, with a little room; a minute when there is but one. */
export function wholeWindow(items: readonly SwimItem[], width: number): SwimWindow {
  const starts = items.map(({ at }) => at as number);
  const ends = items.map(({ at, until }) => (until ?? at) as number);
  const from = starts.reduce((least, at) => Math.min(least, at), starts[0] ?? 0);
  const to = ends.reduce((most, at) => Math.max(most, at), ends[0] ?? 0);
  return { from, to: Math.max(to, from + 60_000), width };
}

/** Lanes over time as a picture: an axis with breaks where nothing happened, one band per lane that has something, labels where there is room. */
export function drawSwimlane(items: readonly SwimItem[], asked: SwimWindow, texts: SwimTexts): Drawing {
  const window = { ...asked, width: Math.max(HEAD + 132, Math.round(asked.width)) };
  const shown = items.filter(({ at, until, isOpen }) => at <= window.to && ((until ?? at) >= window.from || isOpen));
  const units = window.width - HEAD - 12;
  const scale = createTimeScale(shown.flatMap(({ at, until, lane }) => (lane === 'clock' ? [at] : [at, until ?? at])), window.from, window.to, units);
  const lanes = swimLanes.filter((lane) => shown.some((item) => item.lane === lane));
  const shapes: Shape[] = [];
  let y = AXIS;
  for (const lane of lanes) {
    const rows = placeRows(shown.filter((item) => item.lane === lane), scale, units, texts);
    const height = Math.max(1, ...rows.map(({ row }) => row + 1)) * ROW + 12;
    shapes.push(
      { type: 'line', points: [0, y, window.width, y], tone: 'line', isDashed: false, isArrow: false },
      { type: 'text', x: 8, y: y + 18, text: fitText(texts.lanes[lane], HEAD - 12), anchor: 'start', tone: 'text', isStrong: true },
      ...rows.flatMap((placed) => drawItem(placed, y + 6, window, scale)),
    );
    y += height;
  }
  return { width: window.width, height: y + 6, shapes: [...drawAxis(scale, window, texts, y), ...shapes] };
}

interface Placed { readonly item: SwimItem; readonly x: number; readonly end: number; readonly row: number; readonly label: string; readonly isLeft: boolean }

// First row with room; when all are full the mark stands on the last row without its label.
function placeRows(items: readonly SwimItem[], scale: TimeScale, units: number, texts: SwimTexts): readonly Placed[] {
  const taken: number[] = [];
  return items.map((item) => {
    const x = Math.round(scale.x(item.at));
    const end = Math.max(x, Math.round(scale.x(item.until ?? item.at)));
    const mark = item.isCorrected ? ` (${texts.corrected})` : '';
    const label = `${fitText(item.label, LABEL - mark.length * CHARACTER)}${mark}`;
    const wide = label.length * CHARACTER + 12;
    const isLeft = end + wide > units && x - wide > 0;
    const [left, right] = isLeft ? [x - wide, end] : [x, Math.min(units, Math.max(end, x) + wide)];
    const free = Array.from({ length: MAX_ROWS }, (_, row) => row).find((row) => (taken[row] ?? Number.NEGATIVE_INFINITY) <= left);
    const row = free ?? MAX_ROWS - 1;
    taken[row] = Math.max(taken[row] ?? 0, free === undefined ? end + 8 : right + 6);
    return { item, x, end, row, isLeft, label: free === undefined ? '' : label };
  });
}

function drawItem({ item, x, end, row, label, isLeft }: Placed, top: number, window: SwimWindow, scale: TimeScale): readonly Shape[] {
  const { tone, shape } = looks[item.lane];
  const y = top + row * ROW + 9;
  const open = item.isOpen ? Math.round(scale.x(window.to)) : end;
  const stop = item.lane === 'clock' ? open : end;
  const bar: readonly Shape[] = stop - x < 4 ? [] : [{ type: 'rect', x: HEAD + x, y: y - 4, width: stop - x, height: 8, tone, isFilled: !item.isOpen, isDashed: item.isOpen, item: item.id }];
  const mark: Shape = { type: 'mark', x: HEAD + x, y, shape: bar.length > 0 && shape === 'bar' ? 'bar' : shape === 'bar' ? 'square' : shape, tone, item: item.id };
  const textX = isLeft ? HEAD + x - 8 : HEAD + end + 8;
  return [...bar, mark, ...(label === '' ? [] : [{ type: 'text' as const, x: textX, y: y + 4, text: label, anchor: isLeft ? 'end' as const : 'start' as const, tone: 'text' as const, isStrong: item.lane === 'milestone', item: item.id }])];
}

function drawAxis(scale: TimeScale, window: SwimWindow, texts: SwimTexts, bottom: number): readonly Shape[] {
  const shapes: Shape[] = [];
  let free = 0;
  for (const [index, segment] of scale.segments.entries()) {
    const label = texts.instant(segment.from);
    const x = HEAD + Math.round(segment.start);
    const wide = label.length * CHARACTER + 10;
    if (x >= free && x + wide <= window.width) {
      shapes.push({ type: 'text', x, y: 14, text: label, anchor: 'start', tone: 'muted', isStrong: false }, { type: 'line', points: [x, 18, x, bottom], tone: 'line', isDashed: index > 0, isArrow: false });
      free = x + wide;
    }
    if (!segment.isShortened) continue;
    const middle = HEAD + Math.round((segment.start + segment.end) / 2);
    shapes.push({ type: 'line', points: [middle - 3, 24, middle + 1, 18], tone: 'muted', isDashed: false, isArrow: false }, { type: 'line', points: [middle + 1, 24, middle + 5, 18], tone: 'muted', isDashed: false, isArrow: false });
  }
  return shapes;
}
