import { call, type EntityId, type LogId } from '#base';
import type { BodyOf } from '#domain';
import type { RecordFailure, SealedEntry } from './recorded.ts';

/** The words of the outgoing person; everything else of a hand-over is made from the journal. */
export interface HandoverWords extends Pick<BodyOf<'handover'>, 'from' | 'to' | 'situation' | 'tried' | 'condition' | 'outages'> { readonly duties: readonly string[] }
/** What the incoming person says about one item. */
export interface ItemAnswer { readonly item: number; readonly outcome: BodyOf<'handover-item'>['outcome']; readonly note: string }

export const commandContract = {
  /** Makes the brief from the journal as it stands, builds the sheet and records both with the hash of its content (docs/spec/command.md section 3). */
  'handover.issue': call<{ readonly log: LogId; readonly words: HandoverWords; readonly draftKey: string }, SealedEntry, RecordFailure>(),
  /** Answers items, and records in the same step what follows: owners of tasks, custody. */
  'handover.answer': call<{ readonly log: LogId; readonly handover: EntityId; readonly by: string; readonly answers: readonly ItemAnswer[] }, { readonly entries: number }, RecordFailure>(),
  /** Numbers a situation report, builds its pages from the journal and records it with the hash of its content (docs/spec/command.md section 4). */
  'sitrep.issue': call<{ readonly log: LogId; readonly words: Pick<BodyOf<'sitrep'>, 'assessment' | 'nextSteps' | 'wanted'>; readonly draftKey: string }, SealedEntry, RecordFailure>(),
} as const;
