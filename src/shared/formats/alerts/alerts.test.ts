import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAlerts } from './readAlerts.ts';

const options = { tool: 'SIEM', zone: 'Europe/Oslo', origin: 'export.csv' } as const;
const iso = (at: number | null | undefined): string => (at === null || at === undefined ? '' : new Date(at).toISOString());

describe('a list of alerts', () => {
  test('CSV by its header: names as tools write them, times with their zone, the raw line kept', () => {
    const { alerts, rejected } = readAlerts('\uFEFFAlert ID,Detected_At,Rule Name,Severity,Host Name,User,sha256,Product\r\n7,2026-11-21T07:02:11+01:00,"Dump, LSASS",High (8),FS01,CORP\\a.lund,ab12,Falcon\r\n\r\n8,2026-11-21 07:05,Beacon,,,,,\r\n', options);
    expect(rejected).toEqual([]);
    expect(alerts).toHaveLength(2);
    expect(alerts[0]).toEqual({
      line: 2, lastLine: 2,
      occurred: { at: Date.UTC(2026, 10, 21, 6, 2, 11), precision: 'second', zone: '+01:00', offsetMinutes: 60, written: '2026-11-21T07:02:11+01:00', clockSource: 'external-log' },
      body: { tool: 'Falcon', rule: 'Dump, LSASS', sourceId: '7', sourceSeverity: 'High (8)', host: 'FS01', account: 'CORP\\a.lund', indicator: 'ab12', raw: '7,2026-11-21T07:02:11+01:00,"Dump, LSASS",High (8),FS01,CORP\\a.lund,ab12,Falcon', locator: 'export.csv:2' },
    });
    expect(alerts[1]).toMatchObject({ line: 4, occurred: { precision: 'minute', zone: 'Europe/Oslo', offsetMinutes: 60 }, body: { tool: 'SIEM', rule: 'Beacon' } });
  });

  test('JSON lines, nested as in the common schema', () => {
    const { alerts } = readAlerts('{"@timestamp":"1795154531.250","rule":{"name":"Beacon"},"event":{"severity":73},"host":{"name":"FS01"},"user":{"name":"a.lund"},"destination":{"ip":"192.0.2.7"},"__proto__":{"tool":"x"}}', options);
    expect(alerts[0]).toMatchObject({ occurred: { precision: 'exact', zone: 'UTC' }, body: { rule: 'Beacon', sourceSeverity: '73', host: 'FS01', account: 'a.lund', indicator: '192.0.2.7', tool: 'SIEM' } });
    expect(iso(alerts[0]?.occurred.at)).toBe('2026-11-20T06:02:11.250Z');
  });

  test('a wall time that came twice is the range of both, one that never came and a day that is none are rejected', () => {
    const list = readAlerts('rule,time\na,2026-10-25 02:30\nb,2026-03-29 02:30\nc,2026-02-30\nd,\ne,yesterday\n', options);
    expect(list.alerts.map(({ body, occurred }) => [body.rule, iso(occurred.at), iso(occurred.until), occurred.precision])).toEqual([['a', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z', 'minute'], ['d', '', '', 'unknown']]);
    expect(list.rejected.map(({ line, reason }) => [line, reason])).toEqual([[3, 'bad-time'], [4, 'bad-time'], [6, 'bad-time']]);
  });

  test('a damaged line is named and does not take the next ones with it', () => {
    const list = readAlerts('rule,host\nA,"x"y\nB,h2\nC,"never closed\nD,h4\n', options);
    expect(list.alerts.map(({ line, body }) => [line, body.rule])).toEqual([[3, 'B'], [5, 'D']]);
    expect(list.rejected).toEqual([{ line: 2, lastLine: 2, reason: 'bad-line' }, { line: 4, lastLine: 4, reason: 'bad-line' }]);
    expect(readAlerts('{"rule":"A"}\n{"rule":\n[1]\n{"x":1}\n{"rule":"B"}', { ...options, tool: '' }).rejected.map(({ line, reason }) => [line, reason])).toEqual([[1, 'no-tool'], [2, 'bad-line'], [3, 'bad-line'], [4, 'no-rule'], [5, 'no-tool']]);
    expect(readAlerts('a,b\n1,2\n', options).rejected).toEqual([{ line: 1, lastLine: 3, reason: 'no-header' }]);
  });

  test('a record over several lines keeps all of them', () => {
    const { alerts } = readAlerts('rule,host\n"two\nlines",h1\nB,h2\n', options);
    expect(alerts.map(({ line, lastLine, body }) => [line, lastLine, body.rule, body.raw])).toEqual([[2, 3, 'two lines', '"two\nlines",h1'], [4, 4, 'B', 'B,h2']]);
  });

  test('more than 2,000 are named, not dropped', () => {
    const list = readAlerts(`rule\n${'A\n'.repeat(2003)}`, options);
    expect([list.alerts.length, list.rejected]).toEqual([2000, [{ line: 2002, lastLine: 2005, reason: 'too-many' }]]);
  });
});

describe('whatever was pasted', () => {
  const cell = fc.oneof(fc.constantFrom('', 'A', '"', '"a,b"', '"x""y"', '"open', '2026-11-21T06:00:00Z', 'x"', '{', '\uD800', '{"rule":"R"}', '"a\nb"'), fc.string({ maxLength: 6 }));
  const line = fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(','));
  const text = fc.tuple(fc.constantFrom('rule,time,host', '"rule",id', '{"rule":"R"}', 'nothing', ''), fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r')).map(([head, lines, end]) => [head, ...lines].join(end));

  test('every line is an alert, is rejected with a reason, is blank, or is the header; none is in two', () => {
    fc.assert(fc.property(text, (pasted) => {
      const lines = pasted.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
      const { alerts, rejected } = readAlerts(pasted, options);
      const seen = lines.map(() => 0);
      for (const { line: from, lastLine } of [...alerts, ...rejected]) for (let at = from; at <= lastLine; at += 1) seen[at - 1] = (seen[at - 1] ?? 0) + 1;
      expect(seen.every((count) => count <= 1)).toBe(true);
      const first = lines.findIndex((written) => written.trim() !== '');
      // The header may itself be several lines; blank cells are no record.
      const isMissed = lines.filter((written, at) => seen[at] === 0 && at > first && written.replaceAll(/[\s,"]/g, '') !== '');
      const header = headerLines(lines, first);
      expect(isMissed.filter((written) => !header.includes(written))).toEqual([]);
      for (const { line: from, lastLine, body } of alerts) expect(body.raw).toBe(lines.slice(from - 1, lastLine).join('\n'));
    }), { numRuns: process.env['SLOW'] === '1' ? 20_000 : 300 });
  });

  function headerLines(lines: readonly string[], first: number): readonly string[] {
    return first < 0 ? [] : [lines[first] ?? ''];
  }
});
