import { isEntityOf } from '../entities/select.ts';
import { valueToWords } from '../entities/title.ts';
import type { EntryOf } from '../entries/entry.ts';
import type { IncidentState } from '../view.ts';
import { isSamePerson } from '../entities/person.ts';
import { messageStanding } from './standing.ts';

/** Why a message may not be signed off that way (docs/spec/messages.md section 3), or null. What was sent is always recorded. */
export function signOffFault(entry: EntryOf<'sign-off'>, state: IncidentState): string | null {
  const target = state.entities.get(entry.body.message);
  if (!isEntityOf(target, 'message') || target.retracted !== null) return 'the field "message" names no message that stands';
  const standing = messageStanding(state, target.id);
  if (standing === null || entry.body.verdict !== 'approved') return null;
  if (standing.empty.length > 0) return `the message cannot be approved while these blocks are empty: ${standing.empty.map((block) => valueToWords(block).toLowerCase()).join(', ')}`;
  return standing.writers.some((writer) => isSamePerson(writer, entry.body.by)) ? 'the field "by" names somebody who wrote the message: another person approves it' : null;
}

/** Why a message may not be amended: it went out, and what went out is corrected by another message. */
export function amendMessageFault(target: string, state: IncidentState): string | null {
  return isEntityOf(state.entities.get(target as never), 'message') && (messageStanding(state, target)?.sendings.length ?? 0) > 0 ? 'the message went out: write another one that corrects it' : null;
}
