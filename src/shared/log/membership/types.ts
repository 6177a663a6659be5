/** A member's role: admins change the membership, writers add entries, readers only read. */
export type MemberRole = 'admin' | 'writer' | 'reader';
export interface Member { readonly device: Uint8Array; readonly x25519: Uint8Array; readonly role: MemberRole }
export interface Lockbox { readonly device: Uint8Array; readonly box: Uint8Array }
export interface EpochRecord { readonly id: Uint8Array; readonly lockboxes: readonly Lockbox[] }

export interface GenesisOperation { readonly op: 'genesis'; readonly nonce: Uint8Array; readonly members: readonly Member[]; readonly epoch: EpochRecord }
/** An operation of a newer build: kept and reported; membership after it is undecided. */
export interface NewerOperation { readonly op: 'newer'; readonly name: string }
export type MembershipOperation = GenesisOperation | NewerOperation;

/** Who may read and write a log after one membership frame. */
export interface MembershipState {
  /** Header hash of the membership frame. */
  readonly head: Uint8Array;
  /** False after an operation that this build does not know. */
  readonly decided: boolean;
  readonly members: readonly Member[];
  /** Every epoch so far, newest last. */
  readonly epochs: readonly EpochRecord[];
}
