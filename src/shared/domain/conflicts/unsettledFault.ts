import { rolesView } from '../command/roles.ts';
import type { Entry } from '../entries/entry.ts';
import type { IncidentState } from '../view.ts';
import { conflictsOf } from './collect.ts';

/** Why an entry has to wait for a conflict to be settled, in one sentence, or null (docs/spec/entries.md section 11). Refusals and what was done never wait. */
export function unsettledFault(entry: Entry, state: IncidentState): string | null {
  if (entry.kind === 'approval') {
    const isGiven = entry.body.verdict === 'approved' || entry.body.verdict === 'conditional';
    return isGiven && rolesView(state).contested.length > 0 ? 'the field "verdict" waits: more than one person is incident coordinator, and that has to be settled first' : null;
  }
  if (entry.kind !== 'transition' || entry.body.state !== 'authorised') return null;
  const isHeld = conflictsOf(state).open.some(({ kind, subject }) => kind === 'approval' && subject.id === entry.body.target);
  return isHeld ? 'the field "state" waits: one person approved this and another refused it, and that has to be settled first' : null;
}
