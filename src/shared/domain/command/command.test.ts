import { describe, expect, test } from 'vitest';
import type { EntityId, UnixMs } from '#base';
import { clockFacts } from '../clocks/facts.ts';
import type { BodyOf } from '../entries/bodies.ts';
import { projectIncident } from '../projection/project.ts';
import { evidenceBody, actionBody, createJournal, happened, incidentBody, START } from '../testing/journal.ts';
import { handoverBrief } from './brief.ts';
import { handoverViews } from './handovers.ts';
import { comparePlans, planInForce } from './plans.ts';
import { coordinatorAt, rolesView } from './roles.ts';
import { rosterAt } from './roster.ts';
import { sitrepStatus } from './sitreps.ts';
import { entitiesOf } from '../entities/select.ts';

const MINUTE = 60_000;
const at = (minutes: number): UnixMs => (START + minutes * MINUTE) as UnixMs;
const coordinator = (person: string, state: BodyOf<'assignment'>['state'] = 'offered'): BodyOf<'assignment'> => ({ role: 'incident-coordinator', person, state });
const handover = (from: string, to: string, items: BodyOf<'handover'>['items']): BodyOf<'handover'> => ({ ref: 'H-K7-001', from, to, items, asOf: at(0), heads: [], contentSha256: '0'.repeat(64) as never });
const plan: BodyOf<'plan'> = {
  version: 1, situation: 'Two servers encrypted', objectives: ['Stop the spread'], strategy: 'contain-now', workstreams: [{ name: 'Containment', lead: 'Ben', tasks: ['cut VLAN 20'] }], constraints: [], triggers: [{ when: 'a third server falls', action: 'cut the site' }],
};

describe('roles', () => {
  test('an acceptance ends the one before at that instant; a relief without a successor does not', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    journal.add('milestone', { milestone: 'declared', basis: 'severity high' }, { occurred: happened(at(1)) });
    expect(rolesView(projectIncident(journal.entries)).vacantSince).toBe(at(1));
    const ana = journal.add('assignment', coordinator('Ana'));
    expect(rolesView(projectIncident(journal.entries)).requests).toMatchObject([{ person: 'Ana', answer: 'offered' }]);
    journal.add('transition', { target: ana, state: 'accepted' }, { occurred: happened(at(21)) });
    journal.add('transition', { target: ana, state: 'relieved' }, { occurred: happened(at(30)) });
    let view = rolesView(projectIncident(journal.entries));
    expect(view.vacantSince).toBeNull();
    expect(coordinatorAt(view.coordinators, at(60))).toMatchObject({ person: 'Ana', isRelieved: true, to: null });
    journal.add('assignment', coordinator('Cem', 'accepted'), { occurred: happened(at(70)) });
    view = rolesView(projectIncident(journal.entries));
    expect(view.coordinators).toMatchObject([{ person: 'Ana', from: at(21), to: at(70), next: 'Cem' }, { person: 'Cem', from: at(70), to: null }]);
    expect(view.requests).toEqual([]);
  });

  test('two who did not know of each other are contested until one is relieved, or somebody who saw both accepts', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    journal.add('assignment', coordinator('Ana', 'accepted'), { feed: 1, occurred: happened(at(10)) });
    const ben = journal.add('assignment', coordinator('Ben', 'accepted'), { feed: 2, occurred: happened(at(12)) });
    const state = projectIncident(journal.entries);
    expect(rolesView(state).contested.map(({ person }) => person)).toEqual(['Ana', 'Ben']);
    expect(state.findings).toEqual([{ entryId: ben, finding: 'more than one person accepted the role of incident coordinator without knowing of each other' }]);
    const settled = [...journal.entries];
    journal.add('assignment', coordinator('Cem', 'accepted'), { feed: 1, quotes: [{ feed: 2, seq: 9 }] });
    expect(rolesView(projectIncident(journal.entries)).contested).toEqual([]);
    const other = createJournal();
    const moved = projectIncident([...settled, ...other.entries]);
    expect(moved.findings.length).toBe(1);
    const relief = createJournal();
    relief.add('incident', incidentBody);
    relief.add('assignment', coordinator('Ana', 'accepted'), { feed: 1, occurred: happened(at(10)) });
    const second = relief.add('assignment', coordinator('Ben', 'accepted'), { feed: 2, occurred: happened(at(12)) });
    relief.add('transition', { target: second, state: 'relieved' }, { feed: 1, quotes: [{ feed: 2, seq: 9 }], occurred: happened(at(15)) });
    const view = rolesView(projectIncident(relief.entries));
    expect(view.contested).toEqual([]);
    expect([at(11), at(13), at(16)].map((instant) => coordinatorAt(view.coordinators, instant)?.person)).toEqual(['Ana', 'Ben', 'Ana']);
  });

  test('other roles end with a relief, a planned end or a hand-over', () => {
    const journal = createJournal();
    journal.add('assignment', { role: 'scribe', person: 'Eva', state: 'accepted', until: happened(at(60)) });
    const lead = journal.add('assignment', { role: 'lead-investigator', person: 'Ana', state: 'accepted' });
    const sheet = journal.add('handover', handover('Ana', 'Cem', [{ itemKind: 'role', entity: lead, title: 'Lead investigator' }]));
    journal.add('handover-item', { handover: sheet, item: 1, outcome: 'accepted', by: 'Cem' }, { occurred: happened(at(30)) });
    expect(rolesView(projectIncident(journal.entries)).others).toMatchObject([{ person: 'Cem', from: at(30), to: null }, { person: 'Eva', to: at(60), next: null }, { person: 'Ana', to: at(30), next: 'Cem' }]);
  });
});

describe('hand-over', () => {
  test('the brief holds what is theirs, what waits and what runs, with the times', () => {
    const journal = createJournal();
    journal.add('incident', { ...incidentBody, clockProfiles: ['managed-service'] });
    const role = journal.add('assignment', coordinator('Ana', 'accepted'));
    journal.add('milestone', { milestone: 'detected', basis: 'alert' }, { occurred: happened(at(0)) });
    const task = journal.add('task', { ref: 'T-K7-001', title: 'Call customer B', owner: 'ana ', state: 'assigned', due: happened(at(90)) });
    journal.add('task', { ref: 'T-K7-002', title: 'Rebuild FS02', owner: 'Ben', state: 'assigned' });
    const log = journal.add('task', { ref: 'T-K7-003', title: 'Export the proxy log', state: 'open', due: happened(at(200)) }, { tags: ['expires'] });
    const held = journal.add('evidence', { ...evidenceBody, custodian: 'Ana', sealNumber: '88121' });
    journal.add('evidence', { ...evidenceBody, ref: 'EV-K7-002', custodian: 'Ben' });
    const sent = journal.add('evidence', { ...evidenceBody, ref: 'EV-K7-003', custodian: 'Ana' });
    journal.add('custody', { item: sent, type: 'release', by: 'Ana', to: 'Ben' });
    const action = journal.add('action', { ...actionBody, authority: { basis: 'not-stated' } });
    const request = journal.add('approval', { ref: 'AP-K7-001', action, targets: [], seat: 'single', requestedBy: 'Ana', approver: 'A. Lund', expiresAt: happened(at(40)) } as BodyOf<'approval'>);
    const failed = journal.add('action', { ...actionBody, ref: 'A-K7-002', title: 'Block the beacon' });
    journal.add('transition', { target: failed, state: 'ineffective' });
    const thought = journal.add('finding', { ref: 'F-K7-001', statement: 'Entry by VPN', findingKind: 'hypothesis', confidence: 'low', state: 'open' });
    const items = handoverBrief(projectIncident(journal.entries), 'Ana', at(5));
    const of = (kind: string) => items.filter(({ itemKind }) => itemKind === kind).map(({ entity, due }) => [entity, due ?? null]);
    expect(of('role')).toEqual([[role, null]]);
    expect(of('task')).toEqual([[task, at(90)]]);
    expect(of('expiry')).toEqual([[log, at(200)]]);
    expect(of('custody')).toEqual([[held, null]]);
    expect(of('transit')).toEqual([[sent, null]]);
    expect(of('approval')).toEqual([[request, at(40)]]);
    expect(of('hypothesis')).toEqual([[thought, null]]);
    expect(of('tried')).toEqual([[failed, null]]);
    expect(items.find(({ title }) => title.startsWith('B.TRIAGE'))).toMatchObject({ itemKind: 'clock', detail: 'running', due: at(15) });
  });

  test('each item is settled once, questions settle nothing, and the last settlement completes it for its shift', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const shift = journal.add('shift', { person: 'Ana', begins: happened(at(0)), ends: happened(at(480)) });
    const sheet = journal.add('handover', handover('Ana', 'Cem', [{ itemKind: 'duty', title: 'Watch the bridge' }, { itemKind: 'duty', title: 'Call customer B' }]), { occurred: happened(at(450)) });
    journal.add('handover-item', { handover: sheet, item: 2, outcome: 'query', by: 'Cem', note: 'Which language?' });
    journal.add('handover-item', { handover: sheet, item: 2, outcome: 'refused', by: 'Cem', note: 'no language' }, { occurred: happened(at(470)) });
    const open = handoverViews(projectIncident(journal.entries))[0];
    expect(open).toMatchObject({ accepted: 0, refused: 1, open: 1, completeAt: null });
    journal.add('handover-item', { handover: sheet, item: 1, outcome: 'accepted', by: 'Cem' }, { occurred: happened(at(471)) });
    journal.add('handover-item', { handover: sheet, item: 1, outcome: 'refused', by: 'Cem', note: 'late' }, { occurred: happened(at(480)) });
    const state = projectIncident(journal.entries);
    expect(handoverViews(state)[0]).toMatchObject({ accepted: 1, refused: 1, open: 0, completeAt: at(471) });
    expect(handoverViews(state)[0]?.items[1]?.remarks.map(({ outcome }) => outcome)).toEqual(['query', 'refused']);
    const facts = clockFacts(state).filter(({ kind }) => kind === 'shift.ending' || kind === 'handover.accepted').map(({ kind, at: when, subject }) => [kind, when, subject]);
    expect(facts).toEqual([['shift.ending', at(450), shift], ['handover.accepted', at(471), shift]]);
  });
});

test('the plan in force is the approved one with the highest version; versions are compared field by field', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const first = journal.add('plan', { ...plan, approved: { by: 'Ana', at: happened(at(55)) } });
  const next: BodyOf<'plan'> = { ...plan, version: 2, objectives: ['Stop the spread', 'Keep the evidence'], strategy: 'mixed', workstreams: [] };
  const second = journal.add('plan', next);
  const state = projectIncident(journal.entries);
  expect(planInForce(state)?.id).toBe(first);
  expect(clockFacts(state).filter(({ kind }) => kind === 'plan.approved')).toMatchObject([{ at: at(55), entry: first }]);
  expect(comparePlans(plan, next)).toEqual([
    { field: 'objectives', added: ['Keep the evidence'], removed: [] }, { field: 'strategy', added: ['mixed'], removed: ['contain-now'] },
    { field: 'workstreams', added: [], removed: ['Containment (Ben): cut VLAN 20'] },
  ]);
  const approval = journal.add('amend', { target: second, field: 'approved', value: JSON.stringify({ by: 'Ana', at: happened(at(90)) }), reason: 'said on the bridge' });
  journal.add('amend', { target: second, field: 'situation', value: '"calm"', reason: 'x' });
  const later = projectIncident(journal.entries);
  expect(planInForce(later)?.id).toBe(second);
  expect(planInForce(later)?.body.situation).toBe(plan.situation);
  expect(clockFacts(later).find(({ kind, at: when }) => kind === 'plan.approved' && when === at(90))?.entry).toBe(approval);
});

test('reports are numbered, due by severity, and list what happened since the last', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  journal.add('milestone', { milestone: 'declared', basis: 'x' }, { occurred: happened(at(10)) });
  expect(sitrepStatus(projectIncident(journal.entries))).toMatchObject({ next: 1, dueAt: at(130), newest: null });
  const report = journal.add('sitrep', { number: 1, assessment: 'Contained', nextSteps: 'Rebuild', asOf: at(100), heads: [], contentSha256: '0'.repeat(64) as never }, { occurred: happened(at(100)) });
  journal.add('note', { text: 'coffee' });
  journal.add('action', actionBody);
  const status = sitrepStatus(projectIncident(journal.entries));
  expect(status).toMatchObject({ next: 2, dueAt: at(220), sinceTotal: 1, newest: { id: report } });
  expect(status.since[0]?.ref).toBe('A-K7-001');
});

test('the roster tells who is on duty, who is next, and where nobody is', () => {
  const journal = createJournal();
  const add = (person: string, from: number, to: number): EntityId => journal.add('shift', { person, begins: happened(at(from)), ends: happened(at(to)) });
  const [early, late] = [add('Ana', 0, 480), add('Cem', 500, 1440)];
  add('Nobody', 600, 10);
  const roster = rosterAt(entitiesOf(projectIncident(journal.entries), 'shift'), at(470));
  expect(roster.onDuty.map(({ id }) => id)).toEqual([early]);
  expect(roster.next.map(({ id }) => id)).toEqual([late]);
  expect(roster.gaps).toEqual([{ from: at(480), to: at(500) }]);
  expect(rosterAt(entitiesOf(projectIncident(journal.entries), 'shift'), at(1300)).gaps).toEqual([{ from: at(1440), to: null }]);
});
