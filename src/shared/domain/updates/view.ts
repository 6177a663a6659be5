import type { EntityId, UnixMs } from '#base';
import type { Severity } from '../clocks/definition.ts';
import { standingOf } from '../entities/select.ts';
import { messageStandings } from '../messages/standing.ts';
import { currentSeverity } from '../projection/incidentStatus.ts';
import { clockRows } from '../queries/clocks.ts';
import type { Entity, IncidentState } from '../view.ts';
import type { ClockRow } from '../views.ts';
import { intervalsOf, isCapped } from './intervals.ts';
import { serves } from './series.ts';
import { clockOf } from './subscriptions.ts';

/** A subscription, where its clock stands and what was sent (docs/spec/updates.md). */
export interface UpdateRow {
  readonly subscription: Entity<'subscription'>;
  /** The slot that runs, or the last one. */
  readonly clock: ClockRow | null;
  /** What is owed at the severity in force, in milliseconds. */
  readonly intervalMs: number;
  /** The interval that was written does not count because a customer is owed more. */
  readonly capped: boolean;
  readonly sent: number;
  readonly late: number;
  readonly last: { readonly message: EntityId; readonly ref: string; readonly at: UnixMs } | null;
}

/** All standing subscriptions in the order of the journal, as they stand at an instant. */
export function updatesView(state: IncidentState, now: UnixMs): readonly UpdateRow[] {
  const subscriptions = standingOf(state, 'subscription');
  if (subscriptions.length === 0) return [];
  const severity: Severity = currentSeverity(state) ?? 'informational';
  const clocks = clockRows(state, now);
  const standings = messageStandings(state);
  return subscriptions.map((subscription) => {
    const slots = clocks.filter(({ id }) => id === clockOf(subscription));
    const done = slots.filter((slot) => slot.state === 'met' || slot.state === 'met-late');
    const { limit } = intervalsOf(subscription);
    const sendings = standings.filter(({ message }) => serves(message, subscription)).flatMap(({ message, sendings: all }) => all.map(({ stamp }) => ({ message: message.id, ref: message.body.ref, at: stamp.occurred.at ?? stamp.recorded.at })));
    const intervalMs = limit.bySeverity[severity].amount;
    return {
      subscription, clock: slots.at(-1) ?? null, intervalMs, capped: isCapped(subscription.body, severity) && intervalMs <= 86_400_000, sent: done.length, late: done.filter((slot) => slot.state === 'met-late').length,
      last: sendings.toSorted((left, right) => left.at - right.at).at(-1) ?? null,
    };
  });
}
