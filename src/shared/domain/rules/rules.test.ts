import { describe, expect, test } from 'vitest';
import { createEntryId, encodeCbor, unwrap, type EntryId, type UnixMs } from '#base';
import { creatingBodies, type CreatingKind } from '../entries/bodies.ts';
import type { Entry, Place, PlacedEntry } from '../entries/entry.ts';
import { entryToValue, parseEntry } from '../entries/parse.ts';
import { projectIncident } from '../projection/project.ts';
import type { IncidentState } from '../view.ts';
import type { EntryDraft } from '../views.ts';
import { actionBody, createJournal, evidenceBody, incidentBody, seededBytes, START } from '../testing/journal.ts';
import { composeEntry } from './compose.ts';
import { isStateOf, nextStates, statesOf } from './nextStates.ts';
import { planRedo, planUndo } from './undo.ts';

const random = seededBytes(5);
const now = (START + 3_600_000) as UnixMs;
const empty = projectIncident([]);

function compose(draft: EntryDraft, state: IncidentState = empty) {
  return composeEntry(draft, { author: { name: 'K. Moen', prefix: 'K7' }, now, zone: 'Europe/Oslo', id: createEntryId(now, random), state });
}

function message(draft: EntryDraft, state?: IncidentState): string {
  const result = compose(draft, state);
  return result.ok ? 'ok' : `${result.error.kind}: ${result.error.message}`;
}

describe('compose', () => {
  test('gives time, zone and the next reference, and reads back from its encoding', () => {
    const journal = createJournal();
    journal.add('action', actionBody);
    const entry = unwrap(compose({ kind: 'action', body: { ...actionBody, ref: '' }, occurred: null, tags: ['a', 'a'] }, projectIncident(journal.entries)));
    expect(entry).toMatchObject({ kind: 'action', body: { ref: 'A-K7-002' }, recorded: { at: now, zone: 'Europe/Oslo', offsetMinutes: 60 }, occurred: { at: now, precision: 'second' }, tags: ['a'] });
    expect(parseEntry(entryToValue(entry))).toEqual({ outcome: 'known', id: entry.id, entry });
    expect(encodeCbor(entryToValue(entry)).length).toBeGreaterThan(100);
  });

  test('sentences name the field and never the value', () => {
    expect(message({ kind: 'note', body: { text: '' }, occurred: null })).toBe('invalid-entry: the field "text" is empty');
    expect(message({ kind: 'note', body: { text: 'x'.repeat(64_001) }, occurred: null })).toBe('invalid-entry: the field "text" is too long, 64000 characters at most');
    expect(message({ kind: 'note', body: { text: 'a\uD800b' }, occurred: null })).toBe('invalid-entry: the field "text" holds half of a character; type that character again');
    expect(message({ kind: 'note', body: {} as never, occurred: null })).toBe('invalid-entry: the field "text" is missing');
    expect(message({ kind: 'action', body: { ...actionBody, actionKind: 'dance' as never }, occurred: null })).toBe('invalid-entry: the field "actionKind" is none of the known values');
    const twice = (approver: string, secondApprover: string, executor?: string) => message({ kind: 'action', body: { ...actionBody, authority: { basis: 'approval', approver, secondApprover }, ...(executor === undefined ? {} : { executor }) }, occurred: null });
    for (const refused of [twice('A. Lund', ' a. lund'), twice('A. Lund', 'J. Aune', 'J. Aune'), twice('A. Lund', 'J. Aune', 'a. LUND'), twice('K. Moen', 'J. Aune')]) expect(refused).toMatch(/^invalid-entry: the field "authority" names one person twice/);
    expect(twice('A. Lund', 'J. Aune', 'K. Moen')).not.toContain('authority');
    expect(message({ kind: 'action', body: { ...actionBody, authority: { basis: 'approval' } as never }, occurred: null })).toBe('invalid-entry: the field "authority.approver" is missing');
    expect(message({ kind: 'note', body: { text: 'x' }, occurred: null, tags: ['no spaces'] })).toBe('invalid-entry: the field "tags.0" is not written in the form it needs');
    expect(message({ kind: 'note', body: { text: 'x' }, occurred: { at: null, precision: 'minute', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'device' } }))
      .toBe('invalid-entry: the field "occurred" does not hold together: a time is missing exactly when its precision is unknown');
  });

  test('targets must be here, and steps must fit them', () => {
    const journal = createJournal();
    const action = journal.add('action', actionBody);
    const attest = journal.add('attest', { target: action, verdict: 'confirm' });
    const state = projectIncident(journal.entries);
    const nowhere = '01HZZZZZZZZZZZZZZZZZZZZZZZ' as EntryId;
    expect(message({ kind: 'retract', body: { target: nowhere, reason: 'x' }, occurred: null }, state)).toMatch(/^unknown-target/);
    expect(message({ kind: 'note', body: { text: 'x' }, occurred: null, links: [{ relation: 'mentions', to: nowhere }] }, state)).toMatch(/^unknown-target/);
    expect(message({ kind: 'revert', body: { target: attest }, occurred: null }, state)).toMatch(/^invalid-entry/);
    expect(message({ kind: 'transition', body: { target: action, state: 'dancing' }, occurred: null }, state)).toMatch(/^invalid-entry/);
    expect(message({ kind: 'transition', body: { target: action, state: 'done' }, occurred: null }, state)).toBe('ok');
    expect(message({ kind: 'amend', body: { target: action, field: 'ref', value: '"A-K7-009"', reason: 'x' }, occurred: null }, state)).toMatch(/^invalid-entry/);
    const amend = unwrap(compose({ kind: 'amend', body: { target: action, field: 'title', value: '"new"', reason: 'x' }, occurred: null }, state));
    expect(amend.body).toMatchObject({ from: JSON.stringify(actionBody.title) });
  });
});

describe('undo', () => {
  function placed(entry: Entry, seq: number): PlacedEntry {
    return { id: entry.id, entry, place: { ...(createPlace()), seq, hlc: { ms: (now + seq) as UnixMs, counter: 0 } } };
  }
  function createPlace(): Place {
    const journal = createJournal();
    journal.add('note', { text: 'x' });
    return (journal.entries[0] as PlacedEntry).place;
  }

  test('undo and redo of a creation and of a step, as forward entries', () => {
    const entries: PlacedEntry[] = [];
    const record = (draft: EntryDraft): Entry => {
      const entry = unwrap(compose(draft, projectIncident(entries)));
      entries.push(placed(entry, entries.length + 1));
      return entry;
    };
    const note = record({ kind: 'note', body: { text: 'a' }, occurred: null });
    const amend = record({ kind: 'amend', body: { target: note.id, field: 'text', value: '"b"', reason: 'x' }, occurred: null });
    const text = () => (projectIncident(entries).entities.get(note.id)?.body as { readonly text: string }).text;
    const undoAmend = record(unwrap(planUndo(amend)).draft);
    expect(text()).toBe('a');
    record(planRedo({ id: undoAmend.id, label: 'Amend text' }).draft);
    expect(text()).toBe('b');
    const undoNote = record(unwrap(planUndo(note)).draft);
    expect(projectIncident(entries).entities.get(note.id)?.retracted).not.toBeNull();
    record(planRedo({ id: undoNote.id, label: 'Note' }).draft);
    expect(projectIncident(entries).entities.get(note.id)?.retracted).toBeNull();
    expect(projectIncident(entries).findings).toEqual([]);
    expect(entries.every(({ entry }) => entry !== null)).toBe(true);
  });

  test('what cannot be taken back says so', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const item = journal.add('evidence', evidenceBody);
    journal.add('custody', { item, type: 'store', by: 'x' });
    journal.add('attest', { target: item, verdict: 'dispute' });
    for (const { entry } of journal.entries) expect(planUndo(entry as Entry).ok).toBe(false);
  });
});

test('next states are states of the kind, and every state but the first can be reached', () => {
  for (const kind of Object.keys(creatingBodies) as CreatingKind[]) {
    const reached = new Set(statesOf(kind).flatMap((state) => nextStates(kind, state)));
    for (const state of reached) expect(isStateOf(kind, state)).toBe(true);
    for (const state of statesOf(kind).slice(1)) expect(reached.has(state)).toBe(true);
  }
  expect(nextStates('action', 'constructor')).toEqual([]);
  expect(isStateOf('note', 'toString')).toBe(false);
});
