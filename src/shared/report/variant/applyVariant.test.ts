import { describe, expect, test } from 'vitest';
import { bytesToText, type EntryId } from '#base';
import { namesOf, narrowEntries, projectIncident, type DocumentProfile, type Entry } from '#domain';
import { createJournal, incidentBody } from '../../domain/testing/journal.ts';
import { buildPostIncident } from '../build/postIncident.ts';
import type { ReportInput } from '../build/input.ts';
import { renderDocx } from '../docx/renderDocx.ts';
import { renderHtml } from '../html/renderHtml.ts';
import { renderMarkdown } from '../markdown/renderMarkdown.ts';
import { contentOf, type ReportDocument } from '../tree/blocks.ts';
import { applyVariant } from './applyVariant.ts';

type Journal = ReturnType<typeof createJournal>;
const SECRET = 'NIGHTINGALE';

function mark(journal: Journal, id: EntryId, marks: Partial<Pick<Entry, 'tlp' | 'privileged'>>): EntryId {
  const index = journal.entries.findIndex((placed) => placed.id === id);
  const placed = journal.entries[index];
  if (placed?.entry === null || placed === undefined) throw new Error('no such entry');
  journal.entries[index] = { ...placed, entry: { ...placed.entry, ...marks } as Entry };
  return id;
}

function build(journal: Journal, profile: DocumentProfile) {
  const feeds: ReportInput['feeds'] = [{ author: 'Kari Moen', device: 'K7', frames: 9, head: 'c'.repeat(64), fingerprint: 'd'.repeat(16) }];
  const full = { state: projectIncident(journal.entries), zone: 'Europe/Oslo', producedBy: 'Holdfast 0', feeds };
  const narrowed = narrowEntries(journal.entries, profile, full.state);
  const input = { ...full, state: projectIncident(narrowed.placed) };
  return applyVariant(buildPostIncident(input), { profile, incidentTlp: full.state.incident?.body.tlp ?? '', leftOut: narrowed.leftOut, cleared: narrowed.cleared, names: profile.names ? namesOf(journal.entries, feeds.map(({ author }) => author)) : [] });
}

function everyText(document: ReportDocument): string {
  const asOf = '2026-11-22T00:00:00Z';
  const docx = renderDocx(document, { issue: null, contentSha256: 'e'.repeat(64), asOf }).map(({ bytes }) => bytesToText(bytes) ?? '').join('\n');
  const html = renderHtml(document, { issue: null, contentSha256: 'e'.repeat(64), generatedAt: asOf, generatedBy: '', fontCss: '' });
  return [docx, html, renderMarkdown(document, { issue: null, contentSha256: 'e'.repeat(64), asOf })].join('\n').toLowerCase();
}

/** A journal in which the same secret stands in every way an entry can tell of a marked one. */
function secretJournal(): Journal {
  const journal = createJournal();
  const incident = journal.add('incident', { ...incidentBody, tlp: 'AMBER' });
  journal.add('event', { track: 'adversary', fact: 'Open to all partners' });
  const event = mark(journal, journal.add('event', { track: 'adversary', fact: `${SECRET} event` }), { tlp: 'RED' });
  journal.add('amend', { target: event, field: 'fact', from: JSON.stringify(`${SECRET} event`), value: JSON.stringify(`${SECRET} again`), reason: `${SECRET} reason` });
  journal.add('attest', { target: event, verdict: 'dispute', note: `${SECRET} note` });
  const open = journal.add('decision', { ref: 'D-K7-001', question: 'Open at first', options: [], choice: 'Wait', decidedBy: 'Kari Moen', consulted: [], state: 'decided' });
  mark(journal, journal.add('amend', { target: open, field: 'choice', from: '"Wait"', value: JSON.stringify(`${SECRET} choice`), reason: 'new facts' }), { tlp: 'AMBER+STRICT' });
  journal.add('amend', { target: open, field: 'choice', from: JSON.stringify(`${SECRET} choice`), value: '"Act"', reason: 'plain' });
  mark(journal, journal.add('amend', { target: incident, field: 'title', from: JSON.stringify(incidentBody.title), value: JSON.stringify(`${SECRET} title`), reason: 'counsel' }), { privileged: true });
  journal.add('amend', { target: incident, field: 'title', from: JSON.stringify(`${SECRET} title`), value: '"Later title"', reason: 'plain' });
  journal.add('indicator', { ref: 'I-K7-001', indicatorType: 'domain', value: `${SECRET}.example`, verdict: 'malicious', tlp: 'RED', state: 'observed' });
  const item = mark(journal, journal.add('evidence', { ref: 'EV-K7-001', name: `${SECRET} image`, evidenceKind: 'disk-image', origin: 'physical', collectedBy: 'Kari Moen', custodian: SECRET }), { tlp: 'RED' });
  journal.add('custody', { item, type: 'release', by: SECRET, note: `${SECRET} handed over` });
  journal.add('acquisition', { item, method: 'dead', tool: SECRET, operator: 'Kari Moen', check: 'match' });
  mark(journal, journal.add('narrative', { section: 'root-cause', text: `${SECRET} advice of counsel` }), { privileged: true });
  return journal;
}

describe('a document for other readers', () => {
  test('holds nothing of a narrower or privileged entry, in any format, and lists each that is left out', () => {
    const { document } = build(secretJournal(), { tlp: 'AMBER', privileged: true, names: false });
    const text = everyText(document);
    expect(text).not.toContain(SECRET.toLowerCase());
    expect(text).toContain('open to all partners');
    const table = document.sections.at(-1)?.blocks.find((block) => block.type === 'table');
    const rows = table?.type === 'table' ? table.rows.map((row) => row.map((cell) => cell.map((run) => run.text).join('')).join('|')) : [];
    expect(rows.filter((row) => row.includes('marked TLP:RED'))).toHaveLength(3);
    expect(rows.filter((row) => row.endsWith('|privileged'))).toEqual(['9|amend|privileged', '15|narrative|privileged']);
    expect(rows).toContain('6|decision|a later change of it is left out');
    expect(rows).toHaveLength(13);
  });

  test('the same journal without wishes says all of it: the test would see a leak', () => {
    expect(everyText(build(secretJournal(), { tlp: 'RED', privileged: false, names: false }).document)).toContain(SECRET.toLowerCase());
  });

  test('numbers of entries stay, the label is the one chosen, and a broader one is said', () => {
    const { document } = build(secretJournal(), { tlp: 'GREEN', privileged: true, names: false });
    expect(document.tlp).toBe('GREEN');
    expect(document.sealedAt.entry).toBe(15);
    expect(everyText(document)).toContain('broader than the incident');
  });

  test('names are blackened wherever they stand, counted, and no figure can show half of one', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    journal.add('person', { name: 'Ida van der Berg', initials: 'IB', prefix: 'IB' }, { author: 'Kari Moen' });
    for (const fact of ['kari  moen saw it; Moens do not count', 'BERG called back', 'It was Ida van der Berg (again)']) journal.add('event', { track: 'defender', fact }, { author: 'Kari Moen' });
    const { document, blackened } = build(journal, { tlp: null, privileged: false, names: true });
    const text = everyText(document);
    for (const name of ['kari', 'ida van', ' berg']) expect(text).not.toContain(name);
    expect(text).toContain('moens do not count');
    expect(text).toContain('a figure is left out here');
    expect(blackened).toBeGreaterThan(6);
    expect(text).toContain(`${blackened} places are blackened`);
  });

  test('the wishes are part of the content', () => {
    const journal = secretJournal();
    const contents = [{ tlp: 'AMBER', privileged: true, names: false }, { tlp: 'AMBER', privileged: false, names: false }, { tlp: 'AMBER', privileged: true, names: true }] as const;
    expect(new Set(contents.map((profile) => JSON.stringify(contentOf(build(journal, profile).document)))).size).toBe(3);
  });
});
