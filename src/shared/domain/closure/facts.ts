import type { Fact } from '../clocks/definition.ts';
import { standingOf } from '../entities/select.ts';
import type { IncidentState, Stamp } from '../view.ts';

/** What reviews say about clocks: that one is planned, and that it was held (docs/spec/closure.md section 1). */
export function closureFacts(state: IncidentState): readonly Fact[] {
  return standingOf(state, 'review').flatMap((review): readonly Fact[] => {
    const held = review.changes.findLast((change) => change.type === 'transition' && !change.reverted && change.to === 'held');
    return [
      ...(review.state === 'cancelled' ? [] : [{ kind: 'milestone.reviewScheduled', at: review.stamp.recorded.at, recordedAt: review.stamp.recorded.at, entry: review.stamp.entryId } as const]),
      ...(held === undefined ? [] : factAt(held.stamp)),
    ];
  });
}

function factAt(stamp: Stamp): readonly Fact[] {
  return [{ kind: 'milestone.reviewHeld', at: stamp.occurred.at ?? stamp.recorded.at, recordedAt: stamp.recorded.at, entry: stamp.entryId }];
}
