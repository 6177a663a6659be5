import { bytesToHex, compareBytes, fail, ok, type Failure, type FeedId, type Result, type Sha256Hex } from '#base';
import { deviceFingerprint, sha256 } from '#crypto';
import { hexBytes } from '../body/encode.ts';
import { decodeHeader } from '../frame/header.ts';
import type { Frame, FrameHeader } from '../frame/types.ts';
import { hashFeed, hashHeader } from '../identify.ts';
import type { OnJudged } from '../ingest/context.ts';
import { createDisclosureReader, type DisclosureReader } from '../ingest/reader.ts';
import { checkAround } from './around.ts';
import { readRecord } from './content.ts';
import { decodeDisclosureHead, type DisclosureHead } from './manifest.ts';
import { decodeRecord, walkRecords, type DisclosureRecord } from './record.ts';
import { createDisclosureTally, type DisclosureTally } from './tally.ts';
import type { DisclosureCounts, DisclosureFailure, DisclosureReport, ShownEntry } from './types.ts';
import { decodeZip, isZip, type ZipMember } from './zip.ts';

export interface DisclosureCheckOptions {
  /** Called with what each record shows, in the order in which frames are placed. */
  readonly onEntries?: (entries: readonly ShownEntry[]) => void;
}

/** Checks a disclosure package, ZIP or `disclosure.hfd`, by docs/spec/disclosure.md section 5. Reads only these bytes, throws never. */
export function checkDisclosure(file: Uint8Array, options: DisclosureCheckOptions = {}): DisclosureReport {
  // Node's Buffer answers views to `slice`; everything below takes plain arrays.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const members = isZip(bytes) ? decodeZip(bytes) : ok([{ name: PROOF, bytes }]);
  if (!members.ok) return stopped('malformed', null, members.error);
  const proof = members.value.find((member) => member.name === PROOF);
  if (proof === undefined) return stopped('malformed', null, { kind: 'malformed-package', message: `the package holds no ${PROOF}` });
  const head = decodeDisclosureHead(proof.bytes);
  if (!head.ok) return stopped('malformed', null, head.error);
  if (!head.value.signed) return stopped('failed', head.value, { kind: 'bad-signature', message: 'the signature of the package does not hold' });
  const records = openRecords(proof.bytes.subarray(head.value.recordsAt), head.value);
  if (!records.ok) return stopped('failed', head.value, records.error);
  return checkRecords(head.value, records.value, isZip(bytes) ? members.value.filter((member) => member !== proof) : null, options);
}

export const PROOF = 'disclosure.hfd';

// Step 4.
function openRecords(bytes: Uint8Array, { manifest }: DisclosureHead): Result<readonly Uint8Array[], Failure<'records-mismatch'>> {
  const ranges = bytes.length === manifest.records.bytes && bytesToHex(sha256(bytes)) === manifest.records.sha256 ? walkRecords(bytes) : null;
  if (ranges === null || ranges.length !== manifest.records.count) return fail('records-mismatch', 'the records are not those that the exporter signed');
  return ok(ranges.map(({ from, to }) => bytes.subarray(from, to)));
}

interface Pending { readonly record: DisclosureRecord; readonly frame: Frame; readonly where: string }
interface Check {
  readonly tally: DisclosureTally;
  readonly reader: DisclosureReader;
  /** By header hash: records that passed step 6 and have no answer yet. What is left at the end waits for something that is not there. */
  readonly pending: Map<Sha256Hex, Pending>;
  sealed: number;
  newerMembership: boolean;
}

function checkRecords(head: DisclosureHead, records: readonly Uint8Array[], members: readonly ZipMember[] | null, options: DisclosureCheckOptions): DisclosureReport {
  const { manifest } = head;
  const tally = createDisclosureTally();
  const pending = new Map<Sha256Hex, Pending>();
  const onJudged: OnJudged = (arrival, judged) => judge(check, arrival, judged, options);
  const check: Check = { tally, pending, reader: createDisclosureReader({ log: manifest.log, scope: manifest.scope, onJudged }), sealed: 0, newerMembership: false };
  const taken = new Set<Sha256Hex>();
  let before: Uint8Array | null = null;
  for (const [index, bytes] of records.entries()) {
    const where = `record ${index}`;
    const opened = openRecord(bytes);
    if (!opened.ok) {
      tally.note(opened.error.kind, where, opened.error.message);
      continue;
    }
    const { record, frame } = opened.value;
    const headerHash = hashHeader(frame.headerBytes);
    const key = sortKey(record, frame.header, headerHash);
    if (before !== null && compareBytes(before, key) >= 0) tally.note('malformed-record', where, 'the record is not in its place');
    before = key;
    const headerSha256 = bytesToHex(headerHash) as Sha256Hex;
    if (taken.has(headerSha256)) continue;
    taken.add(headerSha256);
    admit(check, { record, frame, where }, headerHash);
  }
  check.reader.settle();
  for (const [headerSha256, { frame }] of pending) tally.seen(bytesToHex(hashFeed(frame.header.author, frame.header.logId, frame.header.instance)) as FeedId, frame.header.seq, headerSha256);
  for (const { kind, feed, seq, message, breach } of check.reader.problems()) {
    if (kind === 'newer-membership') check.newerMembership = true;
    else if (breach === true && kind !== 'fork' && kind !== 'bad-lockbox') tally.note(kind, `feed ${feed?.slice(0, 12) ?? ''}, frame ${seq ?? 0}`, message);
  }
  const twins = tally.twins();
  for (const { feed, seq } of twins) tally.note('fork', `feed ${feed.slice(0, 12)}, frame ${seq}`, 'two frames were signed for the same place');
  const counts = { frames: records.length, ...tally.counts() };
  checkAround({ manifest, tally, counts, membership: check.reader.membership(), members });
  return report(check, head, counts, twins.filter((twin) => twin.parts).length);
}

// Steps 5 and 6.
function openRecord(bytes: Uint8Array): Result<{ readonly record: DisclosureRecord; readonly frame: Frame }, Failure<'malformed-record' | 'malformed-frame' | 'unknown-version'>> {
  const record = decodeRecord(bytes);
  if (!record.ok) return record;
  const header = decodeHeader(record.value.header);
  if (!header.ok) return header;
  const { sort, header: headerBytes, signature } = record.value;
  if ((sort === 'membership') !== (header.value.type === 'membership')) return fail('malformed-frame', 'the frame is not of the type that the record names');
  const body = 'body' in record.value ? record.value.body : new Uint8Array(0);
  const withheld = sort === 'sealed' || sort === 'leaves';
  if (!withheld && body.length !== header.value.bodyLength) return fail('malformed-frame', 'the header names another body length');
  return ok({ record: record.value, frame: { bytes: headerBytes, header: header.value, headerBytes, signature, body, disclosed: withheld ? 'withheld' : 'whole' } });
}

// Steps 7 to 9 are those of the one ingest. A frame that is refused before it reaches its feed gets its answer here.
function admit(check: Check, pending: Pending, headerHash: Uint8Array): void {
  const headerSha256 = bytesToHex(headerHash) as Sha256Hex;
  check.pending.set(headerSha256, pending);
  const outcome = check.reader.admit(pending.frame);
  if (outcome.ok || (outcome.error.kind === 'broken-chain' && check.reader.standsAside(pending.frame, headerHash)) || !check.pending.delete(headerSha256)) return;
  check.tally.note(outcome.error.kind, pending.where, outcome.error.message);
}

function judge(check: Check, arrival: Parameters<OnJudged>[0], { outcome, placed }: Parameters<OnJudged>[1], options: DisclosureCheckOptions): void {
  const { headerSha256, feed, seq } = arrival.summary;
  const pending = check.pending.get(headerSha256);
  if (pending === undefined || (outcome.ok && outcome.value.status === 'waiting')) return;
  check.pending.delete(headerSha256);
  const { record, frame } = pending;
  const where = `${pending.where}, feed ${feed.slice(0, 12)}, frame ${seq}`;
  if (placed) {
    check.tally.placed({ feed, seq, previous: bytesToHex(frame.header.previous), device: arrival.summary.author, leaves: frame.header.entryCount });
    check.tally.seen(feed, seq, headerSha256);
    if (record.sort === 'sealed') check.sealed += 1;
  }
  if (!outcome.ok) {
    check.tally.note(outcome.error.kind, where, outcome.error.message);
    return;
  }
  const content = readRecord(record, frame, { feed, headerSha256 }, options.onEntries !== undefined);
  if (!content.ok) {
    check.tally.note(content.error.kind, where, content.error.message);
    return;
  }
  check.tally.add(content.value);
  if (content.value.list.length > 0) options.onEntries?.(content.value.list);
}

/** Order of records: membership first, then feed, seq, header hash (docs/spec/disclosure.md section 2). */
export function sortKey(record: Pick<DisclosureRecord, 'sort'>, header: FrameHeader, headerHash: Uint8Array): Uint8Array {
  const key = new Uint8Array(1 + 32 + 8 + 32);
  key[0] = record.sort === 'membership' ? 0 : 1;
  key.set(hashFeed(header.author, header.logId, header.instance), 1);
  const view = new DataView(key.buffer);
  view.setUint32(33, Math.floor(header.seq / 2 ** 32));
  view.setUint32(37, header.seq >>> 0);
  key.set(headerHash, 41);
  return key;
}

function report(check: Check, { manifest }: DisclosureHead, counts: DisclosureCounts, forks: number): DisclosureReport {
  const { tally, reader, pending, sealed, newerMembership } = check;
  const classes = tally.classes();
  const gaps = reader.gaps().reduce((total, gap) => total + gap.toSeq - gap.fromSeq + 1, 0);
  const incomplete = gaps > 0 || pending.size > 0 || newerMembership || classes.includes('unknown-version');
  const verdict = tally.placedFrames() === 0 ? 'malformed' : classes.some((one) => one !== 'unknown-version') ? 'failed' : incomplete ? 'incomplete' : 'ok';
  return {
    verdict, classes, log: manifest.log, ...counts, forks, gaps, manifest, problems: tally.problems(), sealed, waiting: pending.size, newerMembership,
    feeds: tally.feeds().map((feed) => ({ ...feed, fingerprint: deviceFingerprint(hexBytes(feed.device)) })),
  };
}

function stopped(verdict: 'malformed' | 'failed', head: DisclosureHead | null, { kind, message }: Failure<DisclosureFailure>): DisclosureReport {
  return {
    verdict, classes: [kind], log: head?.manifest.log ?? null, frames: 0, leaves: 0, shown: 0, entries: 0, redacted: 0, forks: 0, gaps: 0, manifest: head?.manifest ?? null,
    problems: [{ where: 'package', kind, text: message }], feeds: [], sealed: 0, waiting: 0, newerMembership: false,
  };
}
