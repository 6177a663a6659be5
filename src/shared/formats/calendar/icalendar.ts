import { type UnixMs } from '#base';

/** One appointment: something that is due. */
export interface CalendarEvent {
  /** Stays the same for the same commitment, so that a calendar replaces instead of doubling it. */
  readonly uid: string;
  readonly at: UnixMs;
  readonly title: string;
  readonly note: string;
  /** Minutes before at which the calendar reminds. */
  readonly remindMinutes: readonly number[];
}

/** A calendar file (RFC 5545): UTC instants, one event per commitment, lines folded at 75 octets, CRLF. `madeAt` is the stamp of all of them. */
export function writeCalendar(events: readonly CalendarEvent[], madeAt: UnixMs): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Holdfast//Clocks//EN', 'CALSCALE:GREGORIAN', ...events.flatMap((event) => eventLines(event, madeAt)), 'END:VCALENDAR'];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, madeAt: UnixMs): readonly string[] {
  return [
    'BEGIN:VEVENT', `UID:${event.uid}`, `DTSTAMP:${stamp(madeAt)}`, `DTSTART:${stamp(event.at)}`, `DTEND:${stamp(event.at)}`, `SUMMARY:${escapeText(event.title)}`,
    ...(event.note === '' ? [] : [`DESCRIPTION:${escapeText(event.note)}`]), 'TRANSP:TRANSPARENT',
    ...event.remindMinutes.flatMap((minutes) => ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escapeText(event.title)}`, `TRIGGER:-PT${minutes}M`, 'END:VALARM']), 'END:VEVENT',
  ];
}

function stamp(at: UnixMs): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

// Control characters have no place in a content line; a line end in a text is written as two characters.
function escapeText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll(/\r\n|\r|\n/g, '\\n').replaceAll(/[\u0000-\u001F\u007F]/g, ' ');
}

// Folding counts octets and never cuts a character: the line goes on after CRLF and one space.
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
