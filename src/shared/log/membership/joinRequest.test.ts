import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { equalBytes, unwrap, type LogId } from '#base';
import { createDevice, createInvitationSecret, deriveInvitation, deviceFingerprint, invitationWords, parseInvitationWords, readyCrypto, systemRandom, type DeviceKeys } from '#crypto';
import { seededRandom } from '../testing/writer.ts';
import { invitationQrText, parseInvitationQr } from './invitation.ts';
import { checkJoinRequest, makeJoinRequest, openJoinPerson, parseJoinRequest } from './joinRequest.ts';
import type { InvitationState, MembershipState } from './types.ts';

beforeAll(readyCrypto);
const log = '24770030a465fbbd058414a0188eb1b3' as LogId;
const person = { name: 'Grace Håkonsen', initials: 'GH', role: 'Forensics', organisation: '' };

const scene = () => {
  const random = seededRandom(7);
  const secret = createInvitationSecret(random);
  const device = createDevice(random);
  const admin = createDevice(random);
  const { id, key } = deriveInvitation(log, secret);
  const bytes = makeJoinRequest({ log, secret, device, person }, random);
  const state = (changes: Partial<InvitationState> = {}, extra: Partial<MembershipState> = {}): MembershipState => ({
    head: id, heads: [], decided: true, members: [member(admin)], epochs: [], newestEpochs: [], removed: [], voices: [], ...extra,
    invitations: [{ id, key, role: 'writer', history: 'all', expires: 2000, standing: 'open', author: admin.ed25519, ...changes }],
  });
  return { random, secret, device, admin, bytes, state };
};
const member = ({ ed25519, x25519 }: DeviceKeys) => ({ device: ed25519, x25519, role: 'admin' as const });

describe('a request to join', () => {
  test('names its invitation and device, and the person to who holds the secret alone', () => {
    const { bytes, secret, device, state } = scene();
    const request = unwrap(parseJoinRequest(bytes));
    expect(request).toMatchObject({ log, device: device.ed25519, x25519: device.x25519 });
    expect(unwrap(openJoinPerson(request, secret))).toEqual(person);
    expect(openJoinPerson(request, createInvitationSecret(systemRandom))).toMatchObject({ ok: false, error: { kind: 'malformed-request' } });
    expect(unwrap(checkJoinRequest(request, log, state(), 1999))).toMatchObject({ role: 'writer', history: 'all' });
    // Names travel sealed.
    expect(new TextDecoder('latin1').decode(bytes)).not.toContain('Grace');
  });

  test('is refused by the class that names what is wrong', () => {
    const { bytes, device, state, admin } = scene();
    const request = unwrap(parseJoinRequest(bytes));
    const kind = (changed: Partial<typeof request>, at: MembershipState = state(), now = 1000) => {
      const answer = checkJoinRequest({ ...request, ...changed }, log, at, now);
      return answer.ok ? 'fine' : answer.error.kind;
    };
    expect(kind({})).toBe('fine');
    expect(kind({ log: '34770030a465fbbd058414a0188eb1b3' as LogId })).toBe('wrong-log');
    expect(kind({ invitation: new Uint8Array(16) })).toBe('unknown-invitation');
    expect(kind({}, state({ standing: 'used' }))).toBe('spent-invitation');
    expect(kind({}, state({ standing: 'cancelled' }))).toBe('spent-invitation');
    expect(kind({}, state(), 2000)).toBe('expired-invitation');
    expect(kind({ x25519: admin.x25519 })).toBe('bad-signature');
    expect(kind({ device: admin.ed25519 })).toBe('bad-signature');
    expect(kind({}, state({}, { members: [member(device)] }))).toBe('already-member');
    expect(kind({}, state({}, { removed: [{ device: device.ed25519, seen: [], by: admin.ed25519, operation: request.invitation }] }))).toBe('removed-device');
  });

  test('any changed byte is refused, by its form or by its signatures', () => {
    const { bytes, secret, state } = scene();
    fc.assert(fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = bytes.map((byte, index) => (index === at ? byte ^ flip : byte));
      const request = parseJoinRequest(changed);
      const sound = request.ok && checkJoinRequest(request.value, log, state(), 0).ok && openJoinPerson(request.value, secret).ok;
      expect(sound).toBe(false);
    }), { numRuns: process.env['SLOW'] === '1' ? 5000 : 60 });
  });

  test('longer than 4,096 bytes is none', () => {
    expect(parseJoinRequest(new Uint8Array(4097))).toMatchObject({ ok: false, error: { kind: 'malformed-request' } });
    expect(parseJoinRequest(new Uint8Array(0)).ok).toBe(false);
  });
});

describe('the QR text of an invitation', () => {
  test('comes back, with and without a server, in either case', () => {
    const { secret, admin } = scene();
    const fingerprint = deviceFingerprint(admin.ed25519);
    const plain = invitationQrText({ log, secret, fingerprint, server: null });
    expect(plain).toMatch(/^HFI1:[0-9A-F]{32}:[0-9A-F]{32}:[0-9A-F]{20}$/);
    expect(unwrap(parseInvitationQr(plain))).toEqual({ log, secret, fingerprint: fingerprint.replaceAll(' ', ''), server: null });
    const served = invitationQrText({ log, secret, fingerprint, server: { address: 'hub.example.org:8443', pin: 'abcdef' } });
    expect(served).toMatch(/^[0-9A-Z:.]+$/);
    expect(unwrap(parseInvitationQr(served.toLowerCase())).server).toEqual({ address: 'hub.example.org:8443', pin: 'abcdef' });
    expect(equalBytes(unwrap(parseInvitationWords(invitationWords(secret))), secret)).toBe(true);
  });

  test('is refused when a part is missing', () => {
    const { secret } = scene();
    const text = invitationQrText({ log, secret, fingerprint: 'ab'.repeat(10), server: null });
    for (const wrong of ['', 'HFS1:1', text.slice(0, -1), `${text}:`, `${text}:onlyaddress`, text.replace('HFI1', 'HFI2')]) {
      expect(parseInvitationQr(wrong)).toMatchObject({ ok: false, error: { kind: 'bad-invitation' } });
    }
  });
});
