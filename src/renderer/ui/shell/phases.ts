import type { incidentStates } from '#domain';
import type { MessageId } from '../i18n/messages.ts';

type IncidentStateName = (typeof incidentStates)[number];
export interface PhaseStep { readonly id: string; readonly label: MessageId; /** The gate this step ends at, or begins with for the first and last. */ readonly state: IncidentStateName }

/** The steps of the header, in the order of the work. */
export const phaseSteps: readonly PhaseStep[] = [
  { id: 'triage', label: 'shell.phase.triage', state: 'triaging' },
  { id: 'declare', label: 'shell.phase.declare', state: 'declared' },
  { id: 'contain', label: 'shell.phase.contain', state: 'contained' },
  { id: 'eradicate', label: 'shell.phase.eradicate', state: 'eradicated' },
  { id: 'recover', label: 'shell.phase.recover', state: 'recovered' },
  { id: 'review', label: 'shell.phase.review', state: 'reviewing' },
];

/** How many steps each gate leaves behind; the next one is where the work is now. */
const stepsDone: Readonly<Record<IncidentStateName, number>> = {
  reported: 0, triaging: 0, observed: 0, 'not-an-incident': 0, declared: 2, confirmed: 2, contained: 3, eradicated: 4, recovered: 5, resolved: 5,
  reviewing: 5, closed: 6, reopened: 2,
};

/** Steps done and the index of the present one; null when the work is over or never began. */
export function phaseProgress(state: string): { readonly done: number; readonly now: number | null } {
  const done = Object.hasOwn(stepsDone, state) ? stepsDone[state as IncidentStateName] : 0;
  const over = state === 'closed' || state === 'not-an-incident';
  return { done, now: over ? null : done };
}
