// Parsers of text: every timeline format, and the capture line.
import { describe, test } from 'vitest';
import type { EntityId, EntryId, UnixMs } from '#base';
import { readCapture, type TimelineFormat } from '#domain';
import { detectTimelineFormat, importTimeline, writeBodyfile, writeTimelineCsv, writeTimelineJson, writeTimesketchCsv, writeTimesketchJsonl, type FileEvent } from '#formats';
import { fuzzText } from './drive.ts';

const declared = (kind: string, kinds: readonly string[]) => {
  if (!kinds.includes(kind)) throw new Error(`an undeclared failure: ${kind}`);
};
const at = Date.UTC(2026, 10, 21, 6, 0) as UnixMs;
const row = (number: number, text: string): FileEvent => ({
  entry: `01JD05QYC3000000000000000${number}` as EntryId, number, kind: 'event', track: 'adversary', what: text, host: 'TRD-FS01', account: "'=cmd|x", source: null, technique: 'T1569.002', evidence: ['EV-K7-001'], tags: ['lateral'], author: 'K. Moen',
  recordedAt: at, latenessMs: null, struck: number === 2, amended: false, occurred: { at, precision: 'second', zone: 'Europe/Oslo', offsetMinutes: 60, written: '06:00:00', clockSource: 'external-log', nanos: 42 },
});
const rows = [row(1, 'psexec from TRD-WS12'), row(2, 'a "quoted", text\nof two lines | with a bar'), row(3, '=HYPERLINK("x")')];
const zone = 'Europe/Oslo';
const own: Readonly<Record<TimelineFormat, string>> = {
  csv: [...writeTimelineCsv(rows, 'evidence', zone)].join(''), 'csv-spreadsheet': [...writeTimelineCsv(rows, 'spreadsheet', zone)].join(''), 'timesketch-csv': [...writeTimesketchCsv(rows)].join(''),
  'timesketch-jsonl': [...writeTimesketchJsonl(rows)].join(''), bodyfile: [...writeBodyfile(rows)].join(''), json: [...writeTimelineJson(rows, zone)].join(''),
};
const formats = Object.keys(own) as readonly TimelineFormat[];

describe('timeline import', () => {
  const all = Object.values(own);
  test.each(formats)('%s', async (format) => {
    const text = own[format];
    await fuzzText({
      name: format, corpus: [text, text.slice(0, text.indexOf('\n') + 1), ...all], short: 1_200, long: 400_000,
      run: (input) => {
        detectTimelineFormat(input);
        const read = importTimeline(format, input);
        if (!read.ok) {
          declared(read.error.kind, ['malformed']);
          if (read.error.message.length > 300) throw new Error('a message that may hold what was read');
          return;
        }
        // What was accepted is written and read again unchanged (docs/spec/exports.md).
        if (format === 'bodyfile') return;
        const { events } = read.value as { readonly events: readonly FileEvent[] };
        for (const [again, written] of [['csv', writeTimelineCsv(events, 'evidence', zone)], ['csv-spreadsheet', writeTimelineCsv(events, 'spreadsheet', zone)], ['json', writeTimelineJson(events, zone)]] as const) {
          const back = importTimeline(again, [...written].join(''));
          if (!back.ok) throw new Error(`${again}: what was written cannot be read: ${back.error.message}`);
          if (JSON.stringify(back.value.events) !== JSON.stringify(events)) throw new Error(`${again}: what was written is read as something else\n${JSON.stringify(back.value.events)}\n${JSON.stringify(events)}`);
        }
      },
    });
  });
});

test('capture line', async () => {
  const id = (digit: number) => `01HZZZZZZZZZZZZZZZZZZZZZZ${digit}` as EntityId;
  const context: Parameters<typeof readCapture>[1] = {
    now: at, zone: 'Europe/Oslo', people: ['A. Lund', 'K. Moen'], systems: [{ id: id(1), name: 'TRD-FS01' }], accounts: [{ id: id(4), name: 'svc-backup' }], refs: [{ id: id(5), ref: 'EV-K7-007', title: 'Security.evtx' }], tags: ['lateral'],
  };
  const lines = ['14:05 isolated TRD-FS01', '~1405Z +-10m decision: cut the line? yes', 'yesterday 23:55-00:10 event: psexec from @svc-backup #lateral [EV-K7-007]', '2026-03-29 02:30 gap', '02/03/2026 7:15 pm CET moved', 'action: block 10.0.0.1 per A. Lund by phone 13:40', '+45:00 x', 'now', '', '25 Oct 2026 02:30 overlap T1059.001'];
  await fuzzText({
    name: 'capture', corpus: lines, short: 2_500, long: 1_500_000,
    run: (line) => {
      const reading = readCapture(line, context);
      for (const span of [reading.kindSpan, ...reading.timeSpans, ...reading.tagSpans, ...reading.problems.map((problem) => problem.span)]) {
        if (span !== null && (span.from < 0 || span.to > line.length || span.from > span.to)) throw new Error(`a span outside of the line: ${JSON.stringify(span)}`);
      }
      if (JSON.stringify(readCapture(line, context)) !== JSON.stringify(reading)) throw new Error('the same line is read in two ways');
    },
  });
});
