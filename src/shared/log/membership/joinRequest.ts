import * as v from 'valibot';
import { bytesToHex, concatBytes, decodeCbor, encodeCbor, equalBytes, fail, ok, parseLogId, textToBytes, type Failure, type LogId, type RandomBytes, type Result } from '#base';
import { deriveInvitation, logIdToBytes, openJoin, sealJoin, signJoin, verifyJoin, type DeviceKeys, type InvitationSecret, type JoinProof } from '#crypto';
import { bytesOf, bytesSchema } from '../bytesSchema.ts';
import type { InvitationState, MembershipState } from './types.ts';

/** Who asks to join, as they say themselves; empty where unknown. At most 200 bytes each. */
export interface JoinPerson { readonly name: string; readonly initials: string; readonly role: string; readonly organisation: string }

/** A request to join a log with an invitation (docs/spec/membership.md section 4). */
export interface JoinRequest {
  readonly log: LogId;
  readonly invitation: Uint8Array;
  readonly device: Uint8Array;
  readonly x25519: Uint8Array;
  readonly proof: JoinProof;
  /** The person, for who holds the secret of the invitation. */
  readonly sealed: Uint8Array;
}

export type JoinRefusal =
  | 'malformed-request' | 'wrong-log' | 'unknown-invitation' | 'spent-invitation' | 'expired-invitation' | 'bad-signature' | 'already-member' | 'removed-device';

export const MAX_JOIN_REQUEST_BYTES = 4096;
const MAX_TEXT_BYTES = 200;
const magic = /* @__PURE__ */ textToBytes('HFJ1');
const requestSchema = v.strictObject({
  format: v.literal('holdfast-join'), version: v.literal(1), log: bytesOf(16), invitation: bytesOf(16), device: bytesOf(32), x25519: bytesOf(32),
  proof: v.strictObject({ invitation: bytesOf(64), device: bytesOf(64) }), sealed: bytesSchema,
});
const text = v.pipe(v.string(), v.check((value) => textToBytes(value).length <= MAX_TEXT_BYTES));
const personSchema = v.strictObject({ name: text, initials: text, role: text, organisation: text });

/** Bytes of a `.hfj` file. Throws when a text of the person is longer than 200 bytes: forms have their limits. */
export function makeJoinRequest(input: { readonly log: LogId; readonly secret: InvitationSecret; readonly device: DeviceKeys; readonly person: JoinPerson }, random: RandomBytes): Uint8Array {
  const { log, secret, device } = input;
  const { name, initials, role, organisation } = v.parse(personSchema, input.person);
  const invitation = deriveInvitation(log, secret);
  const proof = signJoin(log, invitation, device);
  const body = encodeCbor({
    format: 'holdfast-join', version: 1, log: logIdToBytes(log), invitation: invitation.id, device: device.ed25519, x25519: device.x25519,
    proof: { invitation: proof.invitation, device: proof.device },
    sealed: sealJoin(log, invitation, device.ed25519, encodeCbor({ name, initials, role, organisation }), random),
  });
  return concatBytes(magic, body);
}

/** Reads a request; nothing of it is proved yet. */
export function parseJoinRequest(bytes: Uint8Array): Result<JoinRequest, Failure<'malformed-request'>> {
  const decoded = bytes.length <= MAX_JOIN_REQUEST_BYTES && equalBytes(bytes.subarray(0, 4), magic) ? decodeCbor(bytes.slice(4)) : null;
  const parsed = decoded?.ok === true ? v.safeParse(requestSchema, decoded.value) : null;
  if (parsed === null || !parsed.success) return fail('malformed-request', 'this is not a request to join');
  const { log: logBytes, invitation, device, x25519, proof, sealed } = parsed.output;
  const log = parseLogId(bytesToHex(logBytes));
  return log === null ? fail('malformed-request', 'this is not a request to join') : ok({ log, invitation, device, x25519, proof, sealed });
}

/**
 * Decides whether a request may be admitted in the state of a log, in the order of docs/spec/membership.md section 4; answers the invitation that it
 * uses. Needs no secret, so a server can do it. `now` is Unix milliseconds.
 */
export function checkJoinRequest(request: JoinRequest, log: LogId, state: MembershipState, now: number): Result<InvitationState, Failure<JoinRefusal>> {
  if (request.log !== log) return fail('wrong-log', 'the request is for another incident');
  const invitation = state.invitations.find((known) => equalBytes(known.id, request.invitation));
  if (invitation === undefined) return fail('unknown-invitation', 'this log has no such invitation');
  if (invitation.standing !== 'open') return fail('spent-invitation', invitation.standing === 'used' ? 'the invitation was used' : 'the invitation was cancelled');
  if (invitation.expires !== null && invitation.expires <= now) return fail('expired-invitation', 'the invitation has expired');
  if (!verifyJoin(log, invitation, { ed25519: request.device, x25519: request.x25519 }, request.proof)) return fail('bad-signature', 'the request was not signed with the invitation and the device');
  if (state.members.some((member) => equalBytes(member.device, request.device))) return fail('already-member', 'the device is a member');
  if (state.removed.some((gone) => equalBytes(gone.device, request.device))) return fail('removed-device', 'the device was removed; it joins again with new keys only');
  return ok(invitation);
}

/** The person in a request, for who holds the secret. `malformed-request`: it does not open, or says something else than a person. */
export function openJoinPerson(request: JoinRequest, secret: InvitationSecret): Result<JoinPerson, Failure<'malformed-request'>> {
  const content = openJoin(request.log, deriveInvitation(request.log, secret), request.device, request.sealed);
  const decoded = content === null ? null : decodeCbor(content);
  const parsed = decoded?.ok === true ? v.safeParse(personSchema, decoded.value) : null;
  return parsed?.success === true ? ok(parsed.output) : fail('malformed-request', 'the name in the request does not open with this invitation');
}
