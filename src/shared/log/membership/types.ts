import type { JoinProof } from '#crypto';
import type { FrameReference } from '../bytesSchema.ts';

/** Admins change the membership, writers add entries, readers only read; witnesses sign heads and store frames that they cannot open. */
export type MemberRole = 'admin' | 'writer' | 'reader' | 'witness';
export interface Member { readonly device: Uint8Array; readonly x25519: Uint8Array; readonly role: MemberRole }
export interface Lockbox { readonly device: Uint8Array; readonly box: Uint8Array }
export interface EpochRecord { readonly id: Uint8Array; readonly lockboxes: readonly Lockbox[] }
/** An invitation as the log holds it. `history` 'all': who joins gets the epochs before, too. `expires`: Unix milliseconds, for who admits. */
export interface InvitationRecord { readonly id: Uint8Array; readonly key: Uint8Array; readonly role: MemberRole; readonly history: 'all' | 'from-now'; readonly expires: number | null }
/** The secret of an earlier epoch for a device that joins. */
export interface HistoryBox { readonly id: Uint8Array; readonly box: Uint8Array }

export interface GenesisOperation { readonly op: 'genesis'; readonly nonce: Uint8Array; readonly members: readonly Member[]; readonly epoch: EpochRecord }
/** Header hashes of the membership heads that the author knew beside the one in the header, ascending, at most 16. */
export type Merges = readonly Uint8Array[];
export interface InviteOperation { readonly op: 'invite'; readonly merges: Merges; readonly invitation: InvitationRecord }
export interface CancelOperation { readonly op: 'cancel'; readonly merges: Merges; readonly invitation: Uint8Array }
export interface AdmitOperation {
  readonly op: 'admit';
  readonly merges: Merges;
  readonly member: Member;
  /** Id of the invitation that it uses. Null: the admin compared the fingerprint; then there is no proof. */
  readonly invitation: Uint8Array | null;
  readonly proof: JoinProof | null;
  readonly history: readonly HistoryBox[];
  readonly epoch: EpochRecord;
}
export interface RoleOperation { readonly op: 'role'; readonly merges: Merges; readonly device: Uint8Array; readonly role: MemberRole; readonly epoch: EpochRecord }
/** `seen`: the newest frames of the device that the author held. `epoch` null: the first of two voices. */
export interface RemoveOperation { readonly op: 'remove'; readonly merges: Merges; readonly device: Uint8Array; readonly seen: readonly FrameReference[]; readonly epoch: EpochRecord | null }
export interface RotateOperation { readonly op: 'rotate'; readonly merges: Merges; readonly epoch: EpochRecord }
/** What an admin does to the membership after the genesis (docs/spec/membership.md section 2). */
export type AdminOperation = InviteOperation | CancelOperation | AdmitOperation | RoleOperation | RemoveOperation | RotateOperation;
/** An operation of a newer build: kept and reported; membership after it is undecided. */
export interface NewerOperation { readonly op: 'newer'; readonly name: string }
export type MembershipOperation = GenesisOperation | AdminOperation | NewerOperation;

/** An invitation and what became of it. */
export interface InvitationState extends InvitationRecord { readonly standing: 'open' | 'used' | 'cancelled'; readonly author: Uint8Array }
/** A device that was removed: what was seen of it then, and the operation that removed it. */
export interface RemovedDevice { readonly device: Uint8Array; readonly seen: readonly FrameReference[]; readonly by: Uint8Array; readonly operation: Uint8Array }
/** A first voice to remove an admin: kept until the device is removed or its author is. */
export interface RemovalVoice { readonly device: Uint8Array; readonly author: Uint8Array; readonly operation: Uint8Array }

/** An epoch and who made it: its maker knows the secret, with a box or without. */
export interface EpochState extends EpochRecord { readonly author: Uint8Array }

/** Who may read and write a log after one membership frame, or after all of them (docs/spec/membership.md section 3). */
export interface MembershipState {
  /** Header hash of the membership frame; of the state of a log, the first of its heads. */
  readonly head: Uint8Array;
  /** Membership heads: operations that are no other's parent, greatest depth first, then lowest header hash. */
  readonly heads: readonly Uint8Array[];
  /** False after an operation that this build does not know. */
  readonly decided: boolean;
  /** In the order of their seniority. */
  readonly members: readonly Member[];
  /** Every epoch so far, newest last, also of operations that count for nothing else. */
  readonly epochs: readonly EpochState[];
  /** Those of them that no later operation has replaced by its own. */
  readonly newestEpochs: readonly EpochState[];
  readonly invitations: readonly InvitationState[];
  readonly removed: readonly RemovedDevice[];
  readonly voices: readonly RemovalVoice[];
}

/** True for a role whose members have boxes. */
export function hasBoxes(role: MemberRole): boolean {
  return role !== 'witness';
}
