import { expect, test } from 'vitest';
import type { UnixMs } from '#base';
import { messageStanding, projectIncident, type BodyOf } from '#domain';
import { createJournal, happened } from '../../domain/testing/journal.ts';
import { renderHtml } from '../html/renderHtml.ts';
import { missingSections } from '../tree/blocks.ts';
import { buildChannelCards, buildCodeSheet, buildRollCall } from './channelCards.ts';
import { buildMessage, messageText, updateWords } from './message.ts';

const rendering = { issue: null, contentSha256: 'e'.repeat(64), generatedAt: '', generatedBy: '', fontCss: '' };

function desk() {
  const journal = createJournal();
  journal.add('incident', { ref: 'INC-1', title: 'Ransomware at the harbour', codename: 'KELP', severity: 'high', types: [], verdict: 'confirmed', major: true, tlp: 'AMBER', exercise: false, zone: 'UTC' });
  return { journal, input: () => ({ state: projectIncident(journal.entries), zone: 'UTC', producedBy: 'Holdfast', feeds: [] }) };
}

test('a message prints its blocks in order, says which mandatory one is empty, and names who approved it', () => {
  const { journal, input } = desk();
  const body: BodyOf<'message'> = { ref: 'M-K7-001', template: 'customer-notification', subject: 'KELP: notice', recipients: ['arne@example.org'], description: '<b>Files</b> were encrypted.', measures: 'Isolated.', advice: ' ' };
  const id = journal.add('message', body, { author: 'Dee' });
  const standing = () => {
    const found = messageStanding(input().state, id);
    if (found === null) throw new Error('no message');
    return found;
  };
  expect(missingSections(buildMessage(input(), standing()))).toEqual(['Estimated impact']);
  journal.add('amend', { target: id, field: 'impact', value: '"About 1,200 records"', reason: 'counted' }, { author: 'Dee' });
  journal.add('sign-off', { message: id, verdict: 'approved', by: 'Legal' });
  const html = renderHtml(buildMessage(input(), standing()), rendering);
  const places = ['&lt;b&gt;Files', 'About 1,200', 'Isolated.'].map((text) => html.indexOf(text));
  expect(places).toEqual(places.toSorted((left, right) => left - right));
  expect(places[0]).toBeGreaterThan(0);
  expect(html).toContain('by Legal, ');
  expect(html).not.toContain('harbour');
  expect(messageText(standing(), 'AMBER', input().state)).toBe('TLP:AMBER\n\nDescription\n<b>Files</b> were encrypted.\n\nEstimated impact\nAbout 1,200 records\n\nMeasures for investigation and remediation\nIsolated.');
});

test('a correction names the message that it corrects, on paper and in the e-mail, and when that went out', () => {
  const { journal, input } = desk();
  const body: BodyOf<'message'> = { ref: 'M-K7-001', template: 'customer-notification', subject: 'KELP: notice', recipients: [], impact: '12,000 records' };
  const first = journal.add('message', body, { author: 'Dee' });
  const second = journal.add('message', { ...body, ref: 'M-K7-002', impact: '1,200 records', corrects: first, changes: '1,200 records, not 12,000.' }, { author: 'Dee' });
  const standing = () => {
    const found = messageStanding(input().state, second);
    if (found === null) throw new Error('no message');
    return found;
  };
  expect(renderHtml(buildMessage(input(), standing()), rendering)).toContain('Corrects M-K7-001<');
  journal.add('communication', { direction: 'out', communicationKind: 'notification', text: 'sent', message: first }, { occurred: happened(Date.parse('2026-11-22T16:40:00Z') as UnixMs) });
  expect(renderHtml(buildMessage(input(), standing()), rendering)).toContain('Corrects M-K7-001 of 2026-11-22T16:40Z');
  expect(messageText(standing(), 'AMBER', input().state)).toContain('This message corrects M-K7-001 of 2026-11-22T16:40Z.\n1,200 records, not 12,000.');
});

test('cards tell how to join what may be used, and only the name of what may not', () => {
  const { journal, input } = desk();
  const channel = (label: string, more: Partial<BodyOf<'channel'>>) => journal.add('channel', { ref: 'C-K7-001', channelKind: 'secure-im', label, address: `${label}-address`, dependencies: [], needs: [], state: 'unstated', ...more });
  channel('Chat', { corporate: true, joinInstructions: 'single sign-on' });
  channel('Second', { pace: 'alternate' });
  channel('First', { pace: 'primary', joinInstructions: 'Scan the code on the card.' });
  const html = renderHtml(buildChannelCards(input()), rendering);
  expect(html.indexOf('First')).toBeLessThan(html.indexOf('Second'));
  expect(html).toContain('Scan the code on the card.');
  expect(html).not.toContain('single sign-on');
  expect(html).not.toContain('Chat-address');
});

test('a roll-call prints who was there and how they proved it; a code sheet prints twice', () => {
  const { journal, input } = desk();
  const bridge = journal.add('bridge', { ref: 'B-K7-001', label: 'KELP', host: 'Ana', state: 'open' });
  journal.add('attendance', { bridge, person: 'Berit', check: { means: 'code-line', result: 'passed', line: 14 }, state: 'present' });
  journal.add('attendance', { bridge, person: 'Voice', check: { means: 'code-line', result: 'failed', line: 15 }, state: 'present' });
  const rollCall = buildRollCall(input(), bridge);
  const html = rollCall === null ? '' : renderHtml(rollCall, rendering);
  expect(html).toContain('Code line 14');
  expect(html.match(/not verified/g)).toHaveLength(1);
  expect(buildRollCall(input(), 'nothing')).toBeNull();
  const id = journal.add('code-sheet', { ref: 'CS-K7-001', lines: 2, holder: 'Customer', state: 'issued' });
  const sheet = input().state.entities.get(id as never) as Parameters<typeof buildCodeSheet>[1];
  expect(renderHtml(buildCodeSheet(input(), sheet, ['harbor lantern', 'quiet seven']), rendering).match(/harbor lantern/g)).toHaveLength(2);
});

test('an update tells which one it is, what changed since the last, and the case number of those who receive it; the others are told nothing', () => {
  const { journal, input } = desk();
  journal.add('contact', { name: 'Desk', organisation: 'Police', contactKinds: [], numbers: [], emails: ['desk@police.example'], caseNumber: 'POL-77' });
  journal.add('contact', { name: 'Else', contactKinds: [], numbers: [], emails: ['else@example.org'], caseNumber: 'ELSE-1' });
  const body: BodyOf<'message'> = { ref: 'M-K7-001', template: 'law-enforcement', subject: 'KELP', audience: 'Police', recipients: ['DESK@police.example'], description: 'Files.', loss: 'none' };
  const first = journal.add('message', body);
  const second = journal.add('message', { ...body, ref: 'M-K7-002', loss: '3 days', indicators: '203.0.113.7' });
  const standing = (id: string) => {
    const found = messageStanding(input().state, id);
    if (found === null) throw new Error('no message');
    return found;
  };
  expect([updateWords(standing(first)), updateWords(standing(second))]).toEqual(['', '']);
  journal.add('communication', { direction: 'out', communicationKind: 'law-enforcement', text: 'sent', message: first });
  expect(updateWords(standing(second))).toBe(', update 2');
  const text = messageText(standing(second), 'AMBER', input().state);
  expect(text).toMatch(/^TLP:AMBER\nYour reference: POL-77 \(Desk, Police\)\nSince update 1: Loss changed; Indicators added\n/);
  const html = renderHtml(buildMessage(input(), standing(second)), rendering);
  for (const part of ['M-K7-002, update 2', 'POL-77', 'Loss changed; Indicators added']) expect(html).toContain(part);
  expect(html).not.toContain('ELSE-1');
});
