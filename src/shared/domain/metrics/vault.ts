import type { UnixMs } from '#base';
import { durations, percentile, type DurationName, type IncidentMetrics } from './incident.ts';

/** One duration over the incidents that have it. `negative`: left out, because the later milestone lies before the earlier one. */
export interface DurationFigure { readonly duration: DurationName; readonly n: number; readonly medianMs: number | null; readonly p90Ms: number | null; readonly negative: number }
export interface Share { readonly name: string; readonly count: number }

/** Figures over the incidents of a vault; exercises and false positives are counted and then left out (docs/spec/closure.md section 3). */
export interface MetricsView {
  readonly counted: number;
  readonly left: { readonly exercises: number; readonly falsePositives: number };
  readonly bySeverity: readonly Share[]; readonly byVerdict: readonly Share[]; readonly byType: readonly Share[]; readonly byState: readonly Share[];
  readonly durations: readonly DurationFigure[];
  /** From noticed to reported, over every report that says when it was noticed. `negative`: left out, because the report lies before. */
  readonly reporting: { readonly n: number; readonly medianMs: number | null; readonly p90Ms: number | null; readonly negative: number };
  readonly disruption: IncidentMetrics['disruption'];
  readonly clocks: IncidentMetrics['clocks'];
  readonly authority: IncidentMetrics['authority'];
  readonly evidence: IncidentMetrics['evidence'];
  readonly journal: { readonly entries: number; readonly late: number; readonly medianLatenessMs: number | null; readonly amended: number; readonly retracted: number; readonly findings: number };
  readonly learning: IncidentMetrics['learning'];
  /** Incidents that repeat an earlier one. */
  readonly recurrences: number;
  /** One line per counted incident, the newest first. */
  readonly incidents: readonly IncidentMetrics[];
}

/** Figures over incidents that were opened at or after `since`. */
export function vaultMetrics(all: readonly IncidentMetrics[], since: UnixMs | null): MetricsView {
  const inPeriod = all.filter(({ openedAt }) => since === null || openedAt >= since);
  const exercises = inPeriod.filter(({ exercise }) => exercise);
  const falsePositives = inPeriod.filter((incident) => !incident.exercise && isNone(incident));
  const counted = inPeriod.filter((incident) => !incident.exercise && !isNone(incident)).toSorted((left, right) => right.openedAt - left.openedAt || (left.ref < right.ref ? -1 : 1));
  return {
    counted: counted.length, left: { exercises: exercises.length, falsePositives: falsePositives.length },
    bySeverity: sharesOf(counted.map(({ severity }) => severity)), byVerdict: sharesOf(counted.map(({ verdict }) => verdict)), byType: sharesOf(counted.flatMap(({ types }) => types)), byState: sharesOf(counted.map(({ state }) => state)),
    durations: (Object.keys(durations) as DurationName[]).map((name) => figureOf(name, counted)),
    reporting: reportingOf(counted), disruption: added(counted.map(({ disruption }) => disruption), { actions: 0, stated: 0, minutes: 0, customers: 0 }),
    clocks: added(counted.map(({ clocks }) => clocks), { met: 0, late: 0, missed: 0, waived: 0 }),
    authority: added(counted.map(({ authority }) => authority), { standing: 0, approval: 0, override: 0, notStated: 0, notRatified: 0, rolledBack: 0 }),
    evidence: added(counted.map(({ evidence }) => evidence), { items: 0, gaps: 0, mismatches: 0, overdue: 0 }),
    journal: {
      ...added(counted.map(({ journal }) => journal), { entries: 0, late: 0, amended: 0, retracted: 0, findings: 0 }),
      medianLatenessMs: percentile(counted.flatMap(({ journal }) => journal.medianLatenessMs ?? []), 0.5),
    },
    learning: added(counted.map(({ learning }) => learning), { lessons: 0, actions: 0, effective: 0, overdue: 0 }),
    recurrences: counted.filter(({ recurrenceOf }) => recurrenceOf !== null).length,
    incidents: counted,
  };
}

function isNone({ verdict, state }: IncidentMetrics): boolean {
  return verdict === 'false-positive' || state === 'not-an-incident';
}

function reportingOf(incidents: readonly IncidentMetrics[]): MetricsView['reporting'] {
  const values = incidents.flatMap(({ reportingMs }) => reportingMs);
  const usable = values.filter((value) => value >= 0);
  return { n: usable.length, medianMs: percentile(usable, 0.5), p90Ms: percentile(usable, 0.9), negative: values.length - usable.length };
}

function figureOf(duration: DurationName, incidents: readonly IncidentMetrics[]): DurationFigure {
  const values = incidents.flatMap((incident) => incident.durations[duration] ?? []);
  const usable = values.filter((value) => value >= 0);
  return { duration, n: usable.length, medianMs: percentile(usable, 0.5), p90Ms: percentile(usable, 0.9), negative: values.length - usable.length };
}

function sharesOf(names: readonly string[]): readonly Share[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((left, right) => right.count - left.count || (left.name < right.name ? -1 : 1));
}

function added<Name extends string>(all: readonly Readonly<Record<NoInfer<Name>, number>>[], zero: Readonly<Record<Name, number>>): Readonly<Record<Name, number>> {
  const names = Object.keys(zero) as Name[];
  return Object.fromEntries(names.map((name) => [name, all.reduce((sum, counts) => sum + counts[name], 0)])) as Readonly<Record<Name, number>>;
}
