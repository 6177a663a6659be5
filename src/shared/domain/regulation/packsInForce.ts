import type { EntityId } from '#base';
import type { Calendar, ClockDefinition } from '../clocks/definition.ts';
import { isEntityOf, standingOf } from '../entities/select.ts';
import { groupBy } from '../playbooks/groupBy.ts';
import { linkedIds } from '../queries/timeline.ts';
import type { Entity, IncidentState } from '../view.ts';
import { expiryOf, parsePackFile, type Pack, type PackFile } from './pack.ts';

/** A pack by which the incident is run, and the entry that brought it. */
export interface PackInForce { readonly entity: Entity<'clock-pack'>; readonly pack: Pack }

/** Packs in force, in the order in which they were first taken in (docs/spec/packs.md section 3). */
export function packsInForce(state: IncidentState): readonly PackInForce[] {
  const readable = standingOf(state, 'clock-pack').flatMap((entity): readonly PackInForce[] => {
    const pack = packOf(entity);
    return pack === null ? [] : [{ entity, pack }];
  });
  return [...groupBy(readable, ({ pack }) => pack.id).values()].flatMap((versions): readonly PackInForce[] => {
    const [first, ...later] = versions;
    const decided = later.findLast(({ entity }) => isDecided(state, entity));
    return first === undefined ? [] : [decided ?? first];
  });
}

/** Clocks of the packs in force: those that are switched on, and those that are off because nobody confirmed them or because they are no law yet. */
export function packClocks(state: IncidentState): { readonly on: readonly ClockDefinition[]; readonly off: readonly ClockDefinition[] } {
  const confirmed = new Set(standingOf(state, 'decision').flatMap(({ body, state: reached }) => (body.clock?.effect === 'confirm' && isInForce(reached) ? [body.clock.id] : [])));
  const seen = new Set<string>();
  const all = packsInForce(state).flatMap(({ pack }) => {
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
export function calendarsInForce(state: IncidentState): readonly Calendar[] {
  const byId = new Map<string, Calendar>();
  for (const { pack } of packsInForce(state)) for (const calendar of pack.calendars) if (!byId.has(calendar.id)) byId.set(calendar.id, calendar);
  for (const { body: { calendar: id, zone, weekend, holidays, validThrough, cutOffMinutes } } of standingOf(state, 'calendar')) {
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
