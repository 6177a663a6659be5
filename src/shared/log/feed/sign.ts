import { concatBytes, textToBytes } from '#base';
import { createBulkVerifier, ed25519Sign } from '#crypto';
import { encodeFrame } from '../frame/encode.ts';
import { encodeHeader } from '../frame/header.ts';
import type { Frame, FrameHeader } from '../frame/types.ts';
import { hashHeader } from '../identify.ts';

// One for all logs: a device writes in many of them.
const signatures = /* @__PURE__ */ createBulkVerifier();
const frameTag = /* @__PURE__ */ textToBytes('holdfast/frame/1');

/** Signs a header and puts the frame together. */
export function signFrame(header: FrameHeader, body: Uint8Array, signingKey: Uint8Array): { readonly frame: Uint8Array; readonly headerHash: Uint8Array } {
  const headerBytes = encodeHeader(header);
  const signature = ed25519Sign(concatBytes(frameTag, headerBytes), signingKey);
  return { frame: encodeFrame(headerBytes, signature, body), headerHash: hashHeader(headerBytes) };
}

/** True when the frame's author signed its header. */
export function hasValidSignature(frame: Pick<Frame, 'header' | 'headerBytes' | 'signature'>): boolean {
  return signatures.verify(frame.signature, concatBytes(frameTag, frame.headerBytes), frame.header.author);
}

/** The same for many frames at once, which costs less. */
export function haveValidSignatures(frames: readonly Pick<Frame, 'header' | 'headerBytes' | 'signature'>[]): readonly boolean[] {
  return signatures.verifyAll(frames.map((frame) => ({ signature: frame.signature, message: concatBytes(frameTag, frame.headerBytes), publicKey: frame.header.author })));
}
