import type { UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import type { Entity, IncidentState, Stamp } from '../view.ts';
import type { Fact, RecordFact } from './definition.ts';

const DAY_MS = 86_400_000;
const endedStates: readonly string[] = ['verified-effective', 'ineffective', 'declined'];

/** Facts of practice without an area of their own: updates to our own people, the readiness list, corrective actions with the date of their owner. */
export function practiceFacts(state: IncidentState): readonly Fact[] {
  return [
    ...standingOf(state, 'communication').flatMap(({ body, stamp }) => (body.direction === 'out' && (body.communicationKind === 'internal' || body.communicationKind === 'briefing') ? factOf('internal.updated', stamp) : [])),
    ...standingOf(state, 'readiness-check').flatMap(({ body, stamp }) => (body.item === 'contacts-called' && body.outcome === 'complete' && body.customer === undefined ? factOf('readiness.checked', stamp) : [])),
    ...standingOf(state, 'corrective-action').flatMap(correctiveFacts),
  ];
}

function correctiveFacts(action: Entity<'corrective-action'>): readonly Fact[] {
  const dueAt = endOf(action);
  if (dueAt === null) return [];
  const steps = action.changes.flatMap((change) => (change.type === 'transition' && !change.reverted ? [{ to: change.to, stamp: change.stamp }] : []));
  const all = [{ to: action.original.state as string, stamp: action.stamp as Stamp }, ...steps];
  const accepted = all.find(({ to }) => to === 'accepted' || to === 'in-progress');
  // What was reopened is owed again, whatever came before.
  const last = all.at(-1);
  const ended = last !== undefined && endedStates.includes(last.to) ? last : undefined;
  return [
    ...(accepted === undefined ? [] : factOf('corrective.accepted', accepted.stamp, { subject: action.id, dueAt })),
    ...(ended === undefined ? [] : factOf('corrective.ended', ended.stamp, { subject: action.id })),
  ];
}

// A date without a time of day is met until its end.
function endOf({ body: { due } }: Entity<'corrective-action'>): UnixMs | null {
  if (due === undefined || due.at === null) return null;
  return (due.precision === 'date' ? due.at + DAY_MS : due.at) as UnixMs;
}

function factOf(kind: RecordFact, stamp: Stamp, more: Pick<Fact, 'subject' | 'dueAt'> = {}): readonly Fact[] {
  const { at } = stamp.occurred;
  return at === null ? [] : [{ kind, at, recordedAt: stamp.recorded.at, entry: stamp.entryId, ...more }];
}
