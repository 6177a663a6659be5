import { Temporal } from 'temporal-polyfill';
import type { Brand } from './brand.ts';
import type { UnixMs } from './ids.ts';

/**
 * Zones and instants. This module is the only door to Temporal and to the zone data of the platform: everything else
 * works with milliseconds. An instant is UnixMs; a wall time is what a clock on the wall shows, as milliseconds of a day count
 * that knows no zone.
 */
export type WallMs = Brand<number, 'WallMs'>;

/** One reading of a wall time: the instant, and how far the zone was east of UTC at it. */
export interface ZonedInstant { readonly at: UnixMs; readonly offsetMs: number }

/**
 * What a wall time means in a zone. `one`: a single instant. `overlap`: clocks were put back and it came twice, earlier first. `gap`: clocks were
 * put forward and it never came; the choices are the readings by the offset before (later instant last).
 */
export type WallReading =
  | { readonly kind: 'one'; readonly instants: readonly [ZonedInstant] }
  | { readonly kind: 'overlap'; readonly instants: readonly [ZonedInstant, ZonedInstant] }
  | { readonly kind: 'gap'; readonly instants: readonly []; readonly around: readonly [ZonedInstant, ZonedInstant] };

export const FIRST_INSTANT = -62_135_596_800_000 as UnixMs;
export const LAST_INSTANT = 253_402_300_799_999 as UnixMs;

interface OffsetRange { readonly from: number; readonly to: number; readonly offsetMs: number }
const fixedOffset = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/;
/** More than any zone has ever been from UTC; a wall time and its instant differ by at most this. */
const FARTHEST_OFFSET_MS = 26 * 3_600_000;
const rangesByZone = new Map<string, OffsetRange[]>();
const knownZones = new Map<string, boolean>();

/** True for an IANA name that the platform knows, `UTC`, or a fixed offset `±HH:MM[:SS]`. */
export function isZone(zone: string): boolean {
  let known = knownZones.get(zone);
  if (known === undefined) {
    known = zone === 'UTC' || fixedOffsetMs(zone) !== null || isNamedZone(zone);
    if (knownZones.size > 5000) knownZones.clear();
    knownZones.set(zone, known);
  }
  return known;
}

/** How far a zone is east of UTC at an instant, in milliseconds. Throws for a zone that `isZone` refuses. */
export function zoneOffsetMs(at: UnixMs, zone: string): number {
  const fixed = zone === 'UTC' ? 0 : fixedOffsetMs(zone);
  return fixed ?? rangeAt(at, zone).offsetMs;
}

/** The same in minutes, rounded, as entries store it. */
export function zoneOffsetMinutes(at: UnixMs, zone: string): number {
  return Math.round(zoneOffsetMs(at, zone) / 60_000) || 0;
}

/** What the wall shows in a zone at an instant. */
export function instantToWall(at: UnixMs, zone: string): WallMs {
  return (at + zoneOffsetMs(at, zone)) as WallMs;
}

/** The instants at which the wall showed this, told apart as one, two (overlap) or none (gap). Never guesses. */
export function wallToInstants(wall: WallMs, zone: string): WallReading {
  const fixed = zone === 'UTC' ? 0 : fixedOffsetMs(zone);
  if (fixed !== null) return { kind: 'one', instants: [{ at: (wall - fixed) as UnixMs, offsetMs: fixed }] };
  const found: ZonedInstant[] = [];
  const offsets = new Set<number>();
  for (let at = wall - FARTHEST_OFFSET_MS; at <= wall + FARTHEST_OFFSET_MS;) {
    const range = rangeAt(at, zone);
    const candidate = wall - range.offsetMs;
    if (candidate >= range.from && candidate < range.to) found.push({ at: candidate as UnixMs, offsetMs: range.offsetMs });
    offsets.add(range.offsetMs);
    at = range.to;
  }
  const [first, second] = found;
  if (first !== undefined && second !== undefined) return { kind: 'overlap', instants: [first, second] };
  if (first !== undefined) return { kind: 'one', instants: [first] };
  const around = [...offsets].map((offsetMs) => ({ at: (wall - offsetMs) as UnixMs, offsetMs })).sort((left, right) => left.at - right.at);
  return { kind: 'gap', instants: [], around: [around[0] as ZonedInstant, around.at(-1) as ZonedInstant] };
}

/** First instant of the local day that holds an instant, and of the next day: days are not always 24 hours. */
export function localDay(at: UnixMs, zone: string): { readonly from: UnixMs; readonly to: UnixMs } {
  const midnight = Math.floor(instantToWall(at, zone) / 86_400_000) * 86_400_000;
  return { from: firstInstantOf(midnight as WallMs, zone), to: firstInstantOf((midnight + 86_400_000) as WallMs, zone) };
}

/** The instant at which a wall time is first reached: itself, the earlier of two, or the moment clocks jump over it. */
export function firstInstantOf(wall: WallMs, zone: string): UnixMs {
  const reading = wallToInstants(wall, zone);
  switch (reading.kind) {
    case 'one':
    case 'overlap':
      return reading.instants[0].at;
    case 'gap':
      return rangeAt(reading.around[0].at, zone).to as UnixMs;
  }
}

/** Names of all zones that the platform lists, and `UTC`. */
export function listZones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

/** The zone this machine is set to, or `UTC` when it does not say. */
export function hostZone(): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isZone(zone) ? zone : 'UTC';
}

function isNamedZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(zone)) return false;
  try {
    new Temporal.ZonedDateTime(0n, zone);
    return true;
  } catch {
    return false;
  }
}

function fixedOffsetMs(zone: string): number | null {
  const parts = fixedOffset.exec(zone);
  if (parts === null) return null;
  const hours = Number(parts[2]);
  const minutes = Number(parts[3]);
  const seconds = Number(parts[4] ?? 0);
  if (hours > 18 || minutes > 59 || seconds > 59) return null;
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return parts[1] === '-' && size !== 0 ? -size : size;
}

// Zone look-ups cost tens of microseconds; ranges of constant offset make them a search in a short list.
function rangeAt(at: number, zone: string): OffsetRange {
  let ranges = rangesByZone.get(zone);
  if (ranges === undefined) {
    ranges = [];
    rangesByZone.set(zone, ranges);
  }
  for (const range of ranges) if (at >= range.from && at < range.to) return range;
  const range = readRange(at, zone);
  if (ranges.length > 400) ranges.length = 0;
  ranges.unshift(range);
  return range;
}

function readRange(at: number, zone: string): OffsetRange {
  const limit = 8_640_000_000_000_000;
  const clamped = Math.min(Math.max(Math.floor(at), -limit + FARTHEST_OFFSET_MS), limit - FARTHEST_OFFSET_MS);
  const here = Temporal.Instant.fromEpochMilliseconds(clamped).toZonedDateTimeISO(zone);
  const before = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const after = here.getTimeZoneTransition('next');
  return {
    from: before === null ? -Infinity : before.epochMilliseconds,
    to: after === null ? Infinity : after.epochMilliseconds,
    offsetMs: here.offsetNanoseconds / 1_000_000,
  };
}
