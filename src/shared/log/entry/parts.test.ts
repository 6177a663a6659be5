import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeCbor, encodeCbor, unwrap, type CborValue, type EntryId } from '#base';
import { readyCrypto } from '#crypto';
import { redactableFields, type Entry } from '#domain';
import { decodeFrame } from '../frame/decode.ts';
import { createLogReader } from '../ingest/reader.ts';
import { checkEntryProof, proveEntryLeaves } from '../prove/entryProof.ts';
import { createNote, createWriter } from '../testing/writer.ts';
import { cutEntry } from './cut.ts';
import { decodeEntry, decodeGroup } from './decode.ts';
import { encodeEntry } from './encode.ts';
import { encodePart, groupLeaves, partText } from './parts.ts';

beforeAll(readyCrypto);
const id = '01JD0QYQ3C0000000000000000' as EntryId;
const leafHash = new Uint8Array(32).fill(0xab);
const text = fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }).filter((value) => value.isWellFormed());
const line = text.filter((value) => value.trim() !== '').map((value) => value.trim());

const entries: fc.Arbitrary<Entry> = fc.record({ people: fc.record({ witness: line, onBehalfOf: line }, { requiredKeys: [] }), name: line, body: fc.oneof(
  text.map((value) => ({ kind: 'note' as const, body: { text: value } })),
  fc.record({ fact: text, host: line, account: line, raw: text, interpretation: text, source: line }, { requiredKeys: ['fact'] }).map((body) => ({ kind: 'event' as const, body: { track: 'adversary' as const, ...body } })),
  fc.record({ text, counterpart: line }, { requiredKeys: ['text'] }).map((body) => ({ kind: 'communication' as const, body: { direction: 'in' as const, communicationKind: 'call' as const, ...body } })),
) }).map(({ people, name, body }) => ({ ...createNote(id, 'x'), author: { name, prefix: 'K7' }, ...people, ...body }));

const asMap = (leaf: Uint8Array) => unwrap(decodeCbor(leaf)) as Readonly<Record<string, CborValue>>;
const read = (leaves: readonly Uint8Array[]) => groupLeaves(leaves).map((group) => decodeGroup(leaves, group, leafHash));

test('entries cut into leaves of one frame come back as they were, whatever stands before them', () => {
  fc.assert(fc.property(fc.array(entries, { minLength: 1, maxLength: 5 }), (all) => {
    const leaves: Uint8Array[] = [];
    for (const entry of all) leaves.push(...unwrap(cutEntry(entry, leaves.length)));
    expect(read(leaves)).toEqual(all.map((entry) => ({ id, entry })));
    for (const group of groupLeaves(leaves)) expect(partText(leaves[group.index] ?? leafHash)).toBeNull();
  }));
});

test('no cut text stays in the leaf of its entry', () => {
  const entry: Entry = { ...createNote(id, 'x'), author: { name: 'Liv Dahl', prefix: 'K7' }, witness: 'Ola Nord', kind: 'event', body: { track: 'adversary', fact: 'Fact words', host: 'SRV-9', source: 'kept' } };
  const [first = leafHash, ...parts] = unwrap(cutEntry(entry, 3));
  const shown = JSON.stringify(asMap(first));
  for (const secret of ['Liv Dahl', 'Ola Nord', 'Fact words', 'SRV-9']) expect(shown).not.toContain(secret);
  expect(parts.map(partText)).toEqual(['Fact words', 'SRV-9', 'Liv Dahl', 'Ola Nord']);
  expect(asMap(first)).toMatchObject({ body: { fact: { part: 4 }, host: { part: 5 }, source: 'kept' }, author: { name: { part: 6 }, prefix: 'K7' }, witness: { part: 7 } });
});

test('at most five fields of a kind are cut', () => {
  for (const fields of Object.values(redactableFields)) expect(fields.length).toBeLessThanOrEqual(5);
});

describe('a broken reference makes the entry unreadable and keeps it', () => {
  const [entryLeaf = leafHash, ...parts] = unwrap(cutEntry({ ...createNote(id, 'words'), witness: 'Ola' }, 0));
  const [words = leafHash, name = leafHash, witness = leafHash] = parts;
  const changed = (change: Readonly<Record<string, CborValue>>) => encodeCbor({ ...asMap(entryLeaf), ...change });
  test.each([
    ['a part too few', [entryLeaf, words, name]],
    ['a part too many', [entryLeaf, words, name, witness, encodePart('more')]],
    ['an entry of one leaf with a part after it', [unwrap(encodeEntry(createNote(id, 'x'))), encodePart('more')]],
    ['another number', [changed({ body: { text: { part: 2 } } }), words, name, witness]],
    ['numbers in another order', [changed({ witness: { part: 2 }, author: { name: { part: 3 }, prefix: 'K7' } }), words, name, witness]],
    ['a number that is none', [changed({ witness: { part: 'x' } }), words, name, witness]],
    ['a reference elsewhere', [changed({ tags: [{ part: 4 }] }), words, name, witness, encodePart('more')]],
    ['a reference deep in the body', [changed({ body: { text: { part: 1 }, more: { deep: { part: 4 } } } }), words, name, witness, encodePart('more')]],
    ['a body that is a reference', [changed({ body: { part: 1 } }), words, name, witness]],
  ])('%s', (_, leaves) => {
    expect(read(leaves)).toEqual([{ id, entry: null }]);
  });

  test('parts at the beginning of a frame are one malformed entry', () => {
    const found = read([words, name, unwrap(encodeEntry(createNote(id, 'x')))]);
    expect(found).toHaveLength(2);
    expect(found[0]?.entry).toBeNull();
    expect(found[1]?.entry).toEqual(createNote(id, 'x'));
  });

  test('any leaves at all are read without an error', () => {
    const part = fc.string({ maxLength: 4 }).map(encodePart);
    const reference = fc.record({ part: fc.oneof(fc.integer({ min: -1, max: 6 }), fc.constant('x')) });
    const broken = fc.record({ body: fc.oneof(reference, fc.dictionary(fc.string({ maxLength: 3 }), fc.oneof(reference, fc.constant('t')), { maxKeys: 4 })), author: fc.oneof(reference, fc.record({ name: reference })), witness: reference, tags: fc.array(reference, { maxLength: 1 }) }, { requiredKeys: [] })
      .map((value) => encodeCbor({ ...asMap(entryLeaf), ...value } as CborValue));
    fc.assert(fc.property(fc.array(fc.oneof(part, broken, fc.uint8Array({ maxLength: 9 }), fc.constant(entryLeaf), fc.constant(words)), { minLength: 1, maxLength: 8 }), (leaves) => {
      expect(groupLeaves(leaves).reduce((total, group) => total + group.count, 0)).toBe(leaves.length);
      for (const { id: found } of read(leaves)) expect(found).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    }));
  });
});

test('an entry is proved by its own leaf and each of its parts, and the next entry is not among them', () => {
  const writer = createWriter({ seed: 8 });
  const first = unwrap(cutEntry(createNote(id, 'one'), 0));
  const frame = unwrap(decodeFrame(writer.write([], { raw: [...first, ...unwrap(cutEntry(createNote(id, 'two'), first.length))] }).bytes));
  const proofs = unwrap(proveEntryLeaves(frame, 0, writer.genesis.epoch.secret));
  expect(proofs.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(proofs.map(({ entry }) => partText(entry))).toEqual([null, 'one', 'Ada Lind']);
  expect(proofs.every((proof) => unwrap(checkEntryProof(proof)).leafHolds)).toBe(true);
});

test('the reader counts an entry with its parts once, at the place of its first leaf', () => {
  const writer = createWriter({ seed: 7 });
  const first = unwrap(cutEntry(createNote(id, 'one'), 0));
  const second = unwrap(cutEntry(createNote('01JD0QYQ3C0000000000000001' as EntryId, 'two'), first.length));
  const frame = writer.write([], { raw: [...first, ...second] });
  const reader = createLogReader({ log: writer.genesis.log, keys: { device: writer.device } });
  unwrap(reader.ingest(writer.genesis.frame));
  const placed = unwrap(reader.ingest(frame.bytes)).entries;
  expect(placed.map(({ place, entry }) => [place.index, place.hlc.counter, entry?.body])).toEqual([[0, 0, { text: 'one' }], [3, 3, { text: 'two' }]]);
  expect(reader.counts()).toMatchObject({ entries: 2, unreadableEntries: 0 });
  expect(decodeEntry(first[0] ?? leafHash, leafHash)).toEqual({ id, entry: null });
});
