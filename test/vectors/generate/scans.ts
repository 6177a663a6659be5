import { concatBytes } from '#base';
import { encodeFrame } from '#log';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { fromHex, tag, toHex, withBit, writeVectors, zeros } from './kit.ts';

type Range = readonly [number, number];
type Tail = { readonly from: number; readonly to: number; readonly reason: 'incomplete' | 'crc-mismatch' | 'not-a-frame' } | null;
type Part = { readonly bytes: Uint8Array; readonly is: 'frame' | 'damage' | 'tail' };

/** scans.json: docs/spec/frames.md section 3.1. What each part of a file is, is said by hand; only the offsets are counted. */
export function generateScans(): void {
  const random = seededRandom(104);
  const make = (header: number, body: number): Uint8Array => encodeFrame(random(header), random(64), random(body));
  const [one, two, three] = [make(1, 1), make(40, 200), make(350, 1040)];
  const frame = (bytes: Uint8Array): Part => ({ bytes, is: 'frame' });
  const damage = (bytes: Uint8Array): Part => ({ bytes, is: 'damage' });
  const tail = (bytes: Uint8Array): Part => ({ bytes, is: 'tail' });
  const file = (name: string, parts: readonly Part[], reason?: NonNullable<Tail>['reason']) => {
    let at = 0;
    const frames: Range[] = [];
    const damaged: Range[] = [];
    let end: Tail = null;
    for (const { bytes, is } of parts) {
      const to = at + bytes.length;
      if (is === 'frame') frames.push([at, to]);
      else if (is === 'damage') damaged.push([at, to]);
      else end = { from: at, to, reason: reason ?? 'not-a-frame' };
      at = to;
    }
    return { name, hex: toHex(concatBytes(...parts.map((part) => part.bytes))), expect: end?.reason ?? (damaged.length > 0 ? 'damage' : 'clean'), frames, damaged, tail: end };
  };
  const magic = tag('HFF1');
  writeVectors('scans.json', {
    about: 'docs/spec/frames.md section 3.1: files of frames, scanned without keys. See README.md.',
    cases: [
      file('an empty file', []), file('one frame', [frame(three)]), file('three frames', [frame(one), frame(two), frame(three)]), file('the same frame twice', [frame(two), frame(two)]), file('the smallest frame', [frame(one)]),
      file('text between two frames', [frame(two), damage(tag('not a frame')), frame(three)]), file('a byte before the first frame', [damage(zeros(1)), frame(two)]), file('zeros before the first frame', [damage(zeros(500)), frame(two)]),
      file('a frame with a changed body', [frame(one), damage(withBit(two, 120)), frame(three)]), file('a frame with a changed checksum', [frame(one), damage(withBit(two, -1)), frame(three)]), file('a frame with a changed magic', [damage(withBit(one, 0)), frame(two)]),
      file('a frame without its last byte', [damage(two.subarray(0, -1)), frame(three)]), file('a frame without its first byte', [damage(two.subarray(1)), frame(three)]), file('a header length that runs over the next frame', [damage(withBit(two, 6, 2)), frame(three), frame(three)]),
      file('a header length of zero', [damage(concatBytes(magic, zeros(80))), frame(one)]), file('a body length beyond the limit', [damage(withBit(two, 8, 0x80)), frame(three)]), file('two damaged ranges', [damage(zeros(9)), frame(one), damage(zeros(12)), frame(two)]),
      file('half a magic before a frame', [damage(tag('HF')), frame(two)]), file('the magic alone before a frame', [damage(magic), frame(two)]), file('a whole frame inside a damaged one', [damage(withBit(encodeFrame(random(30), random(64), zeros(3)), -1).subarray(0, 100)), frame(one), damage(zeros(7)), frame(two)]),
      file('the last frame without its last byte', [frame(one), tail(two.subarray(0, -1))], 'incomplete'), file('the last frame cut in its header', [frame(one), tail(three.subarray(0, 200))], 'incomplete'), file('twelve bytes of a frame', [frame(one), tail(three.subarray(0, 12))], 'incomplete'),
      file('eleven bytes of a frame', [frame(one), tail(three.subarray(0, 11))], 'incomplete'), file('one byte of the magic', [frame(one), tail(magic.subarray(0, 1))], 'incomplete'), file('only a cut frame', [tail(three.subarray(0, 1000))], 'incomplete'),
      file('the last frame with a changed body', [frame(one), tail(withBit(two, 150))], 'crc-mismatch'), file('the last frame with a changed checksum', [frame(one), tail(withBit(two, -2, 0x80))], 'crc-mismatch'), file('a changed frame and text after it', [frame(one), tail(concatBytes(withBit(two, 20), tag('text')))], 'crc-mismatch'),
      file('zeros at the end', [frame(one), tail(zeros(64))], 'not-a-frame'), file('one zero at the end', [frame(one), tail(zeros(1))], 'not-a-frame'), file('only text', [tail(tag('this is not a file of frames'))], 'not-a-frame'), file('a magic with lengths beyond the limits at the end', [frame(one), tail(concatBytes(magic, fromHex('ffffffffffffffff')))], 'not-a-frame'),
      file('text that begins like the magic', [frame(one), tail(tag('HFX'))], 'not-a-frame'), file('damage in the middle and a torn end', [frame(one), damage(zeros(33)), frame(two), tail(three.subarray(0, 900))], 'incomplete'),
    ],
  });
}
