import type { EntryId, UnixMs } from '#base';
import type { Severity } from '../clocks/definition.ts';
import { standingOf } from '../entities/select.ts';
import { severities } from '../entries/vocabulary.ts';
import type { IncidentState, Stamp } from '../view.ts';

/** A severity as it was said, in the order of the journal. */
export interface SeverityStatement { readonly severity: Severity; readonly at: UnixMs; readonly recordedAt: UnixMs; readonly entry: EntryId; readonly number: number }

/** Everything in force that was said of the severity: by the incident, its amendments and its assessments. */
export function severityStatements(state: IncidentState): readonly SeverityStatement[] {
  const { incident } = state;
  if (incident === null) return [];
  const amended = incident.changes.flatMap((change) => (change.type === 'amend' && change.field === 'severity' && !change.reverted ? statement(change.stamp, change.to === null ? null : change.to.slice(1, -1)) : []));
  return [...statement(incident.stamp, incident.original.severity), ...amended, ...standingOf(state, 'assessment').flatMap(({ stamp, body }) => statement(stamp, body.severity))].sort((left, right) => left.number - right.number);
}

/** The severity in force at an instant: the last in order of those said by then; null before the first. */
export function severityAt(statements: readonly SeverityStatement[], at: UnixMs): Severity | null {
  return statements.findLast((said) => said.at <= at)?.severity ?? null;
}

/** The earliest statement of a severity or a worse one. */
export function firstAtLeast(statements: readonly SeverityStatement[], from: Severity): SeverityStatement | null {
  return statements.filter(({ severity }) => severities.indexOf(severity) <= severities.indexOf(from)).reduce<SeverityStatement | null>((best, said) => (best === null || said.at < best.at ? said : best), null);
}

function statement(stamp: Stamp, severity: string | null): readonly SeverityStatement[] {
  const known = severities.find((each) => each === severity);
  return known === undefined ? [] : [{ severity: known, at: stamp.occurred.at ?? stamp.recorded.at, recordedAt: stamp.recorded.at, entry: stamp.entryId, number: stamp.number }];
}
