import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPieceMeter, LARGEST_PIECE, largestPieces, measureTransport, PIECE_MS, SMALLEST_PIECE, type PieceMeter } from './pieceSize.ts';

const KIBIBYTE = 1_024;

/** A meter on a link with a set clock: each piece takes the way there and back, and its bytes at the pace. */
function onLink(link: { latencyMs: number; perSecond: number }) {
  let now = 0;
  const meter: PieceMeter = createPieceMeter(() => now);
  const small = (): void => {
    now += link.latencyMs;
    meter.note('up', { up: 300, down: 400, ms: link.latencyMs });
  };
  /** Milliseconds that the bytes of the next piece need, which is sent. */
  const piece = (direction: 'up' | 'down', bytes = meter[direction]()): number => {
    const bytesMs = (bytes / link.perSecond) * 1_000;
    now += link.latencyMs + bytesMs;
    meter.note(direction, { up: 200, down: 200, [direction]: bytes, ms: link.latencyMs + bytesMs });
    return bytesMs;
  };
  return { meter, small, piece, rest: (ms: number) => { now += ms; } };
}

test('a quick connection carries the most after a few requests, a slow one half a second of its own pace; each direction for itself', () => {
  const quick = onLink({ latencyMs: 1, perSecond: 200 * 2 ** 20 });
  expect(quick.meter.up()).toBe(SMALLEST_PIECE);
  const sizes = Array.from({ length: 8 }, () => (quick.piece('up'), quick.meter.up() / KIBIBYTE));
  expect(sizes).toEqual([32, 64, 128, 256, 512, 1_024, 1_024, 1_024]);
  expect(quick.meter.down()).toBe(SMALLEST_PIECE);

  const phone = onLink({ latencyMs: 0, perSecond: 64 * KIBIBYTE });
  for (let count = 0; count < 3; count += 1) phone.piece('down');
  expect(phone.meter.down()).toBe(32 * KIBIBYTE);
  expect(phone.meter.up()).toBe(SMALLEST_PIECE);
});

test('a connection that becomes slow is believed at once, one that becomes quick step by step', () => {
  const link = { latencyMs: 10, perSecond: 4 * 2 ** 20 };
  const { meter, small, piece } = onLink(link);
  small();
  for (let count = 0; count < 10; count += 1) piece('up');
  expect(meter.up()).toBe(LARGEST_PIECE);
  link.perSecond = 100 * KIBIBYTE;
  piece('up');
  expect(meter.up()).toBe(50 * KIBIBYTE);
  link.perSecond = 100 * 2 ** 20;
  const grown = Array.from({ length: 5 }, () => (piece('up'), meter.up() / KIBIBYTE));
  expect(grown).toEqual([100, 200, 400, 800, 1_024]);
});

test('a long way there and back is no slow pace, once a small request has told of it', () => {
  const satellite = onLink({ latencyMs: 700, perSecond: 800 * KIBIBYTE });
  satellite.small();
  for (let count = 0; count < 8; count += 1) satellite.piece('down');
  expect(satellite.meter.down()).toBe(400 * KIBIBYTE);
});

test('a small remainder changes nothing, a remainder that took long does, and a pace of long ago is none', () => {
  const { meter, piece, rest } = onLink({ latencyMs: 0, perSecond: 200 * KIBIBYTE });
  for (let count = 0; count < 6; count += 1) piece('up');
  expect(meter.up()).toBe(100 * KIBIBYTE);
  piece('up', 20 * KIBIBYTE);
  expect(meter.up()).toBe(100 * KIBIBYTE);
  meter.note('up', { up: 40 * KIBIBYTE, down: 100, ms: 1_000 });
  expect(meter.up()).toBe(20 * KIBIBYTE);
  meter.note('up', { up: 1_000, down: 100, ms: 3_000 });
  expect(meter.up()).toBe(20 * KIBIBYTE);
  rest(30_001);
  expect(meter.up()).toBe(SMALLEST_PIECE);
});

test('whatever the pace and the way, a piece takes half a second after the first few, and no more of the link is left unused than there has to be', () => {
  fc.assert(fc.property(fc.integer({ min: 2_000, max: 500 * 2 ** 20 }), fc.integer({ min: 0, max: 2_000 }), fc.constantFrom('up' as const, 'down' as const), (perSecond, latencyMs, direction) => {
    const { meter, small, piece } = onLink({ latencyMs, perSecond });
    small();
    let went = 0;
    for (let count = 0; count < 30; count += 1) {
      const bytes = meter[direction]();
      const ms = piece(direction);
      // Never longer than what went before, so that one guess wastes no more than was won.
      expect(bytes).toBeLessThanOrEqual(went + SMALLEST_PIECE);
      went += bytes;
      expect(bytes === SMALLEST_PIECE || ms <= PIECE_MS + 1).toBe(true);
      if (count >= 8) expect(bytes === LARGEST_PIECE || ms > PIECE_MS * 0.99).toBe(true);
    }
  }));
});

test('what is asked over a measured transport is measured, and a refusal is not', async () => {
  let now = 0;
  let status = 200;
  const { transport, pieces } = measureTransport({ request: async (verb) => {
    now += 100;
    return { ok: true, value: { status, body: new Uint8Array(verb === 'pull' ? 16_384 : 50) } };
  } }, () => now);
  await transport.request('push', new Uint8Array(16_384));
  expect([pieces.up(), pieces.down()]).toEqual([32_768, 16_384]);
  await transport.request('pull', new Uint8Array(200_000));
  expect([pieces.up(), pieces.down()]).toEqual([32_768, 32_768]);
  status = 429;
  await transport.request('blob.put', new Uint8Array(32_768));
  expect(pieces.up()).toBe(32_768);
  expect([largestPieces.up(), largestPieces.down()]).toEqual([LARGEST_PIECE, LARGEST_PIECE]);
});
