import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { redactableFields, type EntryKind } from '#domain';
import type { EntryId, LogId } from '#base';
import type { DisclosureChoice } from '#ipc';

/** What a person is about to disclose of one incident. Kept while other screens are looked at; never stored. */
export interface DisclosureDraft {
  readonly log: LogId | null;
  readonly isAll: boolean;
  readonly entries: ReadonlySet<EntryId>;
  /** Fields withheld per entry, as `body.text`. */
  readonly withheld: ReadonlyMap<EntryId, readonly string[]>;
  readonly withholdNames: boolean;
  readonly statement: string;
}

const empty: DisclosureDraft = { log: null, isAll: true, entries: new Set(), withheld: new Map(), withholdNames: false, statement: '' };
export const disclosureDraft = createStore<DisclosureDraft>(() => empty);

/** The draft of an incident; another incident begins anew. */
export function useDisclosureDraft(log: LogId): DisclosureDraft {
  const draft = useStore(disclosureDraft);
  return draft.log === log ? draft : { ...empty, log };
}

/** Changes the draft of an incident. */
export function changeDraft(log: LogId, change: Partial<Omit<DisclosureDraft, 'log'>>): void {
  const now = disclosureDraft.getState();
  disclosureDraft.setState({ ...(now.log === log ? now : empty), ...change, log }, true);
}

/** Takes exactly these entries, as another screen chose them. */
export function discloseEntries(log: LogId, entries: readonly EntryId[]): void {
  changeDraft(log, { isAll: false, entries: new Set(entries) });
}

/** Takes an entry in or out. */
export function toggleEntry(draft: DisclosureDraft, log: LogId, entry: EntryId): void {
  const entries = new Set(draft.entries);
  if (!entries.delete(entry)) entries.add(entry);
  changeDraft(log, { entries });
}

/** Withholds a field of an entry, or shows it again. */
export function toggleField(draft: DisclosureDraft, log: LogId, entry: EntryId, field: string): void {
  const withheld = new Map(draft.withheld);
  const fields = withheld.get(entry) ?? [];
  const next = fields.includes(field) ? fields.filter((each) => each !== field) : [...fields, field];
  if (next.length === 0) withheld.delete(entry);
  else withheld.set(entry, next);
  changeDraft(log, { withheld });
}

/** Leaves a whole entry out, because a field of it cannot be withheld. Of all entries, `all` are the others. */
export function withholdEntry(draft: DisclosureDraft, log: LogId, entry: EntryId, all: readonly EntryId[]): void {
  const entries = new Set(draft.isAll ? all : draft.entries);
  entries.delete(entry);
  const withheld = new Map(draft.withheld);
  withheld.delete(entry);
  changeDraft(log, { isAll: false, entries, withheld });
}

/** The draft as the engine takes it, in an order that does not depend on the clicks. */
export function toChoice(draft: DisclosureDraft): DisclosureChoice {
  const shown = (entry: EntryId): boolean => draft.isAll || draft.entries.has(entry);
  return {
    entries: draft.isAll ? 'all' : [...draft.entries].toSorted(),
    withheld: [...draft.withheld].filter(([entry]) => shown(entry)).toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([entry, fields]) => ({ entry, fields: fields.toSorted() })),
    withholdNames: draft.withholdNames, statement: draft.statement.trim(),
  };
}

/** Fields of an entry of this kind that may stand in a leaf of their own, by their path. The name of the author is one for every kind. */
export function fieldsToWithhold(kind: EntryKind): readonly string[] {
  const fields: readonly string[] = redactableFields[kind] ?? [];
  return [...fields.map((field) => `body.${field}`), 'author.name'];
}
