import { expect, test } from 'vitest';
import { projectIncident } from '#domain';
import { actionBody, createJournal, incidentBody } from '../../domain/testing/journal.ts';
import { renderHtml } from '../html/renderHtml.ts';
import { renderMarkdown } from '../markdown/renderMarkdown.ts';
import { buildCompleteness } from './completeness.ts';
import { buildContainmentAuthorisation } from './extracts.ts';
import { buildFiguresPage } from './figuresPage.ts';
import { buildWorksheet } from './worksheet.ts';

const file = { issue: null, contentSha256: 'c'.repeat(64), asOf: '2026-11-21T06:00:00Z' };
function begin() {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const input = () => ({ state: projectIncident(journal.entries), zone: 'UTC', feeds: [{ author: 'K. Moen', device: 'K7', frames: 3, head: 'a', fingerprint: 'f', unwitnessed: 3 }], producedBy: 'Holdfast' });
  return { journal, input };
}

test('every part with something open has a section with the entry; parts with nothing are named', () => {
  const { journal, input } = begin();
  journal.add('decision', { ref: 'D-K7-001', question: 'Pay?', options: [], choice: 'no', decidedBy: 'A. Lund', consulted: [], state: 'decided' });
  const document = buildCompleteness(input(), { forks: [], gaps: [{ feed: 'ab'.repeat(32), fromSeq: 1, toSeq: 2 }], damaged: 0 });
  expect(document.sections.map(({ id }) => id)).toEqual(['standing', 'journal', 'decisions', 'closure']);
  const text = renderMarkdown(document, file);
  expect(text).toContain('no reason stated');
  expect(text).toContain('D-K7-001');
  expect(text).toContain('frames are missing');
  expect(text).toContain('K. Moen: 3');
  expect(text).toContain('Milestones, Clocks, Evidence');
});

test('a worksheet says what is not known yet and blocks nothing', () => {
  const document = buildWorksheet(begin().input(), { regime: 'GDPR', id: 'GDPR.33', title: 'Notification', authority: 'The authority', fields: [{ label: 'Nature of the breach', value: 'Files were copied' }, { label: 'Persons', value: null }] });
  expect(document.subtitle).toBe('The authority; 1 of 2 fields not known yet');
  expect(renderMarkdown(document, file)).toMatch(/Files were copied[\s\S]*not known yet/);
  expect(document.sections.some(({ mandatory }) => mandatory)).toBe(false);
});

test('the containment form says how many of two people have approved', () => {
  const { journal, input } = begin();
  const action = journal.add('action', { ...actionBody, authority: { basis: 'not-stated' } });
  journal.add('approval', { ref: 'AP-K7-001', action, targets: [], seat: 'first-of-two', requestedBy: 'K. Moen', approver: 'A. Lund', verdict: 'approved' });
  expect(renderMarkdown(buildContainmentAuthorisation(input()), file)).toContain('asked for; 1 of 2 approved');
});

test('figures are numbered nowhere, are no draft, and bear the hash of what they stand on', () => {
  const document = buildFiguresPage({ title: 'Figures', lead: 'All time', method: 'Persons are not compared.', sections: [{ title: 'By severity', note: null, bars: [{ label: 'high <b>', value: '3', share: 0.5 }] }] }, { vault: 'Site', tlp: 'AMBER', incidents: 2, entries: 12, head: 'd'.repeat(64) });
  const html = renderHtml(document, { issue: null, contentSha256: 'c'.repeat(64), generatedAt: '2026-11-21', generatedBy: 'K. Moen', fontCss: '' });
  expect(html).not.toContain('DRAFT');
  expect(html).toContain('high &lt;b&gt;');
  expect(html).toContain('d'.repeat(64));
  expect(html).toContain(`sha256:${'c'.repeat(64)}`);
  expect(renderMarkdown(document, file)).toContain('not numbered');
});
