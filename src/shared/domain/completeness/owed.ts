import type { UnixMs } from '#base';
import { gatesOf, type ConditionName } from '../closure/gates.ts';
import { handoverViews } from '../command/handovers.ts';
import { distributionRegister } from '../distribution/register.ts';
import { entitiesOf, isEntityOf, standingOf } from '../entities/select.ts';
import { findingViews } from '../findings/findings.ts';
import { messageStandings, type MessageStage } from '../messages/standing.ts';
import { clockRows } from '../queries/clocks.ts';
import { openTasksOf } from '../queries/incident.ts';
import { reportStatus } from '../queries/reportStatus.ts';
import { submissions } from '../regulation/submissions.ts';
import { scopeContradictions } from '../scope/cautions.ts';
import type { IncidentState } from '../view.ts';
import { about, general, type OpenLine } from './line.ts';

/** Conditions of gates whose parts have lines of their own. */
const saidElsewhere: readonly ConditionName[] = ['no-open-actions', 'clocks-ended'];
const waiting: readonly MessageStage[] = ['draft', 'in-review', 'returned', 'approved'];
const endedCorrections: readonly string[] = ['done', 'verified-effective', 'ineffective', 'declined'];

/** Clocks that run, are overdue, or were met late while nobody gave the reason. */
export function clockLines(state: IncidentState, now: UnixMs): readonly OpenLine[] {
  return clockRows(state, now).flatMap((clock): readonly OpenLine[] => {
    const problem = clock.state === 'overdue' ? 'clock-overdue' : clock.state === 'running' || clock.state === 'tolled' ? 'clock-running' : clock.state === 'met-late' && clock.explained === null ? 'clock-late' : null;
    if (problem === null) return [];
    const entity = state.entities.get(clock.subject?.id ?? ('' as never)) ?? (clock.startedBy === null ? undefined : state.entities.get(clock.startedBy.entryId as never));
    const detail = `${clock.id} ${clock.title}`;
    return [entity === undefined ? general('clocks', problem, detail) : about('clocks', problem, entity, detail)];
  });
}

/** Messages that wait or did not arrive, people who have an old issue, submissions without proof. */
export function messageLines(state: IncidentState): readonly OpenLine[] {
  return [
    ...messageStandings(state).flatMap(({ message, stage, unapproved }) => [
      ...(waiting.includes(stage) ? [about('messages', 'message-waiting', message, stage)] : []), ...(stage === 'undelivered' ? [about('messages', 'message-undelivered', message)] : []),
      ...(unapproved ? [about('messages', 'message-unapproved', message)] : []),
    ]),
    ...distributionRegister(entitiesOf(state, 'report'), entitiesOf(state, 'distribution')).flatMap(({ report, toTell }) => toTell.map(({ recipient, organisation }) => about('messages', 'must-be-told', report, [recipient, organisation].filter(Boolean).join(', ')))),
    ...submissions(state).filter(({ isProven }) => !isProven).map(({ communication, clock }) => about('messages', 'submission-unproven', communication, clock)),
  ];
}

/** Contradictions in the scope, findings that nothing speaks for, work and items of hand-overs that nobody has taken. */
export function scopeLines(state: IncidentState): readonly OpenLine[] {
  const contradictions = scopeContradictions(state).flatMap(({ entity, cautions }) => {
    const found = state.entities.get(entity.id);
    return found === undefined ? [] : [about('scope', 'contradiction', found, [...new Set(cautions.map(({ caution }) => caution.replaceAll('-', ' ')))].join(', '))];
  });
  return [
    ...contradictions,
    ...findingViews(state).flatMap(({ finding, problems }) => (problems.length === 0 ? [] : [about('scope', 'finding-unfounded', finding, problems.join(', ').replaceAll('-', ' '))])),
    ...handoverViews(state).filter(({ open }) => open > 0).map(({ handover, open, items }) => about('scope', 'handover-open', handover, `${open} of ${items.length}`)),
    ...openTasksOf(state).map((task) => about('scope', 'task-open', task, task.state ?? '')),
  ];
}

/** What stands between the incident and its gates, sections of the report that are empty, corrective actions past their date. */
export function closureLines(state: IncidentState, now: UnixMs): readonly OpenLine[] {
  const gates = gatesOf(state, now).flatMap(({ gate, conditions }) => conditions.filter(({ condition, met }) => !met && !saidElsewhere.includes(condition)).map(({ condition, open }) => general('closure', 'gate', [`${gate}: ${condition.replaceAll('-', ' ')}`, open.join(', ')].filter(Boolean).join(': '))));
  const corrections = standingOf(state, 'corrective-action').filter((action) => isEntityOf(action, 'corrective-action') && !endedCorrections.includes(action.state ?? '') && (action.body.due?.at ?? Infinity) < now);
  return [...gates, ...reportStatus(state).missing.map((section) => general('closure', 'report-section', section.replaceAll('-', ' '))), ...corrections.map((action) => about('closure', 'corrective-overdue', action))];
}
