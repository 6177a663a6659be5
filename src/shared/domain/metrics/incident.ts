import type { UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import { currentSeverity } from '../projection/incidentStatus.ts';
import { isReleaseOverdue } from '../projection/custody.ts';
import { reportViews } from '../intake/reports.ts';
import { clockRows } from '../queries/clocks.ts';
import type { IncidentState } from '../view.ts';

type Milestone = BodyOf<'milestone'>['milestone'];

/** Durations that are compared between incidents: from the earliest of one milestone to the latest of another. */
export const durations = {
  dwell: ['compromised', 'detected'], acknowledge: ['reported', 'acknowledged'], triage: ['detected', 'triageCompleted'], declare: ['triageCompleted', 'declared'],
  contain: ['declared', 'contained'], detectedToContained: ['detected', 'contained'], eradicate: ['contained', 'eradicated'], recover: ['detected', 'recovered'], review: ['resolved', 'reviewHeld'],
} as const satisfies Readonly<Record<string, readonly [Milestone, Milestone]>>;
export type DurationName = keyof typeof durations;

/** Figures of one incident, as of an instant (docs/spec/closure.md section 3). */
export interface IncidentMetrics {
  readonly ref: string; readonly openedAt: UnixMs; readonly severity: string; readonly verdict: string; readonly types: readonly string[]; readonly state: string; readonly exercise: boolean;
  /** Reference of the incident that this one repeats. */
  readonly recurrenceOf: string | null;
  /** Milliseconds; absent while a milestone is missing or without a time. */
  readonly durations: Readonly<Partial<Record<DurationName, number>>>;
  readonly clocks: { readonly met: number; readonly late: number; readonly missed: number; readonly waived: number };
  readonly authority: { readonly standing: number; readonly approval: number; readonly override: number; readonly notStated: number; readonly notRatified: number; readonly rolledBack: number };
  /** From what was noticed to each report that says when that was, in milliseconds. */
  readonly reportingMs: readonly number[];
  /** What actions cost in fact; `stated` of them say so. */
  readonly disruption: { readonly actions: number; readonly stated: number; readonly minutes: number; readonly customers: number };
  readonly evidence: { readonly items: number; readonly gaps: number; readonly mismatches: number; readonly overdue: number };
  readonly journal: { readonly entries: number; readonly late: number; readonly medianLatenessMs: number | null; readonly amended: number; readonly retracted: number; readonly findings: number };
  readonly learning: { readonly lessons: number; readonly actions: number; readonly effective: number; readonly overdue: number };
}

/** Figures of one incident; null for a log without one. */
export function incidentMetrics(state: IncidentState, now: UnixMs): IncidentMetrics | null {
  const { incident } = state;
  if (incident === null) return null;
  return {
    ref: incident.body.ref, openedAt: incident.stamp.recorded.at, severity: currentSeverity(state) ?? incident.body.severity, verdict: incident.body.verdict, types: incident.body.types, state: incident.state ?? 'reported',
    exercise: incident.body.exercise, recurrenceOf: incident.body.recurrenceOf?.trim() || null, durations: durationsOf(state), clocks: clocksOf(state, now), authority: authorityOf(state), evidence: evidenceOf(state, now), reportingMs: reportViews(standingOf(state, 'intake'), []).flatMap(({ delayMs }) => delayMs ?? []), disruption: disruptionOf(state), journal: journalOf(state), learning: learningOf(state, now),
  };
}

function durationsOf(state: IncidentState): IncidentMetrics['durations'] {
  const times = new Map<Milestone, number[]>();
  for (const { body, stamp } of standingOf(state, 'milestone')) {
    if (stamp.occurred.at !== null) times.set(body.milestone, [...(times.get(body.milestone) ?? []), stamp.occurred.at]);
  }
  return Object.fromEntries(Object.entries(durations).flatMap(([name, [from, to]]) => {
    const [begin, end] = [times.get(from), times.get(to)];
    return begin === undefined || end === undefined ? [] : [[name, Math.max(...end) - Math.min(...begin)]];
  }));
}

function clocksOf(state: IncidentState, now: UnixMs): IncidentMetrics['clocks'] {
  const rows = clockRows(state, now);
  const count = (wanted: string): number => rows.filter((clock) => clock.state === wanted).length;
  return { met: count('met'), late: count('met-late'), missed: count('overdue'), waived: count('waived') };
}

function authorityOf(state: IncidentState): IncidentMetrics['authority'] {
  const actions = standingOf(state, 'action');
  const by = (basis: BodyOf<'action'>['authority']['basis']): number => actions.filter(({ body }) => body.authority.basis === basis).length;
  const went = (to: string): number => actions.filter(({ changes }) => changes.some((change) => change.type === 'transition' && !change.reverted && change.to === to)).length;
  return { standing: by('standing'), approval: by('approval'), override: by('override'), notStated: by('not-stated'), notRatified: went('not-ratified'), rolledBack: went('rolled-back') };
}

function disruptionOf(state: IncidentState): IncidentMetrics['disruption'] {
  const done = standingOf(state, 'action').filter(({ state: at }) => at !== 'cancelled' && at !== 'refused' && at !== 'proposed');
  const stated = done.filter(({ body }) => body.disruptionMinutes !== undefined || body.customersAffected !== undefined);
  const sum = (field: 'disruptionMinutes' | 'customersAffected'): number => stated.reduce((total, { body }) => total + (body[field] ?? 0), 0);
  return { actions: done.length, stated: stated.length, minutes: sum('disruptionMinutes'), customers: sum('customersAffected') };
}

function evidenceOf(state: IncidentState, now: UnixMs): IncidentMetrics['evidence'] {
  const custody = standingOf(state, 'evidence').flatMap((item) => state.custody.get(item.id) ?? []);
  return {
    items: custody.length, gaps: custody.filter(({ gaps }) => gaps.length > 0).length, mismatches: custody.filter(({ integrity }) => integrity === 'mismatch').length,
    overdue: custody.filter((view) => isReleaseOverdue(view, now)).length,
  };
}

function journalOf(state: IncidentState): IncidentMetrics['journal'] {
  const lateness = state.journal.flatMap(({ stamp }) => stamp.latenessMs ?? []);
  const entities = [...state.entities.values()];
  return {
    entries: state.entryCount, late: lateness.length, medianLatenessMs: median(lateness), amended: entities.filter(({ changes }) => changes.some((change) => change.type === 'amend' && !change.reverted)).length,
    retracted: entities.filter(({ retracted }) => retracted !== null).length, findings: state.findings.length,
  };
}

function learningOf(state: IncidentState, now: UnixMs): IncidentMetrics['learning'] {
  const actions = standingOf(state, 'corrective-action').filter((action) => action.state !== 'declined');
  const ended: readonly string[] = ['done', 'verified-effective'];
  return {
    lessons: standingOf(state, 'lesson').length, actions: actions.length, effective: actions.filter((action) => action.state === 'verified-effective').length,
    overdue: actions.filter((action) => !ended.includes(action.state ?? '') && (action.body.due?.at ?? Infinity) < now).length,
  };
}

/** The middle of some numbers, the lower of two; null of none. */
export function median(values: readonly number[]): number | null {
  return percentile(values, 0.5);
}

/** The value at rank ceil(share · n) of n values in order; null of none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? null;
}
