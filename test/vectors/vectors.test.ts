// Frozen vectors, each driven through several paths. A vector may be added, never changed: the sums below say so.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, bytesToText, concatBytes, decodeCbor, encodeCbor, hexToBytes, parseLogId, textToBytes, unwrap, type CborValue, type LogId, type VaultId } from '#base';
import {
  base64ToBytes, createWorkingCopySealer, deriveFrameKeys, deviceFingerprint, deviceFromSecrets, epochIdOf, openHead, openHostState, openSlot, parseHead, parseRecoveryKey, proposePrefix, readyCrypto, sealHead,
  systemRandom, type EpochSecret, type VaultKey,
} from '#crypto';
import {
  checkEntryProof, checkForkProof, createLogReader, createLogVerifier, decodeEntryProof, decodeFrame, decodePackageHead, encodeEntryProof, encodeFrame, feedIdOf, hashHeader, hashLeaf, inclusionPath, logIdOf, merkleRoot,
  scanFrames, verifyInclusion, type ReaderKeys,
} from '#log';
import { loadVectors, readVectorFile, type schemas } from './loadVectors.ts';
import { checkWithOpenssl, feedRootWithOpenssl } from './opensslCheck.ts';

const frozen: Readonly<Partial<Record<keyof typeof schemas, string>>> = {
  'cbor.json': '6b80ef1b304abe1d8f1145e82962ae356dd483e3b4fa98ec70fbdba79b7f4df8',
  'derivations.json': '3a0b6a7f093caf17b25400cee56bfff1d1abcbff4af0d4862946f86accb48bbb',
  'frames.json': 'aecc85649fa9bfbcf0c8b114096f05b16f5fbbc71ee63e82a7812810edd64076',
  'packages.json': '28c6ee43a4a507ffc5e38e37e96ee3e6f4a0af9bdb67e4e9b0b6017014ab37c8',
  'trees.json': '0825c25032f7d0493e883de5681624f4fcbbf1df5a74094fbe2ac8eb4035546c',
  'vault.json': 'eb3fecc5ea1a1f57eb7da34509ddfd84258bf95270366c8c50e8c9e4909f9f4e',
};

beforeAll(readyCrypto);
const hex = (text: string) => unwrapNull(hexToBytes(text));
const base64 = (text: string) => unwrapNull(base64ToBytes(text));
function unwrapNull<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the vector is not readable');
  return value;
}

test.each(Object.entries(frozen))('%s is as it was frozen', (name, sum) => {
  expect(createHash('sha256').update(readVectorFile(name)).digest('hex')).toBe(sum);
});

describe('frames', () => {
  const vectors = loadVectors('frames.json');
  const log = parseLogId(vectors.log) as LogId;
  const secret = hex(vectors.epochSecret) as EpochSecret;
  const stored = (name: string) => hex(unwrapNull(vectors.frames[name]));
  const outcome = (keys: ReaderKeys | null, before: readonly string[], frame: Uint8Array) => {
    const reader = createLogReader({ log, keys });
    for (const name of before) unwrap(reader.ingest(stored(name)));
    const result = reader.ingest(frame);
    return result.ok ? result.value.status : result.error.kind;
  };
  const device = () => deviceFromSecrets(hex(vectors.device.seed), hex(vectors.device.x25519Secret));

  test.each(vectors.cases)('$name: $expect', ({ before, frame, expect: expected, keyless }) => {
    const bytes = hex(frame);
    expect(outcome({ epochSecrets: [secret] }, before, bytes)).toBe(expected);
    expect(outcome({ device: device() }, before, bytes)).toBe(expected);
    expect(outcome(null, before, bytes)).toBe(keyless);
  });

  test.each(vectors.cases)('$name: the verifier gives the class', ({ before, frame, expect: expected }) => {
    const verifier = createLogVerifier({ log, keys: { epochSecrets: [secret] } });
    for (const name of before) verifier.add(stored(name), name);
    verifier.add(hex(frame), 'case');
    const report = verifier.finish();
    const kinds = report.problems.map((problem) => problem.kind);
    if (['opened', 'membership', 'duplicate'].includes(expected)) expect(kinds.filter((kind) => kind !== 'fork')).toEqual([]);
    else if (expected === 'waiting') expect(['incomplete', 'malformed']).toContain(report.verdict);
    // What is not exactly one frame with a right checksum is damage to a scan.
    else expect(kinds).toContain(scanFrames(hex(frame)).tail === null ? expected : 'damage');
    if (kinds.length > 0) expect(report.verdict).not.toBe('ok');
  });

  test.each(vectors.cases)('$name: OpenSSL agrees', ({ frame, expect: expected }) => {
    const structural = ['malformed-frame', 'crc-mismatch', 'too-large', 'unknown-version', 'bad-signature', 'body-hash-mismatch'].includes(expected);
    expect(checkWithOpenssl(hex(frame)) === null).toBe(structural);
  });

  test.each(vectors.cases.filter(({ expect: expected }) => ['opened', 'membership', 'waiting', 'duplicate'].includes(expected)))('$name: encodes to the same bytes', ({ frame }) => {
    const { headerBytes, signature, body } = unwrap(decodeFrame(hex(frame)));
    expect(bytesToHex(encodeFrame(headerBytes, signature, body))).toBe(frame);
  });

  test('OpenSSL walks the chain', () => {
    const hashes: string[] = [];
    for (const name of ['genesis', 'one', 'two', 'three']) {
      const checked = unwrapNull(checkWithOpenssl(stored(name)));
      expect(checked).toMatchObject({ seq: hashes.length, logId: vectors.log, previous: hashes.at(-1) ?? '00'.repeat(32), feedRoot: feedRootWithOpenssl(hashes) });
      hashes.push(checked.headerHash);
    }
  });

  test('at least half of the cases are failures', () => {
    expect(vectors.cases.filter(({ expect: expected }) => !['opened', 'membership', 'duplicate', 'waiting'].includes(expected)).length * 2).toBeGreaterThanOrEqual(vectors.cases.length);
  });
});

test('the values of the worked example', () => {
  const d = loadVectors('derivations.json');
  const value = (name: string) => String(unwrapNull(d[name]));
  const { device: keys } = loadVectors('frames.json');
  const device = deviceFromSecrets(hex(keys.seed), hex(keys.x25519Secret));
  const log = logIdOf(device.ed25519, 'incident', hex(value('nonce')));
  const secret = hex(value('epochSecret')) as EpochSecret;
  const frameKeys = deriveFrameKeys(secret, { logId: hex(log), feedId: hex(value('feedId')), seq: 1, salt: hex(value('headerSalt')) });
  expect({
    device: bytesToHex(device.ed25519), x25519: bytesToHex(device.x25519), fingerprint: deviceFingerprint(device.ed25519), prefix: proposePrefix(device.ed25519), logId: log,
    feedId: feedIdOf(device.ed25519, log, hex(value('instance'))), epochId: bytesToHex(epochIdOf(log, secret)), genesisHeaderHash: bytesToHex(hashHeader(hex(value('genesisHeader')))),
    leaf: bytesToHex(hashLeaf(hex(value('entrySalt')), hex(value('entry')))), feedRootAt1: bytesToHex(merkleRoot([hashLeaf(hex(value('genesisHeaderHash')))])), headerHash: bytesToHex(hashHeader(hex(value('header')))),
    key: bytesToHex(frameKeys.key), aeadNonce: bytesToHex(frameKeys.nonce), commitment: bytesToHex(frameKeys.commitment),
  }).toEqual(Object.fromEntries(['device', 'x25519', 'fingerprint', 'prefix', 'logId', 'feedId', 'epochId', 'genesisHeaderHash', 'leaf', 'feedRootAt1', 'headerHash', 'key', 'aeadNonce', 'commitment'].map((name) => [name, value(name)])));
});

describe('trees', () => {
  test.each(loadVectors('trees.json').cases)('$size leaves', ({ size, root, paths }) => {
    const leaves = Array.from({ length: size }, (_, index) => hashLeaf(Uint8Array.of(index)));
    expect(bytesToHex(merkleRoot(leaves))).toBe(root);
    paths.forEach((path, index) => {
      expect(inclusionPath(leaves, index).map(bytesToHex)).toEqual(path);
      expect(verifyInclusion(unwrapNull(leaves[index]), index, size, path.map(hex), hex(root))).toBe(true);
    });
  });
});

describe('cbor', () => {
  test.each(loadVectors('cbor.json').cases)('$name: $expect', ({ hex: bytes, expect: expected, json }) => {
    const decoded = decodeCbor(hex(bytes));
    expect(decoded.ok ? 'ok' : decoded.error.kind).toBe(expected);
    if (decoded.ok) expect(bytesToHex(encodeCbor(decoded.value))).toBe(bytes);
    if (json !== undefined) {
      expect(decoded).toEqual({ ok: true, value: json });
      expect(bytesToHex(encodeCbor(json as CborValue))).toBe(bytes);
    }
  });
});

describe('vault', () => {
  const vectors = loadVectors('vault.json');
  const vaultKey = hex(vectors.vaultKey) as VaultKey;
  const vaultId = vectors.vaultId as VaultId;

  test.each(vectors.slots)('slot, $name: $expect', async ({ file, passphrase, recoveryKey, expect: expected }) => {
    const opened = await openSlot(base64(file), recoveryKey === undefined ? { passphrase: passphrase ?? '' } : { recoveryKey });
    expect(opened.ok ? 'ok' : opened.error.kind).toBe(expected);
    if (opened.ok) expect(bytesToHex(opened.value)).toBe(vectors.vaultKey);
  });

  test.each(vectors.heads)('head, $name: $expect', ({ text, expect: expected }) => {
    const parsed = parseHead(textToBytes(text));
    const opened = parsed.ok ? openHead(parsed.value, vaultKey) : parsed;
    expect(opened.ok ? 'ok' : opened.error.kind).toBe(expected);
    if (opened.ok) expect(JSON.parse(bytesToText(sealHead(opened.value.head, vaultKey)) ?? '')).toEqual(JSON.parse(text));
  });

  test.each(vectors.hostState)('host state, $name: $expect', ({ sealed, expect: expected }) => {
    const opened = openHostState(base64(sealed), vaultKey, vaultId);
    expect(opened.ok ? 'ok' : opened.error.kind).toBe(expected);
  });

  test.each(vectors.workingCopy)('working copy, $name: $expect', ({ table, key, sealed, expect: expected }) => {
    const opened = createWorkingCopySealer(vaultKey, vaultId, systemRandom).open(table, key, base64(sealed));
    expect(opened === null ? 'damaged' : 'ok').toBe(expected);
    if (opened !== null) expect(bytesToText(opened)).toBe('row');
  });

  test.each(vectors.recoveryKeys)('typed recovery key $typed', ({ typed, expect: expected }) => {
    expect(parseRecoveryKey(typed)).toBe(expected);
  });
});

describe('packages and proofs', () => {
  const vectors = loadVectors('packages.json');

  test.each(vectors.packages)('package, $name: $expect', ({ hex: bytes, expect: expected }) => {
    const head = decodePackageHead(hex(bytes));
    if (!head.ok) {
      expect(head.error.kind).toBe(expected);
      return;
    }
    const { manifest, framesAt } = head.value;
    const verifier = createLogVerifier({ log: manifest.log, keys: { epochSecrets: [hex(vectors.epochSecret) as EpochSecret] }, expectedHeads: manifest.heads, exporter: manifest.exporter });
    verifier.add(hex(bytes).subarray(framesAt), 'package');
    expect(verifier.finish().verdict).toBe(expected);
  });

  test.each(vectors.entryProofs)('entry proof, $name', ({ hex: bytes, holds }) => {
    const proof = unwrap(decodeEntryProof(hex(bytes)));
    const checked = unwrap(checkEntryProof(proof));
    expect(checked.leafHolds && checked.signatureHolds).toBe(holds);
    expect(bytesToHex(encodeEntryProof(proof))).toBe(bytes);
  });

  test.each(vectors.forkProofs)('fork proof, $name', ({ hex: bytes, holds }) => {
    expect(unwrap(checkForkProof(hex(bytes))).holds).toBe(holds);
    expect(checkForkProof(concatBytes(hex(bytes), Uint8Array.of(0))).ok).toBe(false);
  });
});
