import { equalBytes, exhaustive } from '#base';
import type { AdminOperation, GenesisOperation, Member, MembershipState, RemoveOperation } from './types.ts';

/** One operation as a roster takes it. */
export interface RosterStep { readonly hash: Uint8Array; readonly author: Uint8Array; readonly operation: GenesisOperation | AdminOperation }

/** The member of a device. */
export function findMember(state: Pick<MembershipState, 'members'> | null, device: Uint8Array): Member | null {
  return state?.members.find((member) => equalBytes(member.device, device)) ?? null;
}

/** True when a device is an admin. */
export function isAdmin(state: Pick<MembershipState, 'members'> | null, device: Uint8Array): boolean {
  return findMember(state, device)?.role === 'admin';
}

/** True when a device was removed: it never comes back. */
export function wasRemoved(state: MembershipState, device: Uint8Array): boolean {
  return state.removed.some((gone) => equalBytes(gone.device, device));
}

/** The state of a genesis: its founder is the most senior, then the others in their order (docs/spec/membership.md section 3.1). */
export function foundRoster({ hash, author, operation }: RosterStep & { readonly operation: GenesisOperation }): MembershipState {
  const members = operation.members.toSorted((left, right) => Number(equalBytes(right.device, author)) - Number(equalBytes(left.device, author)));
  const epochs = [{ ...operation.epoch, author }];
  return { head: hash, heads: [hash], decided: true, members, epochs, newestEpochs: epochs, invitations: [], removed: [], voices: [] };
}

/** True when a removal takes effect in a state: of an admin among three or more it is the second voice (docs/spec/membership.md section 3.2). */
export function removalTakesEffect(state: MembershipState, { device }: RemoveOperation, author: Uint8Array): boolean {
  if (!isAdmin(state, device) || state.members.filter(({ role }) => role === 'admin').length < 3) return true;
  return hasOtherVoice(state, device, author);
}

/** True when another admin has raised a voice to remove the device. */
export function hasOtherVoice(state: MembershipState, device: Uint8Array, author: Uint8Array): boolean {
  return state.voices.some((voice) => equalBytes(voice.device, device) && !equalBytes(voice.author, author));
}

/** The roster after an operation that holds, epochs aside. `effective`: whether a removal takes effect or is a first voice. */
export function applyToRoster(state: MembershipState, { hash, author, operation }: RosterStep, effective: boolean): MembershipState {
  switch (operation.op) {
    case 'genesis': return state;
    case 'rotate': return state;
    case 'invite': return { ...state, invitations: [...state.invitations, { ...operation.invitation, standing: 'open', author }] };
    case 'cancel': return withStanding(state, operation.invitation, 'cancelled');
    case 'admit': {
      const joined = operation.invitation === null ? state : withStanding(state, operation.invitation, 'used');
      return { ...joined, members: [...state.members, operation.member] };
    }
    case 'role': {
      const { device, role } = operation;
      return { ...state, members: state.members.map((member) => (equalBytes(member.device, device) ? { ...member, role } : member)) };
    }
    case 'remove': return effective ? removeDevice(state, operation, hash, author) : raiseVoice(state, operation, hash, author);
    default: return exhaustive(operation);
  }
}

function removeDevice(state: MembershipState, { device, seen }: RemoveOperation, operation: Uint8Array, by: Uint8Array): MembershipState {
  return {
    ...state, members: state.members.filter((member) => !equalBytes(member.device, device)), removed: [...state.removed, { device, seen, by, operation }],
    voices: state.voices.filter((voice) => !equalBytes(voice.device, device) && !equalBytes(voice.author, device)),
  };
}

function raiseVoice(state: MembershipState, { device }: RemoveOperation, operation: Uint8Array, author: Uint8Array): MembershipState {
  const known = state.voices.some((voice) => equalBytes(voice.device, device) && equalBytes(voice.author, author));
  return known ? state : { ...state, voices: [...state.voices, { device, author, operation }] };
}

function withStanding(state: MembershipState, id: Uint8Array, standing: 'used' | 'cancelled'): MembershipState {
  return { ...state, invitations: state.invitations.map((invitation) => (equalBytes(invitation.id, id) ? { ...invitation, standing } : invitation)) };
}
