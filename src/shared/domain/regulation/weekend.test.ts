// Several regulators over a weekend: a payment institution in Berlin (DORA, GDPR) with a managed-service subsidiary (NIS2), not registered with the SEC.
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { EntryId, UnixMs } from '#base';
import { createJournal, evidenceBody, happened, incidentBody } from '../testing/journal.ts';
import { projectIncident } from '../projection/project.ts';
import { clockRows } from '../queries/clocks.ts';
import type { IncidentState } from '../view.ts';
import type { BodyOf } from '../entries/bodies.ts';
import { parsePackFile } from './pack.ts';
import { regulationView, worksheetOf } from './view.ts';

const at = (text: string): UnixMs => Date.parse(text) as UnixMs;
const iso = (instant: number | null | undefined): string | null => (instant === null || instant === undefined ? null : new Date(instant).toISOString().slice(0, 16));
const fileOf = (name: string): string => readFileSync(new URL(`../../../../resources/packs/${name}.json`, import.meta.url), 'utf8');

function packBody(name: string): BodyOf<'clock-pack'> {
  const file = fileOf(name);
  const parsed = parsePackFile(file);
  if (!parsed.ok) throw new Error(parsed.error.kind);
  const { id, version, title } = parsed.value.pack;
  return { pack: id, version, title, file, signer: parsed.value.key, trust: 'built-in', reason: 'declared' };
}

const journal = createJournal(6);
const when = (text: string) => ({ occurred: happened(at(text)), recordedAt: at(text) });
const milestone = (kind: BodyOf<'milestone'>['milestone'], text: string): EntryId => journal.add('milestone', { milestone: kind, basis: 'written down as it was' }, when(text));
const sent = (clock: string, text: string, more: Partial<BodyOf<'communication'>> = {}, links: Parameters<typeof journal.add>[2] = {}): EntryId => journal.add('communication', { direction: 'out', communicationKind: 'regulator', text: 'sent over the portal', clock, ...more }, { ...when(text), ...links });
const answer = (regime: string, text: string, reply: BodyOf<'reportability'>['answer'], more: Partial<BodyOf<'reportability'>> = {}): EntryId => journal.add('reportability', { regime, question: 'Must it be reported?', answer: reply, reason: 'as assessed', decidedBy: 'R. Iversen', ...more }, when(text));
const read = (now: string): { readonly state: IncidentState; readonly clock: (id: string) => ReturnType<typeof clockRows>[number] } => {
  const state = projectIncident(journal.entries);
  const rows = clockRows(state, at(now));
  return { state, clock: (id) => { const row = rows.find((each) => each.id === id); if (row === undefined) throw new Error(`no clock ${id}`); return row; } };
};

let aware: EntryId;
beforeAll(() => {
  journal.add('incident', { ...incidentBody, zone: 'Europe/Berlin' }, when('2026-12-02T08:30:00Z'));
  journal.add('clock-pack', packBody('europe'), when('2026-12-02T08:40:00Z'));
  journal.add('clock-pack', packBody('united-states'), when('2026-12-02T08:41:00Z'));
});

test('Wednesday: DORA counts from the classification, and stops with a submission that has proof', () => {
  expect(read('2026-12-02T08:50:00Z').clock('DORA.INI').state).toBe('unassessed');
  milestone('aware', '2026-12-02T09:00:00Z');
  milestone('classifiedMajor', '2026-12-02T12:00:00Z');
  answer('DORA', '2026-12-02T12:05:00Z', 'reportable', { approvedBy: 'M. Berg' });
  expect(iso(read('2026-12-02T12:06:00Z').clock('DORA.INI').due)).toBe('2026-12-02T16:00');
  const initial = sent('DORA.INI', '2026-12-02T15:10:00Z');
  // Without the receipt of the portal the clock runs on.
  expect(read('2026-12-02T15:11:00Z').clock('DORA.INI').state).toBe('running');
  const photo = journal.add('evidence', { ...evidenceBody, ref: 'EV-K7-001', name: 'Photo of the receipt', evidenceKind: 'photo' }, { ...when('2026-12-02T15:12:00Z'), links: [{ relation: 'evidence-of', to: initial }] });
  expect(photo).not.toBe(initial);
  const { clock } = read('2026-12-02T15:13:00Z');
  expect([clock('DORA.INI').state, iso(clock('DORA.INI').stoppedAt)]).toEqual(['met', '2026-12-02T15:10']);
  expect([iso(clock('DORA.INT').due), iso(clock('DORA.INT').latestLawful)]).toEqual(['2026-12-05T15:10', '2026-12-07T11:00']);
});

test('Thursday and Friday: NIS2 and GDPR begin with their own milestones, SEC is answered with no', () => {
  milestone('awareSignificant', '2026-12-03T08:00:00Z');
  let { clock } = read('2026-12-03T08:01:00Z');
  expect([iso(clock('NIS2.EW').due), iso(clock('NIS2.IN').due), clock('GDPR.33').state]).toEqual(['2026-12-04T08:00', '2026-12-06T08:00', 'unassessed']);
  sent('NIS2.EW', '2026-12-03T20:00:00Z', { receipt: 'CSIRT-2026-4711' });
  aware = milestone('awarePersonalData', '2026-12-04T16:20:00Z');
  answer('SEC', '2026-12-04T16:30:00Z', 'not-reportable', { reason: 'not a registrant', approvedBy: 'General counsel' });
  ({ clock } = read('2026-12-04T17:00:00Z'));
  expect([iso(clock('GDPR.33').due), clock('GDPR.33').state, clock('NIS2.EW').state, clock('SEC.105').state]).toEqual(['2026-12-07T16:20', 'running', 'met', 'not-applicable']);
});

test('Saturday: the next stages count from what was really submitted', () => {
  sent('DORA.INT', '2026-12-05T14:00:00Z', { text: 'unchanged', receipt: 'BaFin-2' });
  sent('NIS2.IN', '2026-12-05T18:00:00Z', { receipt: 'CSIRT-2026-4712' });
  const { clock } = read('2026-12-05T18:01:00Z');
  expect([clock('DORA.INT').state, iso(clock('DORA.FIN').due), iso(clock('NIS2.FR').due)]).toEqual(['met', '2027-01-05T14:00', '2027-01-05T18:00']);
});

test('Sunday: the moment of awareness moves back; late on arrival, with a reason, met late', () => {
  const [before, after] = [happened(at('2026-12-04T16:20:00Z')), happened(at('2026-12-03T22:00:00Z'))];
  journal.add('amend', { target: aware, field: 'occurred', from: JSON.stringify(before), value: JSON.stringify(after), reason: 'mail of the privacy officer' }, when('2026-12-06T23:10:00Z'));
  let { clock } = read('2026-12-06T23:11:00Z');
  expect(clock('GDPR.33')).toMatchObject({ due: at('2026-12-06T22:00:00Z'), formerDue: [at('2026-12-07T16:20:00Z')], overdueOnArrival: true, state: 'overdue', explained: null });
  journal.add('decision', { ref: 'D-K7-001', question: 'Why late?', options: [], choice: 'The reason is recorded', reason: 'the mail was found late', decidedBy: 'R. Iversen', consulted: [], state: 'decided', clock: { id: 'GDPR.33', effect: 'explain' } }, when('2026-12-06T23:20:00Z'));
  sent('GDPR.33', '2026-12-06T23:55:00Z', { receipt: 'DPA-99' });
  ({ clock } = read('2026-12-06T23:56:00Z'));
  expect(clock('GDPR.33').state).toBe('met-late');
  expect(clock('GDPR.33').explained?.number).toBeGreaterThan(0);
  // No milestone moved another.
  expect([iso(clock('NIS2.EW').due), iso(clock('DORA.INI').due)]).toEqual(['2026-12-04T08:00', '2026-12-02T16:00']);
});

test('the page of regimes lists what was decided and sent, and worksheets share one timeline', () => {
  const { state } = read('2026-12-07T08:00:00Z');
  const view = regulationView(state, [], at('2026-12-07T08:00:00Z'));
  const regimes = new Map(view.regimes.map((row) => [row.regime.id, row]));
  expect(regimes.get('SEC')).toMatchObject({ answer: { body: { answer: 'not-reportable', reason: 'not a registrant' } } });
  expect(regimes.get('DORA')?.submissions.map(({ clock, isProven }) => [clock, isProven])).toEqual([['DORA.INI', true], ['DORA.INT', true]]);
  expect(regimes.get('GDPR')?.off).toMatchObject([{ id: 'GDPR.96H', standing: 'proposed' }]);
  const filled = worksheetOf(state, 'DORA', 'DORA.INT')?.fields ?? [];
  expect(filled.find(({ label }) => label === 'Reports to other authorities')?.value).toContain('NIS2.EW, receipt CSIRT-2026-4711');
  expect(worksheetOf(state, 'GDPR', 'GDPR.33')?.fields.find(({ label }) => label === 'When we became aware')?.value).toContain('2026-12-03 22:00Z');
  expect(worksheetOf(state, 'GDPR', 'GDPR.33')?.fields.find(({ label }) => label === 'Categories and number of data subjects')?.value).toBeNull();
});

test('a later answer supersedes; of two that did not see each other the worse counts', () => {
  const first = answer('CRA', '2026-12-07T09:00:00Z', 'not-reportable');
  answer('CRA', '2026-12-07T09:10:00Z', 'undetermined', { supersedes: [first as never] });
  expect(read('2026-12-07T09:11:00Z').clock('CRA.EW').state).toBe('armed');
  answer('CRA', '2026-12-07T09:20:00Z', 'not-reportable');
  const view = regulationView(read('2026-12-07T09:21:00Z').state, [], at('2026-12-07T09:21:00Z'));
  const row = view.regimes.find(({ regime }) => regime.id === 'CRA');
  expect([row?.answer?.body.answer, row?.beside.length]).toEqual(['undetermined', 1]);
});
