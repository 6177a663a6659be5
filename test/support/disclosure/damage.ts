import { concatBytes, decodeCbor, encodeCbor, textToBytes, uint32ToBytes, type CborValue } from '#base';
import { deriveFrameKeys, ed25519Sign, paddedLength, sealBody, sha256 } from '#crypto';
import { encodeZip, packDisclosure, sealDisclosure, type Disclosure } from '#log';
import { associatedHeader, encodeHeader } from '../../../src/shared/log/frame/header.ts';
import { encodePart } from '../../../src/shared/log/entry/parts.ts';
import { hashFeed } from '../../../src/shared/log/identify.ts';
import { hashLeaf } from '../../../src/shared/log/merkle/accumulator.ts';
import { merkleRoot } from '../../../src/shared/log/merkle/path.ts';
import { createWriter, type TestWriter } from '../../../src/shared/log/testing/writer.ts';
import { changeHeader, damageBody, membershipFrame, newerOperation, takeApart } from './journal.ts';
import { APP, disclose, discloseAll, FILES, pack, type MadeDisclosure } from './make.ts';

type Change = (made: MadeDisclosure) => Uint8Array;
type Map = { readonly [key: string]: CborValue };

/** Ways in which a package can be wrong, each named by what was done to it. Whoever checks must find the same class, or none. */
export const damages: { readonly [name: string]: Change } = {
  'a bit of the ZIP': (made) => flip(packed(made), made.dice.int(packed(made).length)),
  'a ZIP cut short': (made) => packed(made).slice(0, made.dice.int(packed(made).length)),
  'bytes behind the ZIP': (made) => concatBytes(packed(made), Uint8Array.of(0)),
  'a ZIP without the proof': () => unwrapZip(encodeZip(FILES)),
  'nothing at all': () => new Uint8Array(0),
  'not a package': () => encodeCbor('something else'),
  'a bit of the proof': (made) => flip(proofOf(made), made.dice.int(proofOf(made).length)),
  'a proof cut short': (made) => proofOf(made).slice(0, made.dice.int(proofOf(made).length)),
  'a key too many in the manifest': (made) => withManifest(made, (manifest) => ({ ...manifest, more: 1 })),
  'a manifest without counts': (made) => withManifest(made, (manifest) => Object.fromEntries(Object.entries(manifest).filter(([key]) => key !== 'counts'))),
  'a newer manifest': (made) => withManifest(made, (manifest) => ({ ...manifest, version: 2, more: 'x' })),
  'heads out of order': (made) => withManifest(made, (manifest) => ({ ...manifest, heads: [...(manifest['heads'] as readonly CborValue[]), ...(manifest['heads'] as readonly CborValue[])] })),
  'a bit of the manifest': (made) => flip(proofOf(made), 12 + made.dice.int(30)),
  'a bit of the records': (made) => { const proof = proofOf(made); return flip(proof, recordsAt(proof) + made.dice.int(proof.length - recordsAt(proof))); },
  'a record cut off': (made) => { const proof = proofOf(made); return proof.slice(0, proof.length - (made.disclosure.records.at(-1)?.length ?? 0)); },
  'another count of records': (made) => withManifest(made, (manifest) => ({ ...manifest, records: { ...(manifest['records'] as Map), count: 1_000 } })),
  'a length that leads beyond the end': (made) => seal(made, { ...made.disclosure, records: [...made.disclosure.records, Uint8Array.of(0, 0, 1, 0, 5)] }),
  'a record that is not CBOR': (made) => withRecords(made, (records) => [...records, frameRecord(Uint8Array.of(0xff, 1))]),
  'a key too many in a record': (made) => withRecord(made, (record) => ({ ...record, more: 1 })),
  'a signature of 63 bytes': (made) => withRecord(made, (record) => ({ ...record, signature: (record['signature'] as Uint8Array).slice(1) })),
  'an unknown sort': (made) => withRecord(made, (record) => ({ ...record, sort: 'other' })),
  'leaves out of order': (made) => withLeaves(made, (leaves) => [...leaves, ...leaves]),
  'a header of a newer version': (made) => withRecord(made, (record) => ({ ...record, header: concatBytes(Uint8Array.of(0x92, 2), (record['header'] as Uint8Array).slice(2)) })),
  'a header that is none': (made) => withRecord(made, (record) => ({ ...record, header: (record['header'] as Uint8Array).slice(0, -1) })),
  'a journal frame as membership': (made) => withRecord(made, (record) => ({ sort: 'membership', header: record['header'] ?? null, signature: record['signature'] ?? null, body: new Uint8Array(3) })),
  'a membership frame as sealed': (made) => withRecords(made, ([first = new Uint8Array(5), ...rest]) => [changed(first, ({ header = null, signature = null }) => ({ sort: 'sealed', header, signature })), ...rest]),
  'a body of another length': (made) => withRecords(made, (records) => records.map((record) => changed(record, (value) => (value['body'] instanceof Uint8Array ? { ...value, body: value['body'].slice(1) } : value)))),
  'a bit of a signature': (made) => withRecord(made, (record) => ({ ...record, signature: flip(record['signature'] as Uint8Array, made.dice.int(64)) })),
  'a frame of another log': (made) => withFrames(made, (frames) => [...frames, createWriter({ seed: 99 }).genesis.frame, createWriter({ seed: 99 }).write(['x']).bytes]),
  'a frame of the other scope': (made) => withFrames(made, (frames) => [...frames, change(made, frames.at(-1), { scope: 'workspace' })]),
  'a writer who is no member': (made) => withFrames(made, (frames) => [...frames, createWriter({ seed: 77, join: made.log.founder }).write(['x']).bytes]),
  'a frame that names another one before it': (made) => withFrames(made, (frames) => [...frames.slice(0, -1), change(made, frames.at(-1), { previous: new Uint8Array(32).fill(1) })]),
  'a frame over another feed root': (made) => withFrames(made, (frames) => [...frames.slice(0, -1), change(made, frames.at(-1), { feedRoot: new Uint8Array(32).fill(2) })]),
  'a frame behind a membership that is not here': (made) => withFrames(made, (frames) => [...frames, change(made, next(made), { membershipHead: new Uint8Array(32).fill(3) })]),
  'a frame under an unknown epoch': (made) => withFrames(made, (frames) => [...frames, change(made, next(made), { epochId: new Uint8Array(32).fill(4) })]),
  'a changed body': (made) => withRecords(made, (records) => records.map((record) => changed(record, (value) => (value['sort'] === 'opened' ? { ...value, body: flip(value['body'] as Uint8Array, 3) } : value)))),
  'a changed genesis': (made) => withRecords(made, ([first = new Uint8Array(5), ...rest]) => [changed(first, (value) => ({ ...value, body: flip(value['body'] as Uint8Array, 9) })), ...rest]),
  'another key': (made) => opened(made, (value) => ({ ...value, key: flip(value['key'] as Uint8Array, 60) })),
  'a key that does not open': (made) => opened(made, (value) => ({ ...value, key: flip(value['key'] as Uint8Array, 2) })),
  'a body that is none': (made) => crafted(made, (plain) => plain.slice(0, 5), 1),
  'a body with other entries than its header says': (made) => crafted(made, (plain) => plain, 2),
  'another leaf': (made) => withLeaves(made, ([first, ...rest]) => [{ ...first, leaf: encodePart('something else') }, ...rest]),
  'another path': (made) => withLeaves(made, ([first, ...rest]) => [{ ...first, path: [new Uint8Array(32)] }, ...rest]),
  'a leaf beyond the frame': (made) => withLeaves(made, (leaves) => [...leaves, { ...(leaves.at(-1) as Map), index: 300 }]),
  'a field without its entry': (made) => withLeaves(made, (leaves) => (leaves.length > 1 ? leaves.slice(1) : leaves)),
  'records in another order': (made) => withRecords(made, (records) => records.toReversed()),
  'a record twice': (made) => withRecords(made, (records) => [...records, records.at(-1) ?? new Uint8Array(5)]),
  'another head': (made) => withManifest(made, (manifest) => ({ ...manifest, heads: (manifest['heads'] as readonly Map[]).map((head) => ({ ...head, seq: (head['seq'] as number) + 1 })) })),
  'no heads': (made) => withManifest(made, (manifest) => ({ ...manifest, heads: [] })),
  'other counts': (made) => withManifest(made, (manifest) => ({ ...manifest, counts: { ...(manifest['counts'] as Map), shown: 1_000 } })),
  'an exporter who is no member': (made) => seal(made, made.disclosure, createWriter({ seed: 55 })),
  'a file that was changed': (made) => zipped(made, FILES.map((file, index) => (index === 0 ? { ...file, bytes: Uint8Array.of(1) } : file))),
  'a file that is missing': (made) => zipped(made, FILES.slice(1)),
  'a file too many': (made) => zipped(made, [...FILES, { name: 'z.txt', bytes: Uint8Array.of(1) }]),
  'a fork': (made) => withFrames(made, (frames) => [...frames, twin(made), twin(made)]),
  'a gap': (made) => withFrames(made, (frames) => frames.filter((_, index) => index !== 1 + made.dice.int(Math.max(1, frames.length - 2)))),
  'no genesis': (made) => withFrames(made, (frames) => frames.slice(1)),
  'a damaged frame': (made) => pack(made, disclose(made.log, made.log.frames.map((frame, index) => (index === made.log.frames.length - 1 && index > 0 ? damageBody(frame) : frame)), () => []), true),
  'an operation of a newer build': (made) => withFrames(made, (frames) => [...frames, newerOperation(made.log.founder, made.log.founder)]),
  'a membership body that is none': (made) => withFrames(made, (frames) => [...frames, membershipFrame(made.log.founder.position(), made.log.founder, made.log.founder, Uint8Array.of(0xff))]),
  'a second genesis': (made) => withFrames(made, (frames) => [...frames, createWriter({ seed: 42, device: made.log.founder.device }).genesis.frame]),
};

/** The package whole, as a ZIP or the proof alone. */
export function packed(made: MadeDisclosure, zip = true): Uint8Array {
  return pack(made, made.disclosure, zip);
}

function proofOf(made: MadeDisclosure): Uint8Array {
  return packed(made, false);
}

function flip(bytes: Uint8Array, offset: number): Uint8Array {
  const changedBytes = bytes.slice();
  changedBytes[offset] = (changedBytes[offset] ?? 0) ^ 1;
  return changedBytes;
}

function recordsAt(proof: Uint8Array): number {
  return 72 + new DataView(proof.buffer, proof.byteOffset).getUint32(4);
}

function seal({ statement, log }: MadeDisclosure, disclosure: Disclosure, by: TestWriter = log.founder): Uint8Array {
  return unwrapZip(sealDisclosure(disclosure, { device: by.device, app: APP, statement, files: [] }));
}

// A manifest that the encoder would not write, signed as it stands.
function withManifest(made: MadeDisclosure, edit: (manifest: Map) => Map): Uint8Array {
  const proof = proofOf(made);
  const at = recordsAt(proof);
  const manifest = encodeCbor(edit(asMap(proof.subarray(8, at - 64))));
  return concatBytes(proof.subarray(0, 4), uint32ToBytes(manifest.length), manifest, ed25519Sign(concatBytes(textToBytes('holdfast/disclosure/1'), manifest), made.log.founder.device.signingKey), proof.subarray(at));
}

function withRecords(made: MadeDisclosure, edit: (records: readonly Uint8Array[]) => readonly Uint8Array[]): Uint8Array {
  return seal(made, { ...made.disclosure, records: edit(made.disclosure.records) });
}

function withRecord(made: MadeDisclosure, edit: (record: Map) => Map): Uint8Array {
  const chosen = made.dice.int(made.disclosure.records.length);
  return withRecords(made, (records) => records.map((record, index) => (index === chosen ? changed(record, edit) : record)));
}

// Shows every second leaf of each frame, so that there are leaves to change.
function withLeaves(made: MadeDisclosure, edit: (leaves: readonly Map[]) => readonly CborValue[]): Uint8Array {
  const disclosure = disclose(made.log, made.log.frames, ({ fields }) => fields.slice(1));
  const records = disclosure.records.map((record) => changed(record, (value) => (value['sort'] === 'leaves' ? { ...value, leaves: edit(value['leaves'] as readonly Map[]) } : value)));
  return seal(made, { ...disclosure, records });
}

function opened(made: MadeDisclosure, edit: (record: Map) => Map): Uint8Array {
  const disclosure = disclose(made.log, made.log.frames, () => []);
  return seal(made, { ...disclosure, records: disclosure.records.map((record) => changed(record, (value) => (value['sort'] === 'opened' ? edit(value) : value))) });
}

function withFrames(made: MadeDisclosure, edit: (frames: readonly Uint8Array[]) => readonly Uint8Array[]): Uint8Array {
  return pack(made, discloseAll(made.log, edit(made.log.frames), ({ fields }) => fields.slice(1)), made.dice.chance(0.5));
}

function zipped(made: MadeDisclosure, files: typeof FILES): Uint8Array {
  const proof = unwrapZip(sealDisclosure(made.disclosure, { device: made.log.founder.device, app: APP, statement: made.statement, files: FILES }));
  return unwrapZip(packDisclosure(proof, files));
}

function next({ log }: MadeDisclosure): Uint8Array {
  return log.founder.write(['behind everything'], {}).bytes;
}

function twin({ log }: MadeDisclosure): Uint8Array {
  const position = log.founder.position();
  return log.founder.write(['one of two'], { position: position.nextSeq > 1 ? log.founder.genesis.position : position }).bytes;
}

function change({ log }: MadeDisclosure, frame: Uint8Array | undefined, header: Parameters<typeof changeHeader>[2]): Uint8Array {
  return changeHeader(frame ?? log.founder.genesis.frame, log.founder.device, header);
}

// A frame whose body opens to something that no writer seals; `entryCount` as the header says.
function crafted(made: MadeDisclosure, edit: (plain: Uint8Array) => Uint8Array, entryCount: number): Uint8Array {
  const { founder } = made.log;
  const written = takeApart(founder.write(['crafted'], {}).bytes);
  const feedId = hashFeed(written.header.author, written.header.logId, written.header.instance);
  const { header } = written;
  const keys = deriveFrameKeys(founder.genesis.epoch.secret, { logId: header.logId, feedId, seq: header.seq, salt: header.salt });
  const entry = encodePart('crafted');
  const salt = new Uint8Array(16);
  const plain = edit(encodeCbor({
    entries: [entry], salts: [salt], hlc: { ms: 1, counter: 0 }, wall: { ms: 1, zone: 'UTC', offset: 0 }, mono: { boot: new Uint8Array(16), ms: 1 },
    timeSource: { state: 'system', errorMs: null }, parents: [], app: { version: '1', build: 'b' },
  }));
  const bodyLength = paddedLength(4 + plain.length) + 16;
  const next0 = { ...header, entryCount, entriesRoot: merkleRoot([hashLeaf(salt, entry)]), bodyLength };
  const body = sealBody(keys, sha256(associatedHeader(encodeHeader(next0), bodyLength)), plain);
  const frame = changeHeader(founder.genesis.frame, founder.device, { ...next0, bodyHash: sha256(body) }, body);
  const disclosure = discloseAll(made.log, made.log.frames, () => []);
  const { headerBytes, signature } = takeApart(frame);
  const record = frameRecord(encodeCbor({ sort: 'opened', header: headerBytes, signature, key: concatBytes(keys.key, keys.nonce, keys.commitment), body }));
  return seal(made, { ...disclosure, records: [...disclosure.records, record] });
}

function changed(record: Uint8Array, edit: (value: Map) => Map): Uint8Array {
  return frameRecord(encodeCbor(edit(asMap(record.subarray(4)))));
}

function frameRecord(bytes: Uint8Array): Uint8Array {
  return concatBytes(uint32ToBytes(bytes.length), bytes);
}

function asMap(bytes: Uint8Array): Map {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) throw new Error('expected a map');
  return decoded.value as Map;
}

function unwrapZip(result: { readonly ok: true; readonly value: Uint8Array } | { readonly ok: false; readonly error: { readonly message: string } }): Uint8Array {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
