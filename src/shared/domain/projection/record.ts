import type { EntityId, EntryId } from '#base';
import type { ActingKind, CreatingKind } from '../entries/bodies.ts';
import type { EntryOf } from '../entries/entry.ts';
import type { Knowledge } from './seen.ts';
import type { CustodyView, Entity, JournalRow, Stamp } from '../view.ts';

/** An entry that creates, and one that acts. */
export type CreatingEntry = EntryOf<CreatingKind>;
export type ActingEntry = EntryOf<ActingKind>;

/** One acting entry attached to the entity it acts on, with the slot of its journal row. */
export interface Step { readonly entry: ActingEntry; readonly stamp: Stamp; readonly knows: Knowledge; readonly row: number; readonly owner: boolean }

/** What the projection keeps per entity: the sealed entry, the steps in order, and who points here. */
export interface EntityRecord {
  readonly id: EntityId;
  readonly entry: CreatingEntry;
  readonly stamp: Stamp;
  readonly row: number;
  readonly steps: Step[];
  /** Entities whose envelope links here. */
  readonly linkedFrom: Set<EntityId>;
}

export interface Finding { readonly entryId: EntryId; readonly number: number; readonly finding: string }

/** Everything that follows from one record: computed anew whenever a step is added. */
export interface Materialised {
  readonly entity: Entity;
  readonly rows: readonly (readonly [slot: number, row: JournalRow])[];
  readonly custody: CustodyView | null;
  readonly findings: readonly Finding[];
}
