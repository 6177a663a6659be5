/** `unknown-version` frames are newer than this build: kept as bytes, reported, never dropped. */
export type FrameFailure =
  | 'malformed-frame' | 'too-large' | 'crc-mismatch' | 'unknown-version' | 'bad-signature' | 'wrong-log' | 'not-a-member'
  | 'broken-chain' | 'wrong-feed-root' | 'body-hash-mismatch' | 'unknown-epoch' | 'commitment-mismatch' | 'decrypt-failed'
  | 'malformed-body' | 'entries-root-mismatch';

export type FrameType = 'membership' | 'journal';
export type Scope = 'workspace' | 'incident';

/** The signed, clear part of a frame (docs/spec/frames.md section 4). Byte fields may be views into the frame. */
export interface FrameHeader {
  readonly type: FrameType;
  readonly scope: Scope;
  readonly logId: Uint8Array;
  readonly author: Uint8Array;
  readonly instance: Uint8Array;
  readonly seq: number;
  readonly previous: Uint8Array;
  readonly feedRoot: Uint8Array;
  readonly entryCount: number;
  readonly entriesRoot: Uint8Array;
  readonly epochId: Uint8Array;
  readonly membershipHead: Uint8Array;
  readonly checkpoint: Uint8Array | null;
  readonly salt: Uint8Array;
  readonly commitment: Uint8Array;
  readonly bodyLength: number;
  readonly bodyHash: Uint8Array;
}

/** A frame taken apart; all byte fields are views into `bytes`. */
export interface Frame {
  readonly bytes: Uint8Array;
  readonly header: FrameHeader;
  readonly headerBytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly body: Uint8Array;
  /** Set for a frame out of a disclosure package: `bytes` is its header alone, and `withheld` says that the body is not shown. */
  readonly disclosed?: 'whole' | 'withheld';
  /** Set when the signature and the body hash were found to hold before, by `precheckPiece`. */
  readonly proved?: ProvedHashes;
}

/** Hashes of a frame whose signature and body hash hold: of its header, and of the associated data of its body (null: whoever opens it computes that). */
export interface ProvedHashes { readonly headerHash: Uint8Array; readonly associated: Uint8Array | null }

/** A frame whose CRC, signature and body hash were found to hold. */
export type ProvedFrame = Frame & { readonly proved: ProvedHashes };

export const FRAME_MAGIC: Uint8Array = /* @__PURE__ */ Uint8Array.of(0x48, 0x46, 0x46, 0x31);
export const FRAME_PREFIX_BYTES = 12;
export const FRAME_OVERHEAD_BYTES = 80;
export const MAX_HEADER_BYTES = 4096;
export const MAX_BODY_BYTES = 1_048_576;
export const MAX_FRAME_BYTES = 1_052_752;
export const MAX_ENTRIES = 256;
export const MAX_ENTRY_BYTES = 983_040;
