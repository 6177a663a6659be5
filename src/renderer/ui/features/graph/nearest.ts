import type { Shape } from '#domain';

export type PictureDirection = 'left' | 'right' | 'up' | 'down';
interface Place { readonly x: number; readonly y: number }

/** The item next to the selected one in a direction, by its first box or mark; the first item when none is selected, undefined when there is nothing. */
export function nearestIn(shapes: readonly Shape[], items: readonly { readonly id: string }[], selected: string | null, direction: PictureDirection): string | undefined {
  const places = placesOf(shapes, new Set(items.map(({ id }) => id)));
  const from = selected === null ? undefined : places.get(selected);
  if (from === undefined) return items.find(({ id }) => places.has(id))?.id;
  let best: { readonly id: string; readonly cost: number } | null = null;
  for (const { id } of items) {
    const place = places.get(id);
    const cost = place === undefined || id === selected ? null : costOf(from, place, direction);
    if (cost !== null && (best === null || cost < best.cost)) best = { id, cost };
  }
  return best?.id;
}

function placesOf(shapes: readonly Shape[], wanted: ReadonlySet<string>): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const shape of shapes) {
    if (shape.item === undefined || !wanted.has(shape.item) || places.has(shape.item) || shape.type === 'line' || shape.type === 'text') continue;
    places.set(shape.item, shape.type === 'rect' ? { x: shape.x, y: shape.y + shape.height / 2 } : { x: shape.x, y: shape.y });
  }
  return places;
}

// What lies aside counts double, so that a row is walked before the next one is taken.
function costOf(from: Place, to: Place, direction: PictureDirection): number | null {
  const [along, across] = direction === 'left' || direction === 'right' ? [to.x - from.x, Math.abs(to.y - from.y)] : [to.y - from.y, Math.abs(to.x - from.x)];
  const ahead = direction === 'left' || direction === 'up' ? -along : along;
  return ahead <= 0 ? null : ahead + 2 * across;
}
