import { bytesToHex, bytesToSha256Hex, hexToBytes, type FeedId, type LogId, type UnixMs } from '#base';
import { base64ToBytes, deviceFingerprint, sha256 } from '#crypto';
import { standingOf, type Entity, type IncidentState } from '#domain';
import type { FeedWitness, TakenSlip, TakenStamp, WitnessView } from '#ipc';
import type { FeedHead } from '#log';
import { describeCertificate } from '#timestamp';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { presentMemories } from '../sync/memories.ts';
import { cosignerName, heldCosignatures, takenCosignatures } from './cosignatures.ts';
import { entriesBelow, feedEntries, type FeedEntries } from './feedIndex.ts';
import { compareSlip, matchingFeeds, slipStanding } from './headSlips.ts';
import { heldAt, witnessesOf, type StampRecord } from './stampLedger.ts';

/** Beyond the newest witness so many entries, or so long, are worth a reminder (docs/spec/witness.md section 6). */
export const REMIND_ENTRIES = 50;
export const REMIND_MS = 4 * 3_600_000;

type Witnessed = NonNullable<FeedWitness['witnessed']>;

/** What is sealed by whom up to where, who remembers it, and what nobody does: derived from the journal as it stands here. */
export function witnessView(session: Session, log: LogId): WitnessView {
  const open = openOf(session, log);
  const state = open.state();
  const stamps = session.stamps.records(open);
  const feeds = feedWitnesses(session, open);
  const nameOf = (feed: string) => feeds.find((known) => known.feed === feed)?.author ?? '';
  const damaged = session.book.conditions().find((condition) => condition.log === open.log)?.damaged ?? [];
  return {
    feeds,
    slips: witnessesOf(state, 'head-slip').map(({ entity, body }): TakenSlip => ({
      entry: entity.id, from: body.from, means: body.means, recordedAt: entity.stamp.recorded.at, logCode: body.logCode, feedCode: body.feedCode, size: body.size, words: body.words, standing: slipStanding(session, body),
    })),
    stamps: stamps.map((record) => takenStamp(open, record)),
    cosignatures: takenCosignatures(open),
    requests: witnessesOf(state, 'stamp-request').map(({ entity, body }) => ({
      entry: entity.id, at: entity.stamp.recorded.at, answered: stamps.some((record) => record.body.statement === body.statement && heldAt(record) !== null),
    })),
    authorities: standingOf(state, 'time-authority').map(authorityView),
    forks: open.reader.forks().map(({ feed, seq, headers }) => ({ feed, author: nameOf(feed), seq, headers })),
    gaps: open.reader.gaps(),
    damaged: damaged.map(({ from, to }) => ({ from, to })),
    newFeeds: standingOf(state, 'recovery').filter(({ body }) => body.what === 'new-feed').map((entity) => ({ at: entity.stamp.recorded.at, detail: entity.body.detail })),
    clocks: clockFlags(open),
  };
}

/** Every feed of a log with its newest witness and the tail beyond it, in the order of the feed ids. */
export function feedWitnesses(session: Session, open: OpenLog): readonly FeedWitness[] {
  const now = session.now();
  const entries = feedEntries(open);
  const numbers = newestNumbers(open.state());
  const own = bytesToHex(session.keyring.device.ed25519);
  return [...open.reader.heads()].sort((left, right) => (left.feed < right.feed ? -1 : 1)).map((head): FeedWitness => {
    const known = entries.get(head.feed);
    const author = known?.author ?? session.author();
    const witnessed = newestWitness(session, open, head, known);
    const covered = witnessed?.entries ?? 0;
    const total = known?.seqs.length ?? 0;
    const since = total > covered ? (known?.times.slice(covered).find((at) => at !== null) ?? null) : null;
    return {
      feed: head.feed, author: author.name, device: author.prefix, fingerprint: deviceFingerprint(hexToBytes(head.author) ?? new Uint8Array(32)), own: head.author === own, frames: head.seq + 1, entries: total,
      newestEntry: numbers.get(head.feed) ?? null, newestAt: known?.times.findLast((at) => at !== null) ?? null, witnessed,
      tail: { frames: head.seq + 1 - (witnessed?.frames ?? 0), entries: total - covered, since, remind: total - covered > REMIND_ENTRIES || (since !== null && now - since > REMIND_MS) },
    };
  });
}

/** Entries that nobody else is known to hold: not below a witness, not below a checkpoint of a server that was recomputed here, not written by another device. */
export function unwitnessedEntries(session: Session, log: LogId): number {
  const open = openOf(session, log);
  const { entryCount } = open.state();
  const entries = feedEntries(open);
  const own = bytesToHex(session.keyring.device.ed25519);
  const servers = presentMemories(session)?.all().map((memory) => memory.mirrorOf(log).feeds) ?? [];
  const covered = open.reader.heads().reduce((sum, head) => {
    const known = entries.get(head.feed);
    // Whoever wrote a feed has it too; a server has what a checkpoint that was recomputed here contains.
    const elsewhere = head.author === own ? Math.max(0, ...servers.map((feeds) => feeds.get(head.feed) ?? 0)) : head.seq + 1;
    return sum + Math.max(newestWitness(session, open, head, known)?.entries ?? 0, entriesBelow(known, elsewhere));
  }, 0);
  return Math.max(0, entryCount - covered);
}

function newestWitness(session: Session, open: OpenLog, head: FeedHead, known: FeedEntries | undefined): Witnessed | null {
  const found = [...slipWitnesses(open, head, known), ...stampWitnesses(session, open, head.feed), ...cosignatureWitnesses(open, head)];
  const best = found.reduce<Omit<Witnessed, 'entries'> | null>((newest, one) => (newest === null || one.frames > newest.frames || (one.frames === newest.frames && one.at < newest.at) ? one : newest), null);
  return best === null ? null : { ...best, entries: entriesBelow(known, best.frames) };
}

// A slip counts when it was sealed by another device than the feed's, or names another person than its author.
function slipWitnesses(open: OpenLog, head: FeedHead, known: FeedEntries | undefined): readonly Omit<Witnessed, 'entries'>[] {
  const authors = new Map(open.reader.heads().map((one) => [one.feed, one.author]));
  return witnessesOf(open.state(), 'head-slip').flatMap(({ entity, body }) => {
    const isOther = authors.get(entity.stamp.place.feed) !== head.author;
    const byOther = isOther ? entity.stamp.author.name : body.from;
    const counts = isOther || !samePerson(body.from, known?.author?.name ?? entity.stamp.author.name);
    if (!counts || !matchingFeeds(open, body).includes(head.feed) || compareSlip(open, head.feed, body) !== 'agrees') return [];
    return [{ frames: body.size, by: byOther, at: entity.stamp.recorded.at, how: 'slip' as const }];
  });
}

function stampWitnesses(session: Session, open: OpenLog, feed: FeedId): readonly Omit<Witnessed, 'entries'>[] {
  return session.stamps.records(open).flatMap((record) => {
    const at = heldAt(record);
    const head = record.statement?.heads.find((stated) => stated.feed === feed);
    if (at === null || head === undefined || open.reader.headerAt(feed, head.size - 1) !== head.header) return [];
    return [{ frames: head.size, by: record.authority?.body.name ?? '', at: at as UnixMs, how: 'stamp' as const }];
  });
}

// A device that states how far it holds its own feed is not somebody else.
function cosignatureWitnesses(open: OpenLog, head: FeedHead): readonly Omit<Witnessed, 'entries'>[] {
  return heldCosignatures(open).flatMap(({ cosignature }) => {
    const stated = cosignature.device === head.author ? undefined : cosignature.statement.heads.find(({ feed }) => feed === head.feed);
    if (stated === undefined || !open.reader.holds(head.feed, stated.size - 1, hexToBytes(stated.header) ?? new Uint8Array(32))) return [];
    return [{ frames: stated.size, by: cosignerName(open, cosignature), at: cosignature.at, how: 'cosignature' as const }];
  });
}

function authorityView({ id, body }: Entity<'time-authority'>): WitnessView['authorities'][number] {
  const der = base64ToBytes(body.certificate) ?? new Uint8Array(0);
  const described = describeCertificate(der);
  return { id, name: body.name, subject: described.ok ? described.value.subject : '', validUntil: described.ok ? described.value.validUntil : (0 as UnixMs), sha256: bytesToSha256Hex(sha256(der)) };
}

function takenStamp(open: OpenLog, record: StampRecord): TakenStamp {
  const entries = feedEntries(open);
  const held = record.verdict?.ok === true ? record.verdict.value : null;
  const covered = (record.statement?.heads ?? []).filter((head) => open.reader.headerAt(head.feed, head.size - 1) === head.header);
  return {
    entry: record.entity.id, authority: record.authority?.body.name ?? '', generatedAt: held?.generatedAt ?? (0 as UnixMs), accuracyMs: held?.accuracyMs ?? null,
    coveredEntries: covered.reduce((sum, head) => sum + entriesBelow(entries.get(head.feed), head.size), 0), holds: held !== null && record.statement !== null,
    failure: record.verdict?.ok === false ? record.verdict.error.kind : null,
  };
}

// Rows stand in order, so the last row of a feed is its newest entry.
function newestNumbers(state: IncidentState): ReadonlyMap<FeedId, number> {
  const numbers = new Map<FeedId, number>();
  for (const row of state.journal) numbers.set(row.stamp.place.feed, row.stamp.number);
  return numbers;
}

// The entry number is that of the first row of the frame; a frame of unreadable entries has none and says 0.
function clockFlags(open: OpenLog): WitnessView['clocks'] {
  const { findings } = open.clocks;
  if (findings.length === 0) return [];
  const wanted = new Map(findings.map(({ feed, seq }) => [`${feed} ${seq}`, 0]));
  for (const { stamp } of open.state().journal) {
    const key = `${stamp.place.feed} ${stamp.place.seq}`;
    if (wanted.get(key) === 0) wanted.set(key, stamp.number);
  }
  return findings.map(({ flag, feed, seq, at, byMs }) => ({ flag, entryNumber: wanted.get(`${feed} ${seq}`) ?? 0, at, byMs }));
}

function samePerson(left: string, right: string): boolean {
  const fold = (name: string) => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return fold(left) === fold(right);
}

// Queries are opened for logs of the book only, and no log leaves it.
function openOf(session: Session, log: LogId): OpenLog {
  const open = session.book.get(log)?.open;
  if (open === undefined) throw new Error('the log is not in the book');
  return open;
}
