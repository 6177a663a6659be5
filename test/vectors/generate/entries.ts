import { createEntryId, encodeCbor, type CborValue, type UnixMs } from '#base';
import { sha256 } from '#crypto';
import { hashLeaf } from '#log';
import { createNote, EPOCH_MS, seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { fromHex, toHex, writeVectors, zeros } from './kit.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
type Case = { readonly name: string; readonly hex: string; readonly salt: string; readonly expect: 'known' | 'newer' | 'malformed'; readonly id: string; readonly leaf: string };

/** entries.json: docs/spec/entries.md sections 1 to 5, what a reader makes of entry bytes. */
export function generateEntries(): void {
  const random = seededRandom(103);
  const id = createEntryId(EPOCH_MS, random);
  const note = createNote(id, 'Isolated srv-file-1') as unknown as Record<string, CborValue>;
  const occurred = note['occurred'] as Record<string, CborValue>;
  const at = (bytes: Uint8Array, name: string, expect: Case['expect'], written: string | null): Case => {
    const salt = random(16);
    const leaf = hashLeaf(salt, bytes);
    return { name, hex: toHex(bytes), salt: toHex(salt), expect, id: written ?? madeOf(leaf), leaf: toHex(leaf) };
  };
  const entry = (name: string, expect: Case['expect'], changes: Record<string, CborValue>, written: string | null = id): Case => at(encodeCbor({ ...note, ...changes }), name, expect, written);
  const without = (key: string, written: string | null = id): Case => at(encodeCbor(Object.fromEntries(Object.entries(note).filter(([name]) => name !== key))), `without ${key}`, 'malformed', written);
  const target = createEntryId((EPOCH_MS + 1) as UnixMs, random);
  writeVectors('entries.json', {
    about: 'docs/spec/entries.md: what a reader makes of the bytes of an entry. See README.md.',
    cases: [
      entry('a note', 'known', {}), entry('a note with a field of a later build', 'known', { mood: 'calm' }), entry('a note whose body has a field of a later build', 'known', { body: { text: 'x', font: 'mono' } }),
      entry('written for somebody, seen by a witness, marked', 'known', { onBehalfOf: 'Per Dahl', witness: 'Ida Vik', tlp: 'AMBER+STRICT', privileged: true, tags: ['phase:contain', 'æøå'] }), entry('a link', 'known', { links: [{ relation: 'supports', to: target }] }),
      entry('time unknown', 'known', { occurred: { ...occurred, at: null, precision: 'unknown' } }), entry('a range with nanoseconds', 'known', { occurred: { ...occurred, nanos: 999_999, until: EPOCH_MS + 60_000, precision: 'second' } }),
      entry('a retraction', 'known', { kind: 'retract', body: { target, reason: 'wrong host' } }), entry('a decision', 'known', { kind: 'decision', body: { ref: 'D-K7-001', question: 'Cut the line?', options: ['yes', 'no'], choice: 'yes', decidedBy: 'A. Lund', consulted: [], state: 'decided' } }),
      entry('version 2', 'newer', { v: 2 }), entry('version 2 with a body of another form', 'newer', { v: 2, body: [1, 2, 3] }), entry('version 2 without an id', 'newer', { v: 2, id: 'none' }, null), entry('a kind of a later build', 'newer', { kind: 'drone-flight', body: { height: 120 } }),
      at(encodeCbor([1, 2]), 'an array', 'malformed', null), at(encodeCbor('note'), 'a text', 'malformed', null), at(encodeCbor({}), 'an empty map', 'malformed', null), at(fromHex('ff'), 'no CBOR', 'malformed', null), at(fromHex('a10101'), 'a map with a number as key', 'malformed', null),
      at(encodeCbor({ ...note }).subarray(0, 60), 'a cut note', 'malformed', null), at(encodeCbor({ v: 1, id }), 'only version and id', 'malformed', id), entry('version 0', 'malformed', { v: 0 }), entry('version as text', 'malformed', { v: '1' }), without('v'), without('id', null), without('kind'), without('body'),
      without('author'), without('occurred'), without('recorded'), without('source'), without('tags'), without('links'), entry('an id in lower case', 'malformed', { id: id.toLowerCase() }, null), entry('an id of 25 characters', 'malformed', { id: id.slice(1) }, null),
      entry('an id that begins above 7', 'malformed', { id: `8${id.slice(1)}` }, null), entry('a kind that is a number', 'malformed', { kind: 7 }), entry('an empty note', 'malformed', { body: { text: '' } }), entry('a note of 64,001 characters', 'malformed', { body: { text: 'x'.repeat(64_001) } }),
      entry('a prefix of three characters', 'malformed', { author: { name: 'Ada Lind', prefix: 'K77' } }), entry('a time without precision', 'malformed', { occurred: Object.fromEntries(Object.entries(occurred).filter(([name]) => name !== 'precision')) }),
      entry('time null with a precision', 'malformed', { occurred: { ...occurred, at: null } }), entry('time set, precision unknown', 'malformed', { occurred: { ...occurred, precision: 'unknown' } }), entry('a range that ends before it begins', 'malformed', { occurred: { ...occurred, until: EPOCH_MS - 1 } }),
      entry('a million nanoseconds', 'malformed', { occurred: { ...occurred, nanos: 1_000_000 } }), entry('a year above 9999', 'malformed', { occurred: { ...occurred, at: 253_402_300_800_000 } }), entry('an offset of 19 hours', 'malformed', { recorded: { at: EPOCH_MS, zone: 'UTC', offsetMinutes: 1140 } }),
      entry('a source outside its list', 'malformed', { source: 'telepathy' }), entry('a marking outside its list', 'malformed', { tlp: 'PURPLE' }), entry('a tag that begins with a dash', 'malformed', { tags: ['-x'] }), entry('a tag of 61 characters', 'malformed', { tags: ['x'.repeat(61)] }),
      entry('a relation outside its list', 'malformed', { links: [{ relation: 'loves', to: target }] }), entry('an optional field that is null', 'malformed', { onBehalfOf: null }), entry('a retraction without a reason', 'malformed', { kind: 'retract', body: { target } }),
      at(sha256(zeros(0)), 'random bytes', 'malformed', null),
    ],
  });
}

/** The id of an entry that has none written in it (entries.md section 1). */
function madeOf(leaf: Uint8Array): string {
  return [...leaf.subarray(0, 26)].map((value, index) => CROCKFORD.charAt(value % (index === 0 ? 8 : 32))).join('');
}
