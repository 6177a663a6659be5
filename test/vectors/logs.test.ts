// Vectors of whole logs, packages and proofs, read by the one ingest and the verifier.
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, concatBytes, hexToBytes, parseLogId, type FeedId, type LogId, type Sha256Hex } from '#base';
import { deviceFromSecrets, readyCrypto, type EpochSecret } from '#crypto';
import { checkEntryProof, checkForkProof, createLogReader, createLogVerifier, decodeEntryProof, decodePackageHead, encodeEntryProof, scanFrames, type ReaderKeys } from '#log';
import { loadVectors } from './loadVectors.ts';
import { checkWithOpenssl } from './opensslCheck.ts';

beforeAll(readyCrypto);
function hex(text: string | undefined): Uint8Array {
  const bytes = text === undefined ? null : hexToBytes(text);
  if (bytes === null) throw new Error('the vector is not hexadecimal');
  return bytes;
}
const kindsOf = (problems: readonly { readonly kind: string }[]) => [...new Set(problems.map(({ kind }) => kind))].toSorted();

describe('members', () => {
  const { logs, frames, cases } = loadVectors('members.json');
  const read = (name: string, before: readonly string[], frame: string, keys: ReaderKeys | null) => {
    const log = parseLogId(logs[name]?.log ?? '') as LogId;
    const reader = createLogReader({ log, keys });
    for (const earlier of before) expect(reader.ingest(hex(frames[earlier])).ok).toBe(true);
    const result = reader.ingest(hex(frame));
    return { status: result.ok ? result.value.status : result.error.kind, undecided: reader.counts().undecidedAuthors };
  };

  test.each(cases)('$name: $expect', ({ log, before, frame, expect: expected, keyless, device, undecided }) => {
    const secrets = logs[log];
    expect(read(log, before, frame, { epochSecrets: [hex(secrets?.epochSecret) as EpochSecret] })).toEqual({ status: expected, undecided });
    expect(read(log, before, frame, null)).toEqual({ status: keyless, undecided });
    expect(read(log, before, frame, { device: deviceFromSecrets(hex(secrets?.seed), hex(secrets?.x25519Secret)) })).toEqual({ status: device, undecided });
  });

  test.each(cases)('$name: OpenSSL agrees about framing, signature and body', ({ frame, expect: expected }) => {
    expect(checkWithOpenssl(hex(frame)) === null).toBe(expected === 'body-hash-mismatch');
  });
});

describe('whole logs', () => {
  const { log, epochSecret, frames, cases } = loadVectors('chains.json');
  const pieces = (file: readonly string[]) => concatBytes(...file.map((name) => (name.startsWith('hex:') ? hex(name.slice(4)) : hex(frames[name]))));

  test.each(cases)('$name: $expect', ({ files, keyed, heads, expect: expected, problems, frames: placed, entries, gaps, forks }) => {
    const verifier = createLogVerifier({
      log: parseLogId(log), keys: keyed ? { epochSecrets: [hex(epochSecret) as EpochSecret] } : null,
      expectedHeads: heads.map(({ feed, seq, header }) => ({ feed: feed as FeedId, seq, headerSha256: header as Sha256Hex })),
    });
    for (const file of files) verifier.add(pieces(file));
    const report = verifier.finish();
    expect({ verdict: report.verdict, problems: kindsOf(report.problems), frames: report.frames, entries: report.entries, gaps: report.gaps, forks: report.forks.length }).toEqual({ verdict: expected, problems, frames: placed, entries, gaps, forks });
  });

  test.each(cases)('$name: the counts of the reader', ({ files, keyed, duplicates, sealed, entries }) => {
    const reader = createLogReader({ log: parseLogId(log) as LogId, keys: keyed ? { epochSecrets: [hex(epochSecret) as EpochSecret] } : null });
    for (const file of files.map(pieces)) for (const { from, to } of scanFrames(file).frames) reader.ingest(file.subarray(from, to));
    reader.settle();
    const counts = reader.counts();
    expect({ duplicates: counts.duplicates, sealed: counts.sealed, entries: counts.entries }).toEqual({ duplicates, sealed, entries });
  });
});

describe('packages', () => {
  const { epochSecret, packages } = loadVectors('journals.json');
  test.each(packages)('$name: $expect', ({ hex: text, expect: expected, problems }) => {
    const bytes = hex(text);
    const head = decodePackageHead(bytes);
    if (!head.ok) {
      expect({ kind: head.error.kind, problems: [] }).toEqual({ kind: expected, problems });
      return;
    }
    const { manifest, framesAt } = head.value;
    const verifier = createLogVerifier({ log: manifest.log, keys: { epochSecrets: [hex(epochSecret) as EpochSecret] }, expectedHeads: manifest.heads, exporter: manifest.exporter });
    verifier.add(bytes.subarray(framesAt));
    const report = verifier.finish();
    expect({ verdict: report.verdict, problems: kindsOf(report.problems) }).toEqual({ verdict: expected, problems });
  });
});

describe('proofs', () => {
  const { entryProofs, forkProofs } = loadVectors('proofs.json');

  test.each(entryProofs)('entry proof, $name: $expect', ({ hex: text, expect: expected }) => {
    const decoded = decodeEntryProof(hex(text));
    const checked = decoded.ok ? checkEntryProof(decoded.value) : decoded;
    if (!checked.ok) {
      expect(checked.error.kind).toBe(expected);
      return;
    }
    const { leafHolds, signatureHolds } = checked.value;
    expect(leafHolds ? (signatureHolds ? 'holds' : 'signature-fails') : signatureHolds ? 'leaf-fails' : 'both-fail').toBe(expected);
    if (decoded.ok) expect(bytesToHex(encodeEntryProof(decoded.value))).toBe(text);
  });

  test.each(forkProofs)('fork proof, $name: $expect', ({ hex: text, expect: expected }) => {
    const checked = checkForkProof(hex(text));
    expect(checked.ok ? (checked.value.holds ? 'holds' : 'fails') : checked.error.kind).toBe(expected);
  });
});
