import type { EntityId, EntryId } from '#base';
import type { CreatingKind } from '../entries/bodies.ts';
import type { Entity, Stamp } from '../view.ts';

/** What can contradict when people wrote apart, in the order in which it is listed (docs/spec/entries.md section 11). */
export const conflictKinds = ['coordinators', 'approval', 'received-twice', 'severity', 'milestone', 'incident-twice', 'field', 'stopped-twice', 'contact', 'indicator', 'step', 'after-closure', 'order', 'after-removal'] as const;
export type ConflictKind = (typeof conflictKinds)[number];
/** A conflict is settled by a decision, a notice by an attestation; a finding stays. */
export type ConflictLevel = 'conflict' | 'notice' | 'finding';

/** One of the entries that contradict each other. */
export interface ConflictSide {
  readonly stamp: Stamp;
  /** The entity on which it acts, or which it created. */
  readonly entity: EntityId;
  /** What it says: JSON text of the field in the kinds `field`, `contact` and `indicator`, a value of a word list in `severity`, else one line of the journal. */
  readonly value: string | null;
  readonly reason: string | null;
  /** True for what counts until it is settled; of some kinds all do, of some none. */
  readonly counts: boolean;
}

/** What ended a conflict. */
export interface ConflictEnd {
  readonly by: Stamp;
  /** The decision that answers it, where there is one. */
  readonly decision: { readonly id: EntityId; readonly ref: string | null; readonly number: number; readonly choice: string; readonly reason: string | null; readonly decidedBy: string } | null;
}

/** Entries that contradict each other because their authors did not know of each other. */
export interface MergeConflict {
  /** Made of the entries: the same on every device. */
  readonly id: string;
  readonly kind: ConflictKind;
  readonly level: ConflictLevel;
  readonly subject: { readonly id: EntityId; readonly kind: CreatingKind; readonly ref: string | null; readonly title: string; readonly number: number };
  /** The field that was changed, or the id of the clock that was stopped; else null. */
  readonly about: string | null;
  /** In the order of the journal. */
  readonly sides: readonly ConflictSide[];
  /** How many more entries there are than sides are shown. */
  readonly more: number;
  /** What was refused by one has been done already. */
  readonly urgent: boolean;
  /** The last of the sides: since then it contradicts. */
  readonly since: Stamp;
  /** People who still have to attest; of kinds that a decision settles, nobody. */
  readonly waitingFor: readonly string[];
  readonly settled: ConflictEnd | null;
}

/** All conflicts of an incident, the open ones first by kind and then by age. */
export interface ConflictsView { readonly open: readonly MergeConflict[]; readonly settled: readonly MergeConflict[] }

/** What a rule finds; the same mechanism tells of all of them whether they are settled. */
export interface Contest {
  readonly kind: ConflictKind;
  readonly subject: Entity;
  readonly about?: string;
  readonly sides: readonly Omit<ConflictSide, 'counts'>[];
  readonly more?: number;
  /** Entries that count until it is settled. */
  readonly counts: readonly EntryId[];
  readonly urgent?: boolean;
  /** The entry that ended it by its own effect. */
  readonly endedBy: Stamp | null;
  /** People who have to attest. */
  readonly people?: readonly string[];
}

const notices: readonly ConflictKind[] = ['stopped-twice', 'contact', 'indicator', 'step', 'after-closure', 'order'];

/** What a kind raises. */
export function levelOf(kind: ConflictKind): ConflictLevel {
  if (kind === 'after-removal') return 'finding';
  return notices.includes(kind) ? 'notice' : 'conflict';
}
