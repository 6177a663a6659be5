import type { EntityId } from '#base';

export interface BoardColumn { readonly state: string; readonly cards: readonly EntityId[] }
export type BoardStep = { readonly type: 'select'; readonly id: EntityId } | { readonly type: 'move'; readonly state: string };

/** What a key means for the card that has the focus: another card, a move to the next status, or null for nothing. */
export function stepOnBoard(columns: readonly BoardColumn[], current: EntityId, key: string, isShift: boolean): BoardStep | null {
  const column = columns.findIndex(({ cards }) => cards.includes(current));
  const cards = columns[column]?.cards ?? [];
  const row = cards.indexOf(current);
  if (row < 0) return null;
  const direction = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  if (direction !== 0) return isShift ? moveTo(columns[column + direction]) : sideways(columns, column, row, direction);
  if (isShift) return null;
  const next = { ArrowDown: row + 1, ArrowUp: row - 1, Home: 0, End: cards.length - 1 }[key];
  const id = next === undefined ? undefined : cards[next];
  return id === undefined ? null : { type: 'select', id };
}

function moveTo(column: BoardColumn | undefined): BoardStep | null {
  return column === undefined ? null : { type: 'move', state: column.state };
}

// Empty columns are stepped over; the card as far down as the present one, or the last.
function sideways(columns: readonly BoardColumn[], from: number, row: number, direction: 1 | -1): BoardStep | null {
  for (let index = from + direction; index >= 0 && index < columns.length; index += direction) {
    const cards = columns[index]?.cards ?? [];
    const id = cards[Math.min(row, cards.length - 1)];
    if (id !== undefined) return { type: 'select', id };
  }
  return null;
}
