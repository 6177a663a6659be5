import { bytesToHex, fail, ok, type Failure, type FeedId, type LogId, type RandomBytes, type Result, type Sha256Hex } from '#base';
import { BODY_TAG_BYTES, deriveFrameKeys, logIdToBytes, paddedLength, sealBody, sha256, type DeviceKeys, type Epoch } from '#crypto';
import { encodeBody } from '../body/encode.ts';
import type { FrameMeta } from '../body/types.ts';
import { associatedHeader, encodeHeader } from '../frame/header.ts';
import { MAX_BODY_BYTES, MAX_ENTRIES, type FrameHeader, type Scope } from '../frame/types.ts';
import { hashFeed } from '../identify.ts';
import { hashLeaf, rootOf } from '../merkle/accumulator.ts';
import { merkleRoot } from '../merkle/path.ts';
import { afterFrame, type FeedPosition } from './position.ts';
import { signFrame } from './sign.ts';

export interface AppendInput {
  readonly log: LogId;
  readonly scope: Scope;
  readonly device: DeviceKeys;
  readonly instance: Uint8Array;
  readonly position: FeedPosition;
  /** Header hash of the newest membership frame known. */
  readonly membershipHead: Uint8Array;
  readonly epoch: Epoch;
  /** Hash of the newest witness checkpoint held; null or absent when there is none. */
  readonly checkpoint?: Uint8Array | null;
  /** 1 to 256 entries as `encodeEntry` gives them. */
  readonly entries: readonly Uint8Array[];
  readonly meta: FrameMeta;
}

export interface AppendedFrame {
  readonly bytes: Uint8Array;
  readonly feed: FeedId;
  readonly seq: number;
  readonly headerSha256: Sha256Hex;
  /** Where the feed goes on once this frame is on disk. */
  readonly position: FeedPosition;
}

/** Builds, seals and signs the next frame of a feed. Pure: clocks come in `meta`, randomness is injected. `too-large`: write the entries in several frames. */
export function appendFrame(input: AppendInput, random: RandomBytes): Result<AppendedFrame, Failure<'too-large'>> {
  const { device, position, entries } = input;
  if (entries.length < 1 || entries.length > MAX_ENTRIES) return fail('too-large', `a frame holds 1 to ${MAX_ENTRIES} entries, not ${entries.length}`);
  const salts = random(16 * entries.length);
  const saltOf = (index: number) => salts.subarray(index * 16, index * 16 + 16);
  const plaintext = encodeBody({ ...input.meta, entries, salts: entries.map((_, index) => saltOf(index)) });
  const bodyLength = paddedLength(4 + plaintext.length) + BODY_TAG_BYTES;
  if (bodyLength > MAX_BODY_BYTES) return fail('too-large', 'the entries do not fit into one frame');
  const logId = logIdToBytes(input.log);
  const feedId = hashFeed(device.ed25519, logId, input.instance);
  const salt = random(32);
  const keys = deriveFrameKeys(input.epoch.secret, { logId, feedId, seq: position.nextSeq, salt });
  const header: FrameHeader = {
    type: 'journal', scope: input.scope, logId, author: device.ed25519, instance: input.instance, seq: position.nextSeq, previous: position.previous,
    feedRoot: rootOf(position.tree), entryCount: entries.length, entriesRoot: merkleRoot(entries.map((entry, index) => hashLeaf(saltOf(index), entry))),
    epochId: input.epoch.id, membershipHead: input.membershipHead, checkpoint: input.checkpoint ?? null, salt, commitment: keys.commitment,
    bodyLength, bodyHash: new Uint8Array(32),
  };
  const body = sealBody(keys, sha256(associatedHeader(encodeHeader(header), bodyLength)), plaintext);
  plaintext.fill(0);
  const { frame, headerHash } = signFrame({ ...header, bodyHash: sha256(body) }, body, device.signingKey);
  return ok({
    bytes: frame, feed: bytesToHex(feedId) as FeedId, seq: position.nextSeq, headerSha256: bytesToHex(headerHash) as Sha256Hex,
    position: afterFrame(position, headerHash),
  });
}
