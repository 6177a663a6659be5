import type { EntryId } from '#base';
import type { BodyOf, EntryKind } from '../entries/bodies.ts';
import type { Entry, PlacedEntry } from '../entries/entry.ts';
import { tlpLabels } from '../entries/vocabulary.ts';
import { sortPlaced } from '../projection/order.ts';
import type { IncidentState } from '../view.ts';

/** What a document leaves out and blackens (docs/spec/distribution.md section 3). `tlp` null: no label is asked for, the document bears that of the incident. */
export interface DocumentProfile { readonly tlp: (typeof tlpLabels)[number] | null; readonly privileged: boolean; readonly names: boolean }

/** An entry that a document does not hold: marked itself, or telling of one that is. */
export interface LeftOut { readonly number: number; readonly kind: EntryKind; readonly reason: string }

export interface NarrowedEntries {
  /** All entries in the order of the journal; those left out cannot be read, so that the others keep their numbers. */
  readonly placed: readonly PlacedEntry[];
  readonly ids: ReadonlySet<EntryId>;
  readonly leftOut: readonly LeftOut[];
  /** Fields of the incident that were cleared, in words. */
  readonly cleared: readonly string[];
}

const telling = ['title', 'codename', 'summary', 'customer'] as const;
const completing: readonly EntryKind[] = ['amend', 'retract', 'transition', 'revert'];
const idPattern = /[0-7][0-9A-HJKMNP-TV-Z]{25}/g;

/** True when a profile asks for nothing. */
export function isFullProfile(profile: DocumentProfile | null): boolean {
  return profile === null || (profile.tlp === null && !profile.privileged && !profile.names);
}

/** True when two issues were made with the same wishes. */
export function sameProfile(left: BodyOf<'report'>['redaction'], right: BodyOf<'report'>['redaction']): boolean {
  return left?.tlp === right?.tlp && (left?.privileged ?? false) === (right?.privileged ?? false) && (left?.names ?? false) === (right?.names ?? false);
}

/** The wishes that an issue recorded; null for a full document. */
export function profileOf(redaction: BodyOf<'report'>['redaction']): DocumentProfile | null {
  return redaction === undefined ? null : { tlp: redaction.tlp ?? null, privileged: redaction.privileged ?? false, names: redaction.names ?? false };
}

/** Takes out of a journal what a profile keeps from a document. `state` is the journal as it reads in full. */
export function narrowEntries(entries: readonly PlacedEntry[], profile: DocumentProfile, state: IncidentState): NarrowedEntries {
  const placed = sortPlaced(entries);
  const reasons = new Map<EntryId, string>();
  const incident = state.incident?.id ?? null;
  const cleared = new Set<string>();
  for (const { entry } of placed) {
    const reason = entry === null ? null : ownReason(entry, profile, state);
    if (entry === null || reason === null) continue;
    if (entry.id === incident) for (const field of telling) cleared.add(field);
    else reasons.set(entry.id, reason);
  }
  spread(placed, reasons, cleared, incident);
  const leftOut = placed.flatMap(({ entry }, index): LeftOut[] => {
    const reason = entry === null ? undefined : reasons.get(entry.id);
    return entry === null || reason === undefined ? [] : [{ number: index + 1, kind: entry.kind, reason }];
  });
  return { placed: placed.map((one) => strip(one, reasons, cleared, incident)), ids: new Set(reasons.keys()), leftOut, cleared: [...cleared].filter((field) => isTelling(field)) };
}

function ownReason(entry: Entry, profile: DocumentProfile, state: IncidentState): string | null {
  if (profile.privileged && entry.privileged === true) return 'privileged';
  if (profile.tlp === null) return null;
  const now = entry.kind === 'indicator' ? (state.entities.get(entry.id)?.body as BodyOf<'indicator'> | undefined)?.tlp : undefined;
  const limit = tlpLabels.indexOf(profile.tlp);
  const narrower = [entry.tlp, now].filter((label) => label !== undefined).toSorted((left, right) => tlpLabels.indexOf(left) - tlpLabels.indexOf(right)).find((label) => tlpLabels.indexOf(label) < limit);
  return narrower === undefined ? null : `marked TLP:${narrower}`;
}

// What tells of a left-out entry goes with it, until nothing more does.
function spread(placed: readonly PlacedEntry[], reasons: Map<EntryId, string>, cleared: Set<string>, incident: EntryId | null): void {
  for (let before = -1; before !== reasons.size + cleared.size;) {
    before = reasons.size + cleared.size;
    for (const { entry } of placed) {
      if (entry === null || entry.id === incident) continue;
      if (!reasons.has(entry.id) && tellsOf(entry, reasons, cleared, incident)) reasons.set(entry.id, 'tells of an entry that is left out');
      if (!reasons.has(entry.id) || !completing.includes(entry.kind) || !('target' in entry.body)) continue;
      if (entry.body.target !== incident) {
        if (!reasons.has(entry.body.target)) reasons.set(entry.body.target, 'a later change of it is left out');
      } else if (entry.kind === 'amend') cleared.add(entry.body.field);
    }
  }
}

function tellsOf(entry: Entry, reasons: ReadonlyMap<EntryId, string>, cleared: ReadonlySet<string>, incident: EntryId | null): boolean {
  if (entry.kind === 'amend' && entry.body.target === incident && cleared.has(entry.body.field)) return true;
  return textsIn(entry.body).some((text) => (text.match(idPattern) ?? []).some((id) => reasons.has(id as EntryId)));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function strip(one: PlacedEntry, reasons: ReadonlyMap<EntryId, string>, cleared: ReadonlySet<string>, incident: EntryId | null): PlacedEntry {
  const { entry } = one;
  if (entry === null) return one;
  if (reasons.has(entry.id)) return { ...one, entry: null };
  const links = entry.links.filter(({ to }) => !reasons.has(to));
  const kept: Entry = links.length === entry.links.length ? entry : { ...entry, links };
  if (kept.kind !== 'incident' || kept.id !== incident || cleared.size === 0) return { ...one, entry: kept };
  const { codename, summary, customer, ...body } = kept.body;
  const rest = Object.fromEntries(Object.entries({ codename, summary, customer }).filter(([field, value]) => value !== undefined && !cleared.has(field)));
  return { ...one, entry: { ...kept, body: { ...body, ...rest, title: cleared.has('title') ? body.ref : body.title } } };
}

function isTelling(field: string): boolean {
  return telling.some((one) => one === field);
}
