import { equalBytes } from '#base';
import { sha256 } from '#crypto';
import { haveValidSignatures } from '../feed/sign.ts';
import { decodeFrame } from '../frame/decode.ts';
import { scanFrames, type ByteRange, type FrameScan } from '../frame/scan.ts';
import type { Frame, ProvedFrame, ProvedHashes } from '../frame/types.ts';
import { hashAssociated, hashHeader } from '../identify.ts';

/**
 * What can be found out about a piece of a log from its bytes alone: where its frames lie, and for those whose signature and body hash hold the
 * hashes that reading them needs. Plain data, so that it can come from another thread. It only says yes: a frame of which nothing stands here is
 * checked by the reader itself, which then finds and names what is wrong with it.
 */
export interface PieceFacts {
  readonly scan: FrameScan;
  /** One byte per frame of the scan: 1 when signature and body hash hold. */
  readonly holds: Uint8Array;
  /** 64 bytes per frame of the scan: header hash and hash of the associated data. */
  readonly hashes: Uint8Array;
}

/**
 * Steps 1 to 3 and 7 of docs/spec/frames.md section 8, which need neither keys nor other frames, for all frames of a piece at once: CRC, form of
 * the header, signature, body hash. `frames`: where they lie, when the piece was scanned before and only they are meant.
 */
export function precheckPiece(bytes: Uint8Array, frames: readonly ByteRange[] | null = null): PieceFacts {
  const scan = frames === null ? scanFrames(bytes) : { frames, damaged: [], tail: null };
  const holds = new Uint8Array(scan.frames.length);
  const hashes = new Uint8Array(scan.frames.length * 64);
  const found = scan.frames.flatMap(({ from, to }, index) => {
    const frame = decodeFrame(bytes.subarray(from, to), 'scanned');
    return frame.ok ? [{ frame: frame.value, index }] : [];
  });
  const standing = areWhole(found.map(({ frame }) => frame));
  for (const [order, { frame, index }] of found.entries()) {
    if (standing[order] !== true) continue;
    holds[index] = 1;
    hashes.set(hashHeader(frame.headerBytes), index * 64);
    hashes.set(hashAssociated(frame), index * 64 + 32);
  }
  return { scan, holds, hashes };
}

/**
 * The same for frames that came one by one and are read here, without keys: each taken apart only this once. Null for a frame that the reader has to look at itself.
 */
export function precheckFrames(frames: readonly Uint8Array[]): readonly (ProvedFrame | null)[] {
  const decoded = frames.map((bytes) => {
    const frame = decodeFrame(bytes);
    return frame.ok ? frame.value : null;
  });
  const standing = areWhole(decoded.filter((frame) => frame !== null));
  let next = 0;
  return decoded.map((frame) => (frame !== null && standing[next++] === true ? { ...frame, proved: { headerHash: hashHeader(frame.headerBytes), associated: null } } : null));
}

// Signature and body hash; signatures of many frames together cost less.
function areWhole(frames: readonly Frame[]): readonly boolean[] {
  const signed = haveValidSignatures(frames);
  return frames.map((frame, index) => signed[index] === true && equalBytes(sha256(frame.body), frame.header.bodyHash));
}

/** What a piece says of its n-th frame; null when the reader has to look itself. */
export function provedHashes(facts: PieceFacts, index: number): ProvedHashes | null {
  if (facts.holds[index] !== 1) return null;
  return { headerHash: facts.hashes.subarray(index * 64, index * 64 + 32), associated: facts.hashes.subarray(index * 64 + 32, index * 64 + 64) };
}
