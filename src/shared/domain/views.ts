import type { EntityId, EntryId, LogId, UnixMs } from '#base';
import type { ClockStanding } from './clocks/definition.ts';
import type { Clock } from './clocks/evaluate.ts';
import type { IncidentMarks } from './conflicts/sameIncident.ts';
import type { BodyOf, CreatingKind, EntryKind } from './entries/bodies.ts';
import type { Envelope } from './entries/entry.ts';
import type { Occurred } from './entries/time.ts';
import type { CustodyView, Entity, JournalRow, Stamp } from './view.ts';

/** What screens, exports and documents ask of one incident; answered by the pure functions of `queries/`. */
export interface IncidentCard {
  readonly log: LogId; readonly ref: string; readonly title: string; readonly severity: string; readonly tlp: string; readonly state: string;
  readonly entries: number; readonly evidence: number; readonly createdAt: UnixMs; readonly lastEntryAt: UnixMs; readonly exercise: boolean;
  /** What is compared with the incidents of other logs (docs/spec/entries.md section 12). */
  readonly marks: IncidentMarks;
  /** Rotations of servers that the journal hands on, hexadecimal, and who recorded them: known before anybody opens it (docs/spec/sync.md section 1). */
  readonly rotations: readonly { readonly rotation: string; readonly author: string }[];
}

/** What the window hands over to be sealed: a body of a kind and the parts of the envelope a person decides. */
export type EntryDraft = {
  readonly [K in EntryKind]: {
    readonly kind: K;
    /** `ref` may be the empty string: the engine gives the next one of this device. */
    readonly body: BodyOf<K>;
    readonly occurred: Occurred | null;
    readonly lateReason?: string;
    readonly tags?: readonly string[];
    readonly links?: Envelope['links'];
    readonly onBehalfOf?: string;
    readonly witness?: string;
    readonly source?: Envelope['source'];
    /** The entry of the workspace of which this is a copy. */
    readonly origin?: EntryId;
  };
}[EntryKind];

/** Structured filter shared by screens and exports; text matches case-insensitively anywhere. */
export interface RowFilter {
  readonly text?: string; readonly kinds?: readonly EntryKind[]; readonly tags?: readonly string[]; readonly author?: string;
  readonly from?: UnixMs; readonly to?: UnixMs; readonly struck?: boolean; readonly track?: string; readonly linkedTo?: EntityId; readonly state?: string;
  /** Parts of the name of a host, and of a source of timeline events, without case. */
  readonly host?: string; readonly source?: string;
  /** Of messages: direction, purpose and outcome as they are recorded (`purpose` also of evidence); parts of the counterpart and the channel, without case. */
  readonly direction?: string; readonly purpose?: string; readonly outcome?: string; readonly with?: string; readonly channel?: string;
}
export type SortOrder = 'occurred' | 'recorded' | 'number' | 'ref';

/** A row of the incident timeline: timeline events, and the defender, communication and clock tracks generated from other kinds. */
export interface TimelineRow {
  readonly entity: EntityId; readonly kind: CreatingKind; readonly stamp: Stamp; readonly occurred: Occurred; readonly track: string; readonly what: string;
  readonly host: string | null; readonly account: string | null; readonly source: string | null; readonly technique: string | null;
  readonly evidence: readonly string[]; readonly tags: readonly string[]; readonly struck: boolean; readonly amended: boolean;
  /** How far the clock that showed the time was ahead, its own error or that of the host; null when none is known. `occurred` is raw, the order is by what is corrected. */
  readonly clockErrorMs: number | null;
}
/** One bar of the histogram: all rows and the rows that the filter keeps, from inclusive to exclusive. */
export interface HistogramBar { readonly from: UnixMs; readonly to: UnixMs; readonly count: number; readonly matched: number }
export interface TimelineView extends Page<TimelineRow> { readonly histogram: readonly HistogramBar[]; readonly tracks: Readonly<Record<string, number>> }
export interface EvidenceRow { readonly entity: Entity<'evidence'>; readonly custody: CustodyView }

export interface Page<Row> { readonly total: number; readonly offset: number; readonly rows: readonly Row[] }

export interface IncidentHeader {
  readonly log: LogId; readonly incident: Entity<'incident'>; readonly severity: string; readonly state: string; readonly counts: Readonly<Record<string, number>>;
  readonly entries: number; readonly unwitnessed: number; readonly milestones: readonly Entity<'milestone'>[]; readonly findings: number; readonly undoLabel: string | null; readonly redoLabel: string | null;
}
export interface OverviewView {
  readonly summary: string | null; readonly asOf: UnixMs; readonly entries: number;
  readonly systems: { readonly isolated: number; readonly inScope: number }; readonly accountsCompromised: number;
  readonly detectedToContainedMs: number | null; readonly evidence: { readonly items: number; readonly inCustody: number; readonly inTransit: number; readonly mismatched: number };
  readonly latest: readonly JournalRow[]; readonly actionsOpen: readonly Entity<'action'>[]; readonly tasksOpen: readonly Entity<'task'>[];
  /** Releases of evidence that wait for a receipt, the oldest first. */
  readonly releasesOpen: readonly EvidenceRow[];
  readonly people: readonly { readonly name: string; readonly role: string | null; readonly entries: number; readonly lastAt: UnixMs }[];
  readonly milestones: readonly Entity<'milestone'>[];
}
export interface EntityDetail { readonly entity: Entity; readonly custody: CustodyView | null; readonly linked: readonly { readonly id: EntityId; readonly kind: CreatingKind; readonly ref: string | null; readonly title: string; readonly relation: string; readonly direction: 'to' | 'from' }[] }
export interface CaptureContext {
  readonly zone: string; readonly people: readonly string[];
  readonly systems: readonly { readonly id: EntityId; readonly name: string }[]; readonly accounts: readonly { readonly id: EntityId; readonly name: string }[];
  readonly refs: readonly { readonly id: EntityId; readonly ref: string; readonly title: string }[]; readonly tags: readonly string[];
}
export interface DraftView { readonly key: string; readonly log: LogId | null; readonly json: string; readonly savedAt: UnixMs }
export interface ReportStatus {
  readonly sections: readonly { readonly section: string; readonly mandatory: boolean; readonly filled: boolean; readonly narrative: Entity<'narrative'> | null }[];
  readonly missing: readonly string[]; readonly issued: readonly Entity<'report'>[]; readonly nextIssue: number;
}

/** File formats of the incident timeline. */
export type TimelineFormat = 'csv' | 'csv-spreadsheet' | 'timesketch-csv' | 'timesketch-jsonl' | 'bodyfile' | 'json';
export type DocumentType = 'post-incident' | 'forensic-timeline' | 'evidence-register' | 'custody-form' | 'evidence-label' | 'head-slips' | 'call-sheet' | 'handover' | 'sitrep' | 'plan' | 'message' | 'channel-cards' | 'roll-call' | 'lessons-learned' | 'decision-log' | 'containment-authorisation' | 'law-enforcement-referral' | 'distribution-log' | 'worksheet' | 'completeness';
/** Which worksheet of which regime a document of the type `worksheet` is. */
export interface WorksheetName { readonly regime: string; readonly worksheet: string }

/** One slot of a clock, ready for lists; `number` is the entry's number in the journal. */
export interface ClockRow extends Omit<Clock, 'definition' | 'subject' | 'startedBy' | 'stoppedBy' | 'repeats'> {
  readonly id: string; readonly title: string; readonly source: string; readonly standing: ClockStanding; readonly typicalMs: readonly [number, number] | null;
  readonly subject: { readonly id: EntityId; readonly ref: string | null; readonly title: string } | null;
  readonly startedBy: EntryPlace | null; readonly stoppedBy: readonly EntryPlace[];
  /** Later records that would have stopped it, by people who did not know that it was stopped already. */
  readonly repeats: readonly (EntryPlace & { readonly of: EntryId })[];
  /** When it was due by the rules that an entry took the place of after it began, or without the knowledge of whoever began it. */
  readonly recounted: readonly { readonly due: UnixMs; readonly by: EntryPlace; readonly kind: 'clock-pack' | 'calendar' }[];
  /** Of clocks of packs: whose duty it is, and when the pack is out of date. `explained` is the decision that gives the reason of a delay. */
  readonly regime: string | null; readonly expiresAt: UnixMs | null; readonly undueDelay: boolean; readonly zone: string | null; readonly explained: EntryPlace | null;
}
export interface EntryPlace { readonly entryId: EntryId; readonly number: number }
