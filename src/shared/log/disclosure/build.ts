import { bytesToHex, compareBytes, concatBytes, decodeCbor, equalBytes, ok, textToBytes, type EntryId, type Failure, type FeedId, type LogId, type Result, type Sha256Hex } from '#base';
import { deriveFrameKeys, sha256, type DeviceKeys, type EpochSecret } from '#crypto';
import type { Entry } from '#domain';
import type { FrameReference } from '../bytesSchema.ts';
import { decodeGroup } from '../entry/decode.ts';
import { fitsGroup, groupLeaves, partText, referencesOf, type LeafGroup } from '../entry/parts.ts';
import { decodeFrame } from '../frame/decode.ts';
import type { Frame, Scope } from '../frame/types.ts';
import { hashFeed, hashHeader } from '../identify.ts';
import { openFrame, type OpenedFrame } from '../ingest/content.ts';
import type { LogReader } from '../ingest/types.ts';
import { inclusionPath } from '../merkle/path.ts';
import { PROOF, sortKey } from './check.ts';
import { encodeDisclosureHead } from './manifest.ts';
import { encodeRecord, type DisclosureRecord } from './record.ts';
import { readShown } from './shown.ts';
import type { DisclosureCounts, ShownEntry } from './types.ts';
import { encodeZip, type ZipMember } from './zip.ts';

/** An entry that may be shown, before it is decided. */
export interface DisclosableEntry {
  readonly feed: FeedId;
  readonly seq: number;
  readonly index: number;
  readonly headerSha256: Sha256Hex;
  readonly id: EntryId;
  readonly entry: Entry | null;
  /** Fields that stand in leaves of their own: these can be withheld. */
  readonly fields: readonly string[];
}
/** Which of its fields are withheld; null: the whole entry is. */
export type DecideEntry = (entry: DisclosableEntry) => readonly string[] | null;

export interface DisclosureBuilderOptions {
  readonly reader: Pick<LogReader, 'log' | 'scope' | 'holds' | 'epochSecret'>;
  readonly decide: DecideEntry;
  /** Counts only: no record is made. */
  readonly countOnly?: boolean;
}
/** What has been chosen, ready to be signed. */
export interface Disclosure {
  readonly log: LogId;
  readonly scope: Scope;
  readonly counts: DisclosureCounts;
  readonly heads: readonly FrameReference[];
  readonly records: readonly Uint8Array[];
  /** In the order of the records. */
  readonly entries: readonly ShownEntry[];
}
export interface DisclosureBuilder {
  /** Takes one stored frame, in any order; a frame that the reader does not hold is left out, a repeated one counts once. */
  readonly add: (frame: Uint8Array) => void;
  readonly finish: () => Disclosure;
}

interface Chosen { readonly key: Uint8Array; readonly whole: boolean; readonly leaves: number; readonly record: Uint8Array; readonly place: FrameReference; readonly content: ReturnType<typeof readShown> }

/** Chooses what a disclosure package shows (docs/spec/disclosure.md sections 2 and 3), frame by frame. */
export function createDisclosureBuilder(options: DisclosureBuilderOptions): DisclosureBuilder {
  const chosen = new Map<Sha256Hex, Chosen>();
  return {
    add: (bytes) => {
      const frame = decodeFrame(bytes);
      if (!frame.ok) return;
      const headerHash = hashHeader(frame.value.headerBytes);
      const headerSha256 = bytesToHex(headerHash) as Sha256Hex;
      // A copy that could not be opened gives way to one that can.
      if (chosen.get(headerSha256)?.whole === true) return;
      const made = chooseFrame(options, frame.value, headerHash);
      if (made !== null) chosen.set(headerSha256, made);
    },
    finish: () => {
      const all = [...chosen.values()].sort((left, right) => compareBytes(left.key, right.key));
      const sum = (pick: (one: Chosen) => number) => all.reduce((total, one) => total + pick(one), 0);
      const counts = { frames: all.length, leaves: sum((one) => one.leaves), shown: sum((one) => one.content.shown), entries: sum((one) => one.content.entries), redacted: sum((one) => one.content.redacted) };
      return {
        log: options.reader.log, scope: options.reader.scope() ?? 'incident', counts, heads: headsOf(all), records: all.map((one) => one.record), entries: all.flatMap((one) => one.content.list),
      };
    },
  };
}

function chooseFrame({ reader, decide, countOnly }: DisclosureBuilderOptions, frame: Frame, headerHash: Uint8Array): Chosen | null {
  const { header } = frame;
  const feedId = hashFeed(header.author, header.logId, header.instance);
  const feed = bytesToHex(feedId) as FeedId;
  if (!reader.holds(feed, header.seq, headerHash)) return null;
  const intact = equalBytes(sha256(frame.body), header.bodyHash);
  const signed = { header: frame.headerBytes, signature: frame.signature };
  const place: FrameReference = { feed, seq: header.seq, headerSha256: bytesToHex(headerHash) as Sha256Hex };
  const nothing = { shown: 0, entries: 0, redacted: 0, stray: false, list: [] };
  const finish = (record: DisclosureRecord, whole: boolean, content: Chosen['content'] = nothing): Chosen => ({
    key: sortKey(record, header, headerHash), whole, leaves: header.entryCount, place, content, record: countOnly === true ? new Uint8Array(0) : encodeRecord(record),
  });
  if (header.type === 'membership') return intact ? finish({ sort: 'membership', ...signed, body: frame.body }, true) : null;
  const secret = reader.epochSecret(header.epochId);
  const opened = intact && secret !== null ? openFrame(frame, feedId, secret) : null;
  if (secret === null || opened?.ok !== true) return finish({ sort: 'sealed', ...signed }, false);
  const shown = chooseLeaves(opened.value, place, decide);
  if (shown.size === 0) return finish({ sort: 'sealed', ...signed }, true);
  const whole = shown.size === header.entryCount;
  const { entries } = opened.value.body;
  const content = readShown({
    ...place, device: bytesToHex(header.author), leaves: new Map([...shown].map((index) => [index, entries[index] ?? new Uint8Array(0)])), leafHash: (index) => opened.value.leaves[index] ?? new Uint8Array(32),
    hlc: whole ? opened.value.body.hlc : null,
  }, countOnly !== true);
  if (countOnly === true) return finish({ sort: 'sealed', ...signed }, true, content);
  return finish(whole ? { sort: 'opened', ...signed, key: okmOf(secret, frame, feedId), body: frame.body } : { sort: 'leaves', ...signed, leaves: proveLeaves(opened.value, shown) }, true, content);
}

// Indices of the leaves that are shown. Parts at the beginning of a frame have no entry: they are shown with the whole frame or not at all.
function chooseLeaves({ body, leaves }: OpenedFrame, place: FrameReference, decide: DecideEntry): ReadonlySet<number> {
  const shown = new Set<number>();
  let leading: readonly number[] = [];
  for (const group of groupLeaves(body.entries)) {
    const fields = fieldsOf(body.entries, group);
    const { id, entry } = decodeGroup(body.entries, group, leaves[group.index] ?? new Uint8Array(32));
    const withheld = decide({ feed: place.feed, seq: place.seq, headerSha256: place.headerSha256, index: group.index, id, entry, fields: [...fields.keys()] });
    if (withheld === null) continue;
    const hidden = new Set(withheld.map((field) => fields.get(field)));
    const indices = Array.from({ length: group.count }, (_, offset) => group.index + offset).filter((index) => !hidden.has(index));
    if (partText(body.entries[group.index] ?? new Uint8Array(0)) !== null) leading = indices;
    else for (const index of indices) shown.add(index);
  }
  if (leading.length > 0 && shown.size + leading.length === body.entries.length) for (const index of leading) shown.add(index);
  return shown;
}

// Fields with a leaf of their own, and its index; none where the references are broken.
function fieldsOf(entries: readonly Uint8Array[], group: LeafGroup): ReadonlyMap<string, number> {
  const decoded = group.count > 1 ? decodeCbor(entries[group.index] ?? new Uint8Array(0)) : null;
  const references = decoded?.ok === true ? referencesOf(decoded.value) : null;
  return new Map(references !== null && fitsGroup(references, group) ? references.found.map(({ field, part }) => [field, part]) : []);
}

function proveLeaves({ body, leaves }: OpenedFrame, shown: ReadonlySet<number>) {
  const empty = new Uint8Array(0);
  return [...shown].sort((left, right) => left - right).map((index) => ({ index, salt: body.salts[index] ?? empty, path: inclusionPath(leaves, index), leaf: body.entries[index] ?? empty }));
}

function okmOf(secret: EpochSecret, { header }: Frame, feedId: Uint8Array): Uint8Array {
  const { key, nonce, commitment } = deriveFrameKeys(secret, { logId: header.logId, feedId, seq: header.seq, salt: header.salt });
  return concatBytes(key, nonce, commitment);
}

// Frames come in the order of the records: of several with the highest seq the first has the lowest header hash.
function headsOf(all: readonly Chosen[]): readonly FrameReference[] {
  const heads = new Map<FeedId, FrameReference>();
  for (const { place } of all) {
    const known = heads.get(place.feed);
    if (known === undefined || place.seq > known.seq || (place.seq === known.seq && place.headerSha256 < known.headerSha256)) heads.set(place.feed, place);
  }
  return [...heads.values()].sort((left, right) => (left.feed < right.feed ? -1 : 1));
}

export interface DisclosureSealing {
  readonly device: DeviceKeys;
  readonly app: { readonly version: string; readonly build: string };
  readonly statement: string;
  /** The other members of the ZIP. */
  readonly files: readonly ZipMember[];
}

/** Signs a disclosure: the bytes of `disclosure.hfd`. The same choice gives the same bytes. */
export function sealDisclosure(disclosure: Disclosure, { device, app, statement, files }: DisclosureSealing): Result<Uint8Array, Failure<'too-large'>> {
  const { log, scope, counts, heads } = disclosure;
  const records = joinRecords(disclosure.records);
  const listed = files.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: bytesToHex(sha256(bytes)) as Sha256Hex })).sort((left, right) => compareBytes(textToBytes(left.name), textToBytes(right.name)));
  const head = encodeDisclosureHead({ log, scope, app, statement, counts, heads, files: listed, records: { count: disclosure.records.length, bytes: records.length, sha256: bytesToHex(sha256(records)) as Sha256Hex } }, device);
  return head.ok ? ok(concatBytes(head.value, records)) : head;
}

/** All records one after another, as `disclosure.hfd` holds them. */
export function joinRecords(records: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(records.reduce((total, record) => total + record.length, 0));
  let offset = 0;
  for (const record of records) {
    whole.set(record, offset);
    offset += record.length;
  }
  return whole;
}

/** The whole package: the proof and the other members in one ZIP. */
export function packDisclosure(proof: Uint8Array, files: readonly ZipMember[]): Result<Uint8Array, Failure<'too-large'>> {
  return encodeZip([...files, { name: PROOF, bytes: proof }]);
}
