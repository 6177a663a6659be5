import type { EntityId, EntryId, UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entity, IncidentState, Stamp } from '../view.ts';
import { isSamePerson } from '../entities/person.ts';
import { instantOfStamp } from './stamps.ts';

export type HandoverItem = BodyOf<'handover'>['items'][number];
/** Something that was said about an item. */
export interface ItemRemark { readonly entry: EntryId; readonly outcome: BodyOf<'handover-item'>['outcome']; readonly by: string; readonly note: string | null; readonly stamp: Stamp }
/** An item of a hand-over as it stands; `number` counts from 1. */
export interface ItemStanding {
  readonly number: number; readonly item: HandoverItem;
  /** What settled it: accepted or refused; null while it is open and stays with the outgoing person. */
  readonly settled: ItemRemark | null;
  /** All that was said, in the order of the journal. */
  readonly remarks: readonly ItemRemark[];
}
/** A hand-over as it stands (docs/spec/command.md section 3). */
export interface HandoverView {
  readonly handover: Entity<'handover'>; readonly items: readonly ItemStanding[];
  readonly accepted: number; readonly refused: number; readonly open: number;
  /** When its last item was settled, or null while one is open. */
  readonly completeAt: UnixMs | null;
}

const NEAREST_SHIFT_MS = 12 * 3_600_000;

/** Every hand-over that stands, the newest first. */
export function handoverViews(state: IncidentState): readonly HandoverView[] {
  return standingOf(state, 'handover').toReversed().map((handover) => handoverView(state, handover));
}

/** One hand-over with what became of its items. */
export function handoverView(state: IncidentState, handover: Entity<'handover'>): HandoverView {
  const items = itemStandings(state, handover);
  const count = (outcome: ItemRemark['outcome']): number => items.filter(({ settled }) => settled?.outcome === outcome).length;
  const [accepted, refused] = [count('accepted'), count('refused')];
  const open = items.length - accepted - refused;
  const settledAt = items.flatMap(({ settled }) => (settled === null ? [] : [instantOfStamp(settled.stamp)]));
  return { handover, items, accepted, refused, open, completeAt: open > 0 ? null : (Math.max(instantOfStamp(handover.stamp), ...settledAt) as UnixMs) };
}

/** Items of a hand-over in their order, with what was said about each. */
export function itemStandings(state: IncidentState, handover: Entity<'handover'>): readonly ItemStanding[] {
  const remarks = standingOf(state, 'handover-item').filter(({ body }) => body.handover === handover.id);
  return handover.body.items.map((item, index) => {
    const own = remarks.filter(({ body }) => body.item === index + 1).map(({ id, body, stamp }): ItemRemark => ({ entry: id, outcome: body.outcome, by: body.by, note: body.note || null, stamp }));
    return { number: index + 1, item, settled: own.find(({ outcome }) => outcome === 'accepted' || outcome === 'refused') ?? null, remarks: own };
  });
}

/** The shift that a hand-over ends: the one it names, or the nearest end of a shift of the outgoing person; null without one. */
export function shiftOf(state: IncidentState, handover: Entity<'handover'>): EntityId | null {
  const { shift, from } = handover.body;
  if (shift !== undefined) return shift;
  const at = instantOfStamp(handover.stamp);
  const [nearest] = standingOf(state, 'shift')
    .filter(({ body }) => isSamePerson(body.person, from) && body.ends.at !== null && Math.abs(body.ends.at - at) <= NEAREST_SHIFT_MS)
    .sort((left, right) => Math.abs((left.body.ends.at ?? 0) - at) - Math.abs((right.body.ends.at ?? 0) - at));
  return nearest?.id ?? null;
}
