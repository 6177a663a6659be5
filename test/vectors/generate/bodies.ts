import { concatBytes, encodeCbor, uint32ToBytes, type CborValue } from '#base';
import { paddedLength } from '#crypto';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { fromHex, toHex, writeVectors, zeros } from './kit.ts';

type Case = { readonly name: string; readonly hex: string; readonly expect: 'ok' | 'malformed-body'; readonly entries?: readonly string[]; readonly salts?: readonly string[] };
type Body = Record<string, CborValue> & { readonly entries: Uint8Array[]; readonly salts: Uint8Array[] };

/** bodies.json: docs/spec/frames.md section 6, what lies under the seal. */
export function generateBodies(): void {
  const random = seededRandom(102);
  const base: Body = {
    entries: [random(40)], salts: [random(16)], hlc: { ms: 1_731_946_440_000, counter: 0 }, wall: { ms: 1_731_946_440_000, zone: 'Europe/Oslo', offset: 60 }, mono: { boot: random(16), ms: 1000 },
    timeSource: { state: 'unsynchronised', errorMs: null }, parents: [], app: { version: '0.1.0', build: 'vector' },
  };
  const pack = (map: Uint8Array, total = paddedLength(4 + map.length)): Uint8Array => concatBytes(uint32ToBytes(map.length), map, zeros(Math.max(0, total - 4 - map.length)));
  const good = (name: string, body: Body): Case => ({ name, hex: toHex(pack(encodeCbor(body))), expect: 'ok', entries: body.entries.map(toHex), salts: body.salts.map(toHex) });
  const raw = (name: string, bytes: Uint8Array): Case => ({ name, hex: toHex(bytes), expect: 'malformed-body' });
  const bad = (name: string, changes: Record<string, CborValue>): Case => raw(name, pack(encodeCbor({ ...base, ...changes })));
  const without = (key: string): Case => raw(`without ${key}`, pack(encodeCbor(Object.fromEntries(Object.entries(base).filter(([name]) => name !== key)))));
  /** A body whose map has exactly so many bytes. */
  const sized = (bytes: number): Body => {
    const spare = bytes - encodeCbor({ ...base, entries: [zeros(300)] }).length;
    return { ...base, entries: [random(300 + spare)] };
  };
  const map = encodeCbor(base);
  const parent = { feed: random(32), seq: 4, header: random(32) };
  const many = (count: number): Body => ({ ...base, entries: Array.from({ length: count }, () => random(1)), salts: Array.from({ length: count }, () => random(16)) });
  writeVectors('bodies.json', {
    about: 'docs/spec/frames.md section 6: the plaintext of a sealed body. See README.md.',
    cases: [
      good('one entry', base), good('two entries', many(2)), good('256 entries', many(256)), good('two parents', { ...base, parents: [parent, { ...parent, seq: 0 }] }), good('a witness as time source', { ...base, timeSource: { state: 'witness', errorMs: 250 } }),
      good('the highest counter', { ...base, hlc: { ms: 0, counter: 65_535 } }), good('a wall clock before 1970', { ...base, wall: { ms: -1, zone: 'UTC', offset: 0 } }), good('zone and version of 64 characters', { ...base, wall: { ms: 0, zone: 'z'.repeat(64), offset: -720 }, app: { version: 'v'.repeat(64), build: '' } }),
      good('a map that fills 1,024 bytes exactly', sized(1020)), good('a map one byte longer', sized(1021)), good('a map of 5,000 bytes', sized(5000)),
      raw('no bytes', zeros(0)), raw('three bytes', zeros(3)), raw('only zeros', zeros(1024)), raw('a length beyond the plaintext', concatBytes(uint32ToBytes(1021), pack(map).subarray(4))), raw('the largest length', concatBytes(fromHex('ffffffff'), pack(map).subarray(4))),
      raw('a byte of padding too few', pack(map).subarray(0, -1)), raw('a byte of padding too many', pack(map, 1025)), raw('padded to 2,048 where 1,024 is proper', pack(map, 2048)), raw('the last byte of padding is one', concatBytes(pack(map).subarray(0, -1), fromHex('01'))),
      raw('the first byte of padding is one', concatBytes(uint32ToBytes(map.length), map, fromHex('01'), zeros(1024 - 5 - map.length))), raw('a length one shorter than the map', concatBytes(uint32ToBytes(map.length - 1), map, zeros(1024 - 4 - map.length))),
      raw('a length one longer than the map', concatBytes(uint32ToBytes(map.length + 1), map, zeros(1024 - 4 - map.length))), raw('an array instead of a map', pack(encodeCbor([1, 2]))), raw('a map with keys out of order', pack(concatBytes(fromHex('a2'), encodeCbor({ salts: [] }).subarray(1), encodeCbor({ app: 1 }).subarray(1)))),
      bad('an unknown key', { note: 1 }), without('entries'), without('salts'), without('hlc'), without('wall'), without('mono'), without('timeSource'), without('parents'), without('app'),
      bad('no entries', { entries: [], salts: [] }), raw('257 entries', pack(encodeCbor(many(257)))), bad('an empty entry', { entries: [zeros(0)] }), bad('an entry that is text', { entries: ['a'] }), bad('two salts for one entry', { salts: [random(16), random(16)] }), bad('no salts', { salts: [] }),
      bad('a salt of 15 bytes', { salts: [random(15)] }), bad('a negative hybrid time', { hlc: { ms: -1, counter: 0 } }), bad('counter 65,536', { hlc: { ms: 0, counter: 65_536 } }), bad('a negative counter', { hlc: { ms: 0, counter: -1 } }),
      bad('a hybrid clock with a third key', { hlc: { ms: 0, counter: 0, node: 1 } }), bad('a zone of 65 characters', { wall: { ms: 0, zone: 'z'.repeat(65), offset: 0 } }), bad('an offset that is text', { wall: { ms: 0, zone: 'UTC', offset: '0' } }),
      bad('a boot of 15 bytes', { mono: { boot: random(15), ms: 0 } }), bad('a negative monotonic time', { mono: { boot: random(16), ms: -1 } }), bad('an unknown time source', { timeSource: { state: 'gps', errorMs: null } }), bad('a negative error', { timeSource: { state: 'system', errorMs: -1 } }),
      bad('no error member', { timeSource: { state: 'system' } }), bad('257 parents', { parents: Array.from({ length: 257 }, () => parent) }), bad('a parent with another key', { parents: [{ ...parent, extra: 0 }] }), bad('a parent with a feed of 31 bytes', { parents: [{ ...parent, feed: zeros(31) }] }),
      bad('a parent with a negative seq', { parents: [{ ...parent, seq: -1 }] }), bad('a version of 65 characters', { app: { version: 'v'.repeat(65), build: '' } }), bad('an app without build', { app: { version: '1' } }),
    ],
  });
}
