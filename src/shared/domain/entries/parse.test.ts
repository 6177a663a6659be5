import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCbor, encodeCbor, unwrap, type CborValue } from '#base';
import { createJournal, incidentBody } from '../testing/journal.ts';
import { creatingBodies, actingBodies, entryBodies } from './bodies.ts';
import type { Entry } from './entry.ts';
import { entryToValue, isEntryKind, parseEntry } from './parse.ts';

const runs = { numRuns: process.env['SLOW'] === '1' ? 20_000 : 300 };

function sample(): Entry {
  const journal = createJournal();
  journal.add('note', { text: 'seen' }, { tags: ['a'] });
  return journal.entries[0]?.entry as Entry;
}
function changed(change: Readonly<Record<string, unknown>>): CborValue {
  return { ...(entryToValue(sample()) as Readonly<Record<string, CborValue>>), ...change } as CborValue;
}

describe('reading an entry', () => {
  test('what was written reads back from its bytes', () => {
    const bytes = encodeCbor(entryToValue(sample()));
    expect(parseEntry(unwrap(decodeCbor(bytes)))).toEqual({ outcome: 'known', id: sample().id, entry: sample() });
  });

  test('a later version or a kind not known here is newer, and keeps its id', () => {
    expect(parseEntry(changed({ v: 2, body: null }))).toEqual({ outcome: 'newer', id: sample().id });
    expect(parseEntry(changed({ kind: 'hologram' }))).toEqual({ outcome: 'newer', id: sample().id });
    expect(parseEntry(changed({ kind: 'constructor' }))).toMatchObject({ outcome: 'newer' });
  });

  test('anything else is malformed, with the field', () => {
    const cases: readonly (readonly [CborValue, string])[] = [
      [null, 'entry'], [[], 'entry'], [changed({ v: 0 }), 'v'], [changed({ v: '1' }), 'v'], [changed({ kind: 7 }), 'kind'], [changed({ body: {} }), 'body.text'], [changed({ tags: ['with space'] }), 'tags.0'],
      [changed({ id: 'x' }), 'id'], [changed({ occurred: { at: 5 } }), 'occurred.precision'], [changed({ recorded: { at: 1.5, zone: 'UTC', offsetMinutes: 0 } }), 'recorded.at'],
    ];
    for (const [value, field] of cases) expect(parseEntry(value)).toMatchObject({ outcome: 'malformed', field });
  });

  test('fields not known here are ignored', () => {
    expect(parseEntry(changed({ later: 1, body: { text: 'seen', later: true } }))).toMatchObject({ outcome: 'known', entry: sample() });
  });

  test('a time is whole: no instant without precision, no range that ends first', () => {
    const occurred = sample().occurred;
    for (const wrong of [{ ...occurred, at: null }, { ...occurred, precision: 'unknown' }, { ...occurred, until: (occurred.at ?? 0) - 1 }]) {
      expect(parseEntry(changed({ occurred: wrong as unknown as CborValue }))).toMatchObject({ outcome: 'malformed', field: 'occurred' });
    }
  });

  test('no value whatever makes it throw', () => {
    const keys = ['v', 'id', 'kind', 'body', 'author', 'occurred', 'recorded', 'source', 'tags', 'links', '__proto__'];
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...keys), fc.anything()), fc.boolean(), (value, base) => {
      const read = parseEntry((base ? changed(value) : value) as CborValue);
      expect(['known', 'newer', 'malformed']).toContain(read.outcome);
    }), runs);
  });
});

test('undefined fields and minus zero have no encoding and are taken off', () => {
  const journal = createJournal();
  journal.add('incident', { ...incidentBody, codename: undefined } as unknown as typeof incidentBody);
  const entry = journal.entries[0]?.entry as Entry;
  const value = entryToValue({ ...entry, recorded: { ...entry.recorded, offsetMinutes: -0 } } as Entry);
  expect(() => encodeCbor(value)).not.toThrow();
  expect(Object.keys((value as { readonly body: object }).body)).not.toContain('codename');
});

test('kinds are either creating or acting', () => {
  expect(Object.keys(entryBodies).length).toBe(Object.keys(creatingBodies).length + Object.keys(actingBodies).length);
  expect([isEntryKind('note'), isEntryKind('toString')]).toEqual([true, false]);
});
