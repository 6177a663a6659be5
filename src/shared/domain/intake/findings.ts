import { standingOf } from '../entities/select.ts';
import { valueToWords } from '../entities/title.ts';
import { severities } from '../entries/vocabulary.ts';
import { orderConflicts, type MilestoneKind } from '../milestones/order.ts';
import { currentSeverity } from '../projection/incidentStatus.ts';
import type { IncidentState } from '../view.ts';
import { occurredInterval } from '../occurred/interval.ts';
import { alertFindings } from '../alerts/findings.ts';
import type { IntakeFinding } from './finding.ts';
import { localCriteria } from './criteria.data.ts';
import { priorityOf } from './criteria.ts';


const afterContainment: readonly MilestoneKind[] = ['contained', 'eradicated', 'recovered', 'resolved'];

/** Contradictions of milestones, assessments, alerts and the verdict (docs/spec/intake.md sections 2, 5, 7 and 10). */
export function intakeFindings(state: IncidentState): readonly IntakeFinding[] {
  return [...orderFindings(state), ...severityFindings(state), ...verdictFindings(state), ...priorityFindings(state), ...triageFindings(state), ...alertFindings(state), ...recurrenceFindings(state)];
}

function orderFindings(state: IncidentState): readonly IntakeFinding[] {
  return orderConflicts(standingOf(state, 'milestone')).map(({ entryId, number, before, after }) => ({ entryId, number, finding: `"${word(after)}" stands before "${word(before)}"; one of the two times is wrong` }));
}

function severityFindings(state: IncidentState): readonly IntakeFinding[] {
  const severity = currentSeverity(state);
  if (severity === null || severities.indexOf(severity) <= severities.indexOf('high')) return [];
  return standingOf(state, 'milestone').filter(({ body }) => body.milestone === 'highSeverityConfirmed')
    .map(({ stamp }) => ({ entryId: stamp.entryId, number: stamp.number, finding: `high severity was confirmed, but the severity in force is ${severity}` }));
}

function verdictFindings(state: IncidentState): readonly IntakeFinding[] {
  const { incident } = state;
  if (incident === null) return [];
  const { verdict } = incident.body;
  const over = incident.state === 'observed' || incident.state === 'not-an-incident';
  return standingOf(state, 'milestone').flatMap(({ body, stamp }): readonly IntakeFinding[] => {
    const at = { entryId: stamp.entryId, number: stamp.number };
    if (body.milestone === 'confirmed' && (verdict === 'false-positive' || verdict === 'near-miss')) return [{ ...at, finding: `"Confirmed" stands, but the verdict is ${word(verdict).toLowerCase()}` }];
    return over && afterContainment.includes(body.milestone) ? [{ ...at, finding: `"${word(body.milestone)}" stands in an incident that is ${word(incident.state ?? '').toLowerCase()}` }] : [];
  });
}

function priorityFindings(state: IncidentState): readonly IntakeFinding[] {
  return standingOf(state, 'assessment').flatMap(({ body, stamp }): readonly IntakeFinding[] => {
    if (body.criteriaVersion !== localCriteria.version || body.urgency === undefined || body.priority === undefined) return [];
    const expected = priorityOf(localCriteria, body.severity, body.urgency);
    return expected === body.priority ? [] : [{ entryId: stamp.entryId, number: stamp.number, finding: `the criteria ${localCriteria.version} give ${expected}, the assessment says ${body.priority}` }];
  });
}

// What was looked at and what it means stands in an assessment: a milestone alone proves no review.
function triageFindings(state: IncidentState): readonly IntakeFinding[] {
  const begun = standingOf(state, 'assessment').map(({ stamp }) => occurredInterval(stamp.occurred)?.low ?? Infinity);
  const first = Math.min(...begun);
  return standingOf(state, 'milestone').filter(({ body }) => body.milestone === 'triageCompleted').flatMap(({ stamp }): readonly IntakeFinding[] => {
    const high = occurredInterval(stamp.occurred)?.high ?? null;
    return high === null || first <= high ? [] : [{ entryId: stamp.entryId, number: stamp.number, finding: '"Triage completed" stands without an assessment made before it' }];
  });
}

function recurrenceFindings({ incident }: IncidentState): readonly IntakeFinding[] {
  if (incident === null || incident.body.recurrenceOf?.trim() !== incident.body.ref) return [];
  return [{ entryId: incident.stamp.entryId, number: incident.stamp.number, finding: 'the incident is said to repeat itself' }];
}

function word(value: string): string {
  return valueToWords(value);
}
