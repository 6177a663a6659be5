import { formatUtc, ok, parseInstant, type Result, type UnixMs } from '#base';
import { malformed, parseEvent, type FileEvent, type ImportedTimeline, type ImportFailure } from '../event/event.ts';
import { readCsv } from './read.ts';
import { csvLine, guardField, unguardField } from './write.ts';

/** Columns of the evidence CSV and the spreadsheet CSV, in file order. Lists are JSON text; absent values are empty. */
export const timelineColumns = [
  'occurred_utc', 'until_utc', 'precision', 'plus_minus_ms', 'zone', 'offset_minutes', 'as_written', 'clock_error_ms', 'clock_source',
  'track', 'what', 'host', 'account', 'source', 'technique', 'evidence', 'tags', 'kind', 'entry', 'number', 'author', 'recorded_utc', 'lateness_ms', 'struck', 'amended',
] as const;
type Column = (typeof timelineColumns)[number];
// An absent text and an empty one are different facts: an empty text is written as this mark, and a text made of such
// marks gets one more, so that taking one away always gives the text back.
const EMPTY_MARK = '""';
const ONLY_MARKS = /^(?:"")*$/;
export type CsvVariant = 'evidence' | 'spreadsheet';

/** The timeline as CSV text, record by record. The spreadsheet variant adds a byte order mark and the formula guard. */
export function* writeTimelineCsv(events: readonly FileEvent[], variant: CsvVariant): Generator<string> {
  const guard = variant === 'spreadsheet' ? guardField : (field: string): string => field;
  if (variant === 'spreadsheet') yield '\uFEFF';
  yield csvLine(timelineColumns);
  for (const event of events) {
    const fields = eventToFields(event);
    yield csvLine(timelineColumns.map((column) => guard(fields[column])));
  }
}

/** Reads what `writeTimelineCsv` wrote, with columns in any order; unknown columns are refused by name. */
export function readTimelineCsv(chunks: Iterable<string>, variant: CsvVariant): Result<ImportedTimeline, ImportFailure> {
  const unguard = variant === 'spreadsheet' ? unguardField : (field: string): string => field;
  const events: FileEvent[] = [];
  let columns: readonly string[] | null = null;
  for (const record of readCsv(chunks)) {
    if (!record.ok) return record;
    const { fields, line } = record.value;
    if (columns === null) {
      const missing = timelineColumns.filter((column) => !fields.includes(column));
      if (missing.length > 0) return malformed(line, `the column ${missing[0]} is missing`);
      columns = fields;
      continue;
    }
    if (fields.length !== columns.length) return malformed(line, `expected ${columns.length} fields, found ${fields.length}`);
    const byColumn = new Map(columns.map((column, index) => [column, unguard(fields[index] ?? '')]));
    const event = fieldsToEvent((column) => byColumn.get(column) ?? '', line);
    if (!event.ok) return event;
    events.push(event.value);
  }
  if (columns === null) return malformed(1, 'the file is empty');
  return ok({ events, lost: [] });
}

function eventToFields(event: FileEvent): Readonly<Record<Column, string>> {
  const { occurred } = event;
  return {
    occurred_utc: occurred.at === null ? '' : formatUtc(occurred.at, 'nanos', occurred.nanos ?? 0), until_utc: occurred.until === undefined ? '' : formatUtc(occurred.until, 'ms'),
    precision: occurred.precision, plus_minus_ms: numberText(occurred.plusMinusMs), zone: occurred.zone, offset_minutes: String(occurred.offsetMinutes), as_written: occurred.written,
    clock_error_ms: numberText(occurred.clockErrorMs), clock_source: occurred.clockSource, track: event.track, what: event.what, host: nullableText(event.host),
    account: nullableText(event.account), source: nullableText(event.source), technique: nullableText(event.technique), evidence: JSON.stringify(event.evidence), tags: JSON.stringify(event.tags),
    kind: event.kind, entry: event.entry, number: String(event.number), author: event.author, recorded_utc: formatUtc(event.recordedAt, 'ms'), lateness_ms: numberText(event.latenessMs ?? undefined),
    struck: String(event.struck), amended: String(event.amended),
  };
}

function fieldsToEvent(get: (column: Column) => string, line: number): Result<FileEvent, ImportFailure> {
  const instant = get('occurred_utc') === '' ? null : parseInstant(get('occurred_utc'));
  const until = get('until_utc') === '' ? null : parseInstant(get('until_utc'));
  const recorded = parseInstant(get('recorded_utc'));
  if (recorded === null || (instant === null && get('occurred_utc') !== '') || (until === null && get('until_utc') !== '')) return malformed(line, 'a time is not UTC ISO 8601');
  const value = {
    entry: get('entry'), number: Number(get('number')), kind: get('kind'), track: get('track'), what: get('what'), host: textOrNull(get('host')), account: textOrNull(get('account')),
    source: textOrNull(get('source')), technique: textOrNull(get('technique')), evidence: listOf(get('evidence')), tags: listOf(get('tags')), author: get('author'), recordedAt: recorded.at,
    latenessMs: get('lateness_ms') === '' ? null : Number(get('lateness_ms')), struck: get('struck') === 'true', amended: get('amended') === 'true',
    occurred: {
      at: instant?.at ?? (null as UnixMs | null), ...(until === null ? {} : { until: until.at }), ...(instant !== null && instant.nanos > 0 ? { nanos: instant.nanos } : {}), precision: get('precision'),
      ...optionalNumber('plusMinusMs', get('plus_minus_ms')), zone: get('zone'), offsetMinutes: Number(get('offset_minutes')), written: get('as_written'),
      ...optionalNumber('clockErrorMs', get('clock_error_ms')), clockSource: get('clock_source'),
    },
  };
  return parseEvent(value, line);
}

function numberText(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function nullableText(text: string | null): string {
  if (text === null) return '';
  return ONLY_MARKS.test(text) ? EMPTY_MARK + text : text;
}

function textOrNull(field: string): string | null {
  if (field === '') return null;
  return ONLY_MARKS.test(field) ? field.slice(EMPTY_MARK.length) : field;
}

function optionalNumber(key: string, field: string): Readonly<Record<string, number>> {
  return field === '' ? {} : { [key]: Number(field) };
}

function listOf(field: string): unknown {
  try {
    return JSON.parse(field) as unknown;
  } catch {
    return null;
  }
}
