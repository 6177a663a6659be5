import { describe, expect, test } from 'vitest';
import { keyToMove, moveIndex } from './move.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('keys of the grid', () => {
  test('letters and arrows move one row', () => {
    expect(keyToMove({ ...plain, key: 'j' })).toBe('next');
    expect(keyToMove({ ...plain, key: 'ArrowUp' })).toBe('previous');
  });
  test('a command key is left to the commands, except to the ends', () => {
    expect(keyToMove({ ...plain, key: 'k', ctrlKey: true })).toBeNull();
    expect(keyToMove({ ...plain, key: 'End', ctrlKey: true })).toBe('last');
    expect(keyToMove({ ...plain, key: 'j', altKey: true })).toBeNull();
  });
  test('names inherited by every object are not keys', () => {
    expect(keyToMove({ ...plain, key: 'constructor' })).toBeNull();
  });
});

describe('moving', () => {
  test('stays inside the list', () => {
    expect(moveIndex(9, 'next', 10, 5)).toBe(9);
    expect(moveIndex(0, 'previous', 10, 5)).toBe(0);
    expect(moveIndex(3, 'page-down', 10, 20)).toBe(9);
    expect(moveIndex(3, 'page-up', 10, 20)).toBe(0);
  });
  test('from no row the first move lands on the first row', () => {
    expect(moveIndex(-1, 'next', 10, 5)).toBe(0);
    expect(moveIndex(-1, 'previous', 10, 5)).toBe(0);
  });
  test('a page leaves one row of overlap', () => {
    expect(moveIndex(0, 'page-down', 100, 20)).toBe(19);
  });
  test('an empty list has no row', () => {
    expect(moveIndex(0, 'last', 0, 5)).toBe(-1);
  });
});
