import { formatUtc, ok, type Result } from '#base';
import { readCsv } from '../csv/read.ts';
import { csvLine } from '../csv/write.ts';
import { malformed, markedText, parseEvent, sortOut, toDisplayLine, type FileEvent, type ImportedTimeline, type ImportFailure, type LeftOut } from '../event/event.ts';

/** Columns that Timesketch reads, then ours. `holdfast_event` carries the whole event as JSON, so that a re-import loses nothing. */
const columns = [
  'message', 'datetime', 'timestamp', 'timestamp_desc', 'hostname', 'username', 'source', 'technique', 'tag', 'precision', 'zone', 'as_written', 'author', 'entry_number', 'holdfast_event',
] as const;
// Timesketch drops rows outside these years without telling.
const FIRST_MS = Date.UTC(1700, 0, 1);
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Rows that Timesketch would drop: no time, or a year outside 1700 to 9999. */
export function planTimesketch(events: readonly FileEvent[]): { readonly kept: readonly FileEvent[]; readonly leftOut: readonly LeftOut[] } {
  return sortOut(events, (event) => {
    if (event.occurred.at === null) return 'time unknown';
    return event.occurred.at < FIRST_MS || event.occurred.at > LAST_MS ? 'year outside 1700 to 9999' : null;
  });
}

/** Timesketch CSV: UTF-8, LF, datetime and timestamp as the same instant in microseconds, no line break in `message`. */
export function* writeTimesketchCsv(events: readonly FileEvent[]): Generator<string> {
  yield csvLine(columns).replace(/\r\n$/, '\n');
  for (const event of events) {
    const fields = toFields(event);
    yield csvLine(columns.map((column) => (column === 'tag' ? JSON.stringify(event.tags) : fields[column]))).replace(/\r\n$/, '\n');
  }
}

/** Timesketch JSONL: one object a line, `timestamp` as a number, `tag` as a list, all else text: a nested object would spread over the index. */
export function* writeTimesketchJsonl(events: readonly FileEvent[]): Generator<string> {
  for (const event of events) {
    const { timestamp, tag: _tag, ...rest } = toFields(event);
    // The microseconds may pass 2^53: they are spliced in as digits, not as a rounded number.
    yield `${JSON.stringify({ ...rest, tag: event.tags }).slice(0, -1)},"timestamp":${timestamp}}\n`;
  }
}

/** Reads an own Timesketch CSV export back. */
export function readTimesketchCsv(chunks: Iterable<string>): Result<ImportedTimeline, ImportFailure> {
  const events: FileEvent[] = [];
  let index: number | null = null;
  for (const record of readCsv(chunks)) {
    if (!record.ok) return record;
    if (index === null) {
      index = record.value.fields.indexOf('holdfast_event');
      if (index < 0) return malformed(record.value.line, 'the column holdfast_event is missing: not an export of Holdfast');
      continue;
    }
    const event = parseJsonEvent(record.value.fields[index] ?? '', record.value.line);
    if (!event.ok) return event;
    events.push(event.value);
  }
  return index === null ? malformed(1, 'the file is empty') : ok({ events, lost: [] });
}

/** Reads an own Timesketch JSONL export back. */
export function readTimesketchJsonl(text: string): Result<ImportedTimeline, ImportFailure> {
  const events: FileEvent[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const event = parseJsonEvent(line, index + 1, 'holdfast_event');
    if (!event.ok) return event;
    events.push(event.value);
  }
  return ok({ events, lost: [] });
}

function toFields(event: FileEvent): Readonly<Record<(typeof columns)[number], string>> {
  const at = event.occurred.at ?? (0 as NonNullable<FileEvent['occurred']['at']>);
  const micros = BigInt(at) * 1000n + BigInt(Math.floor((event.occurred.nanos ?? 0) / 1000));
  return {
    message: toDisplayLine(markedText(event)), datetime: `${formatUtc(at, 'micros', event.occurred.nanos ?? 0).slice(0, -1)}+00:00`, timestamp: String(micros),
    timestamp_desc: `${event.track} ${event.kind}`, hostname: toDisplayLine(event.host ?? ''), username: toDisplayLine(event.account ?? ''), source: toDisplayLine(event.source ?? ''), technique: event.technique ?? '', tag: '',
    precision: event.occurred.precision, zone: event.occurred.zone, as_written: toDisplayLine(event.occurred.written), author: toDisplayLine(event.author), entry_number: String(event.number), holdfast_event: JSON.stringify(event),
  };
}

function parseJsonEvent(text: string, line: number, member: string | null = null): Result<FileEvent, ImportFailure> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return malformed(line, 'not JSON');
  }
  if (member === null) return parseEvent(value, line);
  const inner = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[member] : undefined;
  return typeof inner === 'string' ? parseJsonEvent(inner, line) : malformed(line, `the field ${member} is missing: not an export of Holdfast`);
}
