import { expect, test, vi } from 'vitest';
import type { LogId } from '#base';
import { createLiveQueries } from './liveQueries.ts';

const first = 'a'.repeat(32) as LogId;
const second = 'b'.repeat(32) as LogId;
const settle = () => new Promise((resolve) => setTimeout(resolve, 25));

test('a query is answered at once and again only when its own log changed the answer', async () => {
  const pushed: [number, unknown][] = [];
  const queries = createLiveQueries((id, result) => pushed.push([id, result]), 5);
  let value = 1;
  queries.open({ id: 1, scope: first, evaluate: () => ({ value }) });
  queries.open({ id: 2, scope: second, evaluate: () => 'quiet' });
  expect(pushed).toEqual([[1, { value: 1 }], [2, 'quiet']]);
  queries.changed(first);
  await settle();
  expect(pushed).toHaveLength(2);
  value = 2;
  queries.changed(second);
  await settle();
  expect(pushed).toHaveLength(2);
  queries.changed(first);
  await settle();
  expect(pushed.at(-1)).toEqual([1, { value: 2 }]);
  queries.end();
});

test('changes close together are evaluated once', async () => {
  const evaluate = vi.fn(() => Math.random());
  const queries = createLiveQueries(() => {}, 5);
  queries.open({ id: 1, scope: 'all', evaluate });
  for (let index = 0; index < 20; index += 1) queries.changed(first);
  queries.changed('drafts');
  await settle();
  expect(evaluate).toHaveBeenCalledTimes(2);
  queries.end();
});

test('a closed query is not evaluated again, and drafts do not touch the queries of a log', async () => {
  const evaluate = vi.fn(() => Math.random());
  const queries = createLiveQueries(() => {}, 5);
  queries.open({ id: 1, scope: first, evaluate });
  queries.open({ id: 2, scope: 'drafts', evaluate: () => 0 });
  queries.changed('drafts');
  await settle();
  queries.close(1);
  queries.changed(first);
  await settle();
  expect(evaluate).toHaveBeenCalledTimes(1);
  queries.end();
});
