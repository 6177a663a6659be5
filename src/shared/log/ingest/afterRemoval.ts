import { bytesToHex, equalBytes } from '#base';
import { hexBytes } from '../body/encode.ts';
import { findMember } from '../membership/roster.ts';
import type { MembershipState } from '../membership/types.ts';
import { branchHash, firstSeq, longestBranch, type Branch, type FeedChain } from './chain.ts';

/**
 * True for a frame of a device that is no member of the log any more, or whose admission counts for nothing, when it is not among the frames that its
 * removal says were seen (docs/spec/membership.md section 3.4). `headerHash` null: the frame of the longest branch.
 */
export function isAfterRemoval(state: MembershipState, chain: FeedChain, seq: number, headerHash: Uint8Array | null): boolean {
  if (!state.decided || findMember(state, chain.author) !== null) return false;
  const removed = state.removed.find(({ device }) => equalBytes(device, chain.author));
  const longest = longestBranch(chain);
  const hash = headerHash ?? (longest !== null && holds(longest, seq) ? branchHash(longest, seq) : null);
  return !(removed?.seen ?? []).some((seen) => seen.feed === chain.feed && seq <= seen.seq && isBelow(chain, hash, seq, hexBytes(seen.headerSha256), seen.seq));
}

// Where the frame that was seen is not here itself, its place decides.
function isBelow(chain: FeedChain, hash: Uint8Array | null, seq: number, seenHash: Uint8Array, seenSeq: number): boolean {
  const branches = chain.branches.filter((branch) => holds(branch, seenSeq) && equalBytes(branchHash(branch, seenSeq), seenHash));
  if (branches.length === 0 || hash === null) return true;
  return branches.some((branch) => !holds(branch, seq) || bytesToHex(branchHash(branch, seq)) === bytesToHex(hash));
}

function holds(branch: Branch, seq: number): boolean {
  return seq >= firstSeq(branch) && seq < branch.position.nextSeq;
}
