import type { LogId } from '#base';
import { incidentCard, sameIncidents, type IncidentCard, type IncidentState, type SameIncident } from '#domain';
import { incidentLogs, type Session } from '../session/openSession.ts';

// A state is a new object after each change; the header of each incident asks for the cards of all.
const known = new WeakMap<IncidentState, IncidentCard | null>();

/** Cards of all incidents, newest activity first. */
export function incidentCards(session: Session): readonly IncidentCard[] {
  return incidentLogs(session)
    .flatMap(({ open }) => open.storedCard() ?? cardOf(open.state(), open.log) ?? [])
    .sort((left, right) => right.lastEntryAt - left.lastEntryAt);
}

/** Logs that may hold one incident (docs/spec/entries.md section 12). */
export function pairsOf(session: Session): readonly SameIncident[] {
  return incidentLogs(session).length < 2 ? [] : sameIncidents(incidentCards(session).map(({ log, ref, title, state, createdAt, marks }) => ({ log, ref, title, state, createdAt, marks })));
}

/** How many other logs may hold the incident of this one, while nobody has said whether they do. */
export function openPairs(session: Session, log: LogId): number {
  return pairsOf(session).filter(({ sides, standing }) => (standing === 'open' || standing === 'contradicted') && sides.some((side) => side.log === log)).length;
}

function cardOf(state: IncidentState, log: LogId): IncidentCard | null {
  const before = known.get(state);
  if (before !== undefined) return before;
  const card = incidentCard(state, log);
  known.set(state, card);
  return card;
}
