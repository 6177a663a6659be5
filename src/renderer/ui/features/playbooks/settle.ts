import type { EntityId } from '#base';
import type { PlaybookOutcome, PlaybookRunView, RunStep } from '#domain';
import type { EntryDraft } from '#ipc';

export interface SettleInput { readonly outcome: PlaybookOutcome; readonly remark: string; readonly work: EntityId | null }

/** The entry that settles a step: it answers the run, and is derived from what did the step. */
export function toSettlement({ run }: PlaybookRunView, { step }: RunStep, { outcome, remark, work }: SettleInput): EntryDraft {
  return {
    kind: 'playbook-step', occurred: null, body: { run: run.id, step: step.id, text: step.text, outcome, ...(remark.trim() === '' ? {} : { remark: remark.trim() }) },
    links: [{ relation: 'answers', to: run.id }, ...(work === null ? [] : [{ relation: 'derived-from' as const, to: work }])],
  };
}
