import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryId, UnixMs } from '#base';
import type { TimelineRow } from '#domain';
import { bodyfileText, planBodyfile, readBodyfile, writeBodyfile } from './bodyfile/bodyfile.ts';
import { readCsv } from './csv/read.ts';
import { readTimelineCsv, timelineColumns, writeTimelineCsv } from './csv/timelineCsv.ts';
import { csvLine, guardField, unguardField } from './csv/write.ts';
import type { FileEvent } from './event/event.ts';
import { exportBytes, exportTimeline } from './exportTimeline.ts';
import { detectTimelineFormat, importTimeline } from './importTimeline.ts';
import { readTimelineJson, writeTimelineJson } from './json/timelineJson.ts';
import { planTimesketch, readTimesketchCsv, readTimesketchJsonl, writeTimesketchCsv, writeTimesketchJsonl } from './timesketch/timesketch.ts';

const runs = process.env.SLOW === '1' ? 5000 : 60;
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('=cmd|\' /C calc\'!A0', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r', '\n', '\r\n', '"', '""', "'", "'=1", 'a\rb\nc', '\u0000', '\u202E', '＝1', ',', ';', '|', '%41', '\uFEFF', ' =1', 'x'.repeat(70_000)),
);
const instant = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }).map((value) => value as UnixMs);
const optional = <T>(key: string, values: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> => fc.option(values.map((value) => ({ [key]: value })), { nil: {} });
const known = fc.tuple(
  fc.record({ at: instant, precision: fc.constantFrom('exact' as const, 'second' as const, 'minute' as const, 'approx' as const, 'date' as const), zone: fc.constantFrom('UTC', 'Europe/Oslo', '+05:30'), offsetMinutes: fc.integer({ min: -1080, max: 1080 }), written: hostile.map((text) => text.slice(0, 200)).filter((text) => text.isWellFormed()), clockSource: fc.constantFrom('device' as const, 'paper' as const) }),
  optional('nanos', fc.integer({ min: 0, max: 999_999 })), optional('plusMinusMs', fc.nat()), optional('clockErrorMs', fc.integer()),
).map((parts) => Object.assign({}, ...parts) as FileEvent['occurred']);
const unknown = fc.constant({ at: null, precision: 'unknown', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'device' } as FileEvent['occurred']);
const event: fc.Arbitrary<FileEvent> = fc.record({
  entry: fc.constant('01ARZ3NDEKTSV4RRFFQ69G5FAV' as EntryId), number: fc.nat(), kind: fc.constant('event'), track: fc.constantFrom('adversary', 'defender'), what: hostile, host: fc.option(hostile), account: fc.option(hostile),
  source: fc.option(hostile), technique: fc.option(fc.constant('T1569.002')), evidence: fc.array(hostile, { maxLength: 3 }), tags: fc.array(hostile, { maxLength: 3 }), author: hostile, recordedAt: instant,
  latenessMs: fc.option(fc.nat()), struck: fc.boolean(), amended: fc.boolean(), occurred: fc.oneof({ weight: 8, arbitrary: known }, { weight: 1, arbitrary: unknown }),
});
const events = fc.array(event, { maxLength: 8 });

describe('an export read back gives the same events', () => {
  const same = (read: (list: readonly FileEvent[]) => unknown, kept: (list: readonly FileEvent[]) => readonly FileEvent[] = (list) => list): void => {
    fc.assert(fc.property(events, (list) => {
      expect(read(list)).toEqual({ ok: true, value: { events: kept(list), lost: [] } });
    }), { numRuns: runs });
  };

  test('evidence CSV', () => same((list) => readTimelineCsv(writeTimelineCsv(list, 'evidence', 'Europe/Oslo'))));
  test('spreadsheet CSV', () => same((list) => readTimelineCsv(writeTimelineCsv(list, 'spreadsheet', 'Asia/Kathmandu'))));
  test('Timesketch CSV', () => same((list) => readTimesketchCsv(writeTimesketchCsv(planTimesketch(list).kept)), (list) => planTimesketch(list).kept));
  test('Timesketch JSONL', () => same((list) => readTimesketchJsonl([...writeTimesketchJsonl(planTimesketch(list).kept)].join('')), (list) => planTimesketch(list).kept));
  test('JSON', () => same((list) => readTimelineJson([...writeTimelineJson(list, 'Europe/Oslo')].join(''))));

  test('bodyfile, as far as it can carry', () => {
    fc.assert(fc.property(events, (list) => {
      const { kept, leftOut } = planBodyfile(list);
      const read = readBodyfile([...writeBodyfile(kept)].join(''));
      expect(kept.length + leftOut.reduce((sum, item) => sum + item.count, 0)).toBe(list.length);
      expect(read.ok && read.value.events).toEqual(kept.map((item) => ({ atSeconds: Math.floor((item.occurred.at ?? 0) / 1000), text: bodyfileText(item).replaceAll('%25', '%'), number: item.number })));
    }), { numRuns: runs });
  });
});

describe('CSV', () => {
  test('any fields survive in any chunking', () => {
    fc.assert(fc.property(fc.array(fc.array(hostile, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 9 }), (records, size) => {
      const text = [...records.map(csvLine).join('')];
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.slice(index * size, index * size + size).join(''));
      expect([...readCsv(chunks)].map((record) => record.ok && record.value.fields)).toEqual(records);
    }), { numRuns: runs });
  });

  test.each([['a,"b', 1], ['a,b"c', 1], ['a,b\n"c"d,e', 2]])('refuses %j with its line', (text, line) => {
    const last = [...readCsv([text])].at(-1);
    expect(last?.ok === false && last.error.line).toBe(line);
  });

  test('no field of a spreadsheet export can start a formula', () => {
    fc.assert(fc.property(hostile, (field) => {
      const guarded = guardField(field);
      expect(unguardField(guarded)).toBe(field);
      expect(/^[\s"]*[=@＝＋－＠]/.test(guarded)).toBe(false);
      if (!/^[+-]?\d+(\.\d+)?$/.test(guarded)) expect(/^[\s"]*[+-]/.test(guarded)).toBe(false);
    }), { numRuns: 500 });
  });

  test('a missing column and a wrong count are named with their line', () => {
    expect(readTimelineCsv(['"occurred_utc"\r\n'])).toMatchObject({ ok: false, error: { line: 1 } });
    expect(readTimelineCsv([csvLine(timelineColumns), '"x"\r\n'])).toMatchObject({ ok: false, error: { kind: 'malformed', line: 2 } });
    expect(readTimelineCsv([csvLine([...timelineColumns, 'track'])])).toMatchObject({ ok: false, error: { message: 'line 1: a column stands twice' } });
  });

  test('a number or truth value that is not exactly one is refused with its field', () => {
    const [header = '', record = ''] = [...writeTimelineCsv([plainEvent], 'evidence')];
    for (const [from, to, field] of [['"false"', '"no"', 'struck'], ['"7"', '"0x7"', 'number'], ['"0","","device"', '" 0","","device"', 'occurred.offsetMinutes']] as const) {
      const changed = from.startsWith('"0"') ? record.replace('"UTC","0"', '"UTC"," 0"') : record.replace(from, to);
      expect(changed).not.toBe(record);
      expect(readTimelineCsv([header, changed])).toMatchObject({ ok: false, error: { line: 2, message: `line 2: the field ${field} is missing or not of its kind` } });
    }
  });
});

const plainEvent: FileEvent = {
  entry: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as EntryId, number: 7, kind: 'event', track: 'adversary', what: 'service installed', host: 'FS01', account: null, source: 'evtx', technique: null, evidence: [], tags: [],
  author: 'A', recordedAt: 0 as UnixMs, latenessMs: null, struck: false, amended: false,
  occurred: { at: Date.UTC(2026, 10, 20, 22, 14, 7, 331) as UnixMs, precision: 'exact', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'external-log' },
};

test('evidence CSV as other tools see it: every field quoted, CRLF, UTC and local time', () => {
  const [header, record] = [...writeTimelineCsv([plainEvent], 'evidence', 'Europe/Oslo')];
  expect(header).toMatch(/^"occurred_utc","occurred_local","until_utc",.*"amended"\r\n$/);
  expect(record).toMatch(/^"2026-11-20T22:14:07\.331Z","2026-11-20T23:14:07\.331\+01:00","","exact",/);
});

test('Timesketch gets one instant twice: datetime and timestamp agree to the microsecond', () => {
  fc.assert(fc.property(events, (list) => {
    for (const line of writeTimesketchJsonl(planTimesketch(list).kept)) {
      const [, seconds = '', micros = ''] = /"datetime":"(.{19})\.(\d{6})\+00:00"/.exec(line) ?? [];
      expect(line).toContain(`"timestamp":${BigInt(Date.parse(`${seconds}Z`)) * 1000n + BigInt(micros)}}`);
    }
  }), { numRuns: runs });
});

test('a retracted row says so where the format has no field for it', () => {
  const struck = { ...plainEvent, struck: true };
  expect([...writeBodyfile([struck])][0]).toBe('0|[adversary] FS01: [retracted] service installed|7|r/r---------|0|0|0|0|1795212847|0|0\n');
  expect(JSON.parse([...writeTimesketchJsonl([struck])][0] ?? '')).toMatchObject({ message: '[retracted] service installed' });
});

test('every format is found by its content and read back by name', () => {
  const formats = ['csv', 'csv-spreadsheet', 'timesketch-csv', 'timesketch-jsonl', 'bodyfile', 'json'] as const;
  const row = { entity: plainEvent.entry, kind: 'event' as const, stamp: { entryId: plainEvent.entry, number: 7, author: { name: 'A', prefix: 'A1' }, recorded: { at: 0 as UnixMs, zone: 'UTC', offsetMinutes: 0 }, latenessMs: null }, occurred: plainEvent.occurred, track: 'adversary', what: 'x'.repeat(40_000), host: null, account: null, source: null, technique: null, evidence: [], tags: [], struck: false, amended: false, clockErrorMs: null };
  for (const format of formats) {
    const written = exportTimeline(format, [row as unknown as TimelineRow, row as unknown as TimelineRow], 'Europe/Oslo');
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(exportBytes(written.chunks));
    expect(detectTimelineFormat(text)).toBe(format);
    const read = importTimeline(format, text);
    expect(read.ok && read.value.events.length).toBe(2);
    if (format === 'csv-spreadsheet') expect(written.loses).toEqual(['2 cells hold more than 32767 characters, which Excel cuts when it opens the file']);
  }
  for (const text of ['', 'hello', '{"a":1}', 'a,b\r\n1,2', '\uFEFF']) expect(detectTimelineFormat(text)).toBeNull();
});

test('what a format cannot hold is counted with its reason', () => {
  const base: FileEvent = { entry: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as EntryId, number: 1, kind: 'event', track: 'system', what: 'x', host: null, account: null, source: null, technique: null, evidence: [], tags: [], author: 'A', recordedAt: 0 as UnixMs, latenessMs: null, struck: false, amended: false, occurred: { at: null, precision: 'unknown', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'device' } };
  const ancient: FileEvent = { ...base, occurred: { ...base.occurred, at: Date.UTC(1650, 0, 1) as UnixMs, precision: 'date' } };
  expect(planTimesketch([base, ancient, base]).leftOut).toEqual([{ reason: 'time unknown', count: 2 }, { reason: 'year outside 1700 to 9999', count: 1 }]);
  expect(planBodyfile([ancient]).leftOut[0]?.count).toBe(1);
});

test('Timesketch rows keep both readers in agreement: the same instant in datetime and timestamp, no line break in message', () => {
  const line = [...writeTimesketchJsonl([{ entry: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as EntryId, number: 7, kind: 'event', track: 'adversary', what: 'a\nb', host: 'FS01', account: null, source: 'evtx', technique: null, evidence: [], tags: ['x'], author: 'A', recordedAt: 0 as UnixMs, latenessMs: null, struck: false, amended: false, occurred: { at: Date.UTC(2026, 10, 20, 22, 14, 7, 331) as UnixMs, nanos: 123_456, precision: 'exact', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'external-log' } }])][0] ?? '';
  expect(JSON.parse(line)).toMatchObject({ message: 'a b', datetime: '2026-11-20T22:14:07.331123+00:00', timestamp: 1_795_212_847_331_123, hostname: 'FS01', tag: ['x'] });
});
