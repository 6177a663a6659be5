import { bytesToHex, concatBytes, textToBytes, type FeedId, type LogId, type RandomBytes } from '#base';
import { logIdToBytes, sha256 } from '#crypto';
import { associatedHeader } from './frame/header.ts';
import type { Frame, Scope } from './frame/types.ts';

const headerTag = /* @__PURE__ */ textToBytes('holdfast/header/1');
const feedTag = /* @__PURE__ */ textToBytes('holdfast/feed/1');
const logTag = /* @__PURE__ */ textToBytes('holdfast/log/1');

/** Header hash: the name of a frame (docs/spec/frames.md section 2). */
export function hashHeader(headerBytes: Uint8Array): Uint8Array {
  return sha256(concatBytes(headerTag, headerBytes));
}

/** Hash of the associated data of a frame's body (docs/spec/frames.md section 6). */
export function hashAssociated({ header, headerBytes }: Pick<Frame, 'header' | 'headerBytes'>): Uint8Array {
  return sha256(associatedHeader(headerBytes, header.bodyLength));
}

/** Feed id of a device and instance in a log: 32 bytes. */
export function hashFeed(device: Uint8Array, logId: Uint8Array, instance: Uint8Array): Uint8Array {
  return sha256(concatBytes(feedTag, device, logId, instance));
}

/** Feed id as text. */
export function feedIdOf(device: Uint8Array, log: LogId, instance: Uint8Array): FeedId {
  return bytesToHex(hashFeed(device, logIdToBytes(log), instance)) as FeedId;
}

/** Log id that a creator's device, a scope and a nonce give. */
export function logIdOf(creator: Uint8Array, scope: Scope, nonce: Uint8Array): LogId {
  const hash = sha256(concatBytes(logTag, Uint8Array.of(scope === 'workspace' ? 0 : 1), creator, nonce));
  return bytesToHex(hash.subarray(0, 16)) as LogId;
}

/** A fresh writer instance (docs/spec/vault.md section 6). */
export function createInstance(random: RandomBytes): Uint8Array {
  return random(16);
}
