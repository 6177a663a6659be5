import { textToBytes } from '#base';
import type { EpochSecret } from '../epoch/create.ts';
import { hkdfSha256 } from '../primitives.ts';

/** Where a frame stands; all of it is bound into the frame's key. */
export interface FrameKeyContext {
  readonly logId: Uint8Array;
  readonly feedId: Uint8Array;
  readonly seq: number;
  readonly salt: Uint8Array;
}
export interface FrameKeys { readonly key: Uint8Array; readonly nonce: Uint8Array; readonly commitment: Uint8Array }

const tag = /* @__PURE__ */ textToBytes('holdfast/frame-key/1');

/** Single-use key, nonce and key commitment of one frame (docs/spec/frames.md section 6). */
export function deriveFrameKeys(secret: EpochSecret, context: FrameKeyContext): FrameKeys {
  const info = new Uint8Array(tag.length + 16 + 32 + 8);
  info.set(tag);
  info.set(context.logId, tag.length);
  info.set(context.feedId, tag.length + 16);
  const view = new DataView(info.buffer);
  view.setUint32(tag.length + 48, Math.floor(context.seq / 2 ** 32));
  view.setUint32(tag.length + 52, context.seq >>> 0);
  const okm = hkdfSha256(secret, context.salt, info, 88);
  return { key: okm.subarray(0, 32), nonce: okm.subarray(32, 56), commitment: okm.subarray(56, 88) };
}
