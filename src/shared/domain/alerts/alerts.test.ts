import { describe, expect, test } from 'vitest';
import type { BodyOf } from '../entries/bodies.ts';
import { entitiesOf, standingOf } from '../entities/select.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, happened, incidentBody, START } from '../testing/journal.ts';
import { alertsView, GROUP_WINDOW_MS } from './groups.ts';
import { planJoin } from './join.ts';
import { sortOutAlerts, type ReadAlert } from './list.ts';

const MINUTE = 60_000;
const body: BodyOf<'alert'> = { ref: 'AL-K7-001', tool: 'EDR', rule: 'Credential dumping' };
type Journal = ReturnType<typeof createJournal>;
const stateOf = (journal: Journal) => projectIncident(journal.entries);

function written(alerts: readonly (Partial<BodyOf<'alert'>> & { readonly minute: number | null })[]) {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const ids = alerts.map(({ minute, ...more }, index) => journal.add('alert', { ...body, rule: `Rule ${index + 1}`, ...more, ref: `AL-K7-00${index + 1}` }, {
    occurred: minute === null ? { at: null, precision: 'unknown', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'external-log' } : happened(START + minute * MINUTE),
  }));
  return { journal, ids };
}

describe('groups of alerts', () => {
  test('what shares a host, an account, an indicator or a rule within the window is one group, in order of time', () => {
    const { journal, ids } = written([
      { minute: 30, host: 'FS01.corp.example' }, { minute: 0, host: 'fs-01', account: 'CORP\\a.lund' }, { minute: 5, account: 'a.lund@corp.example', indicator: 'evil[.]example' },
      { minute: 10, indicator: 'EVIL.example' }, { minute: 12, host: 'other', rule: 'Rule 4' }, { minute: 50, host: 'quiet' },
    ]);
    const view = alertsView(stateOf(journal));
    expect(view.groups.map(({ id, alerts }) => [id, alerts])).toEqual([[ids[1], [ids[1], ids[2], ids[3], ids[4]]]]);
    expect(view.groups[0]?.shared.map(({ field, count }) => [field, count])).toEqual([['rule', 2], ['account', 2], ['indicator', 2]]);
    expect(view.alerts.map(({ group }) => group !== null)).toEqual([false, true, true, true, true, false]);
  });

  test('the window is between neighbours: a chain holds, a gap parts, and another window can be asked for', () => {
    const { journal } = written([{ minute: 0, host: 'A1' }, { minute: 60, host: 'A1' }, { minute: 120, host: 'A1' }, { minute: 181, host: 'A1' }]);
    expect(alertsView(stateOf(journal)).groups.map(({ alerts }) => alerts.length)).toEqual([3]);
    expect(alertsView(stateOf(journal), 30 * MINUTE).groups).toEqual([]);
    expect(alertsView(stateOf(journal), 61 * MINUTE).groups.map(({ alerts }) => alerts.length)).toEqual([4]);
    expect(GROUP_WINDOW_MS).toBe(60 * MINUTE);
  });

  test('retracted alerts, repeated ones and those of unknown time are in no group', () => {
    const { journal, ids } = written([{ minute: 0, host: 'A1', sourceId: 'x-1' }, { minute: 1, host: 'A1', sourceId: ' x-1 ', tool: 'edr' }, { minute: null, host: 'A1' }, { minute: 2, host: 'A1' }, { minute: 3, host: 'A1', sourceId: 'X-1' }]);
    journal.add('retract', { target: ids[3] ?? body.ref as never, reason: 'test' });
    const view = alertsView(stateOf(journal));
    expect(view.alerts.map(({ duplicateOf }) => duplicateOf?.ref ?? null)).toEqual([null, 'AL-K7-001', null, null, null]);
    expect(view.groups.map(({ alerts }) => alerts)).toEqual([[ids[0], ids[4]]]);
  });

  test('empty fields are in common with nothing', () => {
    const { journal } = written([{ minute: 0, host: '', account: ' ' }, { minute: 1, host: '', account: '' }]);
    expect(alertsView(stateOf(journal)).groups).toEqual([]);
  });
});

describe('joining a group to the detection', () => {
  const joinAll = (journal: Journal, basis = 'one intruder') => planJoin({ alerts: entitiesOf(stateOf(journal), 'alert'), milestones: standingOf(stateOf(journal), 'milestone'), basis });

  test('time zero is the earliest alert, as a milestone with the basis that a person wrote', () => {
    const { journal, ids } = written([{ minute: 9, host: 'A1' }, { minute: 3, host: 'A1' }, { minute: null, host: 'A1' }]);
    const plan = joinAll(journal);
    expect(plan?.detection).toBeNull();
    expect(plan?.drafts).toEqual([{ kind: 'milestone', occurred: happened(START + 3 * MINUTE), body: { milestone: 'detected', basis: 'one intruder' }, links: [{ relation: 'derived-from', to: ids[1] }, { relation: 'derived-from', to: ids[0] }] }]);
  });

  test('nothing is joined by itself: a group alone is no detection', () => {
    const { journal } = written([{ minute: 0, host: 'A1' }, { minute: 1, host: 'A1' }]);
    expect(standingOf(stateOf(journal), 'milestone')).toEqual([]);
    expect(alertsView(stateOf(journal)).groups[0]?.joined).toBe(0);
  });

  test('a detection that is not later gets the alerts as links, once; a later one is preceded by a further milestone', () => {
    const { journal, ids } = written([{ minute: 5, host: 'A1' }, { minute: 6, host: 'A1' }]);
    const later = journal.add('milestone', { milestone: 'detected', basis: 'seen' }, { occurred: happened(START + 7 * MINUTE) });
    expect(joinAll(journal)?.drafts[0]?.kind).toBe('milestone');
    const first = journal.add('milestone', { milestone: 'detected', basis: 'reported' }, { occurred: happened(START + 5 * MINUTE) });
    expect(joinAll(journal)?.drafts.map(({ body: link }) => link)).toEqual(ids.map((to) => ({ from: first, to, relation: 'derived-from' })));
    for (const to of ids) journal.add('link', { from: first, to, relation: 'derived-from' });
    expect(joinAll(journal)).toBeNull();
    expect(alertsView(stateOf(journal)).alerts.map(({ detection }) => detection)).toEqual([first, first]);
    expect(alertsView(stateOf(journal)).groups[0]?.joined).toBe(2);
    expect(later).not.toBe(first);
  });

  test('a detection later than an alert on which it rests is said, and not when an earlier one stands', () => {
    const { journal, ids } = written([{ minute: 0, host: 'A1' }]);
    journal.add('milestone', { milestone: 'detected', basis: 'seen' }, { occurred: happened(START + 7 * MINUTE), links: [{ relation: 'derived-from', to: ids[0] ?? '' as never }] });
    const said = () => stateOf(journal).findings.map(({ finding }) => finding).filter((finding) => finding.includes('alert'));
    expect(said()).toEqual(['the detection stands after the alert AL-K7-001 on which it rests']);
    journal.add('milestone', { milestone: 'detected', basis: 'tool' }, { occurred: happened(START) });
    expect(said()).toEqual([]);
  });

  test('no amendment changes what a tool said', () => {
    const { journal, ids } = written([{ minute: 0 }]);
    journal.add('amend', { target: ids[0] ?? '' as never, field: 'sourceSeverity', value: '"low"', reason: 'looks better' });
    journal.add('amend', { target: ids[0] ?? '' as never, field: 'occurred', value: JSON.stringify(happened(START + 99 * MINUTE)), reason: 'looks better' });
    const state = stateOf(journal);
    expect(entitiesOf(state, 'alert')[0]).toMatchObject({ body: { ref: 'AL-K7-001' }, stamp: { occurred: { at: START } } });
    expect(entitiesOf(state, 'alert')[0]?.body.sourceSeverity).toBeUndefined();
    expect(state.findings).toHaveLength(2);
  });
});

describe('a list against the journal', () => {
  const read = (line: number, more: Partial<BodyOf<'alert'>>): ReadAlert => ({ line, lastLine: line, occurred: happened(START), body: { tool: 'EDR', rule: 'R', ...more } });

  test('the same tool and id, or without an id the same line, is said and not taken again', () => {
    const alerts = [read(2, { sourceId: '7' }), read(3, { sourceId: '7' }), read(4, { sourceId: '8', tool: 'SIEM' }), read(5, { raw: 'a,b' }), read(6, { raw: 'a,b ' }), read(7, {}), read(8, {})];
    const list = sortOutAlerts({ alerts, rejected: [] }, [{ ...body, tool: 'siem', sourceId: '8', ref: 'AL-K7-009' }]);
    expect(list.fresh.map(({ line }) => line)).toEqual([2, 5, 7, 8]);
    expect(list.repeated.map(({ alert, of, ref }) => [alert.line, of, ref])).toEqual([[3, 'list', null], [4, 'journal', 'AL-K7-009'], [6, 'list', null]]);
  });
});
