import { bytesToHex, equalBytes, type FeedId, type Sha256Hex } from '#base';
import type { FrameHeader } from '../frame/types.ts';
import type { FrameReference } from '../bytesSchema.ts';
import { hashFeed } from '../identify.ts';
import { branchHash, firstSeq, longestBranch, type FeedChain } from './chain.ts';
import type { FeedHead, ForkNotice } from './types.ts';

/** The feeds of a log, found by author and instance. */
export interface FeedTable {
  /** The feed of a header; created empty when it is new. */
  readonly of: (header: FrameHeader) => FeedChain;
  readonly get: (feed: FeedId) => FeedChain | null;
  readonly add: (chain: FeedChain) => void;
  readonly all: () => readonly FeedChain[];
}

/** An empty table. */
export function createFeedTable(): FeedTable {
  const byId = new Map<FeedId, FeedChain>();
  let latest: FeedChain | null = null;
  return {
    of: (header) => {
      // Frames of one feed mostly follow each other; comparing bytes is cheaper than hashing them again.
      if (latest !== null && equalBytes(latest.author, header.author) && equalBytes(latest.instance, header.instance)) return latest;
      for (const chain of byId.values()) {
        if (equalBytes(chain.author, header.author) && equalBytes(chain.instance, header.instance)) return (latest = chain);
      }
      const feedId = hashFeed(header.author, header.logId, header.instance);
      const chain = createChain(bytesToHex(feedId) as FeedId, feedId, header.author.slice(), header.instance.slice());
      byId.set(chain.feed, chain);
      return (latest = chain);
    },
    get: (feed) => byId.get(feed) ?? null,
    add: (chain) => {
      byId.set(chain.feed, chain);
    },
    all: () => [...byId.values()],
  };
}

/** A feed without frames. */
export function createChain(feed: FeedId, feedId: Uint8Array, author: Uint8Array, instance: Uint8Array): FeedChain {
  return { feed, feedId, author, instance, branches: [], forks: [], gaps: [], quoted: new Map() };
}

/** Newest frame of each feed that has one. */
export function headsOf(table: FeedTable): readonly FeedHead[] {
  return table.all().flatMap((chain) => {
    const branch = longestBranch(chain);
    if (branch === null || branch.position.nextSeq === 0) return [];
    return [{
      feed: chain.feed, seq: branch.position.nextSeq - 1, headerSha256: bytesToHex(branch.position.previous) as Sha256Hex,
      author: bytesToHex(chain.author), instance: bytesToHex(chain.instance), forked: chain.forks.length > 0,
    }];
  });
}

/** Heads of other feeds that a feed has not quoted. */
export function unquotedHeads(table: FeedTable, feed: FeedId): readonly FrameReference[] {
  const quoted = table.get(feed)?.quoted;
  return headsOf(table)
    .filter((head) => head.feed !== feed && (quoted?.get(head.feed) ?? -1) < head.seq)
    .slice(0, 256)
    .map(({ feed: other, seq, headerSha256 }) => ({ feed: other, seq, headerSha256 }));
}

/** All forks of all feeds: per place the lowest header hash with each of the others, whichever came first. */
export function forksOf(table: FeedTable): readonly ForkNotice[] {
  return table.all().flatMap((chain) => {
    // Every notice of a place names the branch that was there first.
    const firsts = chain.forks.filter(({ headers }, index) => chain.forks.findIndex((other) => other.headers[0] === headers[0]) === index);
    const forks = firsts.flatMap((first) => pairUp(first, chain.forks.filter(({ headers }) => headers[0] === first.headers[0])));
    return forks.toSorted((left, right) => left.seq - right.seq || (left.headers.join() < right.headers.join() ? -1 : 1));
  });
}

function pairUp({ feed, seq, headers }: ForkNotice, all: readonly ForkNotice[]): readonly ForkNotice[] {
  const [lowest, ...others] = [headers[0], ...all.map((fork) => fork.headers[1])].toSorted();
  return lowest === undefined ? [] : others.map((other) => ({ feed, seq, headers: [lowest, other] as const }));
}

/** True when a branch of the feed has this header hash at a seq. */
export function holdsFrame(chain: FeedChain, seq: number, headerHash: Uint8Array): boolean {
  return chain.branches.some((branch) => seq < branch.position.nextSeq && seq >= firstSeq(branch) && equalBytes(branchHash(branch, seq), headerHash));
}

/** Header hash that a feed has at a seq, or null: what a remembered head is compared with. */
export function knownHash(chain: FeedChain, seq: number): Uint8Array | null {
  for (const branch of chain.branches) {
    if (seq < branch.position.nextSeq && seq >= firstSeq(branch)) return branchHash(branch, seq);
  }
  return null;
}
