import { bytesToHex, compareBytes, equalBytes, fail, ok, type Failure, type FeedId, type Result, type Sha256Hex } from '#base';
import { afterFrame, startOfFeed, type FeedPosition } from '../feed/position.ts';
import { isZero } from '../frame/header.ts';
import type { FrameHeader } from '../frame/types.ts';
import { rootOf } from '../merkle/accumulator.ts';
import { createHashList, hashAt, pushHash, type HashList } from './hashList.ts';
import type { FeedGap, ForkNotice } from './types.ts';

/**
 * A run of frames of one feed, each naming the one before. The first branch begins at seq 0; another begins where it left its parent (a fork) or,
 * without a parent, behind missing frames. `rooted` is false there: the feed root needs every header before it.
 */
export interface Branch { readonly parent: Branch | null; readonly start: number; readonly hashes: HashList; readonly rooted: boolean; position: FeedPosition }

/** All that is known of one feed. */
export interface FeedChain {
  readonly feed: FeedId;
  readonly feedId: Uint8Array;
  readonly author: Uint8Array;
  readonly instance: Uint8Array;
  readonly branches: Branch[];
  readonly forks: ForkNotice[];
  readonly gaps: FeedGap[];
  /** Newest seq of each other feed that this feed has quoted as a parent. */
  readonly quoted: Map<FeedId, number>;
}

/** `astray`: names a frame that is not here at a place where others stand; it fits once that frame opens a fork. */
export type Placement = { readonly outcome: 'extended' | 'duplicate' | 'waiting' | 'astray'; readonly fork: null } | { readonly outcome: 'extended'; readonly fork: ForkNotice };

const MAX_BRANCHES = 64;
const extended: Placement = { outcome: 'extended', fork: null };

/** Places a header whose signature holds: step 6 of docs/spec/frames.md section 8. Changes the chain only on `extended`. */
export function placeHeader(chain: FeedChain, header: FrameHeader, headerHash: Uint8Array): Result<Placement, Failure<'broken-chain' | 'wrong-feed-root'>> {
  const { seq, previous } = header;
  if (seq === 0 && !isZero(previous)) return fail('broken-chain', 'the first frame of a feed names a frame before it');
  for (const branch of chain.branches) {
    if (branch.position.nextSeq === seq && equalBytes(branch.position.previous, previous)) return extendBranch(branch, header, headerHash);
  }
  const holders = chain.branches.filter((branch) => seq < branch.position.nextSeq && seq >= firstSeq(branch));
  if (holders.some((branch) => equalBytes(branchHash(branch, seq), headerHash))) return ok({ outcome: 'duplicate', fork: null });
  const before = holders.find((branch) => seq === 0 || (seq > firstSeq(branch) && equalBytes(branchHash(branch, seq - 1), previous)));
  if (before !== undefined) return forkOff(chain, before, header, headerHash);
  if (seq === 0 && chain.branches.every((branch) => firstSeq(branch) > 0)) {
    const first: Branch = { parent: null, start: 0, hashes: createHashList(), rooted: true, position: startOfFeed() };
    const placed = extendBranch(first, header, headerHash);
    if (placed.ok) chain.branches.push(first);
    return placed;
  }
  const tip = chain.branches.reduce((highest, branch) => Math.max(highest, branch.position.nextSeq), 0);
  return ok({ outcome: seq > tip || holders.length === 0 && seq < tip ? 'waiting' : 'astray', fork: null });
}

function extendBranch(branch: Branch, header: FrameHeader, headerHash: Uint8Array): Result<Placement, Failure<'wrong-feed-root'>> {
  if (branch.rooted && !equalBytes(rootOf(branch.position.tree), header.feedRoot)) return fail('wrong-feed-root', 'the frame commits to other earlier frames');
  pushHash(branch.hashes, headerHash);
  branch.position = branch.rooted ? afterFrame(branch.position, headerHash) : { ...branch.position, nextSeq: header.seq + 1, previous: headerHash };
  return ok(extended);
}

function forkOff(chain: FeedChain, from: Branch, header: FrameHeader, headerHash: Uint8Array): Result<Placement, Failure<'broken-chain' | 'wrong-feed-root'>> {
  if (chain.branches.length >= MAX_BRANCHES) return fail('broken-chain', 'the feed is forked too often');
  const position: FeedPosition = from.rooted ? positionAt(from, header.seq) : { ...from.position, nextSeq: header.seq, previous: header.previous };
  const branch: Branch = { parent: from, start: header.seq, hashes: createHashList(), rooted: from.rooted, position };
  const placed = extendBranch(branch, header, headerHash);
  if (!placed.ok) return placed;
  chain.branches.push(branch);
  const fork: ForkNotice = { feed: chain.feed, seq: header.seq, headers: [toHex(branchHash(from, header.seq)), toHex(headerHash)] };
  chain.forks.push(fork);
  return ok({ outcome: 'extended', fork });
}

/**
 * Goes on behind missing frames with a header that waits there. One missing frame is bridged, because its hash is named by its successor and
 * every root can still be checked; after more the roots cannot. False when none of the branches before the gap leads to this header: nothing has changed then.
 */
export function bridgeGap(chain: FeedChain, header: FrameHeader): boolean {
  const { seq, previous } = header;
  const known = chain.gaps.find((gap) => gap.toSeq === seq - 1);
  const fromSeq = known?.fromSeq ?? chain.branches.reduce((highest, { position }) => (position.nextSeq <= seq ? Math.max(highest, position.nextSeq) : highest), 0);
  if (known !== undefined && chain.branches.some((branch) => covers(branch, seq - 1) && equalBytes(branchHash(branch, seq - 1), previous))) return true;
  if (chain.branches.length >= MAX_BRANCHES) return false;
  const before = chain.branches.filter((branch) => covers(branch, seq - 2));
  const leading = fromSeq === seq - 1 ? findLeading(before, header) : null;
  if (leading === null && fromSeq === seq - 1 && before.every((branch) => branch.rooted)) return false;
  if (known === undefined) chain.gaps.push({ feed: chain.feed, fromSeq, toSeq: seq - 1 });
  if (leading === null) chain.branches.push({ parent: null, start: seq, hashes: createHashList(), rooted: false, position: { ...startOfFeed(), nextSeq: seq, previous: previous.slice() } });
  else if (leading.branch?.position.nextSeq === seq - 1) bridgeBranch(leading.branch, leading.position);
  else {
    const branch: Branch = { parent: leading.branch, start: seq - 1, hashes: createHashList(), rooted: true, position: leading.position };
    chain.branches.push(branch);
    bridgeBranch(branch, leading.position);
  }
  return true;
}

interface Leading { readonly branch: Branch | null; readonly position: FeedPosition }

// The branch whose earlier frames, with the one that is missing, give the feed root of the header.
function findLeading(before: readonly Branch[], { seq, previous, feedRoot }: FrameHeader): Leading | null {
  for (const branch of seq === 1 ? [null] : before.filter((candidate) => candidate.rooted)) {
    const position = afterFrame(positionAt(branch, seq - 1), previous.slice());
    if (equalBytes(rootOf(position.tree), feedRoot)) return { branch, position };
  }
  return null;
}

function positionAt(branch: Branch | null, seq: number): FeedPosition {
  if (branch?.position.nextSeq === seq) return branch.position;
  let position = startOfFeed();
  if (branch !== null) for (let at = 0; at < seq; at += 1) position = afterFrame(position, branchHash(branch, at).slice());
  return position;
}

function bridgeBranch(branch: Branch, position: FeedPosition): void {
  pushHash(branch.hashes, position.previous);
  branch.position = position;
}

function covers(branch: Branch, seq: number): boolean {
  return seq >= firstSeq(branch) && seq < branch.position.nextSeq;
}

/** The branch that reaches furthest; of several the one whose newest header hash is lowest, so that the order of arrival does not decide. */
export function longestBranch(chain: FeedChain): Branch | null {
  return chain.branches.reduce<Branch | null>((best, branch) => (best === null || reachesFurther(branch, best) ? branch : best), null);
}

function reachesFurther({ position }: Branch, { position: other }: Branch): boolean {
  return position.nextSeq > other.nextSeq || position.nextSeq === other.nextSeq && compareBytes(position.previous, other.previous) < 0;
}

/** Lowest seq that a branch knows, following its parents. */
export function firstSeq(branch: Branch): number {
  return branch.parent === null ? branch.start : firstSeq(branch.parent);
}

/** Header hash at a seq of a branch, following its parents. */
export function branchHash(branch: Branch, seq: number): Uint8Array {
  return seq >= branch.start ? hashAt(branch.hashes, seq - branch.start) : branchHash(branch.parent ?? missing(), seq);
}

function missing(): never {
  throw new Error('the branch has no such frame');
}

function toHex(hash: Uint8Array): Sha256Hex {
  return bytesToHex(hash) as Sha256Hex;
}
