import type { EntityId } from '#base';
import type { Entity } from '../view.ts';
import type { EntryDraft } from '../views.ts';
import { restsOn } from './groups.ts';

/** Most alerts joined in one step: each is an entry of one frame when the detection stands already. */
export const MAX_JOINED = 200;

export interface JoinInput {
  /** Alerts that a person takes for one thing. */
  readonly alerts: readonly Entity<'alert'>[];
  /** Milestones of the incident. */
  readonly milestones: readonly Entity<'milestone'>[];
  /** Why they are one thing, and that they are it; becomes the basis of the milestone. */
  readonly basis: string;
}
/** `detection` null: a milestone `detected` is written at the time of the earliest alert; else alerts are linked to this one, which stands at or before them. */
export interface JoinPlan { readonly earliest: Entity<'alert'>; readonly detection: Entity<'milestone'> | null; readonly drafts: readonly EntryDraft[] }

/**
 * What joins alerts to the detection of an incident (docs/spec/intake.md section 7): time zero is the earliest alert. Where a detection stands that is not later, the
 * alerts are linked to it; else a further milestone is written, of which the earliest counts. Null when no alert stands with a time, or all are joined already.
 */
export function planJoin({ alerts, milestones, basis }: JoinInput): JoinPlan | null {
  const timed = alerts.filter(({ retracted, stamp }) => retracted === null && stamp.occurred.at !== null).toSorted((left, right) => timeOf(left) - timeOf(right) || left.stamp.number - right.stamp.number).slice(0, MAX_JOINED);
  const [earliest] = timed;
  if (earliest === undefined) return null;
  const [detection = null] = milestones.filter(({ body, retracted, stamp }) => body.milestone === 'detected' && retracted === null && stamp.occurred.at !== null && stamp.occurred.at <= timeOf(earliest))
    .toSorted((left, right) => timeOf(left) - timeOf(right) || left.stamp.number - right.stamp.number);
  const joined = new Set<EntityId>(detection === null ? [] : restsOn(detection));
  const missing = timed.filter(({ id }) => !joined.has(id));
  if (missing.length === 0) return null;
  if (detection !== null) return { earliest, detection, drafts: missing.map(({ id }) => ({ kind: 'link', occurred: null, body: { from: detection.id, to: id, relation: 'derived-from' } })) };
  return { earliest, detection, drafts: [{ kind: 'milestone', occurred: earliest.stamp.occurred, body: { milestone: 'detected', basis }, links: timed.map(({ id }) => ({ relation: 'derived-from', to: id })) }] };
}

function timeOf(entity: Entity): number {
  return entity.stamp.occurred.at ?? Number.MAX_SAFE_INTEGER;
}
