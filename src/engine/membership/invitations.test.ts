import { beforeAll, expect, test } from 'vitest';
import { bytesToHex, hexToBytes, type LogId } from '#base';
import { invitationWords, readyCrypto, type InvitationSecret } from '#crypto';
import { invitationQrText } from '#log';
import { readInvitation } from './invitations.ts';

const log = '24770030a465fbbd058414a0188eb1b3' as LogId;
const secret = Uint8Array.from({ length: 16 }, (_, index) => index * 7) as InvitationSecret;
const words = (bytes: Uint8Array): string => invitationWords(bytes as InvitationSecret);
beforeAll(readyCrypto);

test('twenty-four words give the secret and the log, however they were typed', () => {
  const typed = `${words(secret)} ${words(hexToBytes(log) ?? secret)}`;
  for (const text of [typed, typed.toUpperCase(), `  ${typed.replaceAll(' ', ',\n ')} `, typed.split(' ').map((word) => word.slice(0, 4)).join(' ')]) {
    const read = readInvitation(text);
    expect(read).toMatchObject({ ok: true, value: { log, inviter: null } });
    expect(read.ok ? bytesToHex(read.value.secret) : '').toBe(bytesToHex(secret));
  }
});

test('the text of a code says who invited', () => {
  const text = invitationQrText({ log, secret, fingerprint: '0011 2233 4455 6677 8899', server: null });
  expect(readInvitation(` ${text.toLowerCase()}\n`)).toMatchObject({ ok: true, value: { log, inviter: '0011 2233 4455 6677 8899' } });
});

test('a word too few, a word of another list, words that do not belong together and a cut code are refused', () => {
  const [first = '', ...others] = words(secret).split(' ');
  const rest = words(hexToBytes(log) ?? secret);
  expect(readInvitation(`${others.join(' ')} ${rest}`)).toMatchObject({ ok: false, error: { kind: 'bad-words' } });
  expect(readInvitation(`holdfast ${others.join(' ')} ${rest}`)).toMatchObject({ ok: false, error: { kind: 'bad-words' } });
  expect(readInvitation(`${first === 'zoo' ? 'abandon' : 'zoo'} ${others.join(' ')} ${rest}`)).toMatchObject({ ok: false, error: { kind: 'bad-words' } });
  expect(readInvitation(`HFI1:${log}`)).toMatchObject({ ok: false, error: { kind: 'bad-invitation' } });
});
