// A picture of things that can be selected. Keys: arrows select the next thing in that direction, J and K the next and previous in order, Home and End,
// + and - zoom, 0 shows the whole, Alt with an arrow pans. Pattern: ARIA listbox with an active descendant; colours are classes, so that no style attribute is needed.
import { useEffect, useId, useMemo, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { pathOfArrow, pathOfLine, pathOfMark, type Drawing, type Shape } from '#domain';
import { nearestIn, type PictureDirection } from './nearest.ts';
import styles from './picture.module.css';

export interface PictureItem { readonly id: string; readonly label: string }
export type PictureMove = 'in' | 'out' | 'whole' | 'left' | 'right' | 'up' | 'down';
export interface PictureProps {
  readonly label: string;
  readonly drawing: Drawing;
  /** What can be selected, in reading order; shapes of other items are mere lines. */
  readonly items: readonly PictureItem[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly onMove: (move: PictureMove) => void;
  /** Part of its natural size, 1 for whole. */
  readonly scale: number;
}

const directions: Readonly<Record<string, PictureDirection>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
const zooms: Readonly<Record<string, PictureMove>> = { '+': 'in', '=': 'in', '-': 'out', '0': 'whole' };

export function Picture({ label, drawing, items, selected, onSelect, onMove, scale }: PictureProps): ReactNode {
  const frame = useRef<SVGSVGElement>(null);
  const prefix = useId();
  const { plain, grouped } = useMemo(() => groupShapes(drawing.shapes, items), [drawing, items]);
  const at = items.findIndex(({ id }) => id === selected);
  useEffect(() => {
    if (at >= 0) frame.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at, drawing, scale]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey) return;
    const direction = directions[event.key];
    const zoom = zooms[event.key];
    const next = nextItem(event.key, at, items);
    const found = next ?? (direction === undefined || event.altKey ? undefined : nearestIn(drawing.shapes, items, selected, direction));
    if (zoom !== undefined) onMove(zoom);
    else if (direction !== undefined && event.altKey) onMove(direction);
    else if (found !== undefined) onSelect(found);
    else if (direction === undefined) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent): void => {
    const place = event.target instanceof Element ? event.target.closest('[data-at]')?.getAttribute('data-at') : null;
    const item = place === null || place === undefined ? undefined : items[Number(place)];
    if (item !== undefined) onSelect(item.id);
  };
  return (
    <div className={styles['frame']}>
      <svg
        ref={frame} role="listbox" data-screen="" aria-label={label} tabIndex={0} className={styles['picture']} viewBox={`0 0 ${drawing.width} ${drawing.height}`} width={Math.round(drawing.width * scale)} height={Math.round(drawing.height * scale)}
        onKeyDown={onKeyDown} onClick={onClick} {...(at < 0 ? {} : { 'aria-activedescendant': `${prefix}-${at}` })}
      >
        <g aria-hidden="true">{plain.map((shape, index) => <Draw key={index} shape={shape} />)}</g>
        {grouped.map(({ item, shapes }, index) => (
          <g key={item.id} id={`${prefix}-${index}`} role="option" aria-selected={item.id === selected} data-at={index} className={styles['item']}>
            <title>{item.label}</title>
            <g aria-hidden="true">{shapes.map((shape, part) => <Draw key={part} shape={shape} />)}</g>
          </g>
        ))}
      </svg>
    </div>
  );
}

function Draw({ shape }: { readonly shape: Shape }): ReactNode {
  const tone = styles[shape.tone];
  switch (shape.type) {
    case 'rect': return <rect x={shape.x} y={shape.y} width={shape.width} height={shape.height} className={`${styles[shape.isFilled ? 'fill' : 'stroke']} ${tone}`} data-dashed={shape.isDashed ? '' : undefined} />;
    case 'line': return <><path d={pathOfLine(shape.points)} className={`${styles['stroke']} ${tone}`} data-dashed={shape.isDashed ? '' : undefined} />{shape.isArrow ? <path d={pathOfArrow(shape.points)} className={`${styles['fill']} ${tone}`} /> : null}</>;
    case 'mark': return <path d={pathOfMark(shape)} className={`${styles['fill']} ${tone}`} />;
    case 'text': return <text x={shape.x} y={shape.y} textAnchor={shape.anchor} className={`${styles['fill']} ${tone}`} data-strong={shape.isStrong ? '' : undefined}>{shape.text}</text>;
  }
}

function nextItem(key: string, at: number, items: readonly PictureItem[]): string | undefined {
  switch (key) {
    case 'j': return items[at + 1]?.id;
    case 'k': return items[at - 1]?.id;
    case 'Home': return items[0]?.id;
    case 'End': return items.at(-1)?.id;
    default: return undefined;
  }
}

// What is not selectable is drawn first, so that lines run behind boxes.
function groupShapes(shapes: readonly Shape[], items: readonly PictureItem[]): { readonly plain: readonly Shape[]; readonly grouped: readonly { readonly item: PictureItem; readonly shapes: readonly Shape[] }[] } {
  const byItem = new Map<string, Shape[]>(items.map(({ id }) => [id, []]));
  const plain: Shape[] = [];
  for (const shape of shapes) (shape.item === undefined ? plain : (byItem.get(shape.item) ?? plain)).push(shape);
  return { plain, grouped: items.map((item) => ({ item, shapes: byItem.get(item.id) ?? [] })) };
}
