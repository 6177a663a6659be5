import { MAX_ALERTS, type AlertRejection, type LineRange, type ReadAlert, type ReadAlertList, type RejectedAlert } from '#domain';
import { foldColumn, hasRuleColumn, pickColumns } from './columns.ts';
import { readCsvLines, readJsonLines, type AlertRecord } from './records.ts';
import { readAlertTime } from './time.ts';

export interface AlertListOptions {
  /** The tool, where the list does not name one. */
  readonly tool: string;
  /** Zone of times that are written without one. */
  readonly zone: string;
  /** What the list is called: lines are found again as `origin:line`, without a name as `line n`. */
  readonly origin: string;
}

const MAX_LINE = 500;
const MAX_RAW = 64_000;

/**
 * Reads a list of alerts: CSV with a header (RFC 4180), or JSON objects, one a line. Never throws and loses nothing: every line that is not blank and not the header
 * is an alert or is named with the reason why it is none (docs/spec/intake.md section 7). A damaged line does not take the others with it.
 */
export function readAlerts(text: string, options: AlertListOptions): ReadAlertList {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return { alerts: [], rejected: [] };
  const isJson = lines[first]?.trimStart().startsWith('{') === true;
  return isJson ? collect(readJsonLines(lines), lines, options) : readTable(lines, first, options);
}

function readTable(lines: readonly string[], first: number, options: AlertListOptions): ReadAlertList {
  const records = readCsvLines(lines, first);
  const header = records.next();
  const names = header.done === true || header.value.values === null ? [] : header.value.values.map(([, value]) => foldColumn(value));
  if (!hasRuleColumn(names)) return { alerts: [], rejected: [{ line: first + 1, lastLine: lines.length, reason: 'no-header' }] };
  return collect(named(records, names), lines, options);
}

function* named(records: Iterable<AlertRecord>, names: readonly string[]): Generator<AlertRecord> {
  for (const record of records) yield record.values === null ? record : { ...record, values: record.values.map(([, value], index) => [names[index] ?? '', value]) };
}

function collect(records: Iterable<AlertRecord>, lines: readonly string[], options: AlertListOptions): ReadAlertList {
  const alerts: ReadAlert[] = [];
  const rejected: RejectedAlert[] = [];
  for (const record of records) {
    if (alerts.length >= MAX_ALERTS) {
      rejected.push({ line: record.line, lastLine: lines.length, reason: 'too-many' });
      break;
    }
    const raw = lines.slice(record.line - 1, record.lastLine).join('\n');
    const read = toAlert(record, raw, options);
    if (typeof read === 'string') rejected.push({ line: record.line, lastLine: record.lastLine, reason: read });
    else alerts.push(read);
  }
  return { alerts, rejected };
}

function toAlert({ line, lastLine, values }: AlertRecord, raw: string, options: AlertListOptions): ReadAlert | AlertRejection {
  if (values === null || !raw.isWellFormed()) return 'bad-line';
  if (raw.length > MAX_RAW) return 'too-long';
  // Of two columns of one name the first that holds something counts.
  const byName = new Map<string, string>();
  for (const [name, value] of values) if (value.trim() !== '' && !byName.has(name)) byName.set(name, value);
  const found = pickColumns(byName);
  const tool = cut(found.tool ?? options.tool);
  if (found.rule === undefined) return 'no-rule';
  if (tool === '') return 'no-tool';
  const occurred = readAlertTime(found.time ?? '', options.zone);
  if (occurred === null) return 'bad-time';
  const range: LineRange = { line, lastLine };
  return {
    ...range, occurred,
    body: {
      tool, rule: cut(found.rule), ...optional('sourceId', found.id), ...optional('sourceSeverity', found.severity), ...optional('host', found.host), ...optional('account', found.account),
      ...optional('indicator', found.indicator), raw, locator: options.origin.trim() === '' ? `line ${line}` : cut(`${options.origin.trim().slice(0, 400)}:${line}`),
    },
  };
}

function optional<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined ? {} : { [name]: cut(value) } as Partial<Record<Name, string>>;
}

// One line of what stands whole in `raw`.
function cut(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ').trim();
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
