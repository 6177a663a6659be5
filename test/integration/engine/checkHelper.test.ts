// Checking a journal that is long enough for a second thread: it is started once for the check, asked, and ended however the check ends.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogId } from '#base';
import { precheckPiece, type PieceHelper } from '#log';
import { createInPlace, createPlace, INCIDENT, must, note, type Place, type Running } from '../../support/engineHarness.ts';

// Longer than HELPED_BYTES of src/engine/integrity/checkJournal.ts.
const NOTES = 145;
const LETTERS = 60_000;

let place: Place & { readonly remove: () => Promise<void> };
let running: Running;
let log: LogId;
let startHelper: () => PieceHelper;
beforeAll(async () => {
  place = await createPlace();
  running = await createInPlace(place, { startPieceHelper: () => startHelper() });
  ({ log } = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })));
  const recorded = await Promise.all(Array.from({ length: NOTES }, (_, index) => running.engine.handlers['entry.record']({ log, draft: note(`${index} ${'x'.repeat(LETTERS)}`) })));
  for (const one of recorded) must(one);
}, 120_000);
afterAll(async () => {
  await running.vault.close();
  await place.remove();
});

/** The helper of the next checks writes down what is asked of it; `onCheck` runs with each piece before it is answered. */
function spyHelper(onCheck: (asked: number) => Promise<void> | void = () => {}) {
  const seen = { started: 0, asked: 0, askedAfterEnd: 0, ended: 0 };
  startHelper = () => {
    seen.started += 1;
    return {
      isReady: () => seen.ended === 0,
      check: async ({ bytes, frames }) => {
        seen.asked += 1;
        if (seen.ended > 0) seen.askedAfterEnd += 1;
        await onCheck(seen.asked);
        return precheckPiece(bytes, frames);
      },
      end: () => { seen.ended += 1; },
    };
  };
  return seen;
}
const check = () => running.engine.handlers['integrity.check']({ log, evidence: false });

test('the helper is asked for every piece and ended when the check is through', async () => {
  const seen = spyHelper();
  const report = must(await check());
  expect(report).toMatchObject({ verdict: 'ok', problems: [], entries: NOTES + 2 });
  expect(seen).toMatchObject({ started: 1, ended: 1, askedAfterEnd: 0 });
  expect(seen.asked).toBeGreaterThan(7);
});

test('a check that is stopped ends the helper, and the next check starts its own', async () => {
  const seen = spyHelper(async (asked) => {
    if (asked === 2) must(await running.engine.handlers['integrity.cancel']({}));
  });
  expect(await check()).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  expect(seen).toMatchObject({ started: 1, ended: 1, askedAfterEnd: 0 });
  // Most of the journal was not looked at.
  expect(seen.asked).toBeLessThan(7);
  const again = spyHelper();
  expect(must(await check()).verdict).toBe('ok');
  expect(again).toMatchObject({ started: 1, ended: 1 });
});

test('where no second thread can be had, one does it all', async () => {
  startHelper = () => {
    throw new Error('no thread');
  };
  expect(must(await check())).toMatchObject({ verdict: 'ok', entries: NOTES + 2 });
});

test('the end of the session in the middle of a check ends the helper too', async () => {
  const seen = spyHelper((asked) => {
    if (asked === 2) void running.engine.end();
  });
  expect(await check()).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  expect(seen).toMatchObject({ started: 1, ended: 1, askedAfterEnd: 0 });
});
