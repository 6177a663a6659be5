import { expect, test } from 'vitest';
import type { EntityId } from '#base';
import { titleOf } from '../entities/title.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, incidentBody } from '../testing/journal.ts';
import type { BodyOf } from './bodies.ts';
import { entryToValue, parseEntry } from './parse.ts';

const words = 'abandon zoo legal winner thank year add actress';
const slip: BodyOf<'witness'> = { witnessKind: 'head-slip', logCode: '24770030', feedCode: 'ee8deb50', size: 7, words, means: 'voice', from: 'Ada Lind' };
const request: BodyOf<'witness'> = { witnessKind: 'stamp-request', statement: 'a0', nonce: '1122334455667788' };
const token: BodyOf<'witness'> = { witnessKind: 'stamp-token', statement: 'a0', token: 'AAAA', authority: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as EntityId };
const cosignature: BodyOf<'witness'> = { witnessKind: 'cosignature', cosignature: 'SEZDMQ==' };

function outcomeOf(body: object): string {
  const journal = createJournal();
  journal.add('witness', slip);
  const entry = journal.entries[0]?.entry;
  if (entry === null || entry === undefined) throw new Error('no entry');
  const read = parseEntry({ ...(entryToValue(entry) as object), body: { ...body } } as never);
  return read.outcome === 'malformed' ? read.field : read.outcome;
}

test('slips, requests and tokens are read; each field is held to its form', () => {
  for (const body of [slip, request, token, cosignature, { ...slip, full: { log: '2'.repeat(32), feed: 'e'.repeat(64), root: '0'.repeat(64) } }]) expect(outcomeOf(body)).toBe('known');
  const refused: readonly (readonly [object, string])[] = [
    [{ ...slip, logCode: '2477-0030' }, 'body.logCode'], [{ ...slip, feedCode: 'EE8DEB50' }, 'body.feedCode'], [{ ...slip, size: 0 }, 'body.size'], [{ ...slip, words: words.toUpperCase() }, 'body.words'], [{ ...slip, words: `${words} zoo` }, 'body.words'],
    [{ ...slip, words: words.replace(' ', '  ') }, 'body.words'], [{ ...slip, means: 'pigeon' }, 'body.means'], [{ ...slip, from: ' ' }, 'body.from'], [{ ...slip, full: { log: '2', feed: '', root: '' } }, 'body.full.log'], [{ ...slip, witnessKind: 'oath' }, 'body.witnessKind'],
    [{ ...request, nonce: '8000000000000000' }, 'body.nonce'], [{ ...request, nonce: '0000000000000000' }, 'body.nonce'], [{ ...request, statement: 'a' }, 'body.statement'], [{ ...token, token: 'AAA' }, 'body.token'], [{ ...token, authority: 'x' }, 'body.authority'],
    [{ ...token, token: 'A'.repeat(65_540) }, 'body.token'], [{ ...cosignature, cosignature: 'SEZDMQ=' }, 'body.cosignature'], [{ ...cosignature, cosignature: 'A'.repeat(174_768) }, 'body.cosignature'],
  ];
  for (const [body, field] of refused) expect([outcomeOf(body), field]).toEqual([field, field]);
});

test('nothing of a witness can be amended, of an authority all but its certificate', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const taken = journal.add('witness', slip);
  const authority = journal.add('time-authority', { name: 'County stamp', certificate: 'AAAA' });
  journal.add('amend', { target: taken, field: 'from', value: '"Bo Ek"', reason: 'x' });
  journal.add('amend', { target: authority, field: 'certificate', value: '"BBBB"', reason: 'x' });
  journal.add('amend', { target: authority, field: 'note', value: '"chosen by the board"', reason: 'x' });
  const state = projectIncident(journal.entries);
  expect(state.findings.length).toBe(2);
  expect(state.entities.get(taken)?.body).toMatchObject({ from: 'Ada Lind' });
  expect(state.entities.get(authority)?.body).toEqual({ name: 'County stamp', certificate: 'AAAA', note: 'chosen by the board' });
});

test('titles say what was witnessed, without words or tokens', () => {
  const journal = createJournal();
  const ids = [journal.add('witness', slip), journal.add('witness', request), journal.add('witness', token), journal.add('time-authority', { name: 'County stamp', certificate: 'AAAA' })];
  const state = projectIncident(journal.entries);
  expect(ids.map((id) => { const entity = state.entities.get(id); return entity === undefined ? '' : titleOf(entity); })).toEqual([
    'Head slip from Ada Lind: feed ee8d-eb50 had 7 frames', 'Time stamp requested for the journal as it stands', 'Time stamp received for the journal as it stood', 'Time-stamp authority: County stamp',
  ]);
});
