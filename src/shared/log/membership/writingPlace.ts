import { bytesToHex, equalBytes } from '#base';
import type { Epoch, EpochSecret } from '#crypto';
import { findMember } from './roster.ts';
import { hasBoxes, type EpochRecord, type MembershipState } from './types.ts';

/** Which membership head and which key the next frame names (docs/spec/membership.md section 3.3). */
export interface WritingPlace {
  readonly membershipHead: Uint8Array;
  readonly epoch: Epoch;
  /** Somebody who is no member can open the key, or a member cannot: an admin should make a new one. Nothing typed waits for that. */
  readonly needsNewKey: boolean;
}

/** Heads that a new operation names (`merges` ascending), and the state that it changes. */
export interface ChangePlace { readonly membershipHead: Uint8Array; readonly merges: readonly Uint8Array[]; readonly state: MembershipState }

interface Question {
  /** State of the log. */
  readonly state: MembershipState;
  readonly stateAt: (head: Uint8Array) => MembershipState | null;
  readonly secretOf: (epochId: Uint8Array) => EpochSecret | null;
  /** The device that writes; null when only secrets are known. */
  readonly device: Uint8Array | null;
}

interface Candidate extends WritingPlace { readonly others: number; readonly missing: number }

/**
 * Of the pairs of a head and an epoch that nothing above has replaced there, the one that the fewest others can open, then the one that the fewest members
 * cannot, then the first. When none of those opens here, an older epoch: nothing typed waits.
 */
export function findWritingPlace(question: Question): WritingPlace | null {
  const newest = findCandidates(question, (at) => at.newestEpochs);
  const all = newest.length > 0 ? newest : findCandidates(question, (at) => at.epochs);
  const best = all.reduce<Candidate | null>((least, one) => (least === null || one.others < least.others || one.others === least.others && one.missing < least.missing ? one : least), null);
  if (best === null) return null;
  return { membershipHead: best.membershipHead, epoch: best.epoch, needsNewKey: best.needsNewKey || newest.length === 0 };
}

function findCandidates({ state, stateAt, secretOf, device }: Question, epochsAt: (at: MembershipState) => readonly EpochRecord[]): readonly Candidate[] {
  return state.heads.flatMap((membershipHead) => {
    const at = stateAt(membershipHead);
    if (at === null || !mayWrite(at, device)) return [];
    return epochsAt(at).toReversed().flatMap(({ id }) => {
      const secret = secretOf(id);
      if (secret === null) return [];
      const holders = holdersOf(state, id);
      const missing = state.members.filter((member) => hasBoxes(member.role) && !holders.delete(bytesToHex(member.device))).length;
      return [{ membershipHead, epoch: { id, secret }, needsNewKey: holders.size + missing > 0, others: holders.size, missing }];
    });
  });
}

// Who can open an epoch, with a box or because they made it.
function holdersOf(state: MembershipState, id: Uint8Array): Set<string> {
  return new Set(state.epochs.filter((epoch) => equalBytes(epoch.id, id)).flatMap(({ author, lockboxes }) => [bytesToHex(author), ...lockboxes.map(({ device }) => bytesToHex(device))]));
}

function mayWrite(state: MembershipState, device: Uint8Array | null): boolean {
  if (device === null || !state.decided) return true;
  const role = findMember(state, device)?.role;
  return role === 'admin' || role === 'writer';
}
