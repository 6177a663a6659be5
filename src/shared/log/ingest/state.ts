import * as v from 'valibot';
import { bytesToHex, decodeCbor, encodeCbor, fail, ok, type CborValue, type Failure, type FeedId, type LogId, type Result, type Sha256Hex } from '#base';
import { logIdToBytes } from '#crypto';
import { hexBytes } from '../body/encode.ts';
import { bytesOf, bytesSchema, uintSchema } from '../bytesSchema.ts';
import type { Scope } from '../frame/types.ts';
import { hashFeed } from '../identify.ts';
import { decodeOperation, encodeGenesis, encodeOperation } from '../membership/operation.ts';
import type { MembershipOperation } from '../membership/types.ts';
import type { Branch, FeedChain } from './chain.ts';
import { createChain, createFeedTable, type FeedTable } from './feeds.ts';
import { createHashList, flattenHashes } from './hashList.ts';
import type { MemberTable } from './members.ts';
import type { WaitingFrame } from './waitRoom.ts';

/** What a reader remembers between frames. Holds no secret: epochs are opened again from their lockboxes. */
export interface ReaderMemory {
  readonly feeds: FeedTable;
  readonly members: MemberTable;
  readonly scope: Scope | null;
  readonly badContent: Set<Sha256Hex>;
}

/** Frames that wait: operations whose frame stands already, and frames that have no place yet. */
export interface HeldFrames { readonly operations: readonly WaitingFrame[]; readonly frames: readonly WaitingFrame[] }

/** The memory as CBOR. */
export function exportReaderState(log: LogId, memory: ReaderMemory, held: HeldFrames): Uint8Array {
  return encodeCbor({
    v: 2, log: logIdToBytes(log), scope: memory.scope,
    // What waits is looked at again after the next start: its frames may lie before the place from which the log is read then.
    bad: [...memory.badContent, ...held.operations.map(({ headerHash }) => bytesToHex(headerHash))],
    held: [...held.operations, ...held.frames].map(({ frame }) => frame.bytes),
    operations: memory.members.nodes().map(({ hash: name, author, parents, operation }) => ({
      hash: name, author, head: parents[0] === undefined ? null : hexBytes(parents[0]), body: operation === null ? null : encodeAny(operation),
    })),
    feeds: memory.feeds.all().filter((chain) => chain.branches.length > 0).map(exportChain),
  });
}

function encodeAny(operation: MembershipOperation): Uint8Array {
  if (operation.op === 'newer') return encodeCbor({ op: operation.name });
  return operation.op === 'genesis' ? encodeGenesis(operation) : encodeOperation(operation);
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
  v: v.literal(2), log: bytesOf(16), scope: v.nullable(v.picklist(['workspace', 'incident'])), bad: v.array(hexHash), held: v.array(bytesSchema),
  operations: v.array(v.strictObject({ hash, author: hash, head: v.nullable(hash), body: v.nullable(bytesSchema) })),
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
export function importReaderState(bytes: Uint8Array, log: LogId, members: MemberTable): Result<{ readonly memory: ReaderMemory; readonly held: readonly Uint8Array[] }, Failure<'malformed'>> {
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
  if (!parsed.output.operations.every((stored) => restoreOperation(members, stored))) return fail('malformed', 'the remembered membership is not consistent');
  return ok({ memory: { feeds, members, scope: parsed.output.scope, badContent: new Set(parsed.output.bad) }, held: parsed.output.held });
}

// In the order in which they were taken: parents first.
function restoreOperation(members: MemberTable, { hash: name, author, head, body }: v.InferOutput<typeof stateSchema>['operations'][number]): boolean {
  const decoded = body === null ? null : decodeOperation(body);
  if (decoded?.ok === false) return false;
  const operation = decoded?.value ?? null;
  const named = [...(head === null ? [] : [head]), ...(operation !== null && 'merges' in operation ? operation.merges : [])];
  if ((operation?.op === 'genesis') !== (head === null) || named.some((parent) => members.stateOf(parent) === null)) return false;
  members.adopt({ hash: name, author, head, operation });
  return true;
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
