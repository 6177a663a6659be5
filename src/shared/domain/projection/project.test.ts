import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryId, Sha256Hex } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import type { PlacedEntry } from '../entries/entry.ts';
import { entityOf } from '../entities/select.ts';
import type { IncidentState } from '../view.ts';
import { actionBody, createJournal, eventBody, evidenceBody, happened, incidentBody, START, systemBody } from '../testing/journal.ts';
import { currentSeverity } from './incidentStatus.ts';
import { createProjection, projectIncident } from './project.ts';

const runs = { numRuns: process.env['SLOW'] === '1' ? 2_000 : 60 };
const nowhere = '01HZZZZZZZZZZZZZZZZZZZZZZZ' as EntryId;

function findings(state: IncidentState): readonly string[] {
  return state.findings.map((finding) => finding.finding);
}

describe('entities and journal', () => {
  test('creations become entities with rows numbered from one', () => {
    const journal = createJournal();
    const incident = journal.add('incident', incidentBody);
    journal.add('note', { text: 'Switch log shows\n10.20.4.31 first' });
    const state = projectIncident(journal.entries);
    expect(state.incident?.id).toBe(incident);
    expect(state.journal.map((row) => [row.stamp.number, row.text])).toEqual([[1, 'Ransomware on file servers'], [2, 'Switch log shows 10.20.4.31 first']]);
    expect(state.entryCount).toBe(2);
    expect(state.lastHeader).toBe('2'.padStart(64, '0') as Sha256Hex);
    expect(state.byKind.note).toHaveLength(1);
  });

  test('unreadable entries are counted and take a number', () => {
    const journal = createJournal();
    const unreadable = journal.addUnreadable();
    journal.add('note', { text: 'after' });
    const state = projectIncident(journal.entries);
    expect(state.unreadable).toEqual([unreadable]);
    expect(state.journal[0]?.stamp.number).toBe(2);
    expect(state.entryCount).toBe(2);
  });

  test('late entries are marked, log times are not', () => {
    const journal = createJournal();
    journal.add('note', { text: 'in time' }, { occurred: happened(START - 14 * 60_000), recordedAt: START });
    journal.add('note', { text: 'late' }, { occurred: happened(START - 20 * 60_000 - 1000), recordedAt: START });
    journal.add('event', eventBody, { occurred: happened(START - 86_400_000, { clockSource: 'external-log' }), recordedAt: START });
    journal.add('note', { text: 'unknown' }, { occurred: happened(0, { at: null, precision: 'unknown' }), recordedAt: START });
    expect(projectIncident(journal.entries).journal.map((row) => row.stamp.latenessMs)).toEqual([null, 20 * 60_000, null, null]);
  });
});

describe('amend, retract, revert', () => {
  test('an amendment changes the reading and keeps the original', () => {
    const journal = createJournal();
    const action = journal.add('action', actionBody);
    journal.add('amend', { target: action, field: 'title', from: JSON.stringify(actionBody.title), value: '"Isolate TRD-FS02"', reason: 'wrong host' });
    const state = projectIncident(journal.entries);
    const entity = entityOf(state, 'action', action);
    expect([entity?.body.title, entity?.original.title]).toEqual(['Isolate TRD-FS02', actionBody.title]);
    expect(entity?.changes).toMatchObject([{ type: 'amend', field: 'title', to: '"Isolate TRD-FS02"', reverted: false }]);
    expect(state.journal.map((row) => [row.text, row.amended])).toEqual([['Isolate TRD-FS02', true], ['A-K7-001: title amended: wrong host', false]]);
    expect(state.findings).toEqual([]);
  });

  test('what an amendment may not do becomes a finding and changes nothing', () => {
    const journal = createJournal();
    const action = journal.add('action', actionBody);
    for (const [field, value] of [['title', undefined], ['ref', '"A-K7-009"'], ['state', '"done"'], ['title', '{not json'], ['actionKind', '"dance"'], ['nothing', '1'], ['constructor', '1'], ['targets', '"TRD"']] as const) {
      journal.add('amend', { target: action, field, ...(value === undefined ? {} : { value }), reason: 'x' });
    }
    const state = projectIncident(journal.entries);
    expect(entityOf(state, 'action', action)?.body).toEqual(actionBody);
    expect(findings(state)).toHaveLength(8);
    expect(state.journal[0]?.amended).toBe(false);
  });

  test('time and tags can be amended; the sealed time stays at hand', () => {
    const journal = createJournal();
    const note = journal.add('note', { text: 'seen' }, { tags: ['old'] });
    const moved = happened(START - 3_600_000);
    journal.add('amend', { target: note, field: 'occurred', value: JSON.stringify(moved), reason: 'watch was wrong' });
    journal.add('amend', { target: note, field: 'tags', value: '["new"]', reason: 'retagged' });
    const entity = projectIncident(journal.entries).entities.get(note);
    expect(entity?.stamp.occurred).toEqual(moved);
    expect(entity?.stamp.latenessMs).toBeGreaterThan(3_000_000);
    expect(entity?.originalOccurred?.at).toBe(START + 1000);
    expect(entity?.envelope.tags).toEqual(['new']);
  });

  test('somebody else changed the field first: applied, and said', () => {
    const journal = createJournal();
    const note = journal.add('note', { text: 'a' });
    journal.add('amend', { target: note, field: 'text', from: '"a"', value: '"b"', reason: 'x' });
    journal.add('amend', { target: note, field: 'text', from: '"a"', value: '"c"', reason: 'x' });
    const state = projectIncident(journal.entries);
    expect(entityOf(state, 'note', note)?.body.text).toBe('c');
    expect(findings(state)).toEqual(['"text" had already been changed by somebody else']);
  });

  test('a retraction strikes through and hides nothing; a revert brings it back; a revert of the revert strikes again', () => {
    const journal = createJournal();
    const note = journal.add('note', { text: 'wrong incident' });
    const retract = journal.add('retract', { target: note, reason: 'wrong incident' });
    expect(projectIncident(journal.entries).journal[0]).toMatchObject({ struck: true, text: 'wrong incident' });
    const revert = journal.add('revert', { target: retract });
    const back = projectIncident(journal.entries);
    expect(back.journal.map((row) => row.struck)).toEqual([false, true, false]);
    expect(back.entities.get(note)?.retracted).toBeNull();
    journal.add('revert', { target: revert });
    const again = projectIncident(journal.entries);
    expect(again.journal.map((row) => row.struck)).toEqual([true, false, true, false]);
    expect(again.entities.get(note)?.retracted?.reason).toBe('wrong incident');
  });

  test('targets that are unknown, later or of the wrong kind have no effect and are findings', () => {
    const journal = createJournal();
    const incident = journal.add('incident', incidentBody);
    const note = journal.add('note', { text: 'n' });
    const attest = journal.add('attest', { target: note, verdict: 'confirm' });
    journal.add('amend', { target: nowhere, field: 'text', value: '"x"', reason: 'x' });
    journal.add('retract', { target: attest, reason: 'x' });
    journal.add('retract', { target: incident, reason: 'x' });
    journal.add('revert', { target: attest });
    journal.add('transition', { target: note, state: 'done' });
    journal.add('custody', { item: note, type: 'release', by: 'x' });
    journal.add('link', { from: note, to: nowhere, relation: 'mentions' });
    journal.add('note', { text: 'links nowhere' }, { links: [{ relation: 'mentions', to: nowhere }] });
    const state = projectIncident(journal.entries);
    expect(state.findings).toHaveLength(8);
    expect(state.journal).toHaveLength(11);
    expect(state.journal.every((row) => row.text !== '' && !row.struck)).toBe(true);
  });

  test('the same id twice: the first counts', () => {
    const journal = createJournal();
    const id = journal.add('note', { text: 'first' });
    journal.add('note', { text: 'second' }, { id });
    const state = projectIncident(journal.entries);
    expect(entityOf(state, 'note', id)?.body.text).toBe('first');
    expect(state.findings).toHaveLength(1);
    expect(state.journal).toHaveLength(2);
  });
});

describe('states, links, references', () => {
  test('transitions move the state; odd ones are applied and said; reverted ones are not applied', () => {
    const journal = createJournal();
    const action = journal.add('action', actionBody);
    journal.add('transition', { target: action, state: 'done' });
    const verified = journal.add('transition', { target: action, state: 'proposed' });
    expect(projectIncident(journal.entries).entities.get(action)?.state).toBe('proposed');
    expect(findings(projectIncident(journal.entries))).toEqual(['unusual step from "done" to "proposed"']);
    journal.add('revert', { target: verified });
    journal.add('transition', { target: action, state: 'dancing' });
    const state = projectIncident(journal.entries);
    expect(state.entities.get(action)?.state).toBe('done');
    expect(findings(state)).toEqual(['this kind has no state "dancing"']);
  });

  test('milestones move the incident forward, transitions set it', () => {
    const journal = createJournal();
    const incident = journal.add('incident', incidentBody);
    const contained = journal.add('milestone', { milestone: 'contained', basis: 'all hosts off the net' });
    expect(projectIncident(journal.entries).incident?.state).toBe('contained');
    journal.add('milestone', { milestone: 'declared', basis: 'entered late' });
    expect(projectIncident(journal.entries).incident?.state).toBe('contained');
    journal.add('transition', { target: incident, state: 'confirmed' });
    expect(projectIncident(journal.entries).incident?.state).toBe('confirmed');
    journal.add('retract', { target: contained, reason: 'one host was missed' });
    const state = projectIncident(journal.entries);
    expect(state.incident?.state).toBe('confirmed');
    expect(currentSeverity(state)).toBe('high');
    journal.add('assessment', { severity: 'critical', reason: 'domain controller' });
    expect(currentSeverity(projectIncident(journal.entries))).toBe('critical');
    journal.add('amend', { target: incident, field: 'severity', value: '"medium"', reason: 'agreed' });
    expect(currentSeverity(projectIncident(journal.entries))).toBe('medium');
  });

  test('links are seen from both ends and can be taken back', () => {
    const journal = createJournal();
    const system = journal.add('system', systemBody);
    const event = journal.add('event', eventBody, { links: [{ relation: 'mentions', to: system }] });
    const evidence = journal.add('evidence', evidenceBody);
    const link = journal.add('link', { from: evidence, to: event, relation: 'evidence-of' });
    const linked = projectIncident(journal.entries);
    expect(linked.entities.get(system)?.linkedFrom).toEqual([event]);
    expect(linked.entities.get(event)?.linkedFrom).toEqual([evidence]);
    journal.add('revert', { target: link });
    expect(projectIncident(journal.entries).entities.get(event)?.linkedFrom).toEqual([]);
  });

  test('a reference used twice is a finding', () => {
    const journal = createJournal();
    journal.add('system', systemBody);
    journal.add('system', systemBody);
    expect(findings(projectIncident(journal.entries))).toEqual(['the reference S-K7-001 is used twice']);
  });
});

/** A journal with every kind of step, drawn at random, from two feeds with clocks that disagree. */
function randomJournal(choices: readonly number[]): readonly PlacedEntry[] {
  const journal = createJournal(7);
  const ids: EntryId[] = [journal.add('incident', incidentBody), journal.add('evidence', evidenceBody)];
  choices.forEach((choice, step) => {
    const target = ids[choice % ids.length] as EntryId;
    const options = { feed: 1 + (choice % 2), hlcMs: START + 5000 + Math.floor(step / 3) * 1000 };
    const makers: readonly (() => EntryId)[] = [
      () => journal.add('note', { text: `n${step}` }, { ...options, links: [{ relation: 'mentions', to: target }] }),
      () => journal.add('action', { ...actionBody, ref: `A-K7-${String(step + 1).padStart(3, '0')}` }, options),
      () => journal.add('amend', { target, field: 'title', value: `"t${step}"`, reason: 'r' }, options),
      () => journal.add('retract', { target, reason: 'r' }, options),
      () => journal.add('revert', { target }, options),
      () => journal.add('transition', { target, state: 'done' }, options),
      () => journal.add('custody', { item: target, type: 'release', by: 'K. Moen', to: 'B' } as BodyOf<'custody'>, options),
      () => journal.add('custody', { item: target, type: 'receive', by: 'B' }, options),
      () => journal.add('link', { from: target, to: ids[(choice * 7) % ids.length] as EntryId, relation: 'supports' }, options),
      () => journal.add('attest', { target, verdict: 'confirm' }, options),
      () => journal.add('milestone', { milestone: 'declared', basis: 'b' }, options),
      () => journal.addUnreadable(),
    ];
    ids.push((makers[Math.floor(choice / 2) % makers.length] as () => EntryId)());
  });
  return journal.entries;
}

function plain(state: IncidentState): unknown {
  return { ...state, entities: [...state.entities], custody: [...state.custody] };
}

function sortedById(value: unknown): unknown {
  const state = value as { entities: [string, unknown][]; custody: [string, unknown][] };
  const byId = (left: [string, unknown], right: [string, unknown]) => (left[0] < right[0] ? -1 : 1);
  return { ...state, entities: [...state.entities].sort(byId), custody: [...state.custody].sort(byId) };
}

test('arrival in any order, with states asked for in between, equals the sorted replay', () => {
  fc.assert(fc.property(fc.array(fc.nat(10_000), { maxLength: 40 }), fc.array(fc.nat(), { maxLength: 50 }), fc.nat(5), (choices, swaps, askEvery) => {
    const entries = randomJournal(choices);
    const expected = sortedById(plain(projectIncident(entries)));
    const shuffled = [...entries];
    swaps.forEach((swap, index) => {
      const [left, right] = [index % shuffled.length, swap % shuffled.length];
      [shuffled[left], shuffled[right]] = [shuffled[right] as PlacedEntry, shuffled[left] as PlacedEntry];
    });
    const projection = createProjection();
    shuffled.forEach((entry, index) => {
      projection.apply(entry);
      if (index % 3 === 0) projection.apply(entry);
      if (askEvery > 0 && index % askEvery === 0) projection.state();
    });
    expect(sortedById(plain(projection.state()))).toEqual(expected);
  }), runs);
});
