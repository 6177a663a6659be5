import { expect, test } from 'vitest';
import type { EntityId } from '#base';
import type { MessageStanding } from '#domain';
import { correctionOf, emptyDraft, emptyIn, mergePrefill, readDraft, toMessage, type MessageDraft } from './compose.ts';

const draft: MessageDraft = { ...emptyDraft, subject: ' KELP ', recipients: 'arne@example.org\n \nberit@example.org', blocks: { description: 'typed', measures: ' ', work: 'of another template' } };

test('what was typed stays, and the journal fills what is empty', () => {
  const merged = mergePrefill(draft, { subject: 'from the journal', blocks: { description: 'journal', measures: 'journal' } });
  expect(merged).toMatchObject({ subject: ' KELP ', blocks: { description: 'typed', measures: 'journal' } });
  expect(emptyIn(merged)).toEqual(['impact']);
});

test('a subject that the journal gave for another template is replaced, one that was typed is not', () => {
  const prefill = { subject: 'KELP: status update', blocks: {} };
  expect(mergePrefill({ ...draft, subject: 'KELP: customer notification' }, prefill, 'KELP: customer notification').subject).toBe('KELP: status update');
  expect(mergePrefill({ ...draft, subject: 'Typed' }, prefill, 'KELP: customer notification').subject).toBe('Typed');
});

test('the entry holds the blocks of its template and nothing that is empty', () => {
  expect(toMessage(draft).body).toEqual({ ref: '', template: 'customer-notification', subject: 'KELP', recipients: ['arne@example.org', 'berit@example.org'], description: 'typed' });
});

test('a correction begins with the words of the message and names it', () => {
  const id = '01J00000000000000000000000' as EntityId;
  const standing = { message: { id, body: { template: 'status-update', subject: 'KELP', recipients: [], findings: '12,000 records' } } } as unknown as MessageStanding;
  expect(correctionOf(standing)).toMatchObject({ corrects: id, blocks: { findings: '12,000 records' } });
  expect(toMessage({ ...correctionOf(standing), changes: '1,200, not 12,000' })).toMatchObject({ body: { corrects: id, changes: '1,200, not 12,000' }, links: [{ relation: 'derived-from', to: id }] });
});

test('a kept draft comes back, and what is none does not', () => {
  expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  for (const kept of [null, 'x', {}, { template: 'none', blocks: {} }, { template: 'regulator', blocks: {}, subject: 1 }]) expect(readDraft(kept)).toBeNull();
});
