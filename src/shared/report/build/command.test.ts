import { expect, test } from 'vitest';
import type { UnixMs } from '#base';
import { asAnyEntity, projectIncident, type BodyOf } from '#domain';
import { createJournal, happened, incidentBody, START } from '../../domain/testing/journal.ts';
import { renderHtml } from '../html/renderHtml.ts';
import { buildHandoverSheet } from './handoverSheet.ts';
import type { ReportDocument } from '../tree/blocks.ts';
import { buildPlan } from './plan.ts';
import { buildSitrep } from './sitrep.ts';

const at = (minutes: number): UnixMs => (START + minutes * 60_000) as UnixMs;
const html = (document: ReportDocument): string => renderHtml(document, { issue: null, contentSha256: 'e'.repeat(64), generatedAt: '', generatedBy: '', fontCss: '' });
const standsOn = { asOf: at(450), heads: [], contentSha256: '0'.repeat(64) as never };
const plan: BodyOf<'plan'> = {
  version: 1, situation: 'Two servers encrypted', objectives: ['Stop the spread'], strategy: 'contain-now', workstreams: [{ name: 'Containment', lead: 'Ben', tasks: ['cut VLAN 20'] }], constraints: ['the quay cranes run'],
  triggers: [{ when: 'a third server falls', action: 'cut the site' }], approved: { by: 'Ana Ek', at: happened(at(55)) },
};

function incident() {
  const journal = createJournal();
  journal.add('incident', { ...incidentBody, clockProfiles: ['managed-service'] });
  journal.add('milestone', { milestone: 'declared', basis: 'severity high' }, { occurred: happened(at(10)) });
  journal.add('assignment', { role: 'incident-coordinator', person: 'Ana Ek', state: 'accepted', contact: '+47 1' }, { occurred: happened(at(21)) });
  return journal;
}
const inputOf = (journal: ReturnType<typeof incident>) => ({ state: projectIncident(journal.entries), zone: 'UTC', producedBy: 'Holdfast', feeds: [] });

test('the hand-over sheet prints every item with boxes and its time, who is on, and both signatures', () => {
  const journal = incident();
  const sheet = html(buildHandoverSheet(inputOf(journal), {
    ref: 'H-K7-001', from: 'Ana Ek', to: 'Cem Ay', ...standsOn, tried: 'Blocking by name', condition: 'Ana is tired', outages: 'Ticket desk',
    items: [{ itemKind: 'approval', title: 'AP-K7-001 Cut VLAN 20', due: at(490) }, { itemKind: 'duty', title: 'Call customer B' }],
  }));
  for (const text of ['Hand-over H-K7-001', '13:30', 'Call customer B', 'Ana is tired', 'Blocking by name', 'Ticket desk', 'Ana Ek, since', '14:10', '+47 1', 'outgoing', 'incoming']) expect(sheet).toContain(text);
  expect(sheet.match(/\[ \] yes/g)).toHaveLength(2);
  expect(sheet).not.toContain('Situation</h2>');
});

test('a situation report says what a person makes of it, what happened since the last, and which clocks run', () => {
  const journal = incident();
  journal.add('sitrep', { number: 1, assessment: 'first', nextSteps: 'x', ...standsOn });
  journal.add('decision', { ref: 'D-K7-001', question: 'Cut the site?', options: [], choice: 'Cut the site', decidedBy: 'Ana Ek', consulted: [], state: 'decided' });
  const pages = html(buildSitrep(inputOf(journal), { number: 2, assessment: 'The spread has stopped', nextSteps: 'Rebuild FS01', ...standsOn }));
  for (const text of ['Situation report 2', 'Since situation report 1', 'Cut the site', 'The spread has stopped', 'Rebuild FS01', 'B.EMAIL', 'overdue', '2 h']) expect(pages).toContain(text);
  expect(pages).not.toContain('Decisions wanted');
});

test('a plan tells how long it took against its limit, and what it changes', () => {
  const journal = incident();
  journal.add('plan', plan);
  const id = journal.add('plan', { ...plan, version: 2, strategy: 'mixed', objectives: ['Stop the spread', 'Keep the evidence'] });
  const input = inputOf(journal);
  const entity = input.state.entities.get(id);
  const known = entity === undefined ? undefined : asAnyEntity(entity);
  if (known?.kind !== 'plan') throw new Error('no plan');
  const pages = html(buildPlan(input, known));
  for (const text of ['Response plan, version 2', 'Approved by Ana Ek', '45 m', 'within 4 h', 'cut VLAN 20', 'a third server falls', 'Changed since version 1', 'Keep the evidence', 'Contain now']) expect(pages).toContain(text);
});
