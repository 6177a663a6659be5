import type { LogId } from '#base';
import { planVerdict, stateAfterVerdict } from '../intake/verdict.ts';
import type { EntryDraft } from '../views.ts';
import { nameOfOther, OTHER_TAG, SAME_TAG, type MarkedIncident } from './sameIncident.ts';

export interface SameAnswer {
  readonly own: MarkedIncident;
  readonly other: MarkedIncident;
  /** The log that goes on when they are one incident; null: they are different. */
  readonly goesOn: LogId | null;
  readonly reason: string;
  readonly decidedBy: string;
  /** Words of the decisions, in the language of the operator; `system` names where the other reference is from. */
  readonly words: { readonly question: (other: string) => string; readonly different: string; readonly goesOnHere: (other: string) => string; readonly goesOnThere: (other: string) => string; readonly system: string };
}

/** Entries to be sealed together in one log. */
export interface LogDrafts { readonly log: LogId; readonly drafts: readonly EntryDraft[] }

/**
 * What is recorded, and where, when a person answers whether two logs hold one incident (docs/spec/entries.md section 12): one decision when they are different; when they are
 * one, the decision and the other number in the log that goes on, then the verdict `duplicate` in the other one. Nothing moves from log to log.
 */
export function planSameAnswer(answer: SameAnswer): readonly LogDrafts[] {
  const { own, other, goesOn } = answer;
  if (goesOn === null) return [{ log: own.log, drafts: [decision(answer, own, other, answer.words.different, OTHER_TAG)] }];
  const [keeper, duplicate] = goesOn === own.log ? [own, other] : [other, own];
  return [
    {
      log: keeper.log, drafts: [
        decision(answer, keeper, duplicate, answer.words.goesOnHere(nameOfOther(duplicate, keeper)), SAME_TAG),
        { kind: 'outside-reference', occurred: null, body: { system: answer.words.system, reference: nameOfOther(duplicate, keeper), note: duplicate.title } },
      ],
    },
    { log: duplicate.log, drafts: duplicateDrafts(answer, duplicate, keeper) },
  ];
}

function decision({ words, reason, decidedBy }: SameAnswer, own: MarkedIncident, other: MarkedIncident, choice: string, tag: string): EntryDraft {
  return {
    kind: 'decision', occurred: null, tags: [`${tag}${other.marks.entry}`],
    body: { ref: '', question: words.question(nameOfOther(other, own)), options: [], choice, reason, decidedBy, consulted: [], state: 'decided' },
  };
}

// The same entries as a verdict in the dialog of the incident; one that is over stays in its state.
function duplicateDrafts({ words, reason, decidedBy }: SameAnswer, own: MarkedIncident, keeper: MarkedIncident): readonly EntryDraft[] {
  const { entry, verdict, disposition, duplicateOf } = own.marks;
  const name = nameOfOther(keeper, own);
  const [first, ...rest] = planVerdict({
    incident: { id: entry, verdict, disposition, duplicateOf, state: own.state }, verdict, disposition: 'duplicate', duplicateOf: name,
    state: own.state === 'closed' ? null : stateAfterVerdict(verdict, 'duplicate'), reason, decidedBy, occurred: null, words: { question: words.question(name), choice: words.goesOnThere(name) },
  });
  return first === undefined ? [] : [{ ...first, tags: [`${SAME_TAG}${keeper.marks.entry}`] }, ...rest];
}
