import { call, type EntityId, type LogId, type Sha256Hex, type UnixMs } from '#base';
import type { DocumentProfile, DocumentType, FiguresPage, RowFilter, WorksheetName } from '#domain';
import type { PrintJob } from './desktop.ts';
import type { RecordFailure } from './recorded.ts';

/** Files that a document is saved as beside PDF, which is printed from its pages. */
export type DocumentFormat = 'html' | 'docx' | 'markdown';

/** What a next issue would say that the newest one did not: rows in words, by section; `was` is null for an added one, `now` for a removed one. */
export interface ReportChanges {
  readonly issue: number;
  /** Number of the newest entry that the issue covers. */
  readonly entry: number;
  /** True when the entries at the recorded heads gave the recorded content hash. */
  readonly exact: boolean;
  readonly sections: readonly { readonly section: string; readonly title: string; readonly state: 'added' | 'removed' | 'changed'; readonly rows: readonly { readonly was: string | null; readonly now: string | null }[] }[];
  /** The same as a text for the next issue. */
  readonly text: string;
}

/** Documents as files, and what changed since they were issued. */
export const documentContract = {
  /** Figures over the incidents opened since, as pages and as a file. */
  'figures.document': call<{ readonly page: FiguresPage; readonly since: UnixMs | null; readonly format: DocumentFormat }, { readonly job: PrintJob; readonly bytes: Uint8Array; readonly extension: 'html' | 'docx' | 'md'; readonly contentSha256: Sha256Hex }, 'locked' | 'too-large'>(),
  /** A document as a file, always as a draft. The same journal gives the same bytes on every machine, except for `html`, which names when and by whom. */
  'document.file': call<{ readonly log: LogId; readonly type: DocumentType; readonly items: readonly EntityId[]; readonly filter: RowFilter; readonly format: DocumentFormat; readonly profile?: DocumentProfile; readonly worksheet?: WorksheetName }, { readonly bytes: Uint8Array; readonly extension: 'html' | 'docx' | 'md'; readonly missing: readonly string[]; readonly contentSha256: Sha256Hex }, 'unknown-target' | 'too-large' | RecordFailure>(),
  /** What differs between the newest issue, built again from the entries at its recorded heads, and the journal as it stands. Null when there is no issue to compare with. */
  'report.changes': call<{ readonly log: LogId; readonly type: DocumentType; readonly items: readonly EntityId[]; readonly profile?: DocumentProfile; readonly worksheet?: WorksheetName }, { readonly changes: ReportChanges | null }, 'unknown-target' | RecordFailure>(),
} as const;
