import * as v from 'valibot';
import { bytesToHex, decodeCbor, encodeCbor, fail, ok, type CborValue, type Failure, type FeedId, type LogId, type Result, type Sha256Hex } from '#base';
import { logIdToBytes } from '#crypto';
import { bytesOf, bytesSchema, uintSchema } from '../bytesSchema.ts';
import type { Scope } from '../frame/types.ts';
import { hashFeed } from '../identify.ts';
import type { Branch, FeedChain } from './chain.ts';
import { createChain, createFeedTable, type FeedTable } from './feeds.ts';
import { createHashList, flattenHashes } from './hashList.ts';
import type { MemberTable } from './members.ts';

/** What a reader remembers between frames. Holds no secret: epochs are opened again from their lockboxes. */
export interface ReaderMemory {
  readonly feeds: FeedTable;
  readonly members: MemberTable;
  readonly scope: Scope | null;
  readonly badContent: Set<Sha256Hex>;
}

/** The memory as CBOR. */
export function exportReaderState(log: LogId, memory: ReaderMemory): Uint8Array {
  return encodeCbor({
    v: 1, log: logIdToBytes(log), scope: memory.scope, bad: [...memory.badContent],
    states: memory.members.all().map((state) => ({
      head: state.head, decided: state.decided, members: state.members.map((member) => ({ ...member })),
      epochs: state.epochs.map((epoch) => ({ id: epoch.id, lockboxes: epoch.lockboxes.map((lockbox) => ({ ...lockbox })) })),
    })),
    feeds: memory.feeds.all().filter((chain) => chain.branches.length > 0).map(exportChain),
  });
}

function exportChain(chain: FeedChain): CborValue {
  return {
    author: chain.author, instance: chain.instance,
    forks: chain.forks.map(({ seq, headers }) => ({ seq, first: headers[0], second: headers[1] })),
    gaps: chain.gaps.map(({ fromSeq, toSeq }) => ({ fromSeq, toSeq })),
    quoted: [...chain.quoted].map(([feed, seq]) => ({ feed, seq })),
    branches: chain.branches.map((branch) => ({
      parent: branch.parent === null ? null : chain.branches.indexOf(branch.parent), start: branch.start, rooted: branch.rooted,
      hashes: flattenHashes(branch.hashes), nextSeq: branch.position.nextSeq, previous: branch.position.previous,
      treeSize: branch.position.tree.size, peaks: branch.position.tree.peaks,
    })),
  };
}

const hash = bytesOf(32);
const hexHash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.transform((value) => value as Sha256Hex));
const stateSchema = v.strictObject({
  v: v.literal(1), log: bytesOf(16), scope: v.nullable(v.picklist(['workspace', 'incident'])), bad: v.array(hexHash),
  states: v.array(v.strictObject({
    head: hash, decided: v.boolean(),
    members: v.array(v.strictObject({ device: hash, x25519: hash, role: v.picklist(['admin', 'writer', 'reader']) })),
    epochs: v.array(v.strictObject({ id: hash, lockboxes: v.array(v.strictObject({ device: hash, box: bytesSchema })) })),
  })),
  feeds: v.array(v.strictObject({
    author: hash, instance: bytesOf(16),
    forks: v.array(v.strictObject({ seq: uintSchema, first: hexHash, second: hexHash })),
    gaps: v.array(v.strictObject({ fromSeq: uintSchema, toSeq: uintSchema })),
    quoted: v.array(v.strictObject({ feed: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), seq: uintSchema })),
    branches: v.array(v.strictObject({
      parent: v.nullable(uintSchema), start: uintSchema, rooted: v.boolean(), hashes: bytesSchema, nextSeq: uintSchema, previous: hash,
      treeSize: uintSchema, peaks: v.array(hash),
    })),
  })),
});

/** Reads a memory back; the table of members must be new and empty. */
export function importReaderState(bytes: Uint8Array, log: LogId, members: MemberTable): Result<ReaderMemory, Failure<'malformed'>> {
  const decoded = decodeCbor(bytes);
  const parsed = decoded.ok ? v.safeParse(stateSchema, decoded.value) : null;
  if (parsed === null || !parsed.success || bytesToHex(parsed.output.log) !== log) return fail('malformed', 'the remembered state does not belong to this log');
  const feeds = createFeedTable();
  for (const stored of parsed.output.feeds) {
    const feedId = hashFeed(stored.author, parsed.output.log, stored.instance);
    const chain = createChain(bytesToHex(feedId) as FeedId, feedId, stored.author, stored.instance);
    for (const branch of stored.branches) {
      const restored = restoreBranch(chain, branch);
      if (restored === null) return fail('malformed', 'the remembered state is not consistent');
      chain.branches.push(restored);
    }
    chain.forks.push(...stored.forks.map(({ seq, first, second }) => ({ feed: chain.feed, seq, headers: [first, second] as const })));
    chain.gaps.push(...stored.gaps.map((gap) => ({ feed: chain.feed, ...gap })));
    for (const { feed, seq } of stored.quoted) chain.quoted.set(feed as FeedId, seq);
    feeds.add(chain);
  }
  for (const state of parsed.output.states) members.adopt({ ...state, heads: [state.head], invitations: [], removed: [], voices: [] });
  return ok({ feeds, members, scope: parsed.output.scope, badContent: new Set(parsed.output.bad) });
}

type StoredBranch = v.InferOutput<typeof stateSchema>['feeds'][number]['branches'][number];

function restoreBranch(chain: FeedChain, stored: StoredBranch): Branch | null {
  const parent = stored.parent === null ? null : (chain.branches[stored.parent] ?? null);
  const count = stored.hashes.length / 32;
  const peaks = stored.treeSize.toString(2).replaceAll('0', '').length;
  if (stored.parent !== null && parent === null) return null;
  if (!Number.isInteger(count) || stored.nextSeq !== stored.start + count || (stored.treeSize > 0 && peaks !== stored.peaks.length)) return null;
  return {
    parent, start: stored.start, rooted: stored.rooted, hashes: createHashList(stored.hashes),
    position: { nextSeq: stored.nextSeq, previous: stored.previous, tree: { size: stored.treeSize, peaks: stored.peaks } },
  };
}
