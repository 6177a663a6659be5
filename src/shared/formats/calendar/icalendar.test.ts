import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnixMs } from '#base';
import { writeCalendar } from './icalendar.ts';

const at = (text: string) => Date.parse(text) as UnixMs;
const unfold = (file: string) => file.replaceAll('\r\n ', '');

test('an event in UTC with its reminders', () => {
  const file = writeCalendar([{ uid: 'b-triage-1@holdfast', at: at('2026-11-21T02:25:00Z'), title: 'INC-1: triage; first, review', note: 'line one\nline two', remindMinutes: [15, 5] }], at('2026-11-21T02:11:07Z'));
  expect(file.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Holdfast//Clocks//EN', 'CALSCALE:GREGORIAN', 'BEGIN:VEVENT', 'UID:b-triage-1@holdfast', 'DTSTAMP:20261121T021107Z', 'DTSTART:20261121T022500Z', 'DTEND:20261121T022500Z',
    'SUMMARY:INC-1: triage\\; first\\, review', 'DESCRIPTION:line one\\nline two', 'TRANSP:TRANSPARENT', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:INC-1: triage\\; first\\, review', 'TRIGGER:-PT15M', 'END:VALARM',
    'BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:INC-1: triage\\; first\\, review', 'TRIGGER:-PT5M', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR', '',
  ]);
});

test('whatever the text: no line over 75 octets, no line that the text made, and the text comes back', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }).filter((text) => text.isWellFormed()), (title) => {
    const file = writeCalendar([{ uid: 'u', at: at('2026-01-01T00:00:00Z'), title, note: '', remindMinutes: [] }], at('2026-01-01T00:00:00Z'));
    for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(unfold(file).split('\r\n')).toHaveLength(14);
    const summary = unfold(file).split('\r\n').find((line) => line.startsWith('SUMMARY:'))?.slice('SUMMARY:'.length) ?? '';
    const back = summary.replaceAll(/\\([\\;,n])/g, (_, character: string) => (character === 'n' ? '\n' : character));
    expect(back).toBe(title.replaceAll(/\r\n|\r/g, '\n').replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F]/g, ' '));
  }));
});
