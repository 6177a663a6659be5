import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, concatBytes, encodeCbor, unwrap, type UnixMs } from '#base';
import { readyCrypto, sha256 } from '#crypto';
import { signFrame } from '../feed/sign.ts';
import { crc32 } from '../frame/crc32.ts';
import { decodeFrame } from '../frame/decode.ts';
import type { FrameReference } from '../bytesSchema.ts';
import { createLogReader } from '../ingest/reader.ts';
import { decodePackageHead, encodePackage, isPackage } from '../package/manifest.ts';
import { createWriter, type TestWriter } from '../testing/writer.ts';
import type { ReportCode, VerificationReport } from './types.ts';
import { createLogVerifier, type VerifierOptions } from './verifier.ts';

beforeAll(readyCrypto);

const sample = (seed: number, length = 8) => {
  const writer = createWriter({ seed });
  return { writer, frames: [writer.genesis.frame, ...Array.from({ length }, (_, index) => writer.write([`entry ${index}`, 'second']).bytes)] };
};
const verify = (writer: TestWriter, bytes: Uint8Array, options: Partial<VerifierOptions> = {}): VerificationReport => {
  const verifier = createLogVerifier({ log: writer.genesis.log, keys: { device: writer.device }, ...options });
  verifier.add(bytes, '1.frames');
  return verifier.finish();
};
const codes = (report: VerificationReport, verdict?: string): readonly ReportCode[] => report.lines.filter((line) => verdict === undefined || line.verdict === verdict).map((line) => line.code);
const headsOf = (writer: TestWriter, frames: readonly Uint8Array[]): readonly FrameReference[] => {
  const reader = createLogReader({ log: writer.genesis.log, keys: null });
  for (const frame of frames) reader.ingest(frame);
  return reader.heads().map(({ feed, seq, headerSha256 }) => ({ feed, seq, headerSha256 }));
};

describe('a log that holds', () => {
  test('is ok, and what is not proven is said all the same', () => {
    const { writer, frames } = sample(81);
    const report = verify(writer, concatBytes(...frames));
    expect(report).toMatchObject({ verdict: 'ok', frames: 9, entries: 16, problems: [], gaps: [], forks: [] });
    expect(codes(report, 'holds')).toEqual(['signatures-hold', 'chain-holds', 'content-holds', 'authors-members']);
    expect(codes(report, 'not-proven')).toEqual(['names-are-claims', 'tail-can-be-cut', 'clocks-are-claims']);
    expect(report.feeds).toMatchObject([{ frames: 9, forked: false, author: bytesToHex(writer.device.ed25519) }]);
  });

  test('without keys it is ok, and the content is not proven', () => {
    const { writer, frames } = sample(82);
    const report = verify(writer, concatBytes(...frames), { keys: null, log: null });
    expect(report).toMatchObject({ verdict: 'ok', log: writer.genesis.log, entries: 0 });
    expect(codes(report, 'not-proven')).toContain('content-sealed');
  });

  test('out of order and in two pieces it is the same', () => {
    const { writer, frames } = sample(83);
    const verifier = createLogVerifier({ log: writer.genesis.log, keys: { device: writer.device } });
    verifier.add(concatBytes(...frames.slice(4)), '2.frames');
    verifier.add(concatBytes(...frames.slice(0, 4)), '1.frames');
    const report = verifier.finish();
    expect(report).toMatchObject({ verdict: 'ok', frames: 9, entries: 16 });
    expect(codes(report)).toContain('order-restored');
  });

  test('remembered heads that are reached are said to be reached', () => {
    const { writer, frames } = sample(84);
    expect(codes(verify(writer, concatBytes(...frames), { expectedHeads: headsOf(writer, frames.slice(0, 5)) }))).toContain('all-remembered-frames');
  });
});

describe('a log that does not hold', () => {
  test('a flipped byte in the middle fails with its place; the entries after it are still read', () => {
    const { writer, frames } = sample(85);
    const bytes = concatBytes(...frames);
    const offset = frames.slice(0, 3).reduce((total, frame) => total + frame.length, 0);
    bytes[offset + 500] = (bytes[offset + 500] ?? 0) ^ 1;
    const entries: string[] = [];
    const report = verify(writer, bytes, { onEntries: (placed) => entries.push(...placed.map((one) => one.id)) });
    expect(report).toMatchObject({ verdict: 'failed', frames: 8, entries: 14, gaps: [{ fromSeq: 3, toSeq: 3 }] });
    expect(entries).toHaveLength(14);
    expect(report.problems).toMatchObject([{ kind: 'damage', where: `1.frames, bytes ${offset} to ${offset + (frames[3]?.length ?? 0)}` }]);
    expect(codes(report)).toEqual(expect.arrayContaining(['damage', 'frames-missing']));
  });

  test('a missing frame is incomplete, a torn tail is incomplete, nothing is malformed', () => {
    const { writer, frames } = sample(86);
    expect(verify(writer, concatBytes(...frames.filter((_, index) => index !== 4)))).toMatchObject({ verdict: 'incomplete', gaps: [{ fromSeq: 4, toSeq: 4 }] });
    const torn = verify(writer, concatBytes(...frames).subarray(0, -10));
    expect(torn).toMatchObject({ verdict: 'incomplete', frames: 8 });
    expect(codes(torn, 'incomplete')).toEqual(['torn-tail']);
    expect(verify(writer, concatBytes(...frames.slice(1)))).toMatchObject({ verdict: 'malformed', frames: 0 });
    expect(verify(writer, new Uint8Array(0))).toMatchObject({ verdict: 'malformed' });
    expect(verify(writer, new Uint8Array(500).fill(7), { log: null })).toMatchObject({ verdict: 'malformed', log: null });
  });

  test('a cut end is found by a remembered head, a rewritten one too', () => {
    const { writer, frames } = sample(87);
    const cut = verify(writer, concatBytes(...frames.slice(0, 6)), { expectedHeads: headsOf(writer, frames) });
    expect(cut).toMatchObject({ verdict: 'incomplete', problems: [{ kind: 'head-missing' }] });
    const twin = createWriter({ seed: 187, twinOf: writer });
    const rewritten = [writer.genesis.frame, ...Array.from({ length: 8 }, (_, index) => twin.write([`nicer ${index}`]).bytes)];
    expect(verify(writer, concatBytes(...rewritten))).toMatchObject({ verdict: 'ok' });
    expect(verify(writer, concatBytes(...rewritten), { expectedHeads: headsOf(writer, frames) })).toMatchObject({ verdict: 'failed', problems: [{ kind: 'head-differs' }] });
  });

  test('a fork fails and names the place', () => {
    const { writer, frames } = sample(88);
    const twin = createWriter({ seed: 188, twinOf: writer });
    const report = verify(writer, concatBytes(...frames, twin.write(['other']).bytes));
    expect(report).toMatchObject({ verdict: 'failed', forks: [{ seq: 1 }] });
    expect(codes(report, 'failed')).toEqual(['forked']);
  });

  test('a stranger among the authors fails', () => {
    const { writer, frames } = sample(89);
    const stranger = createWriter({ seed: 189, join: writer });
    expect(codes(verify(writer, concatBytes(...frames, stranger.write(['x']).bytes)), 'failed')).toEqual(['authors-refused']);
  });

  test('a forged signature fails', () => {
    const { writer, frames } = sample(90);
    const frame = unwrap(decodeFrame(frames[8] ?? new Uint8Array(0)));
    const forged = signFrame(frame.header, frame.body, createWriter({ seed: 190 }).device.signingKey).frame;
    const report = verify(writer, concatBytes(...frames.slice(0, 8), forged));
    expect(codes(report, 'failed')).toEqual(['signatures-failed']);
  });

  test('content that is not what was signed fails', () => {
    const { writer, frames } = sample(91);
    const frame = unwrap(decodeFrame(frames[8] ?? new Uint8Array(0)));
    const body = frame.body.map((byte) => byte ^ 1);
    const forged = signFrame({ ...frame.header, bodyHash: sha256(body) }, body, writer.device.signingKey).frame;
    expect(codes(verify(writer, concatBytes(...frames.slice(0, 8), forged)), 'failed')).toEqual(['content-failed']);
  });

  test('a membership change of a newer build leaves authors undecided', () => {
    const { writer, frames } = sample(92, 1);
    const head = writer.position();
    const base = unwrap(decodeFrame(frames[1] ?? new Uint8Array(0))).header;
    const zeros = new Uint8Array(32);
    const body = encodeCbor({ op: 'remove', who: 'a later build knows' });
    const newer = signFrame({
      ...base, type: 'membership', seq: 2, previous: head.previous, feedRoot: unwrap(decodeFrame(writer.write(['x']).bytes)).header.feedRoot, entryCount: 0, entriesRoot: sha256(new Uint8Array(0)),
      epochId: zeros, salt: zeros, commitment: zeros, bodyLength: body.length, bodyHash: sha256(body),
    }, body, writer.device.signingKey);
    const stranger = createWriter({ seed: 192, join: { ...writer, genesis: { ...writer.genesis, membershipHead: newer.headerHash } } });
    const report = verify(writer, concatBytes(...frames, newer.frame, stranger.write(['who am I']).bytes));
    expect(report).toMatchObject({ verdict: 'incomplete', frames: 4 });
    expect(codes(report, 'incomplete')).toEqual(['authors-undecided']);
  });
});

describe('package', () => {
  const pack = (writer: TestWriter, frames: readonly Uint8Array[]) => encodePackage({ log: writer.genesis.log, scope: 'incident', exportedAt: 5 as UnixMs, heads: headsOf(writer, frames), app: { version: '0.1.0', build: 'test' } }, frames, writer.device);

  test('carries frames byte for byte and the heads they end in', () => {
    const { writer, frames } = sample(93);
    const bytes = pack(writer, frames);
    const { manifest, framesAt } = unwrap(decodePackageHead(bytes));
    expect(isPackage(bytes)).toBe(true);
    expect(bytes.subarray(framesAt)).toEqual(concatBytes(...frames));
    expect(manifest).toMatchObject({ log: writer.genesis.log, frames: 9, bytes: bytes.length - framesAt, exporter: bytesToHex(writer.device.ed25519) });
    expect(verify(writer, bytes.subarray(framesAt), { expectedHeads: manifest.heads, exporter: manifest.exporter })).toMatchObject({ verdict: 'ok' });
    const cut = bytes.subarray(framesAt, bytes.length - (frames[8]?.length ?? 0));
    expect(verify(writer, cut, { expectedHeads: manifest.heads, exporter: manifest.exporter })).toMatchObject({ verdict: 'incomplete' });
    expect(codes(verify(writer, cut, { exporter: '00'.repeat(32) }), 'failed')).toEqual(['authors-refused']);
  });

  test('every changed bit of the opening is refused', () => {
    const { writer, frames } = sample(94, 1);
    const bytes = pack(writer, frames);
    const { framesAt } = unwrap(decodePackageHead(bytes));
    for (let bit = 0; bit < framesAt * 8; bit += 1) {
      const changed = bytes.slice(0, framesAt);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const read = decodePackageHead(changed);
      expect(read.ok).toBe(false);
      if (!read.ok) expect(['malformed-package', 'crc-mismatch', 'too-large']).toContain(read.error.kind);
    }
  });

  test('a changed manifest with a right checksum does not carry the signature', () => {
    const { writer, frames } = sample(96, 1);
    const bytes = pack(writer, frames);
    const { framesAt } = unwrap(decodePackageHead(bytes));
    // Every byte of manifest and signature; what is no longer a manifest is refused before the signature is looked at.
    const kinds = new Set<string>();
    for (let at = 8; at < framesAt - 4; at += 1) {
      const changed = bytes.slice(0, framesAt);
      changed[at] = (changed[at] ?? 0) ^ 1;
      new DataView(changed.buffer).setUint32(framesAt - 4, crc32(changed.subarray(0, framesAt - 4)));
      const read = decodePackageHead(changed);
      kinds.add(read.ok ? 'ok' : read.error.kind);
    }
    expect([...kinds].toSorted()).toEqual(['bad-signature', 'malformed-package', 'unknown-version']);
  });

  test('never throws', () => {
    const { writer, frames } = sample(95, 1);
    const bytes = pack(writer, frames);
    for (let length = 0; length < unwrap(decodePackageHead(bytes)).framesAt; length += 1) expect(decodePackageHead(bytes.subarray(0, length)).ok).toBe(false);
  });
});
