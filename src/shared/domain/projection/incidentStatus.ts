import type { BodyOf } from '../entries/bodies.ts';
import { isStateOf, nextStates } from '../rules/nextStates.ts';
import { severityOf, severityStatements } from '../updates/severities.ts';
import type { Entity, IncidentState } from '../view.ts';

type Severity = BodyOf<'incident'>['severity'];
type MilestoneKind = BodyOf<'milestone'>['milestone'];

const gateByMilestone: Partial<Record<MilestoneKind, string>> = {
  reported: 'reported', triageStarted: 'triaging', declared: 'declared', confirmed: 'confirmed', contained: 'contained', eradicated: 'eradicated',
  recovered: 'recovered', resolved: 'resolved', closed: 'closed',
};
const gateOrder = ['reported', 'triaging', 'declared', 'confirmed', 'contained', 'eradicated', 'recovered', 'resolved', 'closed'];

/**
 * State of the incident: transitions set it, milestones that are gates move it forward and never back, both in the order of
 * the journal (docs/spec/entries.md section 9). Unusual transitions are named with the number of their entry.
 */
export function deriveIncidentState(incident: Entity<'incident'>, milestones: readonly Entity<'milestone'>[]): { readonly state: string; readonly unusual: readonly { readonly number: number; readonly from: string; readonly to: string }[] } {
  const events = [
    ...incident.changes.flatMap((change) => (change.type === 'transition' && !change.reverted && isStateOf('incident', change.to) ? [{ number: change.stamp.number, to: change.to, gate: false }] : [])),
    ...milestones.flatMap((milestone) => {
      const to = milestone.retracted === null ? gateByMilestone[milestone.body.milestone] : undefined;
      return to === undefined ? [] : [{ number: milestone.stamp.number, to, gate: true }];
    }),
  ].sort((left, right) => left.number - right.number);
  let state = 'reported';
  const unusual: { number: number; from: string; to: string }[] = [];
  for (const { number, to, gate } of events) {
    if (gate) {
      const known = gateOrder.indexOf(state);
      if (known >= 0 && gateOrder.indexOf(to) > known) state = to;
      continue;
    }
    if (state !== to && !nextStates('incident', state).includes(to)) unusual.push({ number, from: state, to });
    state = to;
  }
  return { state, unusual };
}

/** Severity in force: the worst that was said, by the incident as created or amended or by an assessment that stands, and that nobody had seen who said another later. */
export function currentSeverity(state: IncidentState): Severity | null {
  return severityOf(state, severityStatements(state));
}
