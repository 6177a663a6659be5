import { formatOffset, isZone, parseOffset } from '#base';
import { isWordAt, matchAt, skipSpace } from './scan.ts';
import { abbreviations, CITY_WORDS, similarZones, zoneOfCity } from './zoneNames.ts';

/** A zone that the words can mean. `where` tells several apart; `region` is the zone whose clocks the abbreviation belongs to. */
export interface ZoneChoice { readonly zone: string; readonly where: string; readonly region?: string }
export type ZoneMatch = { readonly end: number } & (
  | { readonly type: 'zones'; readonly zones: readonly ZoneChoice[]; /** The word may as well be the first of the text. */ readonly maybeText: boolean; readonly named: boolean }
  | { readonly type: 'local' }
  | { readonly type: 'unknown'; readonly name: string; readonly suggestions: readonly string[] }
);

const zulu = /[Zz](?![\p{L}\p{N}\\/_]|:\S)/uy;
const universal = /(?:UTC|GMT)([+-]\d{1,2}(?::?\d{2})?)?(?![\p{L}\p{N}]|:\d)/uy;
const offset = /[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?(?![\p{L}\p{N}]|:\d)/uy;
const ianaName = /(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc|US|Canada)(?:\/[A-Za-z][A-Za-z0-9_+-]*)+/y;
const local = /local(?: time)?(?![\p{L}\p{N}])/iuy;
const capitals = /[A-Z]{3,4}(?![\p{L}\p{N}_-])/uy;
const word = /\p{Lu}[\p{L}.'’-]*/uy;

/**
 * Reads a zone right behind a time of day. `attached`: no space between; `exactClock`: the time had seconds, so that `-05:00` is an
 * offset and not the end of a range. Null when there is no zone.
 */
export function readZone(text: string, at: number, clock: { readonly exactClock: boolean }): ZoneMatch | null {
  const start = skipSpace(text, at);
  const attached = start === at && !/\s/.test(text.charAt(at - 1));
  const bracket = text.charAt(start) === '(';
  if (bracket) {
    const inside = readName(text, start + 1, true);
    return inside !== null && text.charAt(inside.end) === ')' ? { ...inside, end: inside.end + 1 } : null;
  }
  const z = matchAt(zulu, text, start);
  if (z !== null && (attached || z[0] === 'Z')) return known('UTC', start + 1);
  const numeric = readOffset(text, start, attached, clock.exactClock);
  if (numeric !== null) return numeric;
  return attached ? null : readName(text, start, false);
}

function readOffset(text: string, start: number, attached: boolean, exactClock: boolean): ZoneMatch | null {
  const match = matchAt(offset, text, start);
  if (match === null) return null;
  const minus = match[0].startsWith('-');
  if (attached && minus && !exactClock) return null;
  if (!attached && match[0].length < 5) return null;
  const offsetMs = parseOffset(match[0]);
  return offsetMs === null ? null : known(offsetMs === 0 ? 'UTC' : formatOffset(offsetMs), start + match[0].length);
}

function readName(text: string, start: number, bracket: boolean): ZoneMatch | null {
  const universalTime = matchAt(universal, text, start);
  if (universalTime !== null) {
    const written = universalTime[1];
    const padded = written?.replace(/^([+-])(\d)(?!\d)/, '$10$2').replace(/^([+-]\d{2})$/, '$1:00');
    const offsetMs = padded === undefined ? 0 : parseOffset(padded);
    return offsetMs === null ? null : known(offsetMs === 0 ? 'UTC' : formatOffset(offsetMs), start + universalTime[0].length);
  }
  const iana = matchAt(ianaName, text, start);
  if (iana !== null) {
    const end = start + iana[0].length;
    return isZone(iana[0]) ? known(iana[0], end) : { type: 'unknown', name: iana[0], suggestions: similarZones(iana[0]), end };
  }
  const here = matchAt(local, text, start);
  if (here !== null) return { type: 'local', end: start + here[0].length };
  const letters = matchAt(capitals, text, start);
  const meaning = letters === null ? undefined : Object.hasOwn(abbreviations, letters[0]) ? abbreviations[letters[0]] : undefined;
  if (letters !== null && meaning !== undefined) {
    const zones = meaning.offsets.map(({ minutes, where }) => ({ zone: minutes === 0 ? 'UTC' : formatOffset(minutes * 60_000), where, ...(meaning.region === undefined ? {} : { region: meaning.region }) }));
    return { type: 'zones', zones, maybeText: false, named: true, end: start + letters[0].length };
  }
  return readCity(text, start, bracket);
}

function readCity(text: string, start: number, bracket: boolean): ZoneMatch | null {
  let found: ZoneMatch | null = null;
  let place = start;
  for (let words = 0; words < CITY_WORDS; words += 1) {
    const match = matchAt(word, text, place) ?? (words > 0 ? matchAt(/\p{L}+/uy, text, place) : null);
    if (match === null) break;
    const end = place + match[0].length;
    const bare = text.slice(start, end).replace(/[.,'’-]+$/, '');
    const zone = zoneOfCity(bare.replaceAll(/\s+/g, ' '));
    if (zone !== null) found = withTimeWord(text, zone, start + bare.length, bracket);
    place = end + 1;
    if (text.charAt(end) !== ' ') break;
  }
  return found;
}

// `Oslo time` leaves no doubt; `Oslo office called` does.
function withTimeWord(text: string, zone: string, end: number, bracket: boolean): ZoneMatch {
  const time = matchAt(/ (?:local )?time(?![\p{L}\p{N}])/iuy, text, end);
  if (time !== null) return { ...known(zone, end + time[0].length), named: true } as ZoneMatch;
  const next = skipSpace(text, end);
  const maybeText = !bracket && next > end && (isWordAt(text, next) || /[@#"“(/\\]/.test(text.charAt(next)));
  return { type: 'zones', zones: [{ zone, where: '' }], maybeText: maybeText || isWordAt(text, end) || text.charAt(end) === '-', named: true, end };
}

function known(zone: string, end: number): ZoneMatch {
  return { type: 'zones', zones: [{ zone, where: '' }], maybeText: false, named: false, end };
}
