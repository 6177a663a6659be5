import type { EntryId, UnixMs } from '#base';
import type { Severity } from '../clocks/definition.ts';
import { entitiesOf } from '../entities/select.ts';
import { severities } from '../entries/vocabulary.ts';
import { hasSeen, knownAt } from '../projection/seen.ts';
import type { IncidentState, Stamp } from '../view.ts';

/** A severity as it was said, in the order of the journal. */
export interface SeverityStatement {
  readonly severity: Severity; readonly at: UnixMs; readonly recordedAt: UnixMs; readonly entry: EntryId; readonly number: number;
  readonly stamp: Stamp;
  /** What took the assessment back; statements in force have none. */
  readonly ended: Stamp | null;
}

/** Everything in force that was said of the severity: by the incident, its amendments and its assessments. */
export function severityStatements(state: IncidentState): readonly SeverityStatement[] {
  return allSeverityStatements(state).filter(({ ended }) => ended === null);
}

/** The same with the assessments that were retracted. */
export function allSeverityStatements(state: IncidentState): readonly SeverityStatement[] {
  const { incident } = state;
  if (incident === null) return [];
  const amended = incident.changes.flatMap((change) => (change.type === 'amend' && change.field === 'severity' && !change.reverted ? statement(change.stamp, change.to === null ? null : change.to.slice(1, -1)) : []));
  const assessed = entitiesOf(state, 'assessment').flatMap(({ stamp, body, retracted }) => statement(stamp, body.severity, retracted?.stamp ?? null));
  return [...statement(incident.stamp, incident.original.severity), ...amended, ...assessed].sort((left, right) => left.number - right.number);
}

/** The severity in force of some statements in force, in the order of the journal: the worst of those that no later one has seen (docs/spec/entries.md section 9). */
export function severityOf(state: IncidentState, statements: readonly SeverityStatement[]): Severity | null {
  if (state.knowledge.size <= 1) return statements.at(-1)?.severity ?? null;
  let heads: readonly SeverityStatement[] = [];
  for (const said of statements) {
    const knows = knownAt(state.knowledge, said.stamp.place);
    // Whoever writes in a log knows with what it began.
    heads = [...heads.filter((head) => head.number !== state.incident?.stamp.number && !hasSeen(said.stamp.place, knows, head.stamp.place)), said];
  }
  const worst = Math.min(...heads.map(({ severity }) => severities.indexOf(severity)));
  return severities[worst] ?? null;
}

/** The severity in force at an instant, of those said by then; null before the first. */
export function severityAt(state: IncidentState, statements: readonly SeverityStatement[], at: UnixMs): Severity | null {
  return severityOf(state, statements.filter((said) => said.at <= at));
}

/** The earliest statement of a severity or a worse one. */
export function firstAtLeast(statements: readonly SeverityStatement[], from: Severity): SeverityStatement | null {
  return statements.filter(({ severity }) => severities.indexOf(severity) <= severities.indexOf(from)).reduce<SeverityStatement | null>((best, said) => (best === null || said.at < best.at ? said : best), null);
}

function statement(stamp: Stamp, severity: string | null, ended: Stamp | null = null): readonly SeverityStatement[] {
  const known = severities.find((each) => each === severity);
  return known === undefined ? [] : [{ severity: known, at: stamp.occurred.at ?? stamp.recorded.at, recordedAt: stamp.recorded.at, entry: stamp.entryId, number: stamp.number, stamp, ended }];
}
