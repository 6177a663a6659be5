// bundle.json: docs/spec/bundle.md sections 1, 2 and 5.
import { concatBytes, createEntryId, decodeCbor, encodeCbor, uint32ToBytes, type CborValue, type FeedId, type LogId, type Sha256Hex } from '#base';
import { ed25519Sign, type DeviceKeys } from '#crypto';
import { checkCosignature, crc32, decodeBundleHead, encodeBundleHead, encodeCosignature, encodeStatement, type BundleManifest } from '#log';
import { nativeCipher } from '../../../src/disk/evidence/age/cipher.ts';
import { createAgeStart } from '../../../src/disk/evidence/age/header.ts';
import { sealChunks, sealedLength } from '../../../src/disk/evidence/age/stream.ts';
import { createWriter, EPOCH_MS, seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { createOpenDevice, fromHex, tag, toHex, withBit, writeVectors } from './kit.ts';

const random = seededRandom(4711);
const hex = (length: number): string => toHex(random(length));

/** Manifests, cosignatures, and whole parts for three devices. */
export function generateBundle(): void {
  const exporter = createOpenDevice(4712);
  const small = manifest({ pieces: [], heads: [], after: [], cosignatures: [] });
  const whole = manifest();
  writeVectors('bundle.json', {
    about: 'docs/spec/bundle.md: manifests of parts, cosignatures, and whole parts for several recipients. See README.md.',
    manifests: manifests(exporter.keys, whole, small), flips: [{ name: 'every bit of a small opening', hex: toHex(head(small, exporter.keys)), expect: 'refused' }], cosignatures: cosignatures(exporter.keys), parts: parts(exporter.keys),
  });
}

function manifest(changes: Partial<BundleManifest> = {}): Omit<BundleManifest, 'exporter'> {
  return {
    bundle: hex(16), part: 2, parts: 3, log: hex(16) as LogId, scope: 'incident', exportedAt: EPOCH_MS, frames: { count: 2, bytes: 900 },
    pieces: [0, 1].map((part) => ({ item: createEntryId(EPOCH_MS, random), part, bytes: 17 + part, sha256: hex(32) as Sha256Hex })), heads: [7, 0].map((seq) => ({ feed: hex(32) as FeedId, seq, headerSha256: hex(32) as Sha256Hex })),
    after: [{ feed: hex(32) as FeedId, seq: 3 }], cosignatures: [random(90)], app: { version: '0.1.0', build: 'test' }, ...changes,
  };
}
function head(of: Omit<BundleManifest, 'exporter'>, device: DeviceKeys): Uint8Array {
  const made = encodeBundleHead(of, device);
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}
function forge(value: CborValue, device: DeviceKeys, magic = 'HFB1'): Uint8Array {
  const bytes = encodeCbor(value);
  const signed = concatBytes(tag(magic), uint32ToBytes(bytes.length), bytes, ed25519Sign(concatBytes(tag('holdfast/bundle/1'), bytes), device.signingKey));
  return concatBytes(signed, uint32ToBytes(crc32(signed)));
}

function manifests(device: DeviceKeys, whole: Omit<BundleManifest, 'exporter'>, small: Omit<BundleManifest, 'exporter'>): readonly object[] {
  const bytes = head(whole, device);
  const decoded = decodeCbor(bytes.subarray(8, bytes.length - 68));
  if (!decoded.ok) throw new Error('not CBOR');
  const value = decoded.value as Readonly<Record<string, CborValue>>;
  const piece = (value['pieces'] as readonly Readonly<Record<string, CborValue>>[])[0] ?? {};
  const { app: _app, ...withoutApp } = value;
  const say = (name: string, data: Uint8Array, expected: string) => {
    const read = decodeBundleHead(data);
    const found = read.ok ? 'ok' : read.error.kind;
    if (found !== expected) throw new Error(`${name}: ${found} instead of ${expected}`);
    return { name, hex: toHex(data), expect: expected, ...(read.ok ? { framesAt: read.value.framesAt, bundle: read.value.manifest.bundle, pieces: read.value.manifest.pieces.length, heads: read.value.manifest.heads.length } : {}) };
  };
  const bad = (name: string, changes: Readonly<Record<string, CborValue>>, expected = 'malformed-bundle') => say(name, forge({ ...value, ...changes }, device), expected);
  return [
    say('a whole one', bytes, 'ok'), say('without pieces, heads, marks and cosignatures', head(small, device), 'ok'), say('with frames behind it', concatBytes(bytes, random(40)), 'ok'), say('of a workspace', head({ ...small, scope: 'workspace' }, device), 'ok'),
    say('no frames', head({ ...small, frames: { count: 0, bytes: 0 } }, device), 'ok'),
    say('no bytes', new Uint8Array(0), 'not-a-bundle'), say('a journal package', forge(value, device, 'HFP1'), 'not-a-bundle'), say('only the magic', tag('HFB1'), 'not-a-bundle'), say('a length beyond the limit', concatBytes(tag('HFB1'), uint32ToBytes(1_048_577)), 'too-large'),
    say('cut inside the manifest', bytes.subarray(0, 60), 'malformed-bundle'), say('cut inside the CRC', bytes.subarray(0, bytes.length - 1), 'malformed-bundle'), say('a bit of the manifest', withBit(bytes, 40), 'crc-mismatch'), say('a bit of the CRC', withBit(bytes, -1), 'crc-mismatch'),
    say('signed by another', forge(value, createOpenDevice(4713).keys), 'bad-signature'), bad('version 2', { version: 2 }, 'unknown-version'), bad('another format', { format: 'holdfast-package' }), bad('a key more', { note: 1 }), say('a key less', forge(withoutApp, device), 'malformed-bundle'),
    bad('a bundle id of 15 bytes', { bundle: random(15) }), bad('part 0', { part: 0 }), bad('a part beyond the last', { part: 4 }), bad('100,000 parts', { parts: 100_000 }), bad('a log id of 17 bytes', { log: random(17) }), bad('another scope', { scope: 'vault' }),
    bad('a negative time', { exportedAt: -1 }), bad('frames without bytes', { frames: { count: 1, bytes: 0 } }), bad('bytes without frames', { frames: { count: 0, bytes: 80 } }), bad('frames shorter than frames are', { frames: { count: 12, bytes: 900 } }), bad('frames without a count', { frames: { bytes: 900 } }),
    bad('an item that is no entry id', { pieces: [{ ...piece, item: '../../../../etc/passwd-----' }] }), bad('an item in lower case', { pieces: [{ ...piece, item: String(piece['item']).toLowerCase() }] }), bad('a piece without bytes', { pieces: [{ ...piece, bytes: 0 }] }),
    bad('a part of an item beyond the limit', { pieces: [{ ...piece, part: 9_999_999 }] }), bad('a hash of 31 bytes', { pieces: [{ ...piece, sha256: random(31) }] }), bad('more bytes than can be counted', { pieces: [{ ...piece, bytes: Number.MAX_SAFE_INTEGER }] }), bad('a head without a hash', { heads: [{ feed: random(32), seq: 1 }] }),
    bad('a mark with a hash', { after: [{ feed: random(32), seq: 1, header: random(32) }] }), bad('a cosignature that is text', { cosignatures: ['x'] }), bad('257 cosignatures', { cosignatures: Array.from({ length: 257 }, () => Uint8Array.of(0)) }), bad('a long version of the program', { app: { version: 'v'.repeat(65), build: '' } }),
  ];
}

function cosignatures(device: DeviceKeys): readonly object[] {
  const log = hex(16) as LogId;
  const heads = [3, 1].map((size) => ({ feed: hex(32) as FeedId, size, root: hex(32) as Sha256Hex, header: hex(32) as Sha256Hex }));
  const made = encodeCosignature({ log, at: EPOCH_MS, heads }, device);
  if (!made.ok) throw new Error(made.error.message);
  const bytes = made.value;
  const name = toHex(device.ed25519);
  const value = { format: 'holdfast-cosignature', version: 1, log: fromHex(log), device: device.ed25519, at: EPOCH_MS, statement: encodeStatement({ log, heads }) };
  const sign = (of: CborValue, with_ = device) => {
    const stated = encodeCbor(of);
    return concatBytes(tag('HFC1'), uint32ToBytes(stated.length), stated, ed25519Sign(concatBytes(tag('holdfast/cosignature/1'), stated), with_.signingKey));
  };
  const other = hex(16);
  const say = (title: string, data: Uint8Array, expected: string, of: string = log, members: readonly string[] = [name]) => {
    const read = checkCosignature(data, of as LogId, (asked) => members.includes(asked));
    const found = read.ok ? 'ok' : read.error.kind;
    if (found !== expected) throw new Error(`${title}: ${found} instead of ${expected}`);
    return { name: title, hex: toHex(data), log: of, members, expect: expected, ...(read.ok ? { device: read.value.device, at: read.value.at, heads: read.value.statement.heads.length } : {}) };
  };
  return [
    say('of a member', bytes, 'ok'), say('one of several members', bytes, 'ok', log, [hex(32), name]), say('over another log', bytes, 'wrong-log', other), say('with a statement over another log', sign({ ...value, statement: encodeStatement({ log: other as LogId, heads }) }), 'wrong-log'),
    say('of nobody', bytes, 'not-a-member', log, []), say('of another device', bytes, 'not-a-member', log, [hex(32)]), say('signed with another key', sign(value, createOpenDevice(4714).keys), 'bad-signature'), say('a bit of the signature', withBit(bytes, -1), 'bad-signature'),
    say('no bytes', new Uint8Array(0), 'malformed-cosignature'), say('a byte behind it', concatBytes(bytes, Uint8Array.of(0)), 'malformed-cosignature'), say('cut', bytes.subarray(0, bytes.length - 1), 'malformed-cosignature'), say('another magic', concatBytes(tag('HFS1'), bytes.subarray(4)), 'malformed-cosignature'),
    say('version 2', sign({ ...value, version: 2 }), 'malformed-cosignature'), say('a key more', sign({ ...value, note: 1 }), 'malformed-cosignature'), say('a negative time', sign({ ...value, at: -1 }), 'malformed-cosignature'), say('a statement of nothing', sign({ ...value, statement: encodeStatement({ log, heads: [] }) }), 'malformed-cosignature'),
  ];
}

/** Age files for three devices: header and manifest, two frames, and nothing else. */
function parts(device: DeviceKeys): readonly object[] {
  const writer = createWriter({ seed: 4715 });
  const frames = [writer.genesis.frame, writer.write(['in a bundle']).bytes];
  const devices = [4716, 4717, 4718, 4719].map(createOpenDevice);
  const opening = head({ ...manifest({ pieces: [], heads: [], after: [], cosignatures: [] }), log: writer.genesis.log, part: 1, parts: 1, frames: { count: 2, bytes: frames.reduce((sum, frame) => sum + frame.length, 0) } }, device);
  const seal = (plain: Uint8Array): Uint8Array => {
    const start = createAgeStart(nativeCipher, devices.slice(0, 3).map(({ keys }) => keys.x25519), random);
    const sealed = new Uint8Array(sealedLength(plain.length));
    sealChunks(nativeCipher, { key: start.payloadKey, counter: 0, last: true }, plain, sealed);
    return concatBytes(start.bytes, sealed);
  };
  const file = seal(concatBytes(opening, ...frames));
  const say = (name: string, bytes: Uint8Array, recipient: number, expected: string) => ({ name, hex: toHex(bytes), x25519Secret: devices[recipient]?.x25519Secret ?? '', expect: expected, ...(expected === 'ok' ? { log: writer.genesis.log, frames: frames.length } : {}) });
  return [
    say('for the first of three devices', file, 0, 'ok'), say('for the second', file, 1, 'ok'), say('for the third', file, 2, 'ok'), say('for none of them', file, 3, 'not-for-us'), say('a bit of a frame', withBit(file, -200), 0, 'damaged'),
    say('cut', file.subarray(0, file.length - 1), 1, 'damaged'), say('something else sealed for the device', seal(tag('hello, this is no bundle')), 2, 'not-a-bundle'), say('no age file', opening, 0, 'not-a-bundle'),
  ];
}
