import { instantToWall, isZone, type UnixMs } from '#base';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const DAY_MINUTES = 1440;
const pattern = /^(daily|(?:[a-z]{3}(?:-[a-z]{3})?)(?:,[a-z]{3}(?:-[a-z]{3})?)*) (\d{2}):(\d{2})-(\d{2}):(\d{2}) (\S+)$/i;

/** A stretch of the week on the wall of a zone: the days on which it begins (0 is Monday), minutes of the day; an end that is not later lies in the next day. */
export interface Window { readonly days: ReadonlySet<number>; readonly from: number; readonly to: number; readonly zone: string }

/** Reads `mon-fri 18:00-08:00 Europe/Oslo` (docs/spec/authority.md section 1); null when it does not read or names no zone that is known. */
export function parseWindow(text: string): Window | null {
  const found = pattern.exec(text.trim());
  if (found === null) return null;
  const [, names = '', fromHour = '', fromMinute = '', toHour = '', toMinute = '', zone = ''] = found;
  const [from, to] = [minutesOf(fromHour, fromMinute), minutesOf(toHour, toMinute)];
  const begins = daysOf(names.toLowerCase());
  if (begins === null || from === null || to === null || from === DAY_MINUTES || !isZone(zone)) return null;
  return { days: begins, from, to, zone };
}

/** Whether the wall of the window's zone shows a time in it. The wall decides: an hour that is shown twice is in or out both times, one that is skipped is nothing. */
export function isInWindow(window: Window, at: UnixMs): boolean {
  const wall = instantToWall(at, window.zone);
  const minute = Math.floor(wall / 60_000);
  const ofDay = ((minute % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  // 1 January 1970 was a Thursday.
  const today = (((Math.floor(minute / DAY_MINUTES) + 3) % 7) + 7) % 7;
  const isOvernight = window.to <= window.from;
  if (ofDay >= window.from && (isOvernight || ofDay < window.to) && window.days.has(today)) return true;
  return isOvernight && ofDay < window.to && window.days.has((today + 6) % 7);
}

/** Whether any of the windows holds an instant; none means always. A window that does not read holds what `unread` says. */
export function isWithin(windows: readonly string[], at: UnixMs, unread: boolean): boolean {
  return windows.length === 0 || windows.some((text) => {
    const window = parseWindow(text);
    return window === null ? unread : isInWindow(window, at);
  });
}

/** Why these windows may not be written, in one sentence, or null. */
export function windowsFault(windows: readonly string[] | undefined): string | null {
  return (windows ?? []).every((text) => parseWindow(text) !== null) ? null : 'the field "windows" holds a line that does not read: write days, hours and zone, as in "mon-fri 18:00-08:00 Europe/Oslo" or "daily 00:00-24:00 UTC"';
}

function minutesOf(hour: string, minute: string): number | null {
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(minute) > 59 || minutes > DAY_MINUTES ? null : minutes;
}

function daysOf(names: string): ReadonlySet<number> | null {
  if (names === 'daily') return new Set(days.keys());
  const begins = new Set<number>();
  for (const part of names.split(',')) {
    const [first = '', last = first] = part.split('-');
    const [from, to] = [first, last].map((name) => days.findIndex((day) => day === name));
    if (from === undefined || to === undefined || from < 0 || to < 0) return null;
    for (let day = from; ; day = (day + 1) % 7) {
      begins.add(day);
      if (day === to) break;
    }
  }
  return begins;
}
