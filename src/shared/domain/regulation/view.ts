import type { EntityId, UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import { clockRows } from '../queries/clocks.ts';
import type { Entity, IncidentState } from '../view.ts';
import type { ClockRow, EntryPlace } from '../views.ts';
import type { ClockDefinition, ClockStanding } from '../clocks/definition.ts';
import { compareVersions, expiryOf, type Pack, type Regime } from './pack.ts';
import { packClocks, packsInForce, packsOffered, type PackInForce } from './packsInForce.ts';
import { answersInForce } from './reportability.ts';
import { submissions } from './submissions.ts';
import { fillWorksheet, type FilledWorksheet } from './worksheet.ts';

/** A pack that can be taken: one of the console. */
export interface PackOffer extends Pick<Pack, 'id' | 'version' | 'title' | 'asOf' | 'expires'> { readonly regimes: readonly string[]; readonly clocks: number }
/** A pack of the incident or of the console; `offered` is a version that could take its place, `offeredBy` the entry that holds it: null when the console does. */
export interface PackRow extends PackOffer {
  readonly inForce: { readonly trust: 'built-in' | 'fingerprint'; readonly place: EntryPlace } | null; readonly offered: string | null; readonly offeredBy: EntityId | null; readonly expiresAt: UnixMs;
}
export interface SubmissionRow { readonly clock: string; readonly at: UnixMs | null; readonly place: EntryPlace; readonly isProven: boolean; readonly receipt: string | null }
export interface OffClock { readonly id: string; readonly title: string; readonly source: string; readonly standing: ClockStanding }
/** All there is to say of one regime: what was decided, what is owed by when, what was sent. */
export interface RegimeRow {
  readonly regime: Regime; readonly pack: string; readonly answer: Entity<'reportability'> | null; readonly beside: readonly Entity<'reportability'>[];
  readonly clocks: readonly ClockRow[]; readonly off: readonly OffClock[]; readonly submissions: readonly SubmissionRow[];
}
export interface RegulationView { readonly packs: readonly PackRow[]; readonly regimes: readonly RegimeRow[]; readonly calendars: readonly Entity<'calendar'>[] }

/** The regimes of the packs in force, and the packs that could be. */
export function regulationView(state: IncidentState, offers: readonly PackOffer[], now: UnixMs): RegulationView {
  const inForce = packsInForce(state);
  const rows = clockRows(state, now);
  const { off } = packClocks(state);
  const answers = new Map(answersInForce(state).map((each) => [each.regime, each]));
  const sent = submissions(state);
  const regimes = inForce.flatMap(({ pack }) => pack.regimes.map((regime): RegimeRow => {
    const ids = new Set(pack.clocks.flatMap((clock) => (clock.regime === regime.id ? [clock.id] : [])));
    const answer = answers.get(regime.id);
    return {
      regime, pack: pack.id, answer: answer?.answer ?? null, beside: answer?.beside ?? [], clocks: rows.filter((row) => ids.has(row.id)), off: off.filter(({ id }) => ids.has(id)).map(toOff),
      submissions: sent.filter(({ clock }) => ids.has(clock)).map(({ clock, communication: { stamp, body }, isProven }) => ({ clock, at: stamp.occurred.at, place: { entryId: stamp.entryId, number: stamp.number }, isProven, receipt: body.receipt || null })),
    };
  }));
  return { packs: packRows(state, inForce, offers), regimes, calendars: standingOf(state, 'calendar') };
}

/** A worksheet of a regime in force, filled from the journal; null when there is none of that id. */
export function worksheetOf(state: IncidentState, regimeId: string, worksheetId: string): FilledWorksheet | null {
  const regime = packsInForce(state).flatMap(({ pack }) => pack.regimes).find(({ id }) => id === regimeId);
  const worksheet = regime?.worksheets.find(({ id }) => id === worksheetId);
  return regime === undefined || worksheet === undefined ? null : fillWorksheet(state, regime, worksheet);
}

function packRows(state: IncidentState, inForce: readonly PackInForce[], offers: readonly PackOffer[]): readonly PackRow[] {
  const waiting = packsOffered(state);
  const taken = inForce.map(({ entity, pack }): PackRow => {
    const offer = offers.find(({ id, version }) => id === pack.id && compareVersions(version, pack.version) > 0) ?? null;
    const brought = waiting.find((each) => each.pack.id === pack.id) ?? null;
    const isBrought = brought !== null && (offer === null || compareVersions(offer.version, brought.pack.version) <= 0);
    return {
      id: pack.id, version: pack.version, title: pack.title, asOf: pack.asOf, expires: pack.expires, regimes: pack.regimes.map(({ title }) => title), clocks: pack.clocks.length, expiresAt: expiryOf(pack),
      inForce: { trust: entity.body.trust, place: { entryId: entity.stamp.entryId, number: entity.stamp.number } }, offered: isBrought ? brought.pack.version : (offer?.version ?? null), offeredBy: isBrought ? brought.entity.id : null,
    };
  });
  const free = offers.filter(({ id }) => !inForce.some(({ pack }) => pack.id === id));
  return [...taken, ...free.map((offer): PackRow => ({ ...offer, expiresAt: expiryOf(offer), inForce: null, offered: null, offeredBy: null }))];
}

function toOff({ id, title, source, standing }: ClockDefinition): OffClock {
  return { id, title, source, standing };
}
