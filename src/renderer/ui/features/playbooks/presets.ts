import type { BodyOf, CreatingKind, PlaybookStep } from '#domain';
import type { MessageId } from '../../i18n/messages.ts';
import type { FieldValues } from '../../inspector/fields/values.ts';

/** Kinds of entries that a step can be done by. Evidence is written down as a note; the item itself is sealed on the screen of evidence and linked. */
export const workKinds = ['action', 'decision', 'communication', 'note'] as const;
export type WorkKind = (typeof workKinds)[number];

export const titleByKind: Readonly<Record<WorkKind, MessageId>> = { action: 'playbooks.recordAction', decision: 'playbooks.recordDecision', communication: 'playbooks.recordCommunication', note: 'playbooks.recordNote' };

/** The kind of entry that usually does a step. */
export function usualWork(step: PlaybookStep): WorkKind {
  return step.kind === 'evidence' ? 'note' : step.kind;
}

const phaseOf: Readonly<Record<PlaybookStep['phase'], NonNullable<BodyOf<'action'>['phase']>>> = {
  prepare: 'prepare', assess: 'assess', authority: 'coordinate', preserve: 'assess', contain: 'contain', investigate: 'assess', command: 'coordinate', communicate: 'coordinate',
  report: 'coordinate', eradicate: 'eradicate', recover: 'recover', learn: 'learn',
};

/** What the dialog of a kind begins with when it is opened from a step. Two approvers are asked for by an authority that still lacks their names. */
export function presetOf(kind: WorkKind & CreatingKind, step: PlaybookStep): FieldValues {
  switch (kind) {
    case 'action':
      return { title: step.text, phase: phaseOf[step.phase], actionKind: step.actionKind ?? 'other', ...(step.twoApprovers === true ? { authority: { basis: 'approval', approver: '' } } : {}) };
    case 'decision': return { question: step.text };
    case 'communication': case 'note': return { text: step.text };
  }
}
