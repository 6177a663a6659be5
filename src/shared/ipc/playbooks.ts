import { call, type LogId } from '#base';
import type { ExportedFile, RecordFailure, SealedEntry } from './recorded.ts';

/** What was left out of a playbook or read otherwise than it stood, and where; or why a file was refused. Kinds: docs/spec/playbooks.md section 4. */
export interface PlaybookRemark { readonly kind: string; readonly where: string }
export type PlaybookTaken =
  | { readonly outcome: 'taken'; readonly entry: SealedEntry; readonly title: string; readonly notes: readonly PlaybookRemark[] }
  | { readonly outcome: 'refused'; readonly problem: PlaybookRemark };

export const playbookContract = {
  /** A playbook as CACAO 2.0 JSON, by its id; the export is recorded. */
  'export.playbook': call<{ readonly log: LogId; readonly playbook: string }, ExportedFile, RecordFailure>(),
  /** Reads a CACAO 2.0 file and keeps it as a version of one's own, with the reason. Nothing is recorded of a file that is refused. */
  'playbook.import': call<{ readonly log: LogId; readonly bytes: Uint8Array; readonly reason: string }, PlaybookTaken, RecordFailure>(),
} as const;
