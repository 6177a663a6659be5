import { expect, test } from 'vitest';
import type { EntityId } from '#base';
import { stepOnBoard, type BoardColumn } from './stepOnBoard.ts';

const id = (text: string): EntityId => text as EntityId;
const columns: readonly BoardColumn[] = [{ state: 'open', cards: [id('a'), id('b')] }, { state: 'supported', cards: [] }, { state: 'refuted', cards: [id('c')] }];

test('arrows walk the cards and step over empty columns, shift moves a card by one status', () => {
  const go = (from: string, key: string, isShift = false) => stepOnBoard(columns, id(from), key, isShift);
  expect([go('a', 'ArrowDown'), go('a', 'ArrowUp'), go('b', 'ArrowRight'), go('c', 'ArrowLeft'), go('b', 'Home')]).toEqual([
    { type: 'select', id: 'b' }, null, { type: 'select', id: 'c' }, { type: 'select', id: 'a' }, { type: 'select', id: 'a' },
  ]);
  expect([go('a', 'ArrowRight', true), go('a', 'ArrowLeft', true), go('a', 'x'), go('gone', 'ArrowDown')]).toEqual([{ type: 'move', state: 'supported' }, null, null, null]);
});
