export type GridMove = 'next' | 'previous' | 'page-down' | 'page-up' | 'first' | 'last';

/** The parts of a key press that decide about moving. */
export interface GridKey { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean; readonly shiftKey: boolean }

const moveByKey: Readonly<Record<string, GridMove>> = {
  ArrowDown: 'next', j: 'next', J: 'next', ArrowUp: 'previous', k: 'previous', K: 'previous',
  PageDown: 'page-down', PageUp: 'page-up', Home: 'first', End: 'last',
};

/** The move a key asks for, or null when the key is not one of moving. Ctrl and Cmd are accepted only with Home and End. */
export function keyToMove(press: GridKey): GridMove | null {
  if (press.altKey) return null;
  if ((press.ctrlKey || press.metaKey) && press.key !== 'Home' && press.key !== 'End') return null;
  return Object.hasOwn(moveByKey, press.key) ? (moveByKey[press.key] ?? null) : null;
}

/**
 * The row index after a move in a list of `total` rows, of which `pageRows` are visible. From no row (-1) every move
 * forward lands on the first row. Answers -1 for an empty list.
 */
export function moveIndex(index: number, move: GridMove, total: number, pageRows: number): number {
  if (total <= 0) return -1;
  const last = total - 1;
  const clamp = (value: number): number => Math.min(last, Math.max(0, value));
  const page = Math.max(1, pageRows - 1);
  const step: Readonly<Record<GridMove, number>> = {
    next: clamp(index + 1), previous: clamp(index < 0 ? 0 : index - 1), 'page-down': clamp(Math.max(0, index) + page), 'page-up': clamp(index - page), first: 0, last,
  };
  return step[move];
}
