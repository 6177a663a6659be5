import { expect, test } from 'vitest';
import type { Shape } from '#domain';
import { nearestIn } from './nearest.ts';

const box = (item: string, x: number, y: number): Shape => ({ type: 'rect', x, y, width: 10, height: 10, tone: 'system', isFilled: false, isDashed: false, item });
const shapes: readonly Shape[] = [box('a', 0, 0), box('b', 100, 0), box('c', 100, 200), { type: 'line', points: [0, 0, 1, 1], tone: 'line', isDashed: false, isArrow: false, item: 'edge' }];
const items = ['a', 'b', 'c', 'edge'].map((id) => ({ id }));

test('an arrow goes to what lies nearest in that direction, and nowhere when nothing does', () => {
  const go = (from: string | null, direction: 'left' | 'right' | 'up' | 'down') => nearestIn(shapes, items, from, direction);
  expect([go(null, 'left'), go('a', 'right'), go('a', 'down'), go('b', 'down'), go('c', 'up'), go('a', 'left')]).toEqual(['a', 'b', 'c', 'c', 'b', undefined]);
});
