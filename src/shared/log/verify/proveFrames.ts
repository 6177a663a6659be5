import { concatBytes } from '#base';
import type { ProvedHashes } from '../frame/types.ts';
import type { PieceHelper } from './pieceHelper.ts';
import { precheckPiece, provedHashes, type PieceFacts } from './precheck.ts';

/** For each of some frames what its bytes alone prove, CRC included; null for one that the reader has to look at itself. */
export type Proofs = readonly (ProvedHashes | null)[];

/** Fewer are looked at before another thread has answered. */
const FEW = 32;

/**
 * Looks at frames that came one by one, over a wire or in a request, as `precheckPiece` does: all signatures together. `share` of them (from 0 to 1) go to the helper, when there is one that is
 * ready. It only says yes, as ADR 0005 has it.
 */
export async function proveFrames(frames: readonly Uint8Array[], helper: PieceHelper | null, share = 1): Promise<Proofs> {
  const given = helper?.isReady() === true && frames.length >= FEW ? Math.floor(frames.length * share) : 0;
  const [there, here] = [frames.slice(0, given), frames.slice(given)];
  const piece = concatBytes(...there);
  const asked = given === 0 ? null : helper?.check({ bytes: piece, frames: null });
  const own = here.length === 0 ? [] : proofsOf(here, precheckPiece(concatBytes(...here)));
  const facts = (await asked) ?? null;
  return [...(there.length === 0 ? [] : proofsOf(there, facts ?? precheckPiece(piece))), ...own];
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
  return frames.map((_, index) => (isAligned ? provedHashes(facts, index) : null));
}
