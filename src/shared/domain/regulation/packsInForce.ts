import type { EntityId } from '#base';
import type { Calendar, ClockDefinition } from '../clocks/definition.ts';
import { isEntityOf, standingOf } from '../entities/select.ts';
import { groupBy } from '../playbooks/groupBy.ts';
import { linkedIds } from '../queries/timeline.ts';
import type { Entity, IncidentState } from '../view.ts';
import { compareVersions, expiryOf, parsePackFile, type Pack, type PackFile } from './pack.ts';

/** A pack by which the incident is run, and the entry that brought it. */
export interface PackInForce { readonly entity: Entity<'clock-pack'>; readonly pack: Pack }

/** Packs in force, in the order in which they were first taken in (docs/spec/packs.md section 3). */
export function packsInForce(state: IncidentState): readonly PackInForce[] {
  return packCourses(state).flatMap((course) => course.at(-1) ?? []);
}

/** Packs that stand in the journal and are newer than the version in force, for which nobody decided yet; of each pack the newest. */
export function packsOffered(state: IncidentState): readonly PackInForce[] {
  const standing = readablePacks(state);
  return packsInForce(state).flatMap(({ pack: present }) => standing.filter(({ pack }) => pack.id === present.id && compareVersions(pack.version, present.version) > 0)
    .reduce<PackInForce | null>((best, each) => (best === null || compareVersions(each.pack.version, best.pack.version) > 0 ? each : best), null) ?? []);
}

/** Rules by which clocks counted until `replacedBy`: definitions of the packs and all calendars. */
export interface FormerRules { readonly replacedBy: Entity<'clock-pack' | 'calendar'>; readonly on: readonly ClockDefinition[]; readonly calendars: readonly Calendar[] }

/** The rules before each pack that took the place of another version, and before each own calendar, in the order of the journal. */
export function formerRules(state: IncidentState): readonly FormerRules[] {
  const courses = packCourses(state);
  const own = standingOf(state, 'calendar');
  const replacing: readonly Entity<'clock-pack' | 'calendar'>[] = [...courses.flatMap((course) => course.slice(1).map(({ entity }) => entity)), ...own];
  return replacing.toSorted((left, right) => left.stamp.number - right.stamp.number).map((entity): FormerRules => {
    const isBefore = ({ stamp }: Entity): boolean => stamp.number < entity.stamp.number;
    const packs = courses.flatMap((course) => course.findLast((each) => isBefore(each.entity)) ?? course[0] ?? []);
    return { replacedBy: entity, on: packClocks(state, packs).on, calendars: calendarsInForce(state, packs, own.filter(isBefore)) };
  });
}

function readablePacks(state: IncidentState): readonly PackInForce[] {
  return standingOf(state, 'clock-pack').flatMap((entity): readonly PackInForce[] => {
    const pack = packOf(entity);
    return pack === null ? [] : [{ entity, pack }];
  });
}

// Of each pack the version that was first, and those that took its place by decision; the last is in force.
function packCourses(state: IncidentState): readonly (readonly PackInForce[])[] {
  return [...groupBy(readablePacks(state), ({ pack }) => pack.id).values()].map(([first, ...later]) => [...(first === undefined ? [] : [first]), ...later.filter(({ entity }) => isDecided(state, entity))]);
}

/** Clocks of the packs in force: those that are switched on, and those that are off because nobody confirmed them or because they are no law yet. */
export function packClocks(state: IncidentState, packs: readonly PackInForce[] = packsInForce(state)): { readonly on: readonly ClockDefinition[]; readonly off: readonly ClockDefinition[] } {
  const confirmed = new Set(standingOf(state, 'decision').flatMap(({ body, state: reached }) => (body.clock?.effect === 'confirm' && isInForce(reached) ? [body.clock.id] : [])));
  const seen = new Set<string>();
  const all = packs.flatMap(({ pack }) => {
    const zones = new Map(pack.regimes.map(({ id, zone }) => [id, zone]));
    return pack.clocks.flatMap((clock): readonly ClockDefinition[] => {
      if (seen.has(clock.id)) return [];
      seen.add(clock.id);
      const zone = clock.zone ?? (clock.regime === undefined ? undefined : zones.get(clock.regime));
      return [{ ...clock, ...(zone === undefined ? {} : { zone }), expiresAt: expiryOf(pack) }];
    });
  });
  const isOn = ({ id, standing }: ClockDefinition): boolean => standing !== 'proposed' && (standing !== 'unconfirmed' || confirmed.has(id));
  return { on: all.filter(isOn), off: all.filter((clock) => !isOn(clock)) };
}

/** Calendars by which days are counted: own ones stand in the place of those of packs (docs/spec/packs.md section 4). */
export function calendarsInForce(state: IncidentState, packs: readonly PackInForce[] = packsInForce(state), own: readonly Entity<'calendar'>[] = standingOf(state, 'calendar')): readonly Calendar[] {
  const byId = new Map<string, Calendar>();
  for (const { pack } of packs) for (const calendar of pack.calendars) if (!byId.has(calendar.id)) byId.set(calendar.id, calendar);
  for (const { body: { calendar: id, zone, weekend, holidays, validThrough, cutOffMinutes } } of own) {
    byId.set(id, { id, zone, weekend, holidays, validThrough, ...(cutOffMinutes === undefined ? {} : { cutOffMinutes }) });
  }
  return [...byId.values()];
}

/** True for a decision that counts. */
export function isInForce(state: string | null): boolean {
  return state === 'decided' || state === 'ratified';
}

function isDecided(state: IncidentState, pack: Entity): boolean {
  return linkedIds(pack).some((id) => {
    const decision = state.entities.get(id as EntityId);
    return isEntityOf(decision, 'decision') && decision.retracted === null && isInForce(decision.state);
  });
}

// A pack is read once for each file, however often the journal is looked at.
const read = new Map<string, PackFile | null>();
const MOST_KEPT = 50;

function packOf({ body }: Entity<'clock-pack'>): Pack | null {
  const known = read.get(body.file);
  const file = known === undefined ? parse(body.file) : known;
  const agrees = file !== null && file.key === body.signer && file.pack.id === body.pack && file.pack.version === body.version && file.pack.title === body.title;
  return agrees ? file.pack : null;
}

function parse(text: string): PackFile | null {
  const parsed = parsePackFile(text);
  const file = parsed.ok ? parsed.value : null;
  if (read.size >= MOST_KEPT) read.clear();
  read.set(text, file);
  return file;
}
