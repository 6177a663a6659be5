import { concatBytes } from '#base';
import { decodeFrame } from '../frame/decode.ts';
import type { ProvedFrame } from '../frame/types.ts';
import type { PieceHelper } from './pieceHelper.ts';
import { precheckFrames, provedHashes, type PieceFacts } from './precheck.ts';

/** Each of some frames taken apart, with what its bytes alone prove, CRC included; null for one that the reader has to look at itself. */
export type Proofs = readonly (ProvedFrame | null)[];

/** Fewer are looked at before another thread has answered. */
const FEW = 32;

/**
 * Looks at frames that came one by one, over a wire or in a request, as `precheckPiece` does: all signatures together. `share` of them (from 0 to 1) go to the helper, when there is one that is
 * ready. It only says yes, as ADR 0005 has it.
 */
export async function proveFrames(frames: readonly Uint8Array[], helper: PieceHelper | null, share = 1): Promise<Proofs> {
  const given = helper?.isReady() === true && frames.length >= FEW ? Math.floor(frames.length * share) : 0;
  const there = frames.slice(0, given);
  const asked = given === 0 ? null : helper?.check({ bytes: concatBytes(...there), frames: null });
  const own = precheckFrames(frames.slice(given));
  const facts = (await asked) ?? null;
  return [...(facts === null ? precheckFrames(there) : proofsOf(there, facts)), ...own];
}

// Where damage shifts what the scan finds, nothing is proved: the frames are then looked at one by one.
function proofsOf(frames: readonly Uint8Array[], facts: PieceFacts): Proofs {
  let at = 0;
  const isAligned = facts.scan.frames.length === frames.length && frames.every(({ length }, index) => {
    const range = facts.scan.frames[index];
    const fits = range?.from === at && range.to === at + length;
    at += length;
    return fits;
  });
  return frames.map((bytes, index) => {
    const proved = isAligned ? provedHashes(facts, index) : null;
    const frame = proved === null ? null : decodeFrame(bytes, 'scanned');
    return proved !== null && frame?.ok === true ? { ...frame.value, proved } : null;
  });
}
