import { bytesToHex, equalBytes } from '#base';
import type { Epoch, EpochSecret } from '#crypto';
import { findMember } from './roster.ts';
import type { MembershipState } from './types.ts';

/** Which membership head and which key the next frame names (docs/spec/membership.md section 3.3). */
export interface WritingPlace {
  readonly membershipHead: Uint8Array;
  readonly epoch: Epoch;
  /** Somebody who is no member any more can open the key: an admin should make a new one. Nothing typed waits for that. */
  readonly needsNewKey: boolean;
}

interface Question {
  /** State of the log. */
  readonly state: MembershipState;
  readonly stateAt: (head: Uint8Array) => MembershipState | null;
  readonly secretOf: (epochId: Uint8Array) => EpochSecret | null;
  /** The device that writes; null when only secrets are known. */
  readonly device: Uint8Array | null;
}

/** The first pair of head and epoch that can be opened and whose holders are all members; where there is none, the one with the fewest others. */
export function findWritingPlace({ state, stateAt, secretOf, device }: Question): WritingPlace | null {
  let best: { readonly place: WritingPlace; readonly others: number } | null = null;
  for (const head of state.heads) {
    const at = stateAt(head);
    if (at === null || !mayWrite(at, device)) continue;
    for (const { id } of at.epochs.toReversed()) {
      const secret = secretOf(id);
      const others = secret === null ? Number.POSITIVE_INFINITY : countOthers(state, id);
      if (secret === null || others >= (best?.others ?? Number.POSITIVE_INFINITY)) continue;
      best = { place: { membershipHead: head, epoch: { id, secret }, needsNewKey: others > 0 }, others };
      if (others === 0) return best.place;
    }
  }
  return best?.place ?? null;
}

// Who can open an epoch, with a box or because they made it, and is no member of the log.
function countOthers(state: MembershipState, id: Uint8Array): number {
  const holders = new Set(state.epochs.filter((epoch) => equalBytes(epoch.id, id)).flatMap(({ author, lockboxes }) => [bytesToHex(author), ...lockboxes.map(({ device }) => bytesToHex(device))]));
  for (const { device } of state.members) holders.delete(bytesToHex(device));
  return holders.size;
}

function mayWrite(state: MembershipState, device: Uint8Array | null): boolean {
  if (device === null || !state.decided) return true;
  const role = findMember(state, device)?.role;
  return role === 'admin' || role === 'writer';
}
