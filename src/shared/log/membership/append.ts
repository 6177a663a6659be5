import { bytesToHex, equalBytes, exhaustive, fail, ok, type Failure, type FeedId, type LogId, type RandomBytes, type Result, type Sha256Hex } from '#base';
import { createEpoch, deriveInvitation, logIdToBytes, sealLockbox, sha256, x25519IsProperKey, type DeviceKeys, type Epoch, type EpochSecret, type InvitationSecret } from '#crypto';
import type { FrameReference } from '../bytesSchema.ts';
import type { AppendedFrame } from '../feed/append.ts';
import { afterFrame, type FeedPosition } from '../feed/position.ts';
import { signFrame } from '../feed/sign.ts';
import { MAX_BODY_BYTES, type Scope } from '../frame/types.ts';
import { hashFeed } from '../identify.ts';
import { emptyAccumulator, rootOf } from '../merkle/accumulator.ts';
import { checkOperation } from './check.ts';
import type { JoinRequest } from './joinRequest.ts';
import { encodeOperation } from './operation.ts';
import { applyToRoster, findMember, removalTakesEffect } from './roster.ts';
import type { ChangePlace } from './writingPlace.ts';
import { hasBoxes, type AdminOperation, type EpochRecord, type HistoryBox, type Member, type MemberRole, type MembershipState } from './types.ts';

/** What an admin wants to do. `admit` without an invitation: the fingerprint was compared. */
export type MembershipAction =
  | { readonly op: 'invite'; readonly secret: InvitationSecret; readonly role: MemberRole; readonly history: 'all' | 'from-now'; readonly expires: number | null }
  | { readonly op: 'cancel'; readonly invitation: Uint8Array }
  | { readonly op: 'admit'; readonly request: JoinRequest }
  | { readonly op: 'admit'; readonly request: null; readonly member: Member; readonly history: 'all' | 'from-now' }
  | { readonly op: 'role'; readonly device: Uint8Array; readonly role: MemberRole }
  | { readonly op: 'remove'; readonly device: Uint8Array; readonly seen: readonly FrameReference[] }
  | { readonly op: 'rotate' };

export interface PlanMembershipInput {
  readonly log: LogId;
  readonly device: DeviceKeys;
  /** Of `LogReader.changePlace`: the heads that the operation names, and the state it changes. */
  readonly place: ChangePlace;
  readonly action: MembershipAction;
  /** Secrets of earlier epochs, for the boxes of who gets the history. */
  readonly epochSecret: (id: Uint8Array) => EpochSecret | null;
}

/** An operation that holds at its place, and the new key where it brings one. */
export interface PlannedMembership { readonly operation: AdminOperation; readonly membershipHead: Uint8Array; readonly epoch: Epoch | null }

export interface AppendMembershipInput {
  readonly log: LogId;
  readonly scope: Scope;
  readonly device: DeviceKeys;
  readonly instance: Uint8Array;
  readonly position: FeedPosition;
  /** Header member 12: the head that the operation names beside its `merges`. */
  readonly membershipHead: Uint8Array;
  readonly operation: AdminOperation;
  /** Hash of the newest witness checkpoint held; null or absent when there is none. */
  readonly checkpoint?: Uint8Array | null;
}

/**
 * Makes the operation of an action: a new epoch with boxes for exactly the members after it, and the history for who joins (docs/spec/membership.md
 * sections 2 and 3.3). The rules of section 2.1 are checked, so that nothing is signed that others would refuse. Pure; randomness is injected.
 */
export function planMembership(input: PlanMembershipInput, random: RandomBytes): Result<PlannedMembership, Failure<'not-a-member' | 'malformed-body'>> {
  const { log, device, place } = input;
  const made = makeOperation(input, random);
  if (!made.ok) return made;
  const checked = checkOperation(log, place.state, made.value.operation, device.ed25519);
  return checked.ok ? ok({ ...made.value, membershipHead: place.membershipHead }) : checked;
}

/** Builds and signs the membership frame of an operation at a place in a feed. `headerSha256` is the membership head from then on. */
export function appendMembership(input: AppendMembershipInput): Result<AppendedFrame, Failure<'too-large'>> {
  const { device, position } = input;
  const body = encodeOperation(input.operation);
  if (body.length > MAX_BODY_BYTES) return fail('too-large', 'the change does not fit into one frame');
  const [logId, zeros] = [logIdToBytes(input.log), new Uint8Array(32)];
  const { frame, headerHash } = signFrame({
    type: 'membership', scope: input.scope, logId, author: device.ed25519, instance: input.instance, seq: position.nextSeq, previous: position.previous, feedRoot: rootOf(position.tree),
    entryCount: 0, entriesRoot: rootOf(emptyAccumulator), epochId: zeros, membershipHead: input.membershipHead, checkpoint: input.checkpoint ?? null, salt: zeros, commitment: zeros,
    bodyLength: body.length, bodyHash: sha256(body),
  }, body, device.signingKey);
  return ok({
    bytes: frame, feed: bytesToHex(hashFeed(device.ed25519, logId, input.instance)) as FeedId, seq: position.nextSeq, headerSha256: bytesToHex(headerHash) as Sha256Hex,
    position: afterFrame(position, headerHash),
  });
}

interface Made { readonly operation: AdminOperation; readonly epoch: Epoch | null }

function makeOperation(input: PlanMembershipInput, random: RandomBytes): Result<Made, Failure<'malformed-body'>> {
  const { log, action, place: { state, merges } } = input;
  switch (action.op) {
    case 'invite': {
      const { id, key } = deriveInvitation(log, action.secret);
      return ok({ operation: { op: 'invite', merges, invitation: { id, key, role: action.role, history: action.history, expires: action.expires } }, epoch: null });
    }
    case 'cancel': return ok({ operation: { op: 'cancel', merges, invitation: action.invitation }, epoch: null });
    case 'rotate': return ok(withEpoch(input, random, (epoch) => ({ op: 'rotate', merges, epoch })));
    case 'role': return ok(withEpoch(input, random, (epoch) => ({ op: 'role', merges, device: action.device, role: action.role, epoch })));
    case 'remove': {
      const draft = { op: 'remove', merges, device: action.device, seen: action.seen, epoch: null } as const;
      return ok(removalTakesEffect(state, draft, input.device.ed25519) ? withEpoch(input, random, (epoch) => ({ ...draft, epoch })) : { operation: draft, epoch: null });
    }
    case 'admit': {
      const joining = whoJoins(state, action);
      if (joining === null) return fail('malformed-body', 'the log has no such invitation');
      if (!x25519IsProperKey(joining.member.x25519)) return fail('malformed-body', 'a key of the device is not one');
      const history = joining.history === 'all' && hasBoxes(joining.member.role) ? historyBoxes(input, joining.member) : [];
      const { member, invitation, proof } = joining;
      return ok(withEpoch(input, random, (epoch) => ({ op: 'admit', merges, member, invitation, proof, history, epoch })));
    }
    default: return exhaustive(action);
  }
}

function whoJoins(state: MembershipState, action: Extract<MembershipAction, { readonly op: 'admit' }>) {
  if (action.request === null) return { member: action.member, history: action.history, invitation: null, proof: null };
  const { device, x25519, proof, invitation: id } = action.request;
  const invitation = state.invitations.find((known) => equalBytes(known.id, id));
  return invitation === undefined ? null : { member: { device, x25519, role: invitation.role }, history: invitation.history, invitation: id, proof };
}

// The boxes are for the members after the operation, so it is made twice: without boxes to see who they are, and with them.
function withEpoch(input: PlanMembershipInput, random: RandomBytes, make: (epoch: EpochRecord) => AdminOperation): Made {
  const { log, device, place: { state } } = input;
  const epoch = createEpoch(log, random);
  const draft = make({ id: epoch.id, lockboxes: [] });
  const after = applyToRoster(state, { hash: state.head, author: device.ed25519, operation: draft }, true);
  const lockboxes = after.members.filter(({ role }) => hasBoxes(role)).map((member) => ({ device: member.device, box: sealLockbox(log, epoch, member.x25519) }));
  return { operation: make({ id: epoch.id, lockboxes }), epoch };
}

function historyBoxes({ log, epochSecret, place: { state } }: PlanMembershipInput, member: Member): readonly HistoryBox[] {
  const done = new Set<string>();
  return state.epochs.flatMap(({ id }) => {
    const secret = epochSecret(id);
    if (secret === null || done.has(bytesToHex(id))) return [];
    done.add(bytesToHex(id));
    return [{ id, box: sealLockbox(log, { id, secret }, member.x25519) }];
  });
}

/** The newest frames of a device, for `seen`: of each of its feeds the head. At most 64, those that reach furthest. */
export function seenOf(heads: readonly (FrameReference & { readonly author: string })[], device: Uint8Array): readonly FrameReference[] {
  const author = bytesToHex(device);
  return heads.filter((head) => head.author === author).toSorted((left, right) => right.seq - left.seq).slice(0, 64)
    .map(({ feed, seq, headerSha256 }) => ({ feed, seq, headerSha256 }));
}

/** True when a device may be removed by one admin alone in a state. */
export function takesOneVoice(state: MembershipState, device: Uint8Array, author: Uint8Array): boolean {
  return findMember(state, device) !== null && removalTakesEffect(state, { op: 'remove', merges: [], device, seen: [], epoch: null }, author);
}
