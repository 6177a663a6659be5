import { bytesToHex, equalBytes, exhaustive, fail, ok, type Err, type Failure, type LogId, type Result } from '#base';
import { ed25519IsProperKey, invitationIdOf, verifyJoin, x25519IsProperKey } from '#crypto';
import { MAX_MEMBERS } from './operation.ts';
import { applyToRoster, findMember, isAdmin, removalTakesEffect, wasRemoved } from './roster.ts';
import { hasBoxes, type AdminOperation, type AdmitOperation, type EpochRecord, type InviteOperation, type MembershipState } from './types.ts';

type Breach = Failure<'not-a-member' | 'malformed-body'>;

/**
 * Checks an operation whose form holds against the state of its parents: docs/spec/membership.md section 2.1, all rules but those on the number of its
 * ancestors. A breach keeps the frame's place in its feed, and the operation counts for nothing.
 */
export function checkOperation(log: LogId, state: MembershipState, operation: AdminOperation, author: Uint8Array): Result<void, Breach> {
  if (!isAdmin(state, author)) return fail('not-a-member', 'the author of the operation is not an admin');
  const own = checkOwnRules(log, state, operation, author);
  if (!own.ok) return own;
  const effective = operation.op !== 'remove' || removalTakesEffect(state, operation, author);
  const after = applyToRoster(state, { hash: state.head, author, operation }, effective);
  if (!after.members.some(({ role }) => role === 'admin')) return breach('no admin would be left');
  return 'epoch' in operation && operation.epoch !== null ? checkEpoch(state, after, operation.epoch) : ok(undefined);
}

function checkOwnRules(log: LogId, state: MembershipState, operation: AdminOperation, author: Uint8Array): Result<void, Breach> {
  switch (operation.op) {
    case 'rotate': return ok(undefined);
    case 'invite': return checkInvite(log, state, operation);
    case 'cancel': return isOpen(state, operation.invitation) ? ok(undefined) : breach('the invitation is not open');
    case 'admit': return checkAdmit(log, state, operation);
    case 'role': {
      const member = findMember(state, operation.device);
      return member !== null && member.role !== operation.role ? ok(undefined) : breach('the device has this role already, or is no member');
    }
    case 'remove': {
      if (findMember(state, operation.device) === null) return breach('the device is no member');
      const effective = removalTakesEffect(state, operation, author);
      const raised = state.voices.some((voice) => equalBytes(voice.device, operation.device) && equalBytes(voice.author, author));
      if (raised && !effective) return breach('the author has raised a voice already');
      return effective === (operation.epoch !== null) ? ok(undefined) : breach(effective ? 'a removal that takes effect brings a new key' : 'the first of two voices brings no key');
    }
    default: return exhaustive(operation);
  }
}

function checkInvite(log: LogId, state: MembershipState, { invitation }: InviteOperation): Result<void, Breach> {
  if (state.invitations.some((known) => equalBytes(known.id, invitation.id))) return breach('the invitation is not new');
  if (!equalBytes(invitationIdOf(log, invitation.key), invitation.id)) return breach('the id of the invitation is not that of its key');
  return ok(undefined);
}

function checkAdmit(log: LogId, state: MembershipState, operation: AdmitOperation): Result<void, Breach> {
  const { member, history } = operation;
  if (findMember(state, member.device) !== null || wasRemoved(state, member.device)) return breach('the device is or was a member');
  if (state.members.length >= MAX_MEMBERS) return breach('the log has as many members as it may');
  if (!ed25519IsProperKey(member.device) || !x25519IsProperKey(member.x25519)) return breach('a key of the device is not one');
  const proved = checkProof(log, state, operation);
  if (!proved.ok) return proved;
  const ids = new Set(history.map(({ id }) => bytesToHex(id)));
  const known = new Set(state.epochs.map(({ id }) => bytesToHex(id)));
  if (ids.size !== history.length || ![...ids].every((id) => known.has(id))) return breach('a key of the history is there twice, or is none of this log');
  return history.length === 0 || hasBoxes(member.role) ? ok(undefined) : breach('a witness has no boxes');
}

function checkProof(log: LogId, state: MembershipState, { member, invitation: id, proof, history }: AdmitOperation): Result<void, Breach> {
  if (id === null) return proof === null ? ok(undefined) : breach('a proof without an invitation');
  const invitation = state.invitations.find((known) => equalBytes(known.id, id));
  if (invitation?.standing !== 'open') return breach('the invitation is not open');
  if (invitation.role !== member.role) return breach('the invitation is for another role');
  if (proof === null || !verifyJoin(log, invitation, { ed25519: member.device, x25519: member.x25519 }, proof)) return breach('the proof of the invitation does not hold');
  return invitation.history === 'all' || history.length === 0 ? ok(undefined) : breach('the invitation gives no history');
}

function checkEpoch(state: MembershipState, after: MembershipState, { id, lockboxes }: EpochRecord): Result<void, Breach> {
  if (state.epochs.some((known) => equalBytes(known.id, id))) return breach('the key was used before');
  const boxes = new Set(lockboxes.map(({ device }) => bytesToHex(device)));
  const wanted = after.members.filter(({ role }) => hasBoxes(role)).map(({ device }) => bytesToHex(device));
  if (boxes.size !== lockboxes.length || boxes.size !== wanted.length || !wanted.every((device) => boxes.has(device))) return breach('the boxes are not for exactly the members');
  return ok(undefined);
}

function isOpen(state: MembershipState, id: Uint8Array): boolean {
  return state.invitations.some((known) => equalBytes(known.id, id) && known.standing === 'open');
}

function breach(message: string): Err<Failure<'malformed-body'>> {
  return fail('malformed-body', message);
}
