import { describe, expect, test } from 'vitest';
import type { EntryId, UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import { entityOf, entitiesOf } from '../entities/select.ts';
import { composeEntry } from '../rules/compose.ts';
import { currentSeverity } from '../projection/incidentStatus.ts';
import { projectIncident } from '../projection/project.ts';
import { escalationOrder, callRunOf } from '../calls/callRun.ts';
import { clockRows } from '../queries/clocks.ts';
import { rolesView } from '../command/roles.ts';
import { actionBody, createJournal, evidenceBody, happened, incidentBody, START, systemBody, type Options } from '../testing/journal.ts';
import { conflictsOf, conflictsWithRemoved } from './collect.ts';
import type { ConflictKind, MergeConflict } from './conflict.ts';
import { planAttest, planSettlement } from './planSettlement.ts';

const B: Options = { feed: 2, author: 'M. Lie' };

/** Two consoles: the first writes on feed 1, the second on feed 2, and neither knows of the other until it is said. */
function room(incident: Partial<BodyOf<'incident'>> = {}) {
  const journal = createJournal();
  const id = journal.add('incident', { ...incidentBody, ...incident });
  const state = () => projectIncident(journal.entries);
  const of = (kind: ConflictKind): readonly MergeConflict[] => conflictsOf(state()).open.filter((conflict) => conflict.kind === kind);
  const seq = () => journal.entries.at(-1)?.place.seq ?? 0;
  /** Options of somebody on a third feed who has seen everything so far. */
  const knowing = (author = 'A. Lund', feed = 3): Options => ({ feed, author, quotes: [1, 2, 3].filter((other) => other !== feed).map((other) => ({ feed: other, seq: seq() })) });
  const decide = (conflict: MergeConflict | undefined, chosen: EntryId | null) => {
    if (conflict === undefined) throw new Error('there is no such conflict');
    const drafts = planSettlement({ conflict, chosen, question: 'Which of the two?', options: conflict.sides.map(({ value }) => value ?? ''), choice: 'this one', reason: 'asked both', decidedBy: 'A. Lund', entities: state().entities });
    const options = knowing();
    return drafts.map(({ kind, body, links }, index) => journal.add(kind, (kind === 'decision' ? { ...body, ref: 'D-K7-001' } : body) as never, { ...options, ...(index > 0 ? { quotes: [] } : {}), ...(links === undefined ? {} : { links }) }));
  };
  const attest = (conflict: MergeConflict | undefined, author: string) => {
    if (conflict === undefined) throw new Error('there is no such conflict');
    const draft = planAttest(conflict, 'looked at it');
    return journal.add('attest', draft.body as BodyOf<'attest'>, knowing(author, 3));
  };
  return { journal, incident: id, state, of, seq, knowing, decide, attest, open: () => conflictsOf(state()).open.map(({ kind }) => kind), settled: () => conflictsOf(state()).settled };
}
const amendment = (target: EntryId, field: string, value: unknown) => ({ target, field, value: JSON.stringify(value), reason: 'corrected' });

describe('what is shown until it is decided, and what is raised', () => {
  test('one device contradicts nobody; two that know of each other do not either', () => {
    const { journal, open, seq } = room();
    journal.add('milestone', { milestone: 'contained', basis: 'cut off' });
    journal.add('milestone', { milestone: 'contained', basis: 'cut off' }, { occurred: happened(START - 5_000) });
    expect(open()).toEqual([]);
    journal.add('milestone', { milestone: 'contained', basis: 'later' }, { ...B, occurred: happened(START - 9_000), quotes: [{ feed: 1, seq: seq() }] });
    expect(open()).toEqual([]);
  });

  test('severity: the higher of two assessments counts; a later one by somebody who saw both settles it', () => {
    const { journal, of, state, settled, decide } = room({ severity: 'low' });
    const high = journal.add('assessment', { severity: 'high', reason: 'servers' });
    const medium = journal.add('assessment', { severity: 'medium', reason: 'one server' }, B);
    expect(currentSeverity(state())).toBe('high');
    const [conflict] = of('severity');
    expect(conflict).toMatchObject({ level: 'conflict', settled: null, since: { entryId: medium } });
    expect(conflict?.sides.map(({ stamp, value, reason, counts }) => [stamp.entryId, value, reason, counts, stamp.author.name])).toEqual([[high, 'high', 'servers', true, 'K. Moen'], [medium, 'medium', 'one server', false, 'M. Lie']]);
    decide(conflict, medium);
    expect([of('severity'), currentSeverity(state())]).toEqual([[], 'medium']);
    expect(settled()).toMatchObject([{ kind: 'severity', settled: { decision: { ref: 'D-K7-001', choice: 'this one', decidedBy: 'A. Lund' } } }]);
  });

  test('severity: an amendment and an assessment contradict too', () => {
    const { journal, incident, of, state } = room({ severity: 'medium' });
    journal.add('amend', amendment(incident, 'severity', 'low'));
    journal.add('assessment', { severity: 'critical', reason: 'domain controllers' }, B);
    journal.add('note', { text: 'nothing of it' });
    expect(currentSeverity(state())).toBe('critical');
    expect(of('severity')[0]?.sides.map(({ value, counts }) => [value, counts])).toEqual([['low', false], ['critical', true]]);
  });

  test('coordinators: both are shown, and nothing is approved until one of them is chosen', () => {
    const { journal, of, state, decide, settled } = room();
    const action = journal.add('action', actionBody);
    const seat = (person: string): BodyOf<'assignment'> => ({ role: 'incident-coordinator', person, state: 'accepted' });
    journal.add('assignment', seat('K. Moen'));
    const other = journal.add('assignment', seat('M. Lie'), B);
    const [conflict] = of('coordinators');
    expect(conflict?.sides.map(({ value, counts }) => [value, counts])).toEqual([['K. Moen', true], ['M. Lie', true]]);
    const approve = () => composeEntry({ kind: 'approval', occurred: null, body: { ref: 'AP-K7-001', action, targets: [], seat: 'single', requestedBy: 'K. Moen', approver: 'A. Lund', verdict: 'approved' } }, { author: { name: 'A. Lund', prefix: 'AL' }, now: (START + 60_000) as UnixMs, zone: 'UTC', id: '01JAAAAAAAAAAAAAAAAAAAAAAA' as EntryId, state: state() });
    expect(approve()).toMatchObject({ ok: false, error: { message: expect.stringContaining('more than one person is incident coordinator') } });
    decide(conflict, other);
    expect([of('coordinators'), rolesView(state()).contested, rolesView(state()).coordinators.at(-1)?.person]).toEqual([[], [], 'M. Lie']);
    expect(settled()).toMatchObject([{ kind: 'coordinators', settled: { decision: { ref: 'D-K7-001' } } }]);
    expect(approve().ok).toBe(true);
  });

  test('milestone: the earlier of two instants counts and drives the clocks; the other is struck by the decision, or both stay', () => {
    for (const isLeft of [false, true]) {
      const { journal, of, open, decide, settled, state } = room({ clockProfiles: ['customer-contract'] });
      const late = journal.add('milestone', { milestone: 'contained', basis: 'the switch' }, { occurred: happened(START - 60_000) });
      const early = journal.add('milestone', { milestone: 'contained', basis: 'the firewall' }, { ...B, occurred: happened(START - 600_000) });
      const [conflict] = of('milestone');
      expect(conflict).toMatchObject({ about: 'contained', subject: { id: early } });
      expect(conflict?.sides.map(({ stamp, counts }) => [stamp.entryId, counts])).toEqual([[late, false], [early, true]]);
      decide(conflict, isLeft ? null : late);
      expect(open()).toEqual([]);
      expect(settled()).toMatchObject([{ kind: 'milestone', settled: { decision: { ref: 'D-K7-001' } } }]);
      expect(entityOf(state(), 'milestone', early)?.retracted === null).toBe(isLeft);
    }
  });

  test('milestone: times that overlap are one; an instant amended apart is two', () => {
    const { journal, of } = room();
    const one = journal.add('milestone', { milestone: 'contained', basis: 'x' }, { occurred: happened(START, { precision: 'minute' }) });
    journal.add('milestone', { milestone: 'contained', basis: 'y' }, { ...B, occurred: happened(START + 30_000, { precision: 'exact' }) });
    expect(of('milestone')).toEqual([]);
    journal.add('amend', amendment(one, 'occurred', happened(START - 90_000)));
    const earlier = journal.add('amend', amendment(one, 'occurred', happened(START - 95_000)), { ...B, quotes: [{ feed: 1, seq: 2 }] });
    expect(of('milestone').find(({ about }) => about === 'occurred')?.sides.find(({ counts }) => counts)?.stamp.entryId).toBe(earlier);
  });

  test('a clock stopped twice: the earliest record counts, the other is its repeat, and an attestation ends the notice', () => {
    const { journal, of, state, attest, settled } = room({ severity: 'high', clockProfiles: ['managed-service'] });
    journal.add('milestone', { milestone: 'detected', basis: 'alarm' }, { occurred: happened(START - 600_000) });
    const first = journal.add('milestone', { milestone: 'triageCompleted', basis: 'read it' }, { occurred: happened(START - 300_000) });
    const second = journal.add('milestone', { milestone: 'triageCompleted', basis: 'read it too' }, { ...B, occurred: happened(START - 200_000) });
    const stopped = clockRows(state(), START).find(({ stoppedBy }) => stoppedBy.some(({ entryId }) => entryId === first));
    if (stopped === undefined) throw new Error('no clock was stopped by the triage');
    expect(stopped.repeats.map(({ of: counting, entryId }) => [counting, entryId])).toEqual([[first, second]]);
    const [notice] = of('stopped-twice');
    expect(notice).toMatchObject({ level: 'notice', about: stopped.id });
    expect(notice?.sides.map(({ stamp, counts }) => [stamp.entryId, counts])).toEqual([[first, true], [second, false]]);
    attest(notice, 'A. Lund');
    expect([of('stopped-twice'), settled().map(({ kind, settled: end }) => [kind, end?.by.author.name, end?.decision])]).toEqual([[], [['stopped-twice', 'A. Lund', null]]]);
  });

  test('an item received on both devices: nobody holds it, and both have to attest', () => {
    const { journal, of, state, attest, seq } = room();
    const item = journal.add('evidence', evidenceBody);
    const release = journal.add('custody', { item, type: 'release', by: 'K. Moen', to: 'M. Lie' });
    const known = [{ feed: 1, seq: seq() }];
    journal.add('custody', { item, type: 'receive', by: 'A. Lund', release }, { feed: 3, author: 'A. Lund', quotes: known });
    journal.add('custody', { item, type: 'receive', by: 'M. Lie', release }, { ...B, quotes: known });
    expect(state().custody.get(item)).toMatchObject({ state: 'disputed', gaps: [expect.stringContaining('released to M. Lie'), expect.stringContaining('after it was already received')] });
    const [conflict] = of('received-twice');
    expect(conflict).toMatchObject({ level: 'conflict', waitingFor: ['A. Lund', 'M. Lie'], sides: [{ value: 'A. Lund', counts: false }, { value: 'M. Lie', counts: false }] });
    attest(conflict, 'A. Lund');
    expect(of('received-twice')).toMatchObject([{ waitingFor: ['M. Lie'] }]);
    attest(conflict, 'm. lie');
    expect(of('received-twice')).toEqual([]);
  });

  test('approved on one and refused on the other: refused, urgent when it was done, and the authorisation waits', () => {
    const { journal, of, state, decide, settled } = room();
    const action = journal.add('action', actionBody);
    const answer = (ref: string, verdict: 'approved' | 'refused'): BodyOf<'approval'> => ({ ref, action, targets: [], seat: 'single', requestedBy: 'K. Moen', approver: 'A. Lund', verdict });
    const approved = journal.add('approval', answer('AP-K7-001', 'approved'));
    const refused = journal.add('approval', answer('AP-ML-001', 'refused'), B);
    expect(of('approval')).toMatchObject([{ urgent: false, subject: { id: action }, sides: [{ counts: false }, { counts: true }] }]);
    const authorise = () => composeEntry({ kind: 'transition', occurred: null, body: { target: action, state: 'authorised' } }, { author: { name: 'A. Lund', prefix: 'AL' }, now: (START + 60_000) as UnixMs, zone: 'UTC', id: '01JAAAAAAAAAAAAAAAAAAAAAAA' as EntryId, state: state() });
    expect(authorise()).toMatchObject({ ok: false, error: { message: expect.stringContaining('another refused it') } });
    journal.add('transition', { target: action, state: 'done' });
    expect(of('approval')).toMatchObject([{ urgent: true }]);
    decide(of('approval')[0], approved);
    expect(of('approval')).toEqual([]);
    expect(entityOf(state(), 'approval', refused)?.retracted?.reason).toBe('asked both');
    expect(settled()).toMatchObject([{ kind: 'approval', urgent: false, settled: { decision: { ref: 'D-K7-001' } } }]);
    expect(authorise().ok).toBe(true);
  });

  test('a step done and skipped, and a step ticked twice: done counts, both notes are kept', () => {
    const { journal, of, state } = room();
    const steps = ['one', 'two'].map((text, index) => ({ id: `00000000-0000-4000-8000-00000000000${index}`, kind: 'action', phase: 'contain', text }));
    const run = journal.add('playbook-run', { playbook: 'PB-01', version: 1, title: 'Ransomware', steps } as unknown as BodyOf<'playbook-run'>);
    const settle = (index: number, outcome: 'done' | 'skipped', remark: string): BodyOf<'playbook-step'> => ({ run, step: steps[index]?.id ?? '', text: steps[index]?.text ?? '', outcome, remark });
    journal.add('playbook-step', settle(0, 'skipped', 'no such switch'));
    journal.add('playbook-step', settle(0, 'done', 'port 12'), B);
    journal.add('playbook-step', settle(1, 'done', 'mine'));
    journal.add('playbook-step', settle(1, 'done', 'mine too'), B);
    expect(of('step').map(({ level, sides }) => [level, sides.map(({ reason, counts }) => [reason, counts])])).toEqual([['notice', [['no such switch', false], ['port 12', true]]], ['notice', [['mine', true], ['mine too', true]]]]);
    expect(entitiesOf(state(), 'playbook-step').map(({ body }) => body.remark)).toEqual(['no such switch', 'port 12', 'mine', 'mine too']);
  });

  test('the number of a contact changed on both: both are called, until one is chosen', () => {
    const { journal, of, state, decide } = room();
    const contact = journal.add('contact', { name: 'Duty desk', contactKinds: [], numbers: ['+47 1'], emails: [], order: 1 });
    journal.add('amend', amendment(contact, 'numbers', ['+47 22']));
    const other = journal.add('amend', amendment(contact, 'numbers', ['+47 33']), B);
    expect(entityOf(state(), 'contact', contact)?.body.numbers).toEqual(['+47 22', '+47 33']);
    expect(callRunOf('01JAAAAAAAAAAAAAAAAAAAAAAA' as EntryId, escalationOrder(entitiesOf(state(), 'contact')), []).next?.number).toBe('+47 22');
    expect(of('contact')).toMatchObject([{ level: 'notice', about: 'numbers', sides: [{ value: '["+47 22"]', counts: true }, { value: '["+47 33"]', counts: true }] }]);
    decide(of('contact')[0], other);
    expect([of('contact'), entityOf(state(), 'contact', contact)?.body.numbers]).toEqual([[], ['+47 33']]);
  });

  test('verdicts of an indicator differ: the worse counts, changed or written down twice', () => {
    const { journal, of, state, decide } = room();
    const indicator = (ref: string, verdict: 'malicious' | 'benign'): BodyOf<'indicator'> => ({ ref, indicatorType: 'ipv4', value: '192.0.2.1', verdict, state: 'observed' });
    const one = journal.add('indicator', indicator('I-K7-001', 'benign'));
    const other = journal.add('indicator', indicator('I-ML-001', 'malicious'), B);
    expect(of('indicator')).toMatchObject([{ level: 'notice', subject: { id: other }, sides: [{ value: '"benign"', counts: false }, { value: '"malicious"', counts: true }] }]);
    decide(of('indicator')[0], one);
    expect([of('indicator'), entityOf(state(), 'indicator', other)?.body.verdict]).toEqual([[], 'benign']);
  });

  test('entries after closure on the other device are accepted and told; reopening or an attestation ends it, and more of them begin it again', () => {
    const { journal, incident, of, attest, state } = room();
    journal.add('note', { text: 'known to the other' });
    journal.add('milestone', { milestone: 'closed', basis: 'all done' });
    const after = journal.add('note', { text: 'still seeing traffic' }, B);
    expect(of('after-closure')).toMatchObject([{ level: 'notice', since: { entryId: after }, sides: [{ value: expect.stringContaining('Closed') }, { value: 'still seeing traffic' }] }]);
    attest(of('after-closure')[0], 'A. Lund');
    expect(of('after-closure')).toEqual([]);
    journal.add('note', { text: 'and more' }, B);
    expect(of('after-closure')[0]?.sides).toHaveLength(3);
    journal.add('transition', { target: incident, state: 'reviewing', reason: 'reopened' });
    expect([of('after-closure'), state().incident?.state]).toEqual([[], 'reviewing']);
  });

  test('entries of a removed device are a finding that nothing dismisses', () => {
    const { journal, state, attest } = room();
    const late = journal.add('note', { text: 'after I was removed' }, B);
    const view = () => conflictsWithRemoved(state(), ({ feed }) => feed.endsWith('2'));
    expect(view().open).toMatchObject([{ kind: 'after-removal', level: 'finding', since: { entryId: late }, sides: [{ value: 'after I was removed', counts: false }] }]);
    attest(view().open[0], 'A. Lund');
    expect(view().open).toHaveLength(1);
  });

  test('clocks of devices that tell two facts the other way round are a notice, once for a pair of devices', () => {
    const { journal, of, seq } = room();
    const system = journal.add('system', systemBody);
    const known = [{ feed: 1, seq: seq() }];
    const slow = { ...B, hlcMs: START + 60_000, quotes: known };
    const step = journal.add('transition', { target: system, state: 'contained' }, { ...slow, recordedAt: START - 900_000 });
    journal.add('amend', amendment(system, 'owner', 'Finance'), { ...slow, recordedAt: START - 890_000, quotes: [] });
    expect(of('order')).toMatchObject([{ level: 'notice', more: 2, sides: [{ stamp: { entryId: system }, counts: true }, { stamp: { entryId: step }, counts: false }] }]);
  });

  test('a second incident in one journal: both references stay, the survivor is decided', () => {
    const { journal, incident, of, decide, state } = room();
    const twin = journal.add('incident', { ...incidentBody, ref: 'INC-2026-0043' }, B);
    expect(of('incident-twice')).toMatchObject([{ level: 'conflict', sides: [{ entity: incident, counts: true }, { entity: twin, counts: true }] }]);
    decide(of('incident-twice')[0], incident);
    expect([of('incident-twice'), entityOf(state(), 'incident', twin)?.body.duplicateOf, entityOf(state(), 'incident', twin)?.retracted]).toEqual([[], 'INC-2026-0042', null]);
  });

  test('other fields: side by side with what counts; retracted entities contradict nobody', () => {
    const { journal, of } = room();
    const system = journal.add('system', systemBody);
    journal.add('amend', amendment(system, 'criticality', 'critical'));
    journal.add('amend', amendment(system, 'criticality', 'low'), B);
    expect(of('field')).toMatchObject([{ level: 'conflict', about: 'criticality', subject: { id: system, ref: 'S-K7-001' }, sides: [{ value: '"critical"', counts: true }, { value: '"low"', counts: false }] }]);
    journal.add('retract', { target: system, reason: 'no such server' });
    expect(of('field')).toEqual([]);
  });
});

describe('what settles', () => {
  test('a decision counts only when its author had seen all of the entries, and as long as it stands', () => {
    const { journal, of, knowing } = room();
    const one = journal.add('milestone', { milestone: 'contained', basis: 'x' }, { occurred: happened(START) });
    const other = journal.add('milestone', { milestone: 'contained', basis: 'y' }, { ...B, occurred: happened(START - 60_000) });
    const decision: BodyOf<'decision'> = { ref: 'D-K7-001', question: 'q', options: [], choice: 'c', decidedBy: 'A. Lund', consulted: [], state: 'decided' };
    const links = [one, other].map((to) => ({ relation: 'answers' as const, to }));
    journal.add('decision', decision, { feed: 3, links });
    expect(of('milestone')).toHaveLength(1);
    journal.add('decision', { ...decision, ref: 'D-K7-002' }, { ...knowing('A. Lund', 4), links: links.slice(0, 1) });
    expect(of('milestone')).toHaveLength(1);
    const whole = journal.add('decision', { ...decision, ref: 'D-K7-003' }, { ...knowing('A. Lund', 5), links });
    expect(of('milestone')).toEqual([]);
    journal.add('transition', { target: whole, state: 'overturned' }, knowing('A. Lund', 5));
    expect(of('milestone')).toHaveLength(1);
  });

  test('a dispute, and an attestation by somebody who had not seen all of it, settle nothing', () => {
    const { journal, of, knowing } = room();
    const indicator = (ref: string, verdict: 'malicious' | 'benign'): BodyOf<'indicator'> => ({ ref, indicatorType: 'ipv4', value: '192.0.2.1', verdict, state: 'observed' });
    journal.add('indicator', indicator('I-K7-001', 'benign'));
    const other = journal.add('indicator', indicator('I-ML-001', 'malicious'), B);
    journal.add('attest', { target: other, verdict: 'confirm' }, B);
    journal.add('attest', { target: other, verdict: 'dispute' }, knowing());
    expect(of('indicator')).toHaveLength(1);
  });
});
