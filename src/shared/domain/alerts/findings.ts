import { isEntityOf, standingOf } from '../entities/select.ts';
import { occurredInterval } from '../occurred/interval.ts';
import type { IncidentState } from '../view.ts';
import type { IntakeFinding } from '../intake/finding.ts';
import { restsOn } from './groups.ts';

/** Detections that stand later than an alert on which they rest, when the intervals that both times can mean do not overlap, and no earlier detection stands (docs/spec/intake.md section 7). */
export function alertFindings(state: IncidentState): readonly IntakeFinding[] {
  const detections = standingOf(state, 'milestone').filter(({ body }) => body.milestone === 'detected');
  const lows = detections.flatMap(({ stamp }) => occurredInterval(stamp.occurred)?.low ?? []);
  const zero = Math.min(...lows);
  return detections.flatMap((milestone) => restsOn(milestone).flatMap((id): readonly IntakeFinding[] => {
    const alert = state.entities.get(id);
    if (!isEntityOf(alert, 'alert') || alert.retracted !== null) return [];
    const seen = occurredInterval(alert.stamp.occurred);
    return seen === null || lows.length === 0 || seen.high >= zero ? [] : [{ entryId: milestone.stamp.entryId, number: milestone.stamp.number, finding: `the detection stands after the alert ${alert.body.ref} on which it rests` }];
  }));
}
