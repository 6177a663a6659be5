// Parsers of the journal: CBOR, frame, header, scan, body, entry, package, proofs, and the reader behind them.
import { beforeAll, expect, test } from 'vitest';
import { bytesToHex, concatBytes, decodeCbor, encodeCbor, equalBytes, parseLogId, type CborValue, type LogId } from '#base';
import { paddedLength, readyCrypto, type EpochSecret } from '#crypto';
import { checkEntryProof, checkForkProof, createLogReader, createLogVerifier, decodeEntry, decodeEntryProof, decodeFrame, decodePackageHead, encodeEntry, encodeEntryProof, encodeFrame, scanFrames } from '#log';
import { decodeBody } from '../../src/shared/log/body/decode.ts';
import { encodeBody } from '../../src/shared/log/body/encode.ts';
import { decodeHeader, encodeHeader } from '../../src/shared/log/frame/header.ts';
import { decodeOperation } from '../../src/shared/log/membership/operation.ts';
import { loadVectors } from '../vectors/loadVectors.ts';
import { corpus, fromHex } from './corpus.ts';
import { fuzzBytes } from './drive.ts';
import type { Dice } from './mutate.ts';

beforeAll(readyCrypto);
const declared = (kind: string, kinds: readonly string[]) => {
  if (!kinds.includes(kind)) throw new Error(`an undeclared failure: ${kind}`);
};
const same = (left: Uint8Array, right: Uint8Array, what: string) => {
  if (!equalBytes(left, right)) throw new Error(`${what} does not give the same bytes`);
};
const framing = ['malformed-frame', 'too-large', 'crc-mismatch', 'unknown-version'];
const frameKinds = [...framing, 'bad-signature', 'wrong-log', 'not-a-member', 'broken-chain', 'wrong-feed-root', 'body-hash-mismatch', 'unknown-epoch', 'commitment-mismatch', 'decrypt-failed', 'malformed-body', 'entries-root-mismatch'];
const leaf = new Uint8Array(32).fill(9);

/** Any value CBOR of the journal may hold, and sometimes one it may not. */
function buildValue(dice: Dice, depth: number): CborValue {
  switch (dice.below(depth > 4 ? 6 : 8)) {
    case 0: return dice.pick([0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32, Number.MAX_SAFE_INTEGER, -1, -24, -25, Number.MIN_SAFE_INTEGER]);
    case 1: return dice.pick([true, false, null]);
    case 2: return new Uint8Array(dice.pick([0, 1, 16, 23, 24, 32, 64, 255, 256]));
    case 3: return dice.pick(['', 'op', 'genesis', 'é🜁', 'x'.repeat(300), 'format', '\u0000']);
    case 4: case 5: return dice.below(1000);
    case 6: return Array.from({ length: dice.below(5) }, () => buildValue(dice, depth + 1));
    default: return Object.fromEntries(Array.from({ length: dice.below(5) }, () => [dice.pick(['a', 'op', 'entries', 'salts', '__proto__', 'constructor', 'toString', 'v', 'id', 'kind', 'body', 'é']), buildValue(dice, depth + 1)]));
  }
}

test('CBOR', async () => {
  const cases = await fuzzBytes({
    name: 'CBOR', corpus: corpus.cbor, short: 8_000, long: 4_000_000,
    build: (dice) => (dice.below(8) === 0 ? new Uint8Array(1 + dice.below(100_000)).fill(dice.pick([0x81, 0x9f, 0xa1, 0xbf, 0x5f, 0xc1])) : encodeCbor(buildValue(dice, 0))),
    run: (bytes) => {
      const decoded = decodeCbor(bytes);
      if (decoded.ok) same(encodeCbor(decoded.value), bytes, 'CBOR encoded again');
      else declared(decoded.error.kind, ['malformed']);
      const operation = decodeOperation(bytes);
      if (!operation.ok) declared(operation.error.kind, ['malformed-body']);
    },
  });
  expect(cases).toBeGreaterThan(8_000);
});

test('frame', async () => {
  await fuzzBytes({
    name: 'frame', corpus: corpus.frames, short: 6_000, long: 3_000_000,
    // A frame with its checksum made good, so that what lies behind the checksum is reached.
    build: (dice) => encodeFrame(dice.pick(corpus.headers).slice(0, 1 + dice.below(400)), new Uint8Array(64), new Uint8Array(1 + dice.below(600))),
    run: (bytes) => {
      const decoded = decodeFrame(bytes);
      if (!decoded.ok) return declared(decoded.error.kind, framing);
      same(encodeFrame(decoded.value.headerBytes, decoded.value.signature, decoded.value.body), bytes, 'a frame encoded again');
    },
  });
});

test('header', async () => {
  await fuzzBytes({
    name: 'header', corpus: corpus.headers, short: 15_000, long: 6_000_000,
    run: (bytes) => {
      const decoded = decodeHeader(bytes);
      if (decoded.ok) same(encodeHeader(decoded.value), bytes, 'a header encoded again');
      else declared(decoded.error.kind, ['unknown-version', 'malformed-frame']);
      // The strict reader and the general decoder agree about what is a header at all.
      const general = decodeCbor(bytes);
      if (decoded.ok && !general.ok) throw new Error('a header that is no deterministic CBOR');
    },
  });
});

test('scan', async () => {
  await fuzzBytes({
    name: 'scan', corpus: [...corpus.scans, concatBytes(...corpus.chain.slice(0, 4))], short: 900, long: 100_000,
    // Many beginnings that claim to be long: the work must stay bounded.
    build: (dice) => {
      const bytes = new Uint8Array(dice.pick([1_000, 5_000, 20_000, 100_000]));
      const step = dice.pick([4, 12, 13, 100]);
      for (let at = 0; at + 12 <= bytes.length; at += step) bytes.set([0x48, 0x46, 0x46, 0x31, 0, 0, dice.below(17), dice.below(256), 0, dice.below(17), dice.below(256), 1].slice(0, Math.min(step, 12)), at);
      return bytes;
    },
    run: (bytes) => {
      const { frames, damaged, tail } = scanFrames(bytes);
      const ranges = [...frames, ...damaged, ...(tail === null ? [] : [tail])].toSorted((left, right) => left.from - right.from);
      let at = 0;
      for (const { from, to } of ranges) {
        if (from !== at || to <= from) throw new Error(`the ranges do not cover the file at ${at}`);
        at = to;
      }
      if (at !== bytes.length) throw new Error('the ranges end before the file');
      if (tail !== null && tail.to !== bytes.length) throw new Error('the tail is not at the end');
      for (const { from, to } of frames) {
        const frame = decodeFrame(bytes.subarray(from, to));
        if (!frame.ok) declared(frame.error.kind, ['malformed-frame', 'unknown-version']);
      }
    },
  });
});

test('body', async () => {
  const maps = corpus.bodies.map((bytes) => bytes.subarray(4, 4 + Math.min(bytes.length, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).byteLength >= 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) : 0))).filter((map) => map.length < 20_000);
  await fuzzBytes({
    name: 'body', corpus: maps, short: 6_000, long: 2_000_000,
    run: (bytes) => {
      const decoded = decodeBody(bytes);
      if (decoded.ok) same(encodeBody(decoded.value), bytes, 'a body encoded again');
      else declared(decoded.error.kind, ['malformed-body']);
      if (paddedLength(bytes.length) < bytes.length) throw new Error('padding that shortens');
    },
  });
});

test('entry', async () => {
  await fuzzBytes({
    name: 'entry', corpus: corpus.entries, short: 6_000, long: 2_000_000,
    run: (bytes) => {
      const { id, entry } = decodeEntry(bytes, leaf);
      if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)) throw new Error('an id that is no ULID');
      if (entry === null) return;
      const again = encodeEntry(entry);
      if (!again.ok) throw new Error(`an entry that was read cannot be written: ${again.error.message}`);
      if (decodeEntry(again.value, leaf).entry === null) throw new Error('an entry that was written cannot be read');
    },
  });
});

test('package', async () => {
  const { epochSecret } = loadVectors('journals.json');
  await fuzzBytes({
    name: 'package', corpus: corpus.packages, short: 1_200, long: 300_000,
    run: (bytes) => {
      const head = decodePackageHead(bytes);
      if (!head.ok) return declared(head.error.kind, ['malformed-package', 'unknown-version', 'crc-mismatch', 'bad-signature', 'too-large']);
      const { manifest, framesAt } = head.value;
      const verifier = createLogVerifier({ log: manifest.log, keys: { epochSecrets: [fromHex(epochSecret) as EpochSecret] }, expectedHeads: manifest.heads, exporter: manifest.exporter });
      verifier.add(bytes.subarray(framesAt));
      declared(verifier.finish().verdict, ['ok', 'failed', 'incomplete', 'malformed']);
    },
  });
});

test('entry proof and fork proof', async () => {
  await fuzzBytes({
    name: 'entry proof', corpus: corpus.entryProofs, short: 4_000, long: 1_000_000,
    run: (bytes) => {
      const decoded = decodeEntryProof(bytes);
      if (!decoded.ok) return declared(decoded.error.kind, ['malformed-proof']);
      same(encodeEntryProof(decoded.value), bytes, 'a proof encoded again');
      const checked = checkEntryProof(decoded.value);
      if (!checked.ok) declared(checked.error.kind, ['malformed-proof']);
    },
  });
  const proved = corpus.forkProofs.filter((bytes) => {
    const checked = checkForkProof(bytes);
    return checked.ok && checked.value.holds;
  }).map(bytesToHex);
  await fuzzBytes({
    name: 'fork proof', corpus: corpus.forkProofs, short: 2_000, long: 1_000_000,
    run: (bytes) => {
      const checked = checkForkProof(bytes);
      if (!checked.ok) return declared(checked.error.kind, ['malformed-proof']);
      if (checked.value.holds && !proved.includes(bytesToHex(bytes))) throw new Error('a fork was proved that nobody signed');
    },
  });
});

test('the reader: any frames in any order end in a state that adds up', async () => {
  const { log, epochSecret } = loadVectors('chains.json');
  await fuzzBytes({
    name: 'reader', corpus: [concatBytes(...corpus.chain), ...corpus.chain], short: 500, long: 200_000,
    build: (dice) => concatBytes(...Array.from({ length: 1 + dice.below(14) }, () => dice.pick(corpus.chain))),
    run: (bytes) => {
      const reader = createLogReader({ log: parseLogId(log) as LogId, keys: { epochSecrets: [fromHex(epochSecret) as EpochSecret] } });
      let accepted = 0;
      let entries = 0;
      for (const { from, to } of scanFrames(bytes).frames) {
        const result = reader.ingest(bytes.subarray(from, to));
        if (!result.ok) declared(result.error.kind, frameKinds);
        else entries += result.value.entries.length;
        accepted += 1;
      }
      entries += reader.settle().reduce((sum, placed) => sum + placed.entries.length, 0);
      const counts = reader.counts();
      // Each journal frame of the corpus holds one entry; the forged ones hold none that is accepted.
      if (counts.entries !== entries) throw new Error(`${counts.entries} entries counted, ${entries} handed over`);
      if (counts.frames > accepted || counts.opened + counts.sealed > counts.frames) throw new Error('more frames than were given');
    },
  });
});
