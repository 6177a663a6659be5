import { createEntryId, fail, ok, type EntryId, type Failure, type FeedId, type LogId, type Result, type Sha256Hex, type UnixMs } from '#base';
import { composeEntry, isNumberedKind, nextRef, projectIncident, type Entry, type EntryDraft, type IncidentState, type PlacedEntry } from '#domain';
import type { RecordFailure, SealedEntry } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked, unknownTarget } from '../core/failures.ts';
import type { Session } from '../session/openSession.ts';

/** A draft, and the id its entry must have when something else already carries it (a sealed evidence item). */
export interface DraftToRecord { readonly draft: EntryDraft; readonly id?: EntryId }
/** Drafts of one step, made from the state as it stands when the step is composed. */
export type MakeDrafts = (state: IncidentState) => Result<readonly DraftToRecord[], Failure<RecordFailure>>;
export interface RecordedStep { readonly entries: readonly Entry[]; readonly sealed: readonly SealedEntry[] }

/**
 * Records the drafts of one step together: composed against the newest state, sealed in one frame, and answered after fsync with the number each entry
 * has now. On failure nothing of the step is in the journal.
 */
export async function recordDrafts(core: Core, session: Session, log: LogId, make: MakeDrafts): Promise<Result<RecordedStep, Failure<RecordFailure>>> {
  const entry = session.book.get(log);
  if (entry === null) return unknownTarget();
  if (core.session() !== session) return locked();
  if (!(await session.gate.allows())) return fail('disk-full', 'the disk is full; nothing is sealed until there is room');
  const started = core.options.clock.monotonicMs();
  const written = await entry.writer.record((taken) => {
    const state = entry.open.state();
    const drafts = make(state);
    return drafts.ok ? composeAll(core, session, state, drafts.value, taken) : drafts;
  });
  if (!written.ok) return written;
  const sealedMs = Math.round((core.options.clock.monotonicMs() - started) * 100) / 100;
  const state = entry.open.state();
  return ok({ entries: written.value, sealed: written.value.map((item) => toSealed(state, item, sealedMs)) });
}

/** Composes the drafts of one step; references are given in order and never twice, also among steps that wait together. */
export function composeAll(core: Core, session: Session, state: IncidentState, drafts: readonly DraftToRecord[], taken: ReadonlySet<string>): Result<readonly Entry[], Failure<RecordFailure>> {
  const entries: Entry[] = [];
  const given = new Set(taken);
  const { zone, random } = core.options;
  for (const { draft, id } of drafts) {
    const now = core.time.now();
    const author = session.author();
    const known = entries.length === 0 ? state : withEntries(state, entries);
    const composed = composeEntry(withFreeRef(draft, state, author.prefix, given), { id: id ?? createEntryId(now, random), author, now, zone, state: known });
    if (!composed.ok) return composed;
    if ('ref' in composed.value.body) given.add(composed.value.body.ref);
    entries.push(composed.value);
  }
  return ok(entries);
}

// Steps that wait for the same frame are composed from one state, which would give them all the same next reference.
function withFreeRef(draft: EntryDraft, state: IncidentState, prefix: string, given: ReadonlySet<string>): EntryDraft {
  if (!isNumberedKind(draft.kind) || !('ref' in draft.body) || draft.body.ref !== '') return draft;
  let ref = nextRef(state, draft.kind, prefix);
  while (given.has(ref)) ref = ref.replace(/\d+$/, (digits) => String(Number(digits) + 1).padStart(3, '0'));
  return { ...draft, body: { ...draft.body, ref } } as EntryDraft;
}

/** The state with entries of the same step already in it, so that a later one may act on them. */
function withEntries(state: IncidentState, entries: readonly Entry[]): IncidentState {
  const zeros = '0'.repeat(64);
  const placed = entries.map((entry, index): PlacedEntry => ({
    id: entry.id, entry,
    place: { feed: zeros as FeedId, seq: 0, index, headerSha256: zeros as Sha256Hex, leafSha256: zeros as Sha256Hex, hlc: { ms: 0 as UnixMs, counter: index } },
  }));
  const added = projectIncident(placed).entities;
  return { ...state, entities: new Map([...state.entities, ...added]) };
}

function toSealed(state: IncidentState, entry: Entry, sealedMs: number): SealedEntry {
  return { entryId: entry.id, ref: 'ref' in entry.body ? entry.body.ref : null, number: numberOf(state, entry.id), sealedMs };
}

// Nearly always the last row; an entry of another feed with a later clock may stand behind it.
function numberOf(state: IncidentState, id: EntryId): number {
  for (let index = state.journal.length - 1; index >= 0; index -= 1) {
    const row = state.journal[index];
    if (row?.stamp.entryId === id) return row.stamp.number;
  }
  return state.entryCount;
}
