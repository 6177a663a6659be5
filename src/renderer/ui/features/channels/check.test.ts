import { expect, test } from 'vitest';
import type { EntityId } from '#base';
import type { CodeSheetUse } from '#domain';
import { challengeOf, noCheck, toCheck } from './check.ts';

const id = '01J00000000000000000000000' as EntityId;
const use = { sheet: { id, ref: 'CS-K7-001', body: { lines: 3 } }, used: [1], next: 2, failed: 0 } as unknown as CodeSheetUse;
const byLine = { ...noCheck, means: 'code-line' } as const;

test('the next line is asked for, a used or impossible one is not, and only its number is kept', () => {
  expect(toCheck(byLine, [use])).toEqual({ means: 'code-line', result: 'passed', sheet: id, line: 2 });
  expect(toCheck({ ...byLine, line: '3', result: 'failed' }, [use])).toEqual({ means: 'code-line', result: 'failed', sheet: id, line: 3 });
  for (const line of ['1', '4', '0', 'x', '1.5']) expect(challengeOf({ ...byLine, line }, [use])).toBeNull();
  expect(toCheck(byLine, [{ ...use, next: null }])).toBeNull();
  expect(toCheck(byLine, [])).toBeNull();
});

test('who did not prove anything did not pass', () => {
  expect(toCheck({ ...noCheck, means: 'not-verified' }, [])).toEqual({ means: 'not-verified', result: 'failed' });
  expect(toCheck(noCheck, [])).toEqual({ means: 'call-back', result: 'passed' });
});
