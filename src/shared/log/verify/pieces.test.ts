import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { concatBytes, type WiredPort } from '#base';
import { readyCrypto } from '#crypto';
import { crc32 } from '../frame/crc32.ts';
import { createWriter, type TestWriter } from '../testing/writer.ts';
import { createPieceFeeder } from './feedPieces.ts';
import { createPieceHelper, servePieceHelper, type PieceHelper } from './pieceHelper.ts';
import { precheckPiece } from './precheck.ts';
import type { VerificationReport } from './types.ts';
import { createLogVerifier } from './verifier.ts';

beforeAll(readyCrypto);
const runs = process.env['SLOW'] === '1' ? 500 : 25;

const LENGTH = 24;
const sample = (seed: number) => {
  const writer = createWriter({ seed });
  return { writer, frames: [writer.genesis.frame, ...Array.from({ length: LENGTH }, (_, index) => writer.write([`entry ${index}`]).bytes)] };
};
const shared = () => (made ??= sample(901));
let made: ReturnType<typeof sample> | null = null;

/** Two ends of a channel within one thread; what passes is cloned, as between threads. */
function channel(): { readonly here: WiredPort; readonly there: WiredPort; readonly passed: unknown[]; readonly cut: () => void } {
  const listeners: [((message: unknown) => void)[], ((message: unknown) => void)[]] = [[], []];
  const closers: (() => void)[] = [];
  const passed: unknown[] = [];
  let open = true;
  const end = (mine: 0 | 1): WiredPort => ({
    postMessage: (message) => {
      const copy = structuredClone(message);
      if (mine === 0) passed.push(copy);
      setTimeout(() => { if (open) for (const listener of listeners[mine === 0 ? 1 : 0]) listener(copy); }, 0);
    },
    onMessage: (listener) => { listeners[mine].push(listener); },
    onClose: (listener) => { closers.push(listener); },
    close: () => undefined,
  });
  return { here: end(0), there: end(1), passed, cut: () => { open = false; for (const close of closers) close(); } };
}

async function startHelper(patienceMs?: number) {
  const wire = channel();
  let terminated = 0;
  servePieceHelper(wire.there, (error) => { throw error; });
  const helper = createPieceHelper(wire.here, () => { terminated += 1; }, patienceMs);
  await expect.poll(() => helper.isReady()).toBe(true);
  return { helper, wire, terminated: () => terminated };
}

/** Checks frames in pieces of a few, with or without a helper. */
async function checkIn(pieces: readonly Uint8Array[], writer: TestWriter, helper: PieceHelper | null, onPiece: (index: number) => void = () => {}): Promise<VerificationReport> {
  const feeder = createPieceFeeder(createLogVerifier({ log: writer.genesis.log, keys: { device: writer.device } }), helper);
  for (const [index, piece] of pieces.entries()) {
    onPiece(index);
    await feeder.add(piece, `piece ${index + 1}`);
  }
  return feeder.finish();
}
const inPieces = (frames: readonly Uint8Array[], each: number): readonly Uint8Array[] => Array.from({ length: Math.ceil(frames.length / each) }, (_, index) => concatBytes(...frames.slice(index * each, index * each + each)));

/** A frame with one bit of a part changed and the CRC made good again, as somebody would who wants it unnoticed. */
function change(frame: Uint8Array, part: 'header' | 'signature' | 'body', at: number): Uint8Array {
  const changed = frame.slice();
  const view = new DataView(changed.buffer);
  const header = view.getUint32(4);
  const [from, length] = part === 'header' ? [12, header] : part === 'signature' ? [12 + header, 64] : [76 + header, view.getUint32(8)];
  const place = from + (at % length);
  changed[place] = (changed[place] ?? 0) ^ (1 << (at % 8));
  view.setUint32(changed.length - 4, crc32(changed.subarray(0, changed.length - 4)));
  return changed;
}

describe('with a helper', () => {
  test('the report is the same, and every piece came from it', async () => {
    const { writer, frames } = shared();
    const { helper, wire } = await startHelper();
    const pieces = inPieces(frames, 4);
    const report = await checkIn(pieces, writer, helper);
    expect(report).toEqual(await checkIn(pieces, writer, null));
    expect(report).toMatchObject({ verdict: 'ok', frames: LENGTH + 1, entries: LENGTH, problems: [] });
    expect(wire.passed).toHaveLength(pieces.length);
  });

  test('it never sees a key, an epoch secret or a plaintext', async () => {
    const { writer, frames } = shared();
    const { helper, wire } = await startHelper();
    await checkIn(inPieces(frames, 5), writer, helper);
    const seen = wire.passed.map((message) => Buffer.from((message as { readonly input: { readonly bytes: Uint8Array } }).input.bytes).toString('latin1')).join('');
    expect(seen).toBe(Buffer.from(concatBytes(...frames)).toString('latin1'));
    expect(JSON.stringify(wire.passed.map((message) => Object.keys((message as { readonly input: object }).input)))).toBe(JSON.stringify(wire.passed.map(() => ['bytes', 'frames'])));
    expect(seen).not.toContain('entry 3');
  });

  test('a change anywhere is named with its frame, exactly as on one thread', async () => {
    const { writer, frames } = shared();
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: LENGTH }), fc.constantFrom('header' as const, 'signature' as const, 'body' as const), fc.nat(100_000), fc.integer({ min: 1, max: 9 }), async (index, part, at, each) => {
      const changed = frames.with(index, change(frames[index] ?? new Uint8Array(0), part, at));
      const { helper } = await startHelper();
      const pieces = inPieces(changed, each);
      const report = await checkIn(pieces, writer, helper);
      expect(report).toEqual(await checkIn(pieces, writer, null));
      const offset = concatBytes(...changed.slice(index - (index % each), index)).length;
      expect(report.verdict).not.toBe('ok');
      expect(report.problems[0]?.where).toBe(`piece ${Math.floor(index / each) + 1}, byte ${offset}`);
      if (part === 'signature') expect(report.problems[0]?.kind).toBe('bad-signature');
    }), { numRuns: runs });
  });

  test('two bad signatures in one piece are both named', async () => {
    const { writer, frames } = shared();
    const { helper } = await startHelper();
    const changed = frames.map((frame, index) => (index === 7 || index === 11 ? change(frame, 'signature', index) : frame));
    const report = await checkIn([concatBytes(...changed)], writer, helper);
    const at = (index: number) => `piece 1, byte ${concatBytes(...changed.slice(0, index)).length}`;
    expect(report.problems.filter((problem) => problem.kind === 'bad-signature').map((problem) => problem.where)).toEqual([at(7), at(11)]);
    expect(report.lines.find((line) => line.code === 'signatures-failed')?.count).toBe(2);
  });

  test('damage between frames and a torn end are the same', async () => {
    const { writer, frames } = shared();
    const { helper } = await startHelper();
    const pieces = [concatBytes(...frames.slice(0, 5), new Uint8Array(40), ...frames.slice(5, 9)), concatBytes(...frames.slice(9, 20), (frames[20] ?? new Uint8Array(0)).subarray(0, 300))];
    const report = await checkIn(pieces, writer, helper);
    expect(report).toEqual(await checkIn(pieces, writer, null));
    expect(report.lines.map((line) => line.code)).toEqual(expect.arrayContaining(['damage', 'torn-tail']));
  });

  test('a whole file is cut between frames, and places are those in the file', async () => {
    const writer = createWriter({ seed: 902 });
    const long = Array.from({ length: 4 }, () => 'x'.repeat(60_000));
    const frames = [writer.genesis.frame, ...Array.from({ length: 14 }, () => writer.write(long).bytes)];
    const changed = frames.with(9, change(frames[9] ?? new Uint8Array(0), 'signature', 3)).with(12, (frames[12] ?? new Uint8Array(0)).map((value, index) => (index === 5000 ? value ^ 1 : value)));
    const file = concatBytes(...changed);
    const { helper, wire } = await startHelper();
    const verifier = createLogVerifier({ log: writer.genesis.log, keys: { device: writer.device } });
    verifier.add(file, 'piece 1');
    const report = await checkIn([file], writer, helper);
    expect(report).toEqual(verifier.finish());
    expect(report.problems.map((problem) => problem.kind)).toEqual(expect.arrayContaining(['damage', 'bad-signature']));
    expect(wire.passed.length).toBeGreaterThan(2);
  });
});

describe('a helper that fails', () => {
  test.each([['dies', (wire: { readonly cut: () => void }) => wire.cut()], ['is ended', (_wire: unknown, helper: PieceHelper) => helper.end()]])('that %s in the middle is answered by checking here', async (_name, fail) => {
    const { writer, frames } = shared();
    const changed = frames.with(20, change(frames[20] ?? new Uint8Array(0), 'signature', 5));
    const { helper, wire, terminated } = await startHelper();
    const pieces = inPieces(changed, 3);
    const report = await checkIn(pieces, writer, helper, (index) => { if (index === 4) fail(wire, helper); });
    expect(report).toEqual(await checkIn(pieces, writer, null));
    expect(terminated()).toBe(1);
    expect(helper.isReady()).toBe(false);
    expect(wire.passed.length).toBeLessThan(pieces.length);
  });

  test('that is silent is ended, and what it had is checked here', async () => {
    const { writer, frames } = shared();
    const wire = channel();
    let terminated = 0;
    wire.there.onMessage(() => undefined);
    const helper = createPieceHelper(wire.here, () => { terminated += 1; }, 20);
    wire.there.postMessage({ t: 'push', name: 'helper.ready', payload: null });
    await expect.poll(() => helper.isReady()).toBe(true);
    const pieces = inPieces(frames, 4);
    expect(await checkIn(pieces, writer, helper)).toEqual(await checkIn(pieces, writer, null));
    expect(terminated).toBe(1);
    expect(wire.passed.length).toBeLessThanOrEqual(4);
  });

  test('that never gets ready is not waited for', async () => {
    const { writer, frames } = shared();
    const wire = channel();
    const helper = createPieceHelper(wire.here, () => undefined);
    expect((await checkIn(inPieces(frames, 4), writer, helper)).verdict).toBe('ok');
    expect(wire.passed).toEqual([]);
  });
});

test('only yes is said of a frame: one that fails, or cannot be read, is left to the reader', () => {
  const { frames } = shared();
  const bad = change(frames[2] ?? new Uint8Array(0), 'signature', 1);
  const otherBody = change(frames[3] ?? new Uint8Array(0), 'body', 1);
  const unreadable = change(frames[4] ?? new Uint8Array(0), 'header', 0);
  const facts = precheckPiece(concatBytes(frames[1] ?? bad, bad, otherBody, unreadable, frames[5] ?? bad));
  expect([...facts.holds]).toEqual([1, 0, 0, 0, 1]);
});
