import { call, type LogId } from '#base';
import type { EntryDraft } from '#domain';
import type { RecordFailure, SealedEntry } from './recorded.ts';

/** What belongs to no incident, and steps of several entries. */
export const workspaceContract = {
  /** Copies what is prepared in the workspace into an incident: what stands there and was not brought in before (docs/spec/authority.md section 5). One undo takes it back. */
  'workspace.bringIn': call<{ readonly log: LogId }, { readonly brought: number; readonly alreadyThere: number }, RecordFailure>(),
  /** Records the drafts together: all are sealed in one frame, or none is. One undo takes them back. */
  'entry.recordAll': call<{ readonly log: LogId; readonly drafts: readonly EntryDraft[]; readonly draftKey?: string }, { readonly entries: readonly SealedEntry[] }, RecordFailure>(),
} as const;
