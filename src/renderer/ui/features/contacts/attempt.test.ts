import { expect, test } from 'vitest';
import type { EntityId, EntryId } from '#base';
import { callOutcomes, type Entity } from '#domain';
import type { Translate } from '../../i18n/intl.tsx';
import { messages } from '../../i18n/messages.ts';
import { outcomeByKey, toAttempt, voicemailLine } from './attempt.ts';

const t: Translate = (id, values = {}) => (messages[id] as string).replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(values[name]));
const contact = { id: '01J00000000000000000000000' as EntityId, kind: 'contact', ref: null, state: null, body: { name: 'Arne Lie', contactKinds: [], numbers: ['+47 1'], emails: [] } } as unknown as Entity<'contact'>;
const proposal = { contact, number: '+47 1', stage: 'order' } as const;
const run = '01J00000000000000000000001' as EntryId;

test('a voicemail holds the neutral line only, whatever was typed', () => {
  const words = { said: 'TRD-FS01 is encrypted', callBack: ' +47 22 00 ' };
  expect(toAttempt(run, proposal, 'voicemail', words, 'Voicemail', t).body).toMatchObject({ text: 'Please call me back on +47 22 00, it is about the open appointment.', outcome: 'voicemail', run, channel: '+47 1', counterpart: 'Arne Lie' });
  expect(toAttempt(run, proposal, 'voicemail', { ...words, callBack: 'ransomware at the port' }, 'Voicemail', t).body).toMatchObject({ text: 'Voicemail answered, no message left.' });
  expect(voicemailLine('', t)).toBeNull();
});

test('other outcomes keep what was said, or the outcome in words, and name the contact', () => {
  const silent = toAttempt(run, proposal, 'busy', { said: ' ', callBack: '' }, 'Busy', t);
  expect(silent).toMatchObject({ body: { text: 'Call placed: Busy.' }, links: [{ relation: 'mentions', to: contact.id }] });
  expect(toAttempt(run, proposal, 'reached', { said: ' comes at once ', callBack: '' }, 'Reached', t).body).toMatchObject({ text: 'comes at once' });
});

test('every outcome has one key', () => {
  expect(Object.values(outcomeByKey).toSorted()).toEqual([...callOutcomes].toSorted());
});
