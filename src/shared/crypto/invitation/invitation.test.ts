import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { unwrap, type LogId } from '#base';
import { createDevice } from '../device/create.ts';
import { readyCrypto, systemRandom } from '../primitives.ts';
import { createInvitationSecret, deriveInvitation, invitationIdOf, type InvitationSecret } from './keys.ts';
import { openJoin, sealJoin, signJoin, verifyJoin } from './request.ts';
import { invitationWords, parseInvitationWords } from './words.ts';

beforeAll(readyCrypto);
const log = '24770030a465fbbd058414a0188eb1b3' as LogId;
const other = '34770030a465fbbd058414a0188eb1b3' as LogId;

describe('the words of an invitation', () => {
  test('are those of BIP-39', () => {
    // Vectors of BIP-39 for 128 bits.
    expect(invitationWords(new Uint8Array(16) as InvitationSecret)).toBe('abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about');
    expect(invitationWords(new Uint8Array(16).fill(0x7f) as InvitationSecret)).toBe('legal winner thank year wave sausage worth useful legal winner thank yellow');
    expect(invitationWords(new Uint8Array(16).fill(0xff) as InvitationSecret)).toBe('zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong');
  });

  test('come back from any spelling that a person uses', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const words = invitationWords(bytes as InvitationSecret);
      const typed = ` ${words.toUpperCase().split(' ').map((word) => word.slice(0, 4)).join('\n ')} `;
      expect(unwrap(parseInvitationWords(typed))).toEqual(bytes);
    }));
  });

  test('are refused when one is wrong, missing or of another list', () => {
    const words = invitationWords(new Uint8Array(16).fill(0x7f) as InvitationSecret);
    expect(parseInvitationWords(words.replace('sausage', 'salt'))).toMatchObject({ ok: false, error: { kind: 'bad-words', message: expect.stringContaining('belong together') } });
    expect(parseInvitationWords(words.replace('sausage', 'sausages'))).toMatchObject({ ok: false, error: { message: 'word 6 is not in the list' } });
    expect(parseInvitationWords(words.replace('sausage', ''))).toMatchObject({ ok: false, error: { message: expect.stringContaining('these are 11') } });
  });
});

test('an invitation is of one log, and proves one device', () => {
  const secret = createInvitationSecret(systemRandom);
  const keys = deriveInvitation(log, secret);
  const device = createDevice(systemRandom);
  expect(deriveInvitation(log, secret)).toEqual(keys);
  expect(deriveInvitation(other, secret).key).not.toEqual(keys.key);
  expect(invitationIdOf(log, keys.key)).toEqual(keys.id);
  const proof = signJoin(log, keys, device);
  expect(verifyJoin(log, keys, device, proof)).toBe(true);
  expect(verifyJoin(other, keys, device, proof)).toBe(false);
  expect(verifyJoin(log, keys, createDevice(systemRandom), proof)).toBe(false);
  expect(verifyJoin(log, keys, { ...device, x25519: new Uint8Array(32).fill(9) }, proof)).toBe(false);
  expect(verifyJoin(log, keys, device, { invitation: proof.device, device: proof.invitation })).toBe(false);
});

test('what a request says of the person opens with the secret, for its log and device', () => {
  const keys = deriveInvitation(log, createInvitationSecret(systemRandom));
  const device = createDevice(systemRandom).ed25519;
  const sealed = sealJoin(log, keys, device, Uint8Array.of(1, 2), systemRandom);
  expect(openJoin(log, keys, device, sealed)).toEqual(Uint8Array.of(1, 2));
  expect(openJoin(other, keys, device, sealed)).toBeNull();
  expect(openJoin(log, keys, createDevice(systemRandom).ed25519, sealed)).toBeNull();
  expect(openJoin(log, deriveInvitation(log, createInvitationSecret(systemRandom)), device, sealed)).toBeNull();
});
