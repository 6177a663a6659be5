import { call, type LogId } from '#base';
import type { BodyOf } from '#domain';
import type { ExportedFile, RecordFailure, SealedEntry } from './recorded.ts';

/** What was left out of a playbook or read otherwise than it stood, and where; or why a file was refused. Kinds: docs/spec/playbooks.md section 4. */
export interface PlaybookRemark { readonly kind: string; readonly where: string }
export type PlaybookTaken =
  | { readonly outcome: 'taken'; readonly entry: SealedEntry; readonly title: string; readonly notes: readonly PlaybookRemark[] }
  | { readonly outcome: 'refused'; readonly problem: PlaybookRemark };

/** What a file does not carry, or what a person says otherwise: from which severity on, when it is reviewed, which lesson asked for it. */
export type PlaybookExtras = Partial<Pick<BodyOf<'playbook'>, 'minimumSeverity' | 'reviewDays' | 'fromLesson'>>;

export const playbookContract = {
  /** A playbook as CACAO 2.0 JSON, by its id; the export is recorded. */
  'export.playbook': call<{ readonly log: LogId; readonly playbook: string }, ExportedFile, RecordFailure>(),
  /** Reads a CACAO 2.0 file and keeps it as a version of one's own, with the reason. Nothing is recorded of a file that is refused. */
  'playbook.import': call<{ readonly log: LogId; readonly bytes: Uint8Array; readonly reason: string; readonly extras?: PlaybookExtras }, PlaybookTaken, RecordFailure>(),
} as const;
