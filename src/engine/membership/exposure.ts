import { bytesToHex, equalBytes, fail, hexToBytes, ok, type Failure, type FeedId, type LogId, type Result, type UnixMs } from '#base';
import { deviceFingerprint } from '#crypto';
import { entitiesOf, type PlacedEntry } from '#domain';
import type { ExposureReport } from '#ipc';
import { slipCode, type MembershipState } from '#log';
import type { Core } from '../core/core.ts';
import { incidentLogs, type Session } from '../session/openSession.ts';
import type { OpenLog } from '../logs/openLog.ts';
import { witnessView } from '../witness/witnessView.ts';
import { checksOf, peopleOf } from './names.ts';
import { findRemoved, writtenAfterRemoval } from './removed.ts';
import { readClearFrames, type ClearFrame } from './scanFrames.ts';

/** What a device could read of a log and what it wrote (docs/spec/membership.md section 6): derived, never stored. */
export async function exposureOf(core: Core, session: Session, log: LogId, device: string): Promise<Result<ExposureReport, Failure<'unknown-member'>>> {
  const open = session.book.get(log)?.open;
  const state = open?.reader.membership() ?? null;
  const key = hexToBytes(device);
  if (open === undefined || state === null || key === null || !isKnown(state, key)) return fail('unknown-member', 'this device is and was no member of the incident');
  const read = await readClearFrames(core, log);
  const frames = read.ok ? read.value : [];
  const epochs = epochsWithBox(frames, key);
  const readable = new Set(frames.filter(({ epoch }) => epoch !== null && epochs.has(epoch)).map(({ feed, seq }) => `${feed} ${seq}`));
  const isReadable = ({ place }: Pick<PlacedEntry, 'place'>): boolean => readable.has(`${place.feed} ${place.seq}`);
  const entries = open.placed().filter(isReadable);
  const times = entries.flatMap(({ entry }) => (entry === null ? [] : [entry.recorded.at]));
  const gone = findRemoved(state, key);
  const after = gone === null ? { frames: 0, entries: 0 } : writtenAfterRemoval(open, gone.device);
  return ok({
    device, fingerprint: deviceFingerprint(key), name: peopleOf(open)(device).name ?? checksOf(open)(device).findLast(({ body }) => body.name !== undefined)?.body.name ?? null, removed: gone !== null,
    incident: incidentName(open), elsewhere: elsewhereOf(session, log, key),
    epochs: epochs.size, entries: entries.length, firstAt: times.reduce<UnixMs | null>((least, at) => (least === null || at < least ? at : least), null), lastAt: times.reduce<UnixMs | null>((most, at) => (most === null || at > most ? at : most), null),
    entriesBeyond: gone === null ? 0 : writtenBeyond(open, frames, entries, bytesToHex(gone.operation), device),
    evidence: entitiesOf(open.state(), 'evidence').filter((item) => item.body.sealed !== undefined && isReadable(item.stamp)).map(({ body }) => ({ ref: body.ref, name: body.name })),
    dataSets: entitiesOf(open.state(), 'data-set').filter((set) => isReadable(set.stamp)).map(({ body }) => ({ ref: body.ref, name: body.name })),
    lastFrame: lastFrameOf(session, open, device), framesAfter: after.frames, entriesAfter: after.entries,
  });
}

function incidentName(open: OpenLog): string {
  const { incident } = open.state();
  return incident === null ? slipCode(open.log) : `${incident.body.ref} ${incident.body.title}`;
}

// A laptop that is lost is lost with every incident that it held.
function elsewhereOf(session: Session, log: LogId, device: Uint8Array): ExposureReport['elsewhere'] {
  return incidentLogs(session).flatMap(({ open }) => {
    const state = open.log === log ? null : open.reader.membership();
    return state !== null && isKnown(state, device) ? [{ log: open.log, incident: incidentName(open), removed: findRemoved(state, device) !== null }] : [];
  });
}

function isKnown(state: MembershipState, device: Uint8Array): boolean {
  return state.members.some((member) => equalBytes(member.device, device)) || findRemoved(state, device) !== null;
}

/** Ids of the epochs that a device has a box for: of each operation's own, and the history it got when it was admitted. What it made itself it knows. */
function epochsWithBox(frames: readonly ClearFrame[], device: Uint8Array): ReadonlySet<string> {
  const epochs = new Set<string>();
  for (const { operation, author } of frames) {
    if (operation === null || operation.op === 'newer') continue;
    if ('epoch' in operation && operation.epoch !== null && (author === bytesToHex(device) || operation.epoch.lockboxes.some((box) => equalBytes(box.device, device)))) epochs.add(bytesToHex(operation.epoch.id));
    if (operation.op === 'admit' && equalBytes(operation.member.device, device)) for (const { id } of operation.history) epochs.add(bytesToHex(id));
  }
  return epochs;
}

// Membership frames have no time: what its author sealed next tells when the removal was.
function writtenBeyond(open: OpenLog, frames: readonly ClearFrame[], readable: readonly PlacedEntry[], operation: string, device: string): number {
  const removal = frames.find(({ headerSha256 }) => headerSha256 === operation);
  if (removal === undefined) return 0;
  const next = open.placed().filter(({ place }) => place.feed === removal.feed && place.seq > removal.seq).reduce<PlacedEntry | null>((first, one) => (first === null || one.place.seq < first.place.seq ? one : first), null);
  const authors = new Map(frames.map(({ feed, author }): readonly [FeedId, string] => [feed, author]));
  return next === null ? 0 : readable.filter(({ place }) => authors.get(place.feed) !== device && place.hlc.ms > next.place.hlc.ms).length;
}

function lastFrameOf(session: Session, open: OpenLog, device: string): ExposureReport['lastFrame'] {
  const feeds = open.reader.heads().filter(({ author }) => author === device);
  const known = new Map(witnessView(session, open.log).feeds.map((feed) => [feed.feed, feed]));
  const newest = feeds.map(({ feed, seq }) => ({ seq, at: known.get(feed)?.newestAt ?? null, witnessed: (known.get(feed)?.witnessed?.frames ?? 0) > seq }));
  return newest.reduce<ExposureReport['lastFrame']>((last, one) => (last === null || (one.at ?? 0) > (last.at ?? 0) ? one : last), null);
}
