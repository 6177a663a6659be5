import { readClock, type ClockTime } from './readClock.ts';
import { readDate, type DateWords } from './readDate.ts';
import { readZone, type ZoneChoice } from './readZone.ts';
import type { Problem, Span } from './reading.ts';
import { isWordAt, matchAt, skipSpace } from './scan.ts';

/** A time as words, before it is worked out: what was written, and where the text goes on. */
export interface TimeWords {
  readonly span: Span;
  readonly clock: ClockTime | null;
  readonly compact: boolean;
  readonly until: ClockTime | null;
  readonly date: DateWords | null;
  readonly zones: readonly ZoneChoice[] | null;
  readonly zoneNamed: boolean;
  /** The words of the zone, when they may as well be text: the other reading ends before them. */
  readonly zoneMayBeText: Span | null;
  readonly agoMs: { readonly ms: number; readonly unitMs: number } | null;
  readonly now: boolean;
  readonly unknown: boolean;
  readonly approx: boolean;
  readonly plusMinusMs: number | null;
  readonly problems: readonly Problem[];
}

type Draft = { -readonly [K in keyof TimeWords]: TimeWords[K] } & { problems: Problem[] };

const around = /(?:~|≈|(?:about|around|approx\.?|approximately|circa|ca\.?|c\.)\s+(?=[\d~]))\s*/iuy;
const lead = /(?:at|kl\.?|on)\s+(?=\d|~|[A-Z])/iuy;
const ago = /(\d{1,4}(?:\.\d)?)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\s+ago(?![\p{L}\p{N}])/iuy;
const hoursAndMinutes = /(\d{1,3})\s*(?:h|hrs?|hours?)\s*(?:and\s+)?(\d{1,2})\s*(?:m|mins?|minutes?)\s+ago(?![\p{L}\p{N}])/iuy;
const rightNow = /now(?![\p{L}\p{N}])/iuy;
const unknownTime = /(?:time unknown|unknown time)(?![\p{L}\p{N}])/iuy;
const tolerance = /(?:±|\+\/?-)\s*(\d{1,4}(?:\.\d{1,3})?)\s*(ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)(?![\p{L}\p{N}])/iuy;
const rangeMark = /\s*(?:-|–|—|\.\.\.?)\s*(?=\d)|\s+(?:to|until|till)\s+(?=\d)/iuy;
const separator = /[\s,]+|\s+-\s+/uy;

/** Reads a time at the beginning of a text: date, time of day, zone, range and tolerance in any usual order. Null when there is none. */
export function scanTime(text: string, at: number): TimeWords | null {
  const draft: Draft = {
    span: { from: at, to: at }, clock: null, compact: false, until: null, date: null, zones: null, zoneNamed: false, zoneMayBeText: null, agoMs: null, now: false, unknown: false,
    approx: false, plusMinusMs: null, problems: [],
  };
  let place = at;
  const introduced = matchAt(lead, text, place);
  if (introduced !== null) place += introduced[0].length;
  for (let steps = 0; steps < 12; steps += 1) {
    const next = takeNext(draft, text, place);
    if (next === null) break;
    draft.span = { from: at, to: next };
    const gap = matchAt(separator, text, next);
    const joined = draft.clock === null && /T\d/.test(text.slice(next, next + 2)) ? next + 1 : next;
    place = joined > next ? joined : next + (gap?.[0].length ?? 0);
    if (place === next && next < text.length && draft.clock === null && draft.date !== null && isWordAt(text, next)) break;
  }
  return settle(draft, text);
}

function settle(draft: Draft, text: string): TimeWords | null {
  const { date, clock } = draft;
  if (draft.now || draft.agoMs !== null || draft.unknown || draft.problems.length > 0) return draft;
  if (clock !== null) return draft;
  if (date === null) return null;
  // `1/2 of the hosts` and `Friday backups` are text; a bare date stands alone or before a separator.
  const weak = date.type !== 'relative' && date.weak;
  const standsAlone = draft.span.to >= text.trimEnd().length || /^\s*[,:;–—]|^\s+-\s/.test(text.slice(draft.span.to));
  return weak && !standsAlone ? null : draft;
}

function takeNext(draft: Draft, text: string, place: number): number | null {
  return takeWords(draft, text, place) ?? takeTolerance(draft, text, place) ?? takeDate(draft, text, place) ?? takeClock(draft, text, place) ?? takeZone(draft, text, place);
}

function takeWords(draft: Draft, text: string, place: number): number | null {
  const started = draft.clock !== null || draft.date !== null || draft.now || draft.agoMs !== null || draft.unknown;
  if (started) return null;
  const tilde = draft.approx ? null : matchAt(around, text, place);
  if (tilde !== null) {
    draft.approx = true;
    return place + tilde[0].length;
  }
  const both = matchAt(hoursAndMinutes, text, place);
  const single = both === null ? matchAt(ago, text, place) : null;
  if (both !== null) draft.agoMs = { ms: (Number(both[1]) * 60 + Number(both[2])) * 60_000, unitMs: 60_000 };
  else if (single !== null) draft.agoMs = { ms: Math.round(Number(single[1]) * unitMs(single[2])), unitMs: unitMs(single[2]) };
  const word = matchAt(rightNow, text, place);
  const blank = matchAt(unknownTime, text, place);
  if (word !== null) draft.now = true;
  if (blank !== null) draft.unknown = true;
  const found = both ?? single ?? word ?? blank;
  return found === null ? null : place + found[0].length;
}

function takeTolerance(draft: Draft, text: string, place: number): number | null {
  if (draft.plusMinusMs !== null || (draft.clock === null && draft.date === null && draft.agoMs === null)) return null;
  const match = matchAt(tolerance, text, place);
  if (match === null) return null;
  draft.plusMinusMs = Math.round(Number(match[1]) * unitMs(match[2]));
  draft.approx = true;
  return place + match[0].length;
}

function takeDate(draft: Draft, text: string, place: number): number | null {
  if (draft.date !== null || draft.now || draft.agoMs !== null || draft.unknown) return null;
  const match = readDate(text, place);
  if (match === null) return null;
  const span = { from: place, to: match.end };
  if (!match.ok) {
    draft.problems.push({ kind: 'bad-date', severity: 'error', message: match.message, span });
    return match.end;
  }
  const { date } = match;
  if (date.type === 'calendar' && date.dates.length === 0) return null;
  // Behind a time of day, what only may be a date (`14:05 1/2 of the hosts`) is text.
  if (draft.clock !== null && date.type === 'calendar' && date.weak) return null;
  draft.date = date;
  return match.end;
}

function takeClock(draft: Draft, text: string, place: number): number | null {
  if (draft.clock !== null || draft.now || draft.agoMs !== null || draft.unknown) return null;
  const match = readClock(text, place);
  if (match === null) return null;
  if (!match.ok) {
    draft.problems.push({ kind: 'bad-time', severity: 'error', message: match.message, span: { from: place, to: match.end } });
    return match.end;
  }
  draft.clock = match.clock;
  draft.compact = match.compact;
  const attachedZone = takeZone(draft, text, match.end);
  if (attachedZone !== null) return attachedZone;
  return takeRange(draft, text, match.end) ?? match.end;
}

function takeRange(draft: Draft, text: string, place: number): number | null {
  const mark = matchAt(rangeMark, text, place);
  if (mark === null || draft.until !== null) return null;
  const match = readClock(text, place + mark[0].length);
  if (match === null || !match.ok) return null;
  // `14:05 - 1405 hosts` is more likely a count; a compact end needs a compact start.
  if (match.compact && !draft.compact) return null;
  draft.until = match.clock;
  return match.end;
}

function takeZone(draft: Draft, text: string, place: number): number | null {
  if (draft.zones !== null || draft.clock === null) return null;
  const match = readZone(text, place, { exactClock: draft.clock.digits !== 'minute' });
  if (match === null) return null;
  const start = skipSpace(text, place);
  switch (match.type) {
    case 'unknown':
      draft.problems.push({ kind: 'unknown-zone', severity: 'error', message: `no zone is called ${match.name}`, span: { from: start, to: match.end }, suggestions: match.suggestions });
      return match.end;
    case 'local':
      draft.zones = [];
      return match.end;
    case 'zones':
      draft.zones = match.zones;
      draft.zoneNamed = match.named;
      if (match.maybeText) draft.zoneMayBeText = { from: start, to: match.end };
      return match.end;
  }
}

function unitMs(unit: string | undefined): number {
  const word = (unit ?? '').toLowerCase();
  if (word === 'ms') return 1;
  if (word.startsWith('s')) return 1000;
  if (word.startsWith('m')) return 60_000;
  return word.startsWith('h') ? 3_600_000 : 86_400_000;
}
