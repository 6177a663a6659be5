import type { UnixMs } from '#base';
import type { Fact } from '../clocks/definition.ts';
import { standingOf } from '../entities/select.ts';
import type { IncidentState, Stamp } from '../view.ts';
import { acceptancesOf } from './acceptances.ts';
import { handoverView, shiftOf } from './handovers.ts';
import { instantOfStamp } from './stamps.ts';

const SHIFT_WARNING_MS = 30 * 60_000;

/** Facts of command that start and stop clocks (docs/spec/command.md section 7). */
export function commandFacts(state: IncidentState): readonly Fact[] {
  return [
    ...acceptancesOf(state).flatMap((one): readonly Fact[] => (one.role === 'incident-coordinator' ? [fact('coordinator.active', one.at, one.stamp)] : [])),
    ...standingOf(state, 'plan').flatMap((plan): readonly Fact[] => {
      const { approved } = plan.body;
      if (approved === undefined) return [];
      const amended = plan.changes.findLast((change) => change.type === 'amend' && change.field === 'approved' && !change.reverted);
      const stamp = amended?.stamp ?? plan.stamp;
      return [fact('plan.approved', approved.at.at ?? instantOfStamp(stamp), stamp)];
    }),
    ...standingOf(state, 'sitrep').map(({ stamp }) => fact('sitrep.issued', instantOfStamp(stamp), stamp)),
    ...standingOf(state, 'shift').flatMap(({ id, body, stamp }): readonly Fact[] => (body.ends.at === null ? [] : [{ ...fact('shift.ending', (body.ends.at - SHIFT_WARNING_MS) as UnixMs, stamp), subject: id }])),
    ...standingOf(state, 'handover').flatMap((handover): readonly Fact[] => {
      const { completeAt, items } = handoverView(state, handover);
      const shift = shiftOf(state, handover);
      const last = items.flatMap(({ settled }) => (settled === null ? [] : [settled.stamp])).reduce((latest, stamp) => (stamp.number > latest.number ? stamp : latest), handover.stamp);
      return completeAt === null ? [] : [{ ...fact('handover.accepted', completeAt, last), ...(shift === null ? {} : { subject: shift }) }];
    }),
  ];
}

function fact(kind: Fact['kind'], at: UnixMs, stamp: Stamp): Fact {
  return { kind, at, recordedAt: stamp.recorded.at, entry: stamp.entryId };
}
