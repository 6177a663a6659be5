import { expect, test } from 'vitest';
import { projectIncident } from '#domain';
import { createJournal } from '../../domain/testing/journal.ts';
import { renderHtml } from '../html/renderHtml.ts';
import { buildCallSheet } from './callSheet.ts';

test('the call sheet prints numbers in order with boxes, and the codename in place of the title', () => {
  const journal = createJournal();
  journal.add('incident', { ref: 'INC-1', title: 'Ransomware at the harbour', codename: 'KELP', severity: 'high', types: [], verdict: 'confirmed', major: true, tlp: 'AMBER', exercise: false, zone: 'UTC' });
  journal.add('contact', { name: 'Berit', contactKinds: [], numbers: ['+47 2'], emails: [], order: 2 });
  journal.add('contact', { name: 'Arne', contactKinds: [], numbers: ['+47 1', '+47 11'], emails: ['arne@example.org'], order: 1 });
  journal.add('contact', { name: 'Carl', contactKinds: [], numbers: [], emails: [] });
  const sheet = buildCallSheet({ state: projectIncident(journal.entries), zone: 'UTC', producedBy: 'Holdfast', feeds: [] });
  const html = renderHtml(sheet, { issue: null, contentSha256: 'e'.repeat(64), generatedAt: '', generatedBy: '', fontCss: '' });
  const places = ['Arne', '+47 1<', '+47 11', 'Berit', '+47 2', 'Further contacts', 'Carl', 'Further calls'].map((text) => html.indexOf(text));
  expect(places).toEqual(places.toSorted((left, right) => left - right));
  expect(places[0]).toBeGreaterThan(0);
  expect(html.match(/\[ \] ____:____/g)).toHaveLength(8);
  expect(html).toContain('KELP');
  expect(html).not.toContain('harbour');
});

test('each severity with places of its own has its order on the sheet, and the case number of the other side stands beside its contact', () => {
  const journal = createJournal();
  journal.add('incident', { ref: 'INC-1', title: 'x', codename: 'KELP', severity: 'critical', types: [], verdict: 'confirmed', major: true, tlp: 'AMBER', exercise: false, zone: 'UTC' });
  journal.add('contact', { name: 'Arne', contactKinds: [], numbers: ['1'], emails: [], order: 1, orderCritical: 2, caseNumber: 'POL-77' });
  journal.add('contact', { name: 'Chief', contactKinds: ['executive'], numbers: ['9'], emails: [], orderCritical: 1 });
  journal.add('contact', { name: 'Carl', contactKinds: [], numbers: [], emails: [] });
  const sheet = buildCallSheet({ state: projectIncident(journal.entries), zone: 'UTC', producedBy: 'Holdfast', feeds: [] });
  expect(sheet.sections.map(({ title }) => title)).toEqual(expect.arrayContaining(['Escalation order at any other severity', 'Escalation order at critical severity, as it stands now', 'Further contacts']));
  const rowsOf = (id: string) => JSON.stringify(sheet.sections.find((section) => section.id === id)?.blocks);
  expect(rowsOf('order')).not.toContain('Chief');
  expect(rowsOf('order-critical').indexOf('Chief')).toBeLessThan(rowsOf('order-critical').indexOf('Arne'));
  expect(rowsOf('order-critical')).toContain('their case POL-77');
  expect(rowsOf('others')).not.toContain('Chief');
});
