import { expect, test } from 'vitest';
import type { EntityId } from '#base';
import type { CaptureContext } from '#ipc';
import { applyOffer, completeAt } from './completion.ts';

const id = '01HZZZZZZZZZZZZZZZZZZZZZZZ' as EntityId;
const context: CaptureContext = {
  zone: 'UTC', people: ['Anders Lund'], systems: [{ id, name: 'TRD-FS01' }, { id, name: 'Print server' }], accounts: [{ id, name: 'svc-backup' }],
  refs: [{ id, ref: 'EV-KM-001', title: 'Security.evtx' }], tags: ['lateral', 'impact'],
};

test('@ offers systems and accounts, with quotes where a name has a space', () => {
  expect(completeAt('isolated @fs', 12, context)?.offers.map((offer) => offer.insert)).toEqual(['@TRD-FS01']);
  expect(completeAt('@pri', 4, context)?.offers.map((offer) => offer.insert)).toEqual(['@"Print server"']);
  expect(completeAt('@', 1, context)?.offers).toHaveLength(3);
});

test('# offers tags and a reference offers things', () => {
  expect(completeAt('x #la', 5, context)?.offers[0]?.insert).toBe('#lateral');
  expect(completeAt('see EV-', 7, context)?.offers[0]).toMatchObject({ insert: 'EV-KM-001', title: 'Security.evtx' });
});

test('nothing is offered inside a word, for an address, or for what is complete', () => {
  expect(completeAt('mail a@fs', 9, context)).toBeNull();
  expect(completeAt('plain words', 11, context)).toBeNull();
  expect(completeAt('@TRD-FS01', 9, context)).toBeNull();
});

test('an offer takes the place of the word and the caret stands behind the space', () => {
  const completion = completeAt('isolated @fs now', 12, context);
  if (completion === null) throw new Error('expected offers');
  expect(applyOffer('isolated @fs now', completion, completion.offers[0] ?? { insert: '', label: '', title: null, kind: 'tag' })).toEqual({ text: 'isolated @TRD-FS01 now', caret: 19 });
});
