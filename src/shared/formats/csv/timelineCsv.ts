import { formatRfc3339, formatUtc, ok, parseInstant, type Result, type UnixMs } from '#base';
import { malformed, parseEvent, type FileEvent, type ImportedTimeline, type ImportFailure } from '../event/event.ts';
import { readCsv } from './read.ts';
import { csvLine, guardField, unguardField } from './write.ts';

/**
 * Columns of the evidence CSV and the spreadsheet CSV, in file order (docs/spec/exports.md). Lists are JSON text; absent values are empty.
 * `occurred_local` repeats the instant in the zone of the export and is not read back.
 */
export const timelineColumns = [
  'occurred_utc', 'occurred_local', 'until_utc', 'precision', 'plus_minus_ms', 'zone', 'offset_minutes', 'as_written', 'clock_error_ms', 'clock_source',
  'track', 'what', 'host', 'account', 'source', 'technique', 'evidence', 'tags', 'kind', 'entry', 'number', 'author', 'recorded_utc', 'lateness_ms', 'struck', 'amended',
] as const;
type Column = (typeof timelineColumns)[number];
/** Last column of a guarded file: a reader takes one apostrophe away exactly where this column exists, however the file was renamed. */
const GUARD_COLUMN = 'formula_guard';
const GUARD_RULE = 'apostrophe';
/** Excel cuts longer cells without a word. */
const EXCEL_CELL = 32_767;
// An absent text and an empty one are different facts: an empty text is written as this mark, and a text made of such
// marks gets one more, so that taking one away always gives the text back.
const EMPTY_MARK = '""';
const ONLY_MARKS = /^(?:"")*$/;
export type CsvVariant = 'evidence' | 'spreadsheet';

/** The timeline as CSV text, record by record. The spreadsheet variant adds a byte order mark, the formula guard and a column that says so. */
export function* writeTimelineCsv(events: readonly FileEvent[], variant: CsvVariant, zone = 'UTC'): Generator<string> {
  const guard = variant === 'spreadsheet' ? guardField : (field: string): string => field;
  if (variant === 'spreadsheet') yield '\uFEFF';
  const mark = variant === 'spreadsheet' ? [GUARD_COLUMN] : [];
  yield csvLine([...timelineColumns, ...mark]);
  for (const event of events) {
    const fields = eventToFields(event, zone);
    yield csvLine([...timelineColumns.map((column) => guard(fields[column])), ...mark.map(() => GUARD_RULE)]);
  }
}

/** How many cells are longer than Excel shows, as a sentence, or nothing. */
export function cellsThatExcelCuts(events: readonly FileEvent[]): readonly string[] {
  const count = events.reduce((sum, event) => sum + [event.what, event.host, event.account, event.source, event.author].filter((text) => (text?.length ?? 0) >= EXCEL_CELL).length, 0);
  return count === 0 ? [] : [`${count} cells hold more than ${EXCEL_CELL} characters, which Excel cuts when it opens the file`];
}

/** Reads what `writeTimelineCsv` wrote, in either variant (the file says which), with columns in any order; columns added by others are ignored. */
export function readTimelineCsv(chunks: Iterable<string>): Result<ImportedTimeline, ImportFailure> {
  let unguard = (field: string): string => field;
  const events: FileEvent[] = [];
  let columns: readonly string[] | null = null;
  for (const record of readCsv(chunks)) {
    if (!record.ok) return record;
    const { fields, line } = record.value;
    if (columns === null) {
      if (new Set(fields).size !== fields.length) return malformed(line, 'a column stands twice');
      if (fields.includes(GUARD_COLUMN)) unguard = unguardField;
      const missing = timelineColumns.filter((column) => column !== 'occurred_local' && !fields.includes(column));
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

function eventToFields(event: FileEvent, zone: string): Readonly<Record<Column, string>> {
  const { occurred } = event;
  const digits = occurred.nanos === undefined ? 'ms' : 'nanos';
  return {
    occurred_utc: occurred.at === null ? '' : formatUtc(occurred.at, digits, occurred.nanos), occurred_local: occurred.at === null ? '' : formatRfc3339(occurred.at, zone, digits, occurred.nanos), until_utc: occurred.until === undefined ? '' : formatUtc(occurred.until, 'ms'),
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
    entry: get('entry'), number: wholeNumber(get('number')), kind: get('kind'), track: get('track'), what: get('what'), host: textOrNull(get('host')), account: textOrNull(get('account')),
    source: textOrNull(get('source')), technique: textOrNull(get('technique')), evidence: listOf(get('evidence')), tags: listOf(get('tags')), author: get('author'), recordedAt: recorded.at,
    latenessMs: get('lateness_ms') === '' ? null : wholeNumber(get('lateness_ms')), struck: trueOrFalse(get('struck')), amended: trueOrFalse(get('amended')),
    occurred: {
      at: instant?.at ?? (null as UnixMs | null), ...(until === null ? {} : { until: until.at }), ...(instant?.digits === 'nanos' ? { nanos: instant.nanos } : {}), precision: get('precision'),
      ...optionalNumber('plusMinusMs', get('plus_minus_ms')), zone: get('zone'), offsetMinutes: wholeNumber(get('offset_minutes')), written: get('as_written'),
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
  return field === '' ? {} : { [key]: wholeNumber(field) };
}

// What is not exactly a number or a truth value becomes one that the schema refuses, with the name of its field.
function wholeNumber(field: string): number {
  return /^-?\d{1,16}$/.test(field) ? Number(field) : Number.NaN;
}

function trueOrFalse(field: string): boolean | null {
  return field === 'true' ? true : field === 'false' ? false : null;
}

function listOf(field: string): unknown {
  try {
    return JSON.parse(field) as unknown;
  } catch {
    return null;
  }
}
