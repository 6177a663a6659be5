import { expect, test } from 'vitest';
import type { ChannelTrust, MessageStanding } from '#domain';
import { canSend, sendingStart, toSending } from './sending.ts';

const id = '01J00000000000000000000000';
const standing = { message: { id, body: { ref: 'M-K7-001', template: 'customer-notification', subject: 'KELP', recipients: ['arne@example.org'] } } } as unknown as MessageStanding;
const mailbox = { channel: { id, body: { address: 'box@example.org', corporate: true } }, trust: 'distrusted' } as unknown as ChannelTrust;
const passed = { means: 'call-back', result: 'passed' } as const;

test('a sending names the message, its channel, the decision and the proof', () => {
  const start = { ...sendingStart(standing), proofKind: 'message-id', proof: ' <1@x> ' } as const;
  expect(toSending(standing, start, { channel: mailbox, override: id as never, check: null })).toMatchObject({
    body: { direction: 'out', communicationKind: 'notification', counterpart: 'arne@example.org', message: id, via: id, channel: 'box@example.org', corporate: true, override: id, transport: 'relayed', proofKind: 'message-id', proof: '<1@x>' },
    links: [{ relation: 'mentions', to: id }],
  });
  expect(toSending(standing, { ...start, outcome: 'reached' }, { channel: null, override: null, check: null }).body).not.toHaveProperty('outcome');
});

test('who was reached by voice proved who they are', () => {
  const spoken = { ...sendingStart(standing), transport: 'spoken', outcome: 'reached' } as const;
  expect([canSend(spoken, null), canSend(spoken, passed), canSend({ ...spoken, outcome: 'voicemail' }, null)]).toEqual([false, true, true]);
  expect(canSend({ ...spoken, written: 'soonish' }, passed)).toBe(false);
  expect(toSending(standing, spoken, { channel: null, override: null, check: passed }).body).toMatchObject({ outcome: 'reached', check: passed });
});
