import type { LogId, UnixMs } from '#base';
import { alarmOf, urgentClocks } from '../clocks/evaluate.ts';
import { entitiesOf, isEntityOf, standingOf } from '../entities/select.ts';
import { compareOccurred } from '../occurred/interval.ts';
import { currentSeverity } from '../projection/incidentStatus.ts';
import { conflictsOf } from '../conflicts/collect.ts';
import { incidentMarks } from '../conflicts/sameIncident.ts';
import { clockRows } from './clocks.ts';
import { playbookProgress } from '../playbooks/run.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entity, IncidentState } from '../view.ts';
import type { IncidentCard, IncidentHeader, OverviewView } from '../views.ts';

const LATEST = 12;
const openActions: readonly string[] = ['proposed', 'authorised', 'assigned', 'in-progress'];
const openTasks: readonly string[] = ['open', 'assigned', 'accepted', 'in-progress', 'blocked', 'handed-over'];
/** States in which a system is part of the incident, and those in which it can do no more harm. */
const outOfScope: readonly string[] = ['suspected', 'cleared'];
const isolatedStates: readonly string[] = ['contained', 'collected', 'eradicated', 'rebuilt', 'restored', 'monitored', 'in-service', 'decommissioned'];
const harmlessAccounts: readonly string[] = ['suspected', 'cleared'];

/** A line of the incident list, or null when the log has no incident. `createdAt` is when the incident was recorded. */
export function incidentCard(state: IncidentState, log: LogId): IncidentCard | null {
  const { incident } = state;
  if (incident === null) return null;
  const { ref, title, tlp, exercise } = incident.body;
  return {
    log, ref, title, severity: currentSeverity(state) ?? incident.body.severity, tlp, state: incident.state ?? 'reported', entries: state.entryCount,
    evidence: standingOf(state, 'evidence').length, createdAt: incident.stamp.recorded.at, lastEntryAt: lastRecordedAt(state), exercise, marks: incidentMarks(state, incident),
    rotations: standingOf(state, 'sync-server').flatMap(({ body, envelope }) => (body.rotation === undefined ? [] : [{ rotation: body.rotation, author: envelope.author.name }])),
  };
}

/** The head of the workspace, or null without an incident. Counts are of entities not retracted; `journal` counts rows. */
export function incidentHeader(state: IncidentState, outside: Pick<IncidentHeader, 'log' | 'unwitnessed' | 'undoLabel' | 'redoLabel'>): IncidentHeader | null {
  const { incident } = state;
  if (incident === null) return null;
  const counts: Record<string, number> = { journal: state.journal.length };
  Object.assign(counts, state.tally.standing);
  counts['timeline'] = ['event', 'action', 'decision', 'communication', 'milestone'].reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
  counts['actionsOpen'] = openActionsOf(state).length;
  counts['tasksOpen'] = openTasksOf(state).length;
  const { open } = conflictsOf(state);
  counts['conflicts'] = open.filter(({ level }) => level === 'conflict').length;
  counts['notices'] = open.length - counts['conflicts'];
  counts['conflictsUrgent'] = open.filter(({ urgent }) => urgent).length;
  const { settled, steps } = playbookProgress(state);
  Object.assign(counts, { playbookSettled: settled, playbookSteps: steps, ...clockCounts(state) });
  return {
    ...outside, incident, severity: currentSeverity(state) ?? incident.body.severity, state: incident.state ?? 'reported', counts, entries: state.entryCount,
    milestones: standingMilestones(state), findings: state.findings.length,
  };
}

// The instant of the next alarm goes along: whether a clock is late depends on when one looks.
function clockCounts(state: IncidentState): Readonly<Record<string, number>> {
  const open = urgentClocks(clockRows(state, lastRecordedAt(state)));
  return open.length === 0 ? {} : { clocksOpen: open.length, clocksAlarmAt: Math.min(...open.map(alarmOf)) };
}

/** The overview. `asOf` is when the newest entry was recorded; a duration is given once both milestones stand with a time. */
export function overview(state: IncidentState): OverviewView {
  const systems = standingOf(state, 'system');
  const items = standingOf(state, 'evidence').map((item) => state.custody.get(item.id));
  return {
    summary: state.incident?.body.summary || null, asOf: lastRecordedAt(state), entries: state.entryCount,
    systems: { isolated: systems.filter((system) => isolatedStates.includes(system.state ?? '')).length, inScope: systems.filter((system) => !outOfScope.includes(system.state ?? '')).length },
    accountsCompromised: standingOf(state, 'account').filter((account) => !harmlessAccounts.includes(account.state ?? '')).length,
    detectedToContainedMs: detectedToContained(state),
    evidence: {
      items: items.length, inCustody: items.filter((item) => item?.state === 'held').length, inTransit: items.filter((item) => item?.state === 'in-transit').length,
      mismatched: items.filter((item) => item?.integrity === 'mismatch').length,
    },
    latest: state.journal.slice(-LATEST).reverse(), actionsOpen: openActionsOf(state), tasksOpen: openTasksOf(state), releasesOpen: openReleasesOf(state), people: people(state), milestones: standingMilestones(state),
  };
}

/** Time from detection to containment: from the earliest `detected` to the latest `contained` that stand, or null. */
export function detectedToContained(state: IncidentState): number | null {
  const timesOf = (kind: BodyOf<'milestone'>['milestone']) => standingOf(state, 'milestone').flatMap((entity) => (entity.body.milestone === kind && entity.stamp.occurred.at !== null ? [entity.stamp.occurred.at] : []));
  const [detected, contained] = [timesOf('detected'), timesOf('contained')];
  return detected.length === 0 || contained.length === 0 ? null : Math.max(...contained) - Math.min(...detected);
}

/** Actions that still need somebody, those due first. */
export function openActionsOf(state: IncidentState): readonly Entity<'action'>[] {
  return standingOf(state, 'action').filter((action) => openActions.includes(action.state ?? '')).toSorted((left, right) => compareDue(left.body.due, right.body.due));
}

/** Tasks that still need somebody, those due first. */
export function openTasksOf(state: IncidentState): readonly Entity<'task'>[] {
  return standingOf(state, 'task').filter((task) => openTasks.includes(task.state ?? '')).toSorted((left, right) => compareDue(left.body.due, right.body.due));
}

/** Evidence that was released and that nobody has received, the oldest release first. */
export function openReleasesOf(state: IncidentState): OverviewView['releasesOpen'] {
  return standingOf(state, 'evidence').flatMap((entity) => {
    const custody = state.custody.get(entity.id);
    return custody?.state === 'in-transit' && custody.pendingRelease !== null ? [{ entity, custody }] : [];
  }).toSorted((left, right) => (left.custody.pendingRelease?.since ?? 0) - (right.custody.pendingRelease?.since ?? 0));
}

function compareDue(left: BodyOf<'task'>['due'], right: BodyOf<'task'>['due']): number {
  if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? 1 : -1;
  return compareOccurred(left, right);
}

function standingMilestones(state: IncidentState): readonly Entity<'milestone'>[] {
  return standingOf(state, 'milestone').toSorted((left, right) => compareOccurred(left.stamp.occurred, right.stamp.occurred) || left.stamp.number - right.stamp.number);
}

function lastRecordedAt(state: IncidentState): UnixMs {
  return state.journal.at(-1)?.stamp.recorded.at ?? (0 as UnixMs);
}

function people(state: IncidentState): OverviewView['people'] {
  const byName = new Map<string, { name: string; role: string | null; entries: number; lastAt: UnixMs }>();
  for (const person of entitiesOf(state, 'person')) {
    if (isEntityOf(person, 'person') && person.retracted === null) byName.set(person.body.name, { name: person.body.name, role: person.body.role || null, entries: 0, lastAt: person.stamp.recorded.at });
  }
  for (const [name, author] of state.tally.authors) {
    const known = byName.get(name);
    byName.set(name, { name, role: author.role ?? known?.role ?? null, entries: author.entries, lastAt: Math.max(author.lastAt, known?.lastAt ?? author.lastAt) as UnixMs });
  }
  return [...byName.values()].sort((left, right) => right.lastAt - left.lastAt);
}
