import type { FigureMark, Tone } from '../tree/blocks.ts';
import { escapeHtml } from '../html/escape.ts';

const WIDTH = 680;
const LABEL_WIDTH = 5.1;
const TONE_COLOUR: Readonly<Record<Tone, string>> = { adversary: '#b8261d', defender: '#0b66c3', milestone: '#14774f', neutral: '#566476' };
// A second sign beside colour: shape tells the tone on a black-and-white printer.
const TONE_SHAPE: Readonly<Record<Tone, (x: number, y: number) => string>> = {
  adversary: (x, y) => `<path d="M${x - 5} ${y + 4}L${x} ${y - 5}L${x + 5} ${y + 4}Z"/>`,
  defender: (x, y) => `<circle cx="${x}" cy="${y}" r="4.5"/>`,
  milestone: (x, y) => `<path d="M${x} ${y - 5.5}L${x + 5.5} ${y}L${x} ${y + 5.5}L${x - 5.5} ${y}Z"/>`,
  neutral: (x, y) => `<rect x="${x - 4}" y="${y - 4}" width="8" height="8"/>`,
};

interface Placed { readonly mark: FigureMark; readonly x: number; readonly row: number; readonly anchor: 'start' | 'middle' | 'end' }

/**
 * The story of an incident on one axis, as an SVG text. Positions are by rank blended with time, so that a burst of
 * seconds stays readable beside days; labels are laid in rows above and below without overlapping. `at` is in milliseconds.
 */
export function drawTimeline(marks: readonly FigureMark[], caption: string): string {
  const placed = placeMarks(marks);
  const above = Math.max(0, ...placed.filter((item) => item.row > 0).map((item) => item.row));
  const below = Math.max(0, ...placed.filter((item) => item.row < 0).map((item) => -item.row));
  const axis = 14 + above * 17;
  const height = axis + 16 + below * 17;
  const body = placed.map((item) => drawMark(item, axis)).join('');
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(caption)}" font-family="IBM Plex Sans, DejaVu Sans, sans-serif" font-size="9.5">`
    + `<line x1="0" y1="${axis}" x2="${WIDTH}" y2="${axis}" stroke="#8592a3" stroke-width="1.5"/>${body}</svg>`;
}

function placeMarks(marks: readonly FigureMark[]): readonly Placed[] {
  const sorted = [...marks].sort((left, right) => left.at - right.at);
  const first = sorted[0]?.at ?? 0;
  const span = Math.max(1, (sorted.at(-1)?.at ?? 0) - first);
  const freeFrom = new Map<number, number>();
  return sorted.map((mark, index) => {
    const byRank = sorted.length > 1 ? index / (sorted.length - 1) : 0.5;
    const x = Math.round(12 + (WIDTH - 24) * (0.75 * byRank + 0.25 * ((mark.at - first) / span)));
    const width = mark.label.length * LABEL_WIDTH;
    const anchor = x - width / 2 < 0 ? 'start' : x + width / 2 > WIDTH ? 'end' : 'middle';
    const left = anchor === 'start' ? x - 4 : anchor === 'end' ? x - width : x - width / 2;
    const row = freeRow(freeFrom, left, index);
    freeFrom.set(row, left + width + 8);
    return { mark, x, row, anchor };
  });
}

function freeRow(freeFrom: ReadonlyMap<number, number>, left: number, index: number): number {
  const side = index % 2 === 0 ? 1 : -1;
  for (let distance = 1; ; distance += 1) {
    for (const row of [side * distance, -side * distance]) {
      if ((freeFrom.get(row) ?? Number.NEGATIVE_INFINITY) <= left) return row;
    }
  }
}

function drawMark({ mark, x, row, anchor }: Placed, axis: number): string {
  const y = row > 0 ? axis - row * 17 + 2 : axis - row * 17 + 8;
  const stem = Math.abs(row) > 1 ? `<line x1="${x}" y1="${axis}" x2="${x}" y2="${row > 0 ? y + 2 : y - 9}" stroke="#c3cbd6" stroke-width=".75"/>` : '';
  return `${stem}<g fill="${TONE_COLOUR[mark.tone]}">${TONE_SHAPE[mark.tone](x, axis)}</g><text x="${x}" y="${y}" text-anchor="${anchor}" fill="#16202c">${escapeHtml(mark.label)}</text>`;
}
