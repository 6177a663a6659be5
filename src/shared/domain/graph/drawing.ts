/** What something in a picture is; screens and paper choose the colour. */
export type PictureTone = 'adversary' | 'defender' | 'system' | 'communication' | 'clock' | 'milestone' | 'account' | 'indicator' | 'technique' | 'text' | 'muted' | 'line' | 'paper';
/** Marks differ in shape as well as in colour, for those who see no colours and for black and white printers. */
export type MarkShape = 'circle' | 'triangle' | 'square' | 'diamond' | 'bar';

/** One element of a picture; whole units of 1/96 inch, y downwards. `item` is what it belongs to, for selecting it. */
export type Shape =
  | { readonly type: 'rect'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly tone: PictureTone; readonly isFilled: boolean; readonly isDashed: boolean; readonly item?: string }
  | { readonly type: 'line'; readonly points: readonly number[]; readonly tone: PictureTone; readonly isDashed: boolean; readonly isArrow: boolean; readonly item?: string }
  | { readonly type: 'mark'; readonly x: number; readonly y: number; readonly shape: MarkShape; readonly tone: PictureTone; readonly item?: string }
  | { readonly type: 'text'; readonly x: number; readonly y: number; readonly text: string; readonly anchor: 'start' | 'middle' | 'end'; readonly tone: PictureTone; readonly isStrong: boolean; readonly item?: string };
export interface Drawing { readonly width: number; readonly height: number; readonly shapes: readonly Shape[] }

/** Mean width of a character of the text of pictures, in the units of the drawing. */
export const CHARACTER = 6;

/** Text cut so that it takes at most so many units, ending in an ellipsis, never in half a character. */
export function fitText(text: string, units: number): string {
  const room = Math.max(1, Math.floor(units / CHARACTER));
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= room ? line : `${line.slice(0, room - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Points of a line as path data of SVG. */
export function pathOfLine(points: readonly number[]): string {
  return points.reduce((path, value, index) => (index % 2 === 0 ? `${path}${index === 0 ? 'M' : 'L'}${value} ` : `${path}${value}`), '');
}

/** The head of an arrow at the end of a line, pointing along its last stretch. */
export function pathOfArrow(points: readonly number[]): string {
  const [x = 0, y = 0] = points.slice(-2);
  const [fromX = x, fromY = y] = points.slice(-4);
  if (Math.abs(x - fromX) >= Math.abs(y - fromY)) {
    const back = x >= fromX ? x - 6 : x + 6;
    return `M${x} ${y}L${back} ${y - 3}L${back} ${y + 3}Z`;
  }
  const back = y >= fromY ? y - 6 : y + 6;
  return `M${x} ${y}L${x - 3} ${back}L${x + 3} ${back}Z`;
}

/** A mark as path data of SVG. */
export function pathOfMark({ x, y, shape }: { readonly x: number; readonly y: number; readonly shape: MarkShape }): string {
  switch (shape) {
    case 'circle': return `M${x - 5} ${y}A5 5 0 1 0 ${x + 5} ${y}A5 5 0 1 0 ${x - 5} ${y}Z`;
    case 'triangle': return `M${x - 5} ${y + 5}L${x} ${y - 5}L${x + 5} ${y + 5}Z`;
    case 'square': return `M${x - 4} ${y - 4}H${x + 4}V${y + 4}H${x - 4}Z`;
    case 'diamond': return `M${x - 6} ${y}L${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}Z`;
    case 'bar': return `M${x - 1} ${y - 6}H${x + 2}V${y + 6}H${x - 1}Z`;
  }
}
