import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogId } from '#base';
import type { Queries, QueryName } from '#ipc';
import { createInPlace, createPlace, INCIDENT, must, note, unlockInPlace, type Place, type Running } from '../../support/engineHarness.ts';

// Long enough to be unfolded in turns after unlocking: see LONG_PAGES in src/engine/logs/openLog.ts.
const ENTRIES = 3100;
/** With the two that open the incident. */
const ALL = ENTRIES + 2;
const firstPage = { filter: {}, order: 'number', descending: true, offset: 0, limit: 100 } as const;

let place: Place & { readonly remove: () => Promise<void> };
let path = '';
let log: LogId;
beforeAll(async () => {
  place = await createPlace();
  const running = await createInPlace(place);
  path = running.path;
  ({ log } = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })));
  await Promise.all(Array.from({ length: ENTRIES }, (_, index) => running.engine.handlers['entry.record']({ log, draft: note(`note ${index}`) })));
  await running.end();
}, 120_000);
afterAll(() => place.remove());

/** Everything pushed so far for a query. */
function resultsOf<N extends QueryName>(running: Running, id: number): readonly Queries[N]['result'][] {
  return running.pushes.flatMap((push) => (push.name === 'query.result' && push.payload.id === id ? [push.payload.result as Queries[N]['result']] : []));
}
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => { setTimeout(resolve, 5); });
}

test('the first screens of a long journal are there before its entries are, and are what they will be', async () => {
  const running = await unlockInPlace(place, path);
  expect(running.report.workingCopy).toBe('current');
  const { handlers } = running.engine;
  must(await handlers['query.open']({ id: 1001, name: 'journal', params: { log, ...firstPage } }));
  must(await handlers['query.open']({ id: 1002, name: 'incident', params: { log } }));
  must(await handlers['query.open']({ id: 1003, name: 'overview', params: { log } }));
  must(await handlers['query.open']({ id: 1004, name: 'journal', params: { log, ...firstPage, filter: { text: 'note 17' } } }));
  must(await handlers['query.open']({ id: 1005, name: 'journal', params: { log, ...firstPage, offset: 150 } }));
  const [page] = resultsOf<'journal'>(running, 1001);
  expect(page?.total).toBe(ALL);
  expect(page?.rows.map((row) => row.stamp.number)).toEqual(Array.from({ length: 100 }, (_, index) => ALL - index));
  expect(resultsOf<'incident'>(running, 1002)).toMatchObject([{ incident: { body: { ref: 'INC-1' } }, entries: ALL }]);
  expect(resultsOf<'overview'>(running, 1003)).toMatchObject([{ entries: ALL }]);
  expect([...resultsOf(running, 1004), ...resultsOf(running, 1005)]).toEqual([]);

  await until(() => resultsOf(running, 1004).length > 0 && resultsOf(running, 1005).length > 0);
  expect(resultsOf<'journal'>(running, 1004)[0]?.total).toBe(1 + 10 + 100);
  expect(resultsOf<'journal'>(running, 1005)[0]?.rows[0]?.stamp.number).toBe(ALL - 150);
  // An answer that reads otherwise than what was shown before would have been pushed again.
  await until(() => true);
  expect([1001, 1002, 1003].map((id) => resultsOf(running, id).length)).toEqual([1, 1, 1]);
  await running.end();
});

test('what is recorded while the entries are being unfolded has its number and shows', async () => {
  const running = await unlockInPlace(place, path);
  must(await running.engine.handlers['query.open']({ id: 2001, name: 'journal', params: { log, ...firstPage } }));
  const sealed = must(await running.engine.handlers['entry.record']({ log, draft: note('in between') }));
  expect(sealed.number).toBe(ALL + 1);
  await until(() => resultsOf<'journal'>(running, 2001).at(-1)?.rows[0]?.text === 'in between');
  expect(resultsOf<'journal'>(running, 2001).at(-1)?.rows[1]?.stamp.number).toBe(ALL);
  await running.end();
});

test('a closed query is not answered when the entries are there', async () => {
  const running = await unlockInPlace(place, path);
  must(await running.engine.handlers['query.open']({ id: 3001, name: 'timeline', params: { log, filter: {}, descending: false, offset: 0, limit: 10 } }));
  must(await running.engine.handlers['query.close']({ id: 3001 }));
  must(await running.engine.handlers['query.open']({ id: 3002, name: 'capture', params: { log } }));
  await until(() => resultsOf(running, 3002).length > 0);
  expect(resultsOf(running, 3001)).toEqual([]);
  await running.end();
});
