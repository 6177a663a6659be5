import type { CreatingKind } from '../entries/bodies.ts';
import type { IncidentState } from '../view.ts';

export type NumberedKind = 'evidence' | 'action' | 'decision' | 'task' | 'system' | 'account' | 'indicator' | 'intake' | 'alert' | 'legal-hold' | 'lesson' | 'corrective-action' | 'finding' | 'data-set' | 'channel' | 'bridge' | 'code-sheet' | 'message' | 'handover' | 'standing-approval' | 'approval' | 'subscription';
/** Letters that begin a reference, by kind. */
export const refLetters: Readonly<Record<NumberedKind, string>> = { evidence: 'EV', action: 'A', decision: 'D', task: 'T', system: 'S', account: 'U', indicator: 'I', intake: 'R', alert: 'AL', 'legal-hold': 'LH', lesson: 'L', 'corrective-action': 'CA', finding: 'F', 'data-set': 'DS', channel: 'C', bridge: 'B', 'code-sheet': 'CS', message: 'M', handover: 'H', 'standing-approval': 'SA', approval: 'AP', subscription: 'UP' };

/** True for kinds whose entities carry a reference such as EV-K7-001. */
export function isNumberedKind(kind: string): kind is NumberedKind {
  return Object.hasOwn(refLetters, kind);
}

/** The next reference of this device: one above the highest ever given, retracted ones included. */
export function nextRef(state: IncidentState, kind: NumberedKind, prefix: string): string {
  const start = `${refLetters[kind]}-${prefix}-`;
  let highest = 0;
  for (const id of state.byKind[kind satisfies CreatingKind]) {
    const ref = state.entities.get(id)?.ref;
    if (ref?.startsWith(start)) highest = Math.max(highest, Number(ref.slice(start.length)) || 0);
  }
  return start + String(highest + 1).padStart(3, '0');
}
