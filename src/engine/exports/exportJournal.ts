import { bytesToSha256Hex, concatBytes, fail, formatUtc, ok, textToBytes, type Failure, type In, type LogId, type Result, type UnixMs } from '#base';
import { sha256 } from '#crypto';
import { clockRows, filterTimeline, urgentClocks, type BodyOf } from '#domain';
import { exportBytes, exportTimeline as writeTimeline, writeCalendar, type CalendarEvent } from '#formats';
import type { EngineContract, ExportedFile, RecordFailure } from '#ipc';
import { encodePackageHead, scanFrames } from '#log';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';

const READ_BYTES = 4 * 2 ** 20;

/** Writes the timeline in one format and records the export with its hash, before the file leaves the console. */
export async function exportTimeline(core: Core, session: Session, input: In<EngineContract, 'export.timeline'>): Promise<Result<ExportedFile, Failure<'nothing-to-export' | RecordFailure>>> {
  const open = session.book.get(input.log)?.open;
  if (open === undefined) return unknownTarget();
  const rows = filterTimeline(open.state(), input.filter);
  if (rows.length === 0) return fail('nothing-to-export', 'the filter keeps no row of the timeline');
  const written = writeTimeline(input.format, rows, input.zone);
  const bytes = exportBytes(written.chunks);
  const leftOut = [...written.leftOut.map(({ reason, count }) => ({ reason, count })), ...written.loses.map((reason) => ({ reason, count: 0 }))];
  const filter = Object.keys(input.filter).length === 0 ? {} : { filter: JSON.stringify(input.filter) };
  return recorded(core, session, input.log, {
    fileName: `${fileStem(core, open)}-timeline-${input.format}.${written.extension}`, bytes, rows: written.rows, leftOut,
  }, { format: input.format, ...filter });
}

/** The frames of a log as stored, behind a signed manifest: what `holdfast verify` checks without any key. */
export async function exportPackage(core: Core, session: Session, log: LogId): Promise<Result<ExportedFile, Failure<RecordFailure>>> {
  const open = session.book.get(log)?.open;
  if (open === undefined) return unknownTarget();
  const stored = await readStored(core, open);
  if (!stored.ok) return stored;
  const scope = open.reader.scope();
  if (scope === null) return unknownTarget();
  const { frames } = scanFrames(stored.value);
  const head = encodePackageHead({
    log, scope, exportedAt: core.time.now(), frames: frames.length, bytes: stored.value.length, app: core.options.app,
    heads: open.reader.heads().map(({ feed, seq, headerSha256 }) => ({ feed, seq, headerSha256 })),
  }, session.keyring.device);
  return recorded(core, session, log, { fileName: `${fileStem(core, open)}-journal.hfp`, bytes: concatBytes(head, stored.value), rows: frames.length, leftOut: [] }, { format: 'journal-package' });
}

/** Open clocks as a calendar file. Titles say what is owed and for which codename, because a calendar is no protected place. */
export async function exportClocks(core: Core, session: Session, log: LogId): Promise<Result<ExportedFile, Failure<'nothing-to-export' | RecordFailure>>> {
  const open = session.book.get(log)?.open;
  const incident = open?.state().incident ?? null;
  if (open === undefined || incident === null) return unknownTarget();
  const now = core.time.now();
  const due = urgentClocks(clockRows(open.state(), now));
  if (due.length === 0) return fail('nothing-to-export', 'no clock is running');
  const name = incident.body.codename || incident.body.ref;
  const events = due.flatMap((clock): readonly CalendarEvent[] => (clock.due === null ? [] : [{
    uid: `${log}-${clock.id}-${clock.slot}-${clock.subject?.id ?? 0}@holdfast`, at: Math.min(clock.due, clock.shadowDue ?? clock.due) as UnixMs, title: `${name}: ${clock.title}`, note: '', remindMinutes: [30, 5],
  }]));
  const bytes = textToBytes(writeCalendar(events, now));
  return recorded(core, session, log, { fileName: `${fileStem(core, open)}-clocks.ics`, bytes, rows: events.length, leftOut: [] }, { format: 'icalendar' });
}

/** Records an export with the hash of its bytes, after the file was made and before it leaves the console. */
export async function recorded(core: Core, session: Session, log: LogId, file: Omit<ExportedFile, 'sha256'>, about: Pick<BodyOf<'export'>, 'format' | 'filter'>): Promise<Result<ExportedFile, Failure<RecordFailure>>> {
  const contentSha256 = bytesToSha256Hex(sha256(file.bytes));
  const leftOut = file.leftOut.reduce((total, item) => total + item.count, 0);
  const step = await recordDrafts(core, session, log, () => ok([{ draft: { kind: 'export', occurred: null, body: { ...about, rows: file.rows, leftOut, contentSha256 } } }]));
  return step.ok ? ok({ ...file, sha256: contentSha256 }) : step;
}

async function readStored(core: Core, open: OpenLog): Promise<Result<Uint8Array, Failure<'io'>>> {
  const parts: Uint8Array[] = [];
  let position: number | null = 0;
  while (position !== null) {
    const read: Awaited<ReturnType<typeof readAt>> = await readAt(core, open, position);
    if (!read.ok) return fail('io', 'the journal could not be read from the vault folder');
    parts.push(read.value.bytes);
    position = read.value.next;
  }
  return ok(concatBytes(...parts));
}

/** Reads a piece of a log that holds whole frames. */
export function readAt(core: Core, open: OpenLog, from: number) {
  return core.options.vault.call('log.read', { log: open.log, from, maxBytes: READ_BYTES });
}

/** Beginning of a file name. The reference is what a person typed: only harmless characters of it go in. */
export function fileStem(core: Core, open: OpenLog): string {
  const ref = open.state().incident?.body.ref ?? 'journal';
  const safe = ref.replaceAll(/[^A-Za-z0-9._-]/g, '-').replace(/^[.-]+/, '');
  return `${safe === '' ? 'journal' : safe}-${formatUtc(core.time.now(), 'second').replaceAll(/[-:]/g, '')}`;
}
