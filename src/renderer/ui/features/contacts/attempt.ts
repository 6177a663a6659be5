import type { EntryId } from '#base';
import { titleOf, type BodyOf, type CallProposal, type CodeSheetUse } from '#domain';
import type { EntryDraft } from '#ipc';
import { toCheck, type Check, type CheckDraft } from '../channels/check.ts';
import type { Translate } from '../../i18n/intl.tsx';

export type CallOutcome = NonNullable<BodyOf<'communication'>['outcome']>;

/** The key that records each outcome of a call. */
export const outcomeByKey: Readonly<Record<string, CallOutcome>> = { n: 'no-answer', r: 'reached', i: 'reached-not-authenticated', v: 'voicemail', b: 'busy', w: 'wrong-number', f: 'refused' };

/** What a person typed beside the outcome. */
export interface CallWords { readonly said: string; readonly callBack: string; readonly check?: Check | null }

/** The check that goes with an outcome: who was reached proved it, who was not authenticated failed, and nobody else was asked. */
export function checkOf(outcome: CallOutcome, draft: CheckDraft, sheets: readonly CodeSheetUse[]): Check | null {
  if (outcome !== 'reached' && outcome !== 'reached-not-authenticated') return null;
  // Whoever nobody could verify was not authenticated, whatever key was pressed.
  return toCheck({ ...draft, result: outcome === 'reached' ? 'passed' : 'failed' }, sheets);
}

/** What may be said to a voicemail: nothing of the case, only where to call back; null when no message may be left. */
export function voicemailLine(callBack: string, t: Translate): string | null {
  const number = callBack.trim();
  return /^[+\d][\d\s()/.-]{2,39}$/.test(number) ? t('communications.voicemailLine', { number }) : null;
}

/** One attempt of a call run as an entry (docs/spec/entries.md section 4.1). Whatever was typed, a voicemail keeps only the neutral line. */
export function toAttempt(run: EntryId, { contact, number }: CallProposal, outcome: CallOutcome, words: CallWords, outcomeWord: string, t: Translate): EntryDraft {
  const said = words.said.trim() === '' ? t('communications.placed', { outcome: outcomeWord }) : words.said.trim();
  const text = outcome === 'voicemail' ? voicemailLine(words.callBack, t) ?? t('communications.voicemailNone') : said;
  return {
    kind: 'communication', occurred: null, links: [{ relation: 'mentions', to: contact.id }],
    body: { direction: 'out', communicationKind: 'escalation', counterpart: titleOf(contact), channel: number, text, outcome, run, ...(words.check ? { check: words.check } : {}) },
  };
}
