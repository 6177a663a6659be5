import type { EntityId, EntryId, Sha256Hex, UnixMs } from '#base';
import type { BodyOf, CreatingKind, EntryKind } from './entries/bodies.ts';
import type { Envelope, Place } from './entries/entry.ts';
import type { KnowledgeHistory } from './projection/seen.ts';

/**
 * Who wrote an entry, when, and where it stands. `number` counts from 1 in display order. `occurred` reads as it does today;
 * what was first sealed is in `Entity.originalOccurred` once it has been amended.
 */
export interface Stamp {
  readonly entryId: EntryId;
  readonly number: number;
  readonly kind: EntryKind;
  readonly place: Place;
  readonly author: Envelope['author'];
  readonly occurred: Envelope['occurred'];
  readonly recorded: Envelope['recorded'];
  /** Null when the entry was written in time, or its occurred time is unknown. */
  readonly latenessMs: number | null;
  readonly lateReason: string | null;
}

/** One change to an entity after its creation; kept for ever, shown beside what it changed. */
export type Change =
  | { readonly type: 'amend'; readonly stamp: Stamp; readonly field: string; readonly from: string; readonly to: string | null; readonly reason: string; readonly reverted: boolean }
  | { readonly type: 'retract'; readonly stamp: Stamp; readonly reason: string; readonly reverted: boolean }
  | { readonly type: 'transition'; readonly stamp: Stamp; readonly from: string | null; readonly to: string; readonly reason: string | null; readonly reverted: boolean }
  /** `paper` when it was transcribed from a form in ink, with what the entry said it came from. */
  | { readonly type: 'custody'; readonly stamp: Stamp; readonly custody: BodyOf<'custody'>; readonly paper: { readonly photo: EntityId | null } | null }
  | { readonly type: 'link'; readonly stamp: Stamp; readonly link: BodyOf<'link'>; readonly reverted: boolean }
  /** `target` is the entry attested: the entity's own, or one that acts on it, such as a custody event. */
  | { readonly type: 'attest'; readonly stamp: Stamp; readonly target: EntryId; readonly verdict: 'confirm' | 'dispute'; readonly note: string | null };

/** Amendments of one field whose authors did not know of each other (docs/spec/entries.md section 5). */
export interface Conflict {
  readonly field: string;
  /** The competing values as JSON text, null for a cleared field, in the order of the journal. */
  readonly values: readonly { readonly stamp: Stamp; readonly value: string | null; readonly reason: string }[];
  /** Which of them counts until somebody chooses. */
  readonly counts: EntryId;
  /** The amendment whose author had seen all of them, once there is one. */
  readonly settledBy?: Stamp;
}

/** An entity: the body as it reads today, and all that ever happened to it. */
export interface Entity<K extends CreatingKind = CreatingKind> {
  readonly id: EntityId;
  readonly kind: K;
  readonly ref: string | null;
  readonly body: BodyOf<K>;
  /** The body exactly as first sealed. */
  readonly original: BodyOf<K>;
  readonly state: string | null;
  readonly stamp: Stamp;
  /** As it reads today: `occurred` and `tags` may have been amended. */
  readonly envelope: Envelope;
  /** Present once the time of the entry has been amended: the time exactly as first sealed. */
  readonly originalOccurred?: Envelope['occurred'];
  readonly changes: readonly Change[];
  /** Fields that people changed without knowing of each other, not settled yet. */
  readonly conflicts: readonly Conflict[];
  /** Those that were settled, each with what settled it; absent when there were none. */
  readonly settledConflicts?: readonly Conflict[];
  readonly retracted: { readonly stamp: Stamp; readonly reason: string } | null;
  readonly linkedFrom: readonly EntityId[];
}

export type CustodyState = 'held' | 'in-transit' | 'disposed' | 'lost' | 'disputed' | 'mismatch';

/** Where an evidence item is now, derived from its custody events. */
export interface CustodyView {
  readonly state: CustodyState;
  readonly custodian: string;
  /** A release that nobody has received yet; `since` is the time of the release. */
  readonly pendingRelease: { readonly entryId: EntryId; readonly by: string; readonly to: string; readonly since: UnixMs } | null;
  readonly integrity: 'unverified' | 'verified' | 'mismatch';
  readonly gaps: readonly string[];
}

/** A line of the journal list; small enough to send thousands to the screen. */
export interface JournalRow {
  readonly stamp: Stamp;
  readonly subject: EntityId;
  readonly ref: string | null;
  readonly text: string;
  readonly struck: boolean;
  readonly amended: boolean;
  readonly tags: readonly string[];
  /** Its device had been removed from the log, and nobody had seen the entry before (docs/spec/membership.md section 3.4). The projection does not know; who reads the log says it. */
  readonly afterRemoval?: true;
}

/** Counts over a whole journal, kept up while it is replayed. */
export interface JournalTally {
  /** Entities of each kind that are not retracted. */
  readonly standing: { readonly [K in CreatingKind]: number };
  /** How many rows carry each tag. */
  readonly tags: ReadonlyMap<string, number>;
  /** Authors of rows in the order of their first: how many rows, the role they gave last, and when they last recorded. */
  readonly authors: ReadonlyMap<string, { readonly entries: number; readonly role: string | null; readonly lastAt: UnixMs }>;
}

/** Everything known of one incident, derived from its entries and never stored as truth. */
export interface IncidentState {
  readonly incident: Entity<'incident'> | null;
  readonly entities: ReadonlyMap<EntityId, Entity>;
  readonly byKind: { readonly [K in CreatingKind]: readonly EntityId[] };
  readonly journal: readonly JournalRow[];
  readonly custody: ReadonlyMap<EntityId, CustodyView>;
  readonly entryCount: number;
  readonly unreadable: readonly EntryId[];
  /** Entries that point at something unknown here, or break a rule: shown, never dropped. */
  readonly findings: readonly { readonly entryId: EntryId; readonly finding: string }[];
  readonly lastHeader: Sha256Hex | null;
  readonly tally: JournalTally;
  /** What each writer had seen of the others, frame by frame. */
  readonly knowledge: KnowledgeHistory;
}
