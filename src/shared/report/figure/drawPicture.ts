import { pathOfArrow, pathOfLine, pathOfMark, type Drawing, type PictureTone, type Shape } from '#domain';
import { escapeHtml } from '../html/escape.ts';
import { showUnseen } from '../tree/unseen.ts';

const COLOUR: Readonly<Record<PictureTone, string>> = {
  adversary: '#b8261d', defender: '#0b66c3', system: '#44566c', communication: '#7a4bb3', clock: '#8a5a00', milestone: '#14774f', account: '#7a4bb3', indicator: '#8a5a00', technique: '#b8261d',
  text: '#16202c', muted: '#566476', line: '#c3cbd6', paper: '#ffffff',
};

/** A picture as SVG text in the colours of paper: no script, no style, no outside reference. `isFile` adds what a file of its own needs. */
export function drawPicture({ width, height, shapes }: Drawing, caption: string, isFile = false): string {
  const size = isFile ? ` xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"` : '';
  return `<svg${size} viewBox="0 0 ${width} ${height}" role="img" aria-label="${clean(caption)}" font-family="IBM Plex Sans, DejaVu Sans, sans-serif" font-size="11">`
    + `${isFile ? `<rect x="0" y="0" width="${width}" height="${height}" fill="#ffffff"/>` : ''}${shapes.map(drawShape).join('')}</svg>`;
}

function drawShape(shape: Shape): string {
  const colour = COLOUR[shape.tone];
  switch (shape.type) {
    case 'rect': return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" ${shape.isFilled ? `fill="${colour}"` : `fill="none" stroke="${colour}"${shape.isDashed ? ' stroke-dasharray="4 3"' : ''}`}/>`;
    case 'line': return `<path d="${pathOfLine(shape.points)}" fill="none" stroke="${colour}"${shape.isDashed ? ' stroke-dasharray="3 3"' : ''}/>${shape.isArrow ? `<path d="${pathOfArrow(shape.points)}" fill="${colour}"/>` : ''}`;
    case 'mark': return `<path d="${pathOfMark(shape)}" fill="${colour}"/>`;
    case 'text': return `<text x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}" fill="${colour}"${shape.isStrong ? ' font-weight="600"' : ''}>${clean(shape.text)}</text>`;
  }
}

function clean(text: string): string {
  return escapeHtml(showUnseen(text));
}
