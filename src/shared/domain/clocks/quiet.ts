import type { UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import type { IncidentState } from '../view.ts';
import type { Clock } from './evaluate.ts';
import { isEscalation } from './profiles/profiles.ts';

const quietStates: readonly (string | null)[] = ['observed', 'not-an-incident'];

/**
 * Clocks without those that an incident which is only observed, or none, does not start (docs/spec/clocks.md section 7). One that was never declared
 * has no escalation clocks at all; one that was keeps those that had started and were met or are over, and those still open end when it became none.
 */
export function withoutEscalation(clocks: readonly Clock[], state: IncidentState): readonly Clock[] {
  if (!quietStates.includes(state.incident?.state ?? null)) return clocks;
  const since = quietSince(state);
  const wasDeclared = standingOf(state, 'milestone').some(({ body }) => body.milestone === 'declared');
  return clocks.flatMap((clock): readonly Clock[] => {
    if (!isEscalation(clock.definition)) return [clock];
    if (!wasDeclared || clock.startedAt === null || (since !== null && clock.startedAt >= since)) return [];
    return clock.stoppedAt !== null || since === null ? [clock] : [{ ...clock, state: 'ended', stoppedAt: since }];
  });
}

function quietSince(state: IncidentState): UnixMs | null {
  const step = state.incident?.changes.findLast((change) => change.type === 'transition' && !change.reverted && quietStates.includes(change.to));
  return step === undefined ? null : (step.stamp.occurred.at ?? step.stamp.recorded.at);
}
