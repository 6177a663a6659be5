import * as v from 'valibot';
import { fail, ok, type Failure, type Result } from '#base';
import { entryIdSchema, occurredSchema, unixMsSchema, type TimelineRow } from '#domain';

/**
 * A timeline row as files carry it: nothing in it depends on a screen. `kind` and `track` are texts, because an export of a later
 * version must stay readable.
 */
export const timelineEventSchema = v.object({
  entry: entryIdSchema,
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  kind: v.string(),
  track: v.string(),
  what: v.string(),
  host: v.nullable(v.string()),
  account: v.nullable(v.string()),
  source: v.nullable(v.string()),
  technique: v.nullable(v.string()),
  evidence: v.array(v.string()),
  tags: v.array(v.string()),
  author: v.string(),
  recordedAt: unixMsSchema,
  latenessMs: v.nullable(v.pipe(v.number(), v.safeInteger())),
  struck: v.boolean(),
  amended: v.boolean(),
  occurred: occurredSchema,
});
export type FileEvent = v.InferOutput<typeof timelineEventSchema>;

/** Why rows are not in an export, with how many: said to the person, never silent. */
export interface LeftOut { readonly reason: string; readonly count: number }

/** What an import found; `lost` names what the format cannot carry. */
export interface ImportedTimeline { readonly events: readonly FileEvent[]; readonly lost: readonly string[] }
export type ImportFailure = Failure<'malformed'> & { readonly line: number };

/** The file form of a timeline row. */
export function rowToEvent(row: TimelineRow): FileEvent {
  return {
    entry: row.stamp.entryId, number: row.stamp.number, kind: row.kind, track: row.track, what: row.what, host: row.host, account: row.account,
    source: row.source, technique: row.technique, evidence: [...row.evidence], tags: [...row.tags], author: row.stamp.author.name,
    recordedAt: row.stamp.recorded.at, latenessMs: row.stamp.latenessMs, struck: row.struck, amended: row.amended, occurred: row.occurred,
  };
}

/** Checks a decoded value; the failure names the field and never repeats its text. */
export function parseEvent(value: unknown, line: number): Result<FileEvent, ImportFailure> {
  const parsed = v.safeParse(timelineEventSchema, value);
  if (parsed.success) return ok(parsed.output);
  const path = parsed.issues[0]?.path?.map((item) => String(item.key)).join('.') ?? 'event';
  return malformed(line, `the field ${path} is missing or not of its kind`);
}

/** An import failure with the line on which it was found, counted from 1. */
export function malformed(line: number, message: string): { readonly ok: false; readonly error: ImportFailure } {
  const failure = fail('malformed', `line ${line}: ${message}`);
  return { ok: false, error: { ...failure.error, line } };
}

/** A text on one line, for the columns that other tools show: control characters and line breaks become a space. */
export function toDisplayLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}

/** What happened, marked when it was retracted: for formats that have no field for the mark. */
export function markedText(event: FileEvent): string {
  return event.struck ? `[retracted] ${event.what}` : event.what;
}

/** Drops rows that a format cannot hold and counts them by reason. */
export function sortOut(events: readonly FileEvent[], reasonOf: (event: FileEvent) => string | null): { readonly kept: readonly FileEvent[]; readonly leftOut: readonly LeftOut[] } {
  const counts = new Map<string, number>();
  const kept = events.filter((event) => {
    const reason = reasonOf(event);
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return reason === null;
  });
  return { kept, leftOut: [...counts].map(([reason, count]) => ({ reason, count })) };
}
