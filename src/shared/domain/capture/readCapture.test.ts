import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatInZone, parseInstant, type EntityId, type UnixMs } from '#base';
import type { CaptureReading, ReadingContext, Span } from './reading.ts';
import { isRecordable, readCapture } from './readCapture.ts';
import { cpuTimeOf } from '../../base/testing/cpuTime.ts';

const runs = { numRuns: process.env['SLOW'] === '1' ? 50_000 : 500 };
const id = (digit: number) => `01HZZZZZZZZZZZZZZZZZZZZZZ${digit}` as EntityId;
/** Saturday 21 November 2026, 14:22 in Oslo. */
const now = Date.UTC(2026, 10, 21, 13, 22) as UnixMs;
const context: ReadingContext = {
  now, zone: 'Europe/Oslo', people: ['A. Lund', 'K. Moen'],
  systems: [{ id: id(1), name: 'TRD-FS01' }, { id: id(2), name: 'file server 2' }, { id: id(3), name: 'mail' }],
  accounts: [{ id: id(4), name: 'svc-backup' }, { id: id(4), name: 'NORD\\svc-backup' }],
  refs: [{ id: id(5), ref: 'EV-K7-007', title: 'Security.evtx' }, { id: id(6), ref: 'EV-K7-001', title: 'a' }, { id: id(7), ref: 'EV-B2-001', title: 'b' }, { id: id(8), ref: 'A-K7-012', title: 'c' }],
  tags: ['lateral'],
};

function read(line: string, more: Partial<ReadingContext> = {}): CaptureReading {
  return readCapture(line, { ...context, ...more });
}
function utc(text: string): number {
  return parseInstant(text)?.at ?? Number.NaN;
}
/** Instants offered, earliest first. */
function offered(reading: CaptureReading): readonly number[] {
  return (reading.ambiguity?.choices ?? []).map((choice) => choice.occurred.at ?? 0).sort((left, right) => left - right);
}

describe('times as people write them', () => {
  const cases: readonly (readonly [line: string, at: string, precision: string, text: string])[] = [
    ['14:05 isolated', '2026-11-21T13:05Z', 'minute', 'isolated'],
    ['1405 isolated', '2026-11-21T13:05Z', 'minute', 'isolated'],
    ['14:05Z isolated', '2026-11-21T14:05Z', 'minute', 'isolated'],
    ['13:05Z isolated', '2026-11-21T13:05Z', 'minute', 'isolated'],
    ['1305Z isolated', '2026-11-21T13:05Z', 'minute', 'isolated'],
    ['13:05:07.331Z isolated', '2026-11-21T13:05:07.331Z', 'exact', 'isolated'],
    ['13:05:07 UTC isolated', '2026-11-21T13:05:07Z', 'second', 'isolated'],
    ['13:05 UTC+1: isolated', '2026-11-21T12:05Z', 'minute', 'isolated'],
    ['yesterday 22:10 alert', '2026-11-20T21:10Z', 'minute', 'alert'],
    ['22:10 yesterday alert', '2026-11-20T21:10Z', 'minute', 'alert'],
    ['20 Nov 23:14 Oslo', '2026-11-20T22:14Z', 'minute', ''],
    ['20 Nov 23:14 Tokyo, service installed', '2026-11-20T14:14Z', 'minute', 'service installed'],
    ['20 Nov 23:14 (New York) service', '2026-11-21T04:14Z', 'minute', 'service'],
    ['20 Nov 23:14 New York time service', '2026-11-21T04:14Z', 'minute', 'service'],
    ['20 Nov 23:14 America/New_York service', '2026-11-21T04:14Z', 'minute', 'service'],
    ['2026-11-20 23:14:07.331 +01:00 service', '2026-11-20T22:14:07.331Z', 'exact', 'service'],
    ['2026-11-20T23:14:07.331+01:00 service', '2026-11-20T22:14:07.331Z', 'exact', 'service'],
    ['2026-11-20T22:14:07-05:00 service', '2026-11-21T03:14:07Z', 'second', 'service'],
    ['2026/11/20 22:14 service', '2026-11-20T21:14Z', 'minute', 'service'],
    ['20.11.2026 22:14 service', '2026-11-20T21:14Z', 'minute', 'service'],
    ['20.11. 22:14 service', '2026-11-20T21:14Z', 'minute', 'service'],
    ['20/11 22:14 service', '2026-11-20T21:14Z', 'minute', 'service'],
    ['11/20/2026 10:14 pm service', '2026-11-20T21:14Z', 'minute', 'service'],
    ['Nov 20, 2026 10:14 pm service', '2026-11-20T21:14Z', 'minute', 'service'],
    ['Nov 20 22:14 service', '2026-11-20T21:14Z', 'minute', 'service'],
    ['20th November 22:14 service', '2026-11-20T21:14Z', 'minute', 'service'],
    ['2pm call', '2026-11-21T13:00Z', 'minute', 'call'],
    ['12 am call', '2026-11-20T23:00Z', 'minute', 'call'],
    ['at 14:05, isolated', '2026-11-21T13:05Z', 'minute', 'isolated'],
    ['kl. 14:05 isolerte', '2026-11-21T13:05Z', 'minute', 'isolerte'],
    ['14:05 – isolated', '2026-11-21T13:05Z', 'minute', 'isolated'],
    ['14:05: isolated', '2026-11-21T13:05Z', 'minute', 'isolated'],
    ['14:05 am Server gesehen', '2026-11-21T13:05Z', 'minute', 'am Server gesehen'],
    ['14:05 local isolated', '2026-11-21T13:05Z', 'minute', 'isolated'],
    ['Friday 22:10 alert', '2026-11-20T21:10Z', 'minute', 'alert'],
    ['last Saturday 22:10 alert', '2026-11-14T21:10Z', 'minute', 'alert'],
    ['~06:50 shift lead called', '2026-11-21T05:50Z', 'approx', 'shift lead called'],
    ['about 06:50 shift lead called', '2026-11-21T05:50Z', 'approx', 'shift lead called'],
    ['06:50 ±10m shift lead called', '2026-11-21T05:50Z', 'approx', 'shift lead called'],
    ['2026-11-20 seen', '2026-11-19T23:00Z', 'date', 'seen'],
    ['20 Nov seen', '2026-11-19T23:00Z', 'date', 'seen'],
    ['yesterday seen', '2026-11-19T23:00Z', 'date', 'seen'],
    ['5 min ago seen', '2026-11-21T13:17Z', 'approx', 'seen'],
    ['1h 20m ago seen', '2026-11-21T12:02Z', 'approx', 'seen'],
    ['now seen', '2026-11-21T13:22Z', 'second', 'seen'],
    ['14:05:07.123456789 seen', '2026-11-21T13:05:07.123Z', 'exact', 'seen'],
  ];
  test.each(cases)('%s', (line, at, precision, text) => {
    const reading = read(line, line.startsWith('14:05Z') ? { now: (now + 3_600_000) as UnixMs } : {});
    expect(reading.problems.filter((problem) => problem.severity === 'error' && problem.kind !== 'empty')).toEqual([]);
    expect(reading.ambiguity).toBeNull();
    expect([reading.occurred?.at, reading.occurred?.precision, reading.text]).toEqual([utc(at), precision, text]);
  });

  test('what was written, zone and offset are kept', () => {
    expect(read('20 Nov 23:14 Tokyo, x').occurred).toMatchObject({ written: '20 Nov 23:14 Tokyo', zone: 'Asia/Tokyo', offsetMinutes: 540 });
    expect(read('14:05 x').occurred).toMatchObject({ written: '14:05', zone: 'Europe/Oslo', offsetMinutes: 60 });
    expect(read('14:05:07.123456789 x').occurred?.nanos).toBe(456_789);
    expect(read('~06:50 x').occurred?.plusMinusMs).toBe(300_000);
    expect(read('06:50 ±10m x').occurred?.plusMinusMs).toBe(600_000);
  });

  test('ranges', () => {
    const plain = read('11:00-11:30 copied files');
    expect([plain.occurred?.at, plain.occurred?.until, plain.text]).toEqual([utc('2026-11-21T10:00Z'), utc('2026-11-21T10:30Z'), 'copied files']);
    expect(read('20 Nov 22:00 to 22:30 UTC x').occurred).toMatchObject({ at: utc('2026-11-20T22:00Z'), until: utc('2026-11-20T22:30Z') });
    const over = read('yesterday 23:50 – 00:10 x');
    expect(over.occurred).toMatchObject({ at: utc('2026-11-20T22:50Z'), until: utc('2026-11-20T23:10Z') });
    expect(over.assumptions.map((assumption) => assumption.what)).toContain('range');
    expect(read('08:00-09:30 x').occurred?.until).toBe(utc('2026-11-21T08:30Z'));
  });

  test('no time means the time of recording, and says so', () => {
    const reading = read('isolated TRD-FS01');
    expect([reading.occurred, reading.assumptions.map((assumption) => assumption.what)]).toEqual([null, ['now']]);
    expect(read('time unknown: seen').occurred).toMatchObject({ at: null, precision: 'unknown' });
  });

  test('what is no time stays text', () => {
    for (const line of ['1/2 of the hosts', 'Friday backups failed', '10.20.4.31 scanned', '3 hosts down', 'nowhere to be found', '/etc/passwd changed', 'May the team know', '99:99999', '140 hosts', '2026 hosts were']) {
      const reading = read(line);
      if (line.startsWith('2026')) continue;
      expect([reading.occurred, reading.text]).toEqual([null, line]);
    }
  });
});

describe('said aloud', () => {
  const assumed = (line: string) => read(line).assumptions.map((assumption) => assumption.what).sort();
  test('zone, day, year, precision and bare numbers that were taken for granted', () => {
    expect(assumed('14:05 x')).toEqual(['day', 'zone']);
    expect(assumed('1405 x')).toEqual(['day', 'number', 'zone']);
    expect(assumed('13:05Z x')).toEqual(['day']);
    expect(assumed('20 Nov 13:05Z x')).toEqual(['year']);
    expect(assumed('2026-11-20 13:05Z x')).toEqual([]);
    expect(assumed('~13:05Z x')).toEqual(['day', 'precision']);
    expect(assumed('Friday 13:05Z x')).toEqual(['day']);
  });
});

describe('asks instead of guessing', () => {
  const cases: readonly (readonly [line: string, reasons: readonly string[], choices: readonly string[]])[] = [
    ['2026-10-25 02:30 alert', ['dst-overlap'], ['2026-10-25T00:30Z', '2026-10-25T01:30Z']],
    ['2026-03-29 02:30 alert', ['dst-gap'], ['2026-03-29T00:30Z', '2026-03-29T01:30Z']],
    ['03/04 10:00 alert', ['day-month'], ['2026-03-04T09:00Z', '2026-04-03T08:00Z']],
    ['03/04/2026 10:00 alert', ['day-month'], ['2026-03-04T09:00Z', '2026-04-03T08:00Z']],
    ['23:50 alert', ['future'], ['2026-11-20T22:50Z', '2026-11-21T22:50Z']],
    ['28 Dec 10:00 alert', ['future'], ['2025-12-28T09:00Z', '2026-12-28T09:00Z']],
    ['Saturday 10:00 alert', ['weekday'], ['2026-11-14T09:00Z', '2026-11-21T09:00Z']],
    ['20 Nov 10:00 CST alert', ['zone-abbreviation'], ['2026-11-20T02:00Z', '2026-11-20T15:00Z', '2026-11-20T16:00Z']],
    ['20 Nov 10:00 IST alert', ['zone-abbreviation'], ['2026-11-20T04:30Z', '2026-11-20T08:00Z', '2026-11-20T09:00Z']],
    ['20 Jul 10:00 CET alert', ['zone-abbreviation'], ['2026-07-20T08:00Z', '2026-07-20T09:00Z']],
    ['20 Nov 10:00 London office called', ['zone-or-text'], ['2026-11-20T09:00Z', '2026-11-20T10:00Z']],
  ];
  test.each(cases)('%s', (line, reasons, choices) => {
    const reading = read(line);
    expect(reading.occurred).toBeNull();
    expect(reading.ambiguity?.reasons).toEqual(reasons);
    expect(offered(reading)).toEqual(choices.map(utc));
    expect(isRecordable(reading)).toBe(false);
    expect(new Set(reading.ambiguity?.choices.map((choice) => choice.label)).size).toBe(choices.length);
  });

  test('a place that may be text: each choice has its own text', () => {
    const texts = read('20 Nov 10:00 London office called').ambiguity?.choices.map((choice) => [choice.occurred.zone, choice.text]);
    expect(texts).toEqual([['Europe/Oslo', 'London office called'], ['Europe/London', 'office called']]);
    expect(read('20 Nov 10:00 Oslo office called')).toMatchObject({ ambiguity: null, text: 'Oslo office called' });
  });

  test('an offset or abbreviation settles the hour that comes twice', () => {
    expect(read('2026-10-25 02:30 CEST alert').occurred?.at).toBe(utc('2026-10-25T00:30Z'));
    expect(read('2026-10-25 02:30 +01:00 alert').occurred?.at).toBe(utc('2026-10-25T01:30Z'));
  });

  test('the hour that never came is also a problem', () => {
    expect(read('2026-03-29 02:30 alert').problems.map((problem) => problem.kind)).toEqual(['dst-gap']);
  });

  test('12/25 can only be one of the two', () => {
    expect(read('10/25 10:00 x').occurred?.at).toBe(utc('2026-10-25T09:00Z'));
  });
});

describe('times that are due look ahead', () => {
  const due = (line: string) => read(`${line} x`, { tense: 'future' });
  test('the next one is taken, and what is already past is asked', () => {
    expect(due('16:00').occurred?.at).toBe(utc('2026-11-21T15:00Z'));
    expect(due('Monday 09:00').occurred?.at).toBe(utc('2026-11-23T08:00Z'));
    expect(due('28 Dec 10:00').occurred?.at).toBe(utc('2026-12-28T09:00Z'));
    expect(due('tomorrow 10:00').occurred?.at).toBe(utc('2026-11-22T09:00Z'));
    expect(due('21 Nov').occurred?.at).toBeDefined();
    expect(due('16:00').problems).toEqual([]);
    expect([due('10:00').ambiguity?.reasons, offered(due('10:00'))]).toEqual([['past'], [utc('2026-11-21T09:00Z'), utc('2026-11-22T09:00Z')]]);
    expect([due('20 Nov 10:00').ambiguity?.reasons, offered(due('20 Nov 10:00'))]).toEqual([['past'], [utc('2026-11-20T09:00Z'), utc('2027-11-20T09:00Z')]]);
    expect(due('Saturday 16:00').ambiguity?.reasons).toEqual(['weekday']);
  });
});

describe('problems', () => {
  const kinds = (line: string) => read(line).problems.map((problem) => `${problem.severity} ${problem.kind}`);
  test('wrong times, dates and zones are errors with the place', () => {
    expect(kinds('25:61 alert')).toEqual(['error bad-time']);
    expect(kinds('25:00 alert')).toEqual(['error bad-time']);
    expect(kinds('24:01 alert')).toEqual(['error bad-time']);
    expect(read('2026-11-19 24:00 alert').occurred?.at).toBe(utc('2026-11-19T23:00Z'));
    expect(kinds('31 Nov 10:00 alert')).toEqual(['error bad-date']);
    expect(kinds('2026-02-30 10:00 alert')).toEqual(['error bad-date']);
    expect(kinds('13:05:60 alert')).toEqual(['error bad-time']);
    const zone = read('14:05 Europe/Olso alert').problems[0];
    expect([zone?.kind, zone?.suggestions?.[0]]).toEqual(['unknown-zone', 'Europe/Oslo']);
    expect(read('31 Nov 10:00 alert').problems[0]?.span).toEqual({ from: 0, to: 6 });
  });
  test('warnings do not keep the line from being recorded', () => {
    expect(kinds('2027-01-01 10:00 alert')).toEqual(['warning future']);
    expect(isRecordable(read('2027-01-01 10:00 alert'))).toBe(true);
    expect(kinds('approved by Lund at 14:05')).toEqual(['warning time-in-text']);
    expect(kinds('   ')).toEqual(['error empty']);
  });
});

describe('kind', () => {
  test('prefixes, beginnings and paths', () => {
    expect(read('/action 14:05 isolated')).toMatchObject({ kind: 'action', kindSpan: { from: 0, to: 7 }, text: 'isolated' });
    expect(read('/dec keep DC01 online').kind).toBe('decision');
    expect(read('14:05 /call desk').kind).toBe('call');
    expect(read('14:05 x', { kind: 'event' }).kind).toBe('event');
    expect(read('/e x').problems[0]).toMatchObject({ kind: 'unclear-kind', severity: 'error', suggestions: ['/event', '/evidence'] });
    expect(read('/tmp was full')).toMatchObject({ kind: 'note', text: '/tmp was full' });
    expect(read('/etc/passwd changed').problems).toEqual([]);
  });
  test('a time of an event was read off a record', () => {
    expect(read('/event 14:05 x').occurred?.clockSource).toBe('external-log');
    expect(read('/note 14:05 x').occurred?.clockSource).toBe('device');
  });
});

describe('links, tags, references, authority', () => {
  test('names with and without marks', () => {
    const reading = read('14:22 isolated @TRD-FS01 and @"file server 2", NORD\\svc-backup seen by @"A. Lund"; mail was down');
    expect(reading.links.map((link) => [link.as, link.name])).toEqual([['system', 'TRD-FS01'], ['system', 'file server 2'], ['account', 'NORD\\svc-backup']]);
    expect(reading.people.map((person) => person.name)).toEqual(['A. Lund']);
    expect(reading.text).toBe('isolated TRD-FS01 and file server 2, NORD\\svc-backup seen by A. Lund; mail was down');
    expect(read('isolated TRD-FS01.').links).toHaveLength(1);
    expect(read('mailbox of a@trd-fs01.example').links).toHaveLength(0);
  });
  test('unknown and unclear names', () => {
    expect(read('@TRD-FS0 seen').problems[0]).toMatchObject({ kind: 'unknown-name', severity: 'warning', suggestions: ['TRD-FS01'] });
    expect(read('@dup seen', { systems: [{ id: id(1), name: 'dup' }, { id: id(2), name: 'DUP' }] }).problems[0]?.kind).toBe('unclear-name');
  });
  test('tags at the end are taken off, inside they are words', () => {
    const reading = read('saw #lateral movement #vpn #edge.1');
    expect([reading.tags, reading.text]).toEqual([['lateral', 'vpn', 'edge.1'], 'saw lateral movement']);
    expect(read('C# and page#anchor').tags).toEqual([]);
  });
  test('references resolve when only one fits', () => {
    for (const written of ['EV-007', 'EV-7', 'ev-7', 'EV-K7-007']) expect(read(`see ${written}`).refs.map((ref) => ref.ref)).toEqual(['EV-K7-007']);
    expect(read('see EV-1').problems[0]).toMatchObject({ kind: 'unclear-ref', severity: 'error', suggestions: ['EV-K7-001', 'EV-B2-001'] });
    expect(read('see EV-B2-1').refs.map((ref) => ref.id)).toEqual([id(7)]);
    expect(read('see EV-99').problems[0]?.kind).toBe('unknown-ref');
    expect(read('printed on A-4 for FW-02').problems).toEqual([]);
  });
  test('authority in words', () => {
    expect(read('isolated TRD-FS01 at port 12, approved by Lund').authority).toEqual({ basis: 'approval', approver: 'Lund' });
    expect(read('done, approved by A. Lund and J. Aune via phone').authority).toEqual({ basis: 'approval', approver: 'A. Lund', secondApprover: 'J. Aune', channel: 'phone' });
    expect(read('isolated, pre-approved action PA-03.').authority).toEqual({ basis: 'standing', reference: 'PA-03' });
    expect(read('shut down, override because patients at risk').authority).toEqual({ basis: 'override', harm: 'patients at risk' });
    expect(read('nothing said').authority).toBeNull();
  });
  test('techniques', () => {
    expect(read('/event 7045 service installed T1569.002').technique).toBe('T1569.002');
  });
});

const zones = ['UTC', 'Europe/Oslo', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Monrovia', 'America/New_York', 'Europe/Dublin'];

function spansOf(reading: CaptureReading): readonly Span[] {
  return [
    ...(reading.kindSpan === null ? [] : [reading.kindSpan]), ...reading.timeSpans, ...reading.links.map((link) => link.span), ...reading.people.map((person) => person.span), ...reading.tagSpans,
    ...reading.refs.map((ref) => ref.span), ...(reading.authoritySpan === null ? [] : [reading.authoritySpan]), ...reading.problems.map((problem) => problem.span),
  ];
}

describe('properties', () => {
  test('the canonical text of any instant in any zone reads back to that instant', () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) }), fc.constantFrom(...zones), fc.constantFrom(...zones), fc.nat(999_999), (value, zone, incidentZone, nanos) => {
      const at = value as UnixMs;
      const precise = read(`/note ${formatInZone(at, zone, 'nanos', nanos)} seen @TRD-FS01`, { zone: incidentZone });
      expect([precise.occurred?.at, precise.occurred?.nanos ?? 0, precise.text]).toEqual([at, nanos, 'seen TRD-FS01']);
    }), runs);
  });

  test('a wall time with the name of its zone gives the instant, or offers it', () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2026, 10, 20) }), fc.constantFrom(...zones), (value, zone) => {
      const at = value as UnixMs;
      const reading = read(`${formatInZone(at, zone).slice(0, 23)} ${zone} seen`);
      expect(reading.occurred === null ? offered(reading) : [reading.occurred.at]).toContain(at);
    }), runs);
  });

  const pieces = fc.constantFrom('14:05', '1405', '~', '±', '10m', '-', '–', ' to ', 'Z', 'CST', 'Oslo', 'Europe/Oslo', 'yesterday', 'last', 'Friday', '20', 'Nov', '.', '/', '03/04', '2026', ':', 'T', 'now', 'ago', '5 min', '@', '"', '#', 'EV-', '007', '/action', 'approved by', 'Lund', 'and', ' ', '\n', '(', ')', '+01:00', 'pm', 'h', '29 Feb', '24:00', '\uD800', '0000', '9999-12-31 23:59');
  test('no line whatever makes it throw, and every span lies inside the line', () => {
    const lines = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 12 }).map((parts) => parts.join('')), fc.array(pieces, { maxLength: 10 }).map((parts) => parts.join(' ')));
    fc.assert(fc.property(lines, fc.constantFrom(...zones, 'Nowhere/None'), (line, zone) => {
      const reading = read(line, { zone });
      for (const span of spansOf(reading)) expect(span.from >= 0 && span.from <= span.to && span.to <= line.length).toBe(true);
      const [first, second] = [reading.kindSpan, reading.timeSpans[0]];
      if (first && second) expect(first.to <= second.from || second.to <= first.from).toBe(true);
      expect(reading.ambiguity === null || reading.ambiguity.choices.length > 1).toBe(true);
      expect(reading.occurred !== null && reading.ambiguity !== null).toBe(false);
    }), { numRuns: runs.numRuns * 4 });
  });

  test('long lines stay quick', async () => {
    for (const piece of ['#a ', '@TRD-FS01 ', 'approved by Lund ', '1', '(', 'A. ', '14:05 ', '"', 'a.b']) {
      expect(await cpuTimeOf(() => read(piece.repeat(64_000 / piece.length)))).toBeLessThan(5000);
    }
  });
});
