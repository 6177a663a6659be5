import { bytesToHex, equalBytes, fail, ok, type Failure, type LogId, type Result, type Sha256Hex } from '#base';
import { hexBytes } from '../body/encode.ts';
import { startOfFeed } from '../feed/position.ts';
import { hasValidSignature } from '../feed/sign.ts';
import { decodeFrame, type CrcState } from '../frame/decode.ts';
import type { Frame, ProvedHashes, Scope } from '../frame/types.ts';
import { hashHeader } from '../identify.ts';
import { longestBranch } from './chain.ts';
import { isAside } from './admit.ts';
import { arrive, createContext, type OnJudged, type Outcome } from './context.ts';
import { createFeedTable, forksOf, headsOf, holdsFrame, knownHash, unquotedHeads } from './feeds.ts';
import { rootsAt } from './roots.ts';
import { isAfterRemoval } from './afterRemoval.ts';
import { createMemberTable, type MemberTable } from './members.ts';
import { admitAndRelease, settle } from './release.ts';
import { exportReaderState, importReaderState, type ReaderMemory } from './state.ts';
import type { ForNothing, LogReader, ReaderKeys } from './types.ts';

/** A reader that also takes frames whose body is not at hand, as disclosure packages show them. */
export interface DisclosureReader extends LogReader {
  readonly admit: (frame: Frame) => Outcome;
  /** True for a frame that was refused and may still find its place; `onJudged` hears of it later. */
  readonly standsAside: (frame: Frame, headerHash: Uint8Array) => boolean;
}

/** A reader of one log. `keys` null: everything is verified except the sealed content. */
export function createLogReader(options: { readonly log: LogId; readonly keys: ReaderKeys | null }): LogReader {
  return buildReader(options.log, { feeds: createFeedTable(), members: createMemberTable(options.log, options.keys), scope: null, badContent: new Set() });
}

/** A reader that goes on where `exportState` stopped, without looking at earlier frames again. `malformed`: begin anew. */
export function resumeLogReader(options: { readonly log: LogId; readonly keys: ReaderKeys | null; readonly state: Uint8Array }): Result<LogReader, Failure<'malformed'>> {
  const memory = importReaderState(options.state, options.log, createMemberTable(options.log, options.keys));
  if (!memory.ok) return memory;
  const reader = buildReader(options.log, memory.value.memory);
  for (const frame of memory.value.held) reader.ingest(frame, 'scanned');
  return ok(reader);
}

/** A reader without keys for a log whose scope is known; `onJudged` is told what became of each frame. */
export function createDisclosureReader(options: { readonly log: LogId; readonly scope: Scope; readonly onJudged: OnJudged }): DisclosureReader {
  return buildReader(options.log, { feeds: createFeedTable(), members: createMemberTable(options.log, null), scope: options.scope, badContent: new Set() }, options.onJudged);
}

function buildReader(log: LogId, memory: ReaderMemory, onJudged: OnJudged | null = null): DisclosureReader {
  const context = createContext(log, memory, onJudged);
  const { feeds, members, tally, waitRoom, logId } = context;

  // Steps 1 to 4 of docs/spec/frames.md section 8; the rest needs what was read before.
  function ingest(bytes: Uint8Array, crc: CrcState = 'unchecked', proved: ProvedHashes | null = null): Outcome {
    const frame = decodeFrame(bytes, crc);
    if (!frame.ok) return tally.refuse(null, frame);
    return admitFrame(proved === null ? frame.value : { ...frame.value, proved });
  }

  function admitFrame(frame: Frame): Outcome {
    const { header } = frame;
    if (frame.proved === undefined && !hasValidSignature(frame)) return tally.refuse(null, fail('bad-signature', 'the signature does not hold'));
    const foreign = !equalBytes(header.logId, logId) || (context.scope !== null && context.scope !== header.scope);
    if (foreign) return tally.refuse(null, fail('wrong-log', 'the frame belongs to another log'));
    return admitAndRelease(context, arrive(context, frame, frame.proved?.headerHash ?? hashHeader(frame.headerBytes)));
  }

  return {
    log, ingest, admit: admitFrame,
    standsAside: (frame, headerHash) => isAside(context, arrive(context, frame, headerHash)),
    settle: () => settle(context),
    scope: () => context.scope,
    heads: () => headsOf(feeds),
    headerAt: (feed, seq) => {
      const chain = feeds.get(feed);
      const hash = chain === null ? null : knownHash(chain, seq);
      return hash === null ? null : (bytesToHex(hash) as Sha256Hex);
    },
    rootsAt: (feed, size) => {
      const chain = feeds.get(feed);
      return chain === null ? [] : rootsAt(chain, size);
    },
    holds: (feed, seq, headerHash) => {
      const chain = feeds.get(feed);
      return chain !== null && holdsFrame(chain, seq, headerHash);
    },
    position: (feed) => {
      const chain = feeds.get(feed);
      const branch = chain === null ? null : longestBranch(chain);
      if (chain === null || branch === null) return startOfFeed();
      return chain.forks.length === 0 && branch.rooted ? branch.position : null;
    },
    parentsFor: (feed) => unquotedHeads(feeds, feed),
    quotedBy: (feed) => feeds.get(feed)?.quoted ?? new Map(),
    membership: () => members.whole()?.state ?? null,
    membershipAt: (head) => members.stateOf(head),
    membershipHeads: () => members.whole()?.state.heads ?? [],
    operationsForNothing: () => forNothing(members),
    writingPlace: () => members.writingPlace(),
    changePlace: () => members.changePlace(),
    afterRemoval: (feed, seq, headerSha256) => {
      const chain = feeds.get(feed);
      const state = members.whole()?.state ?? null;
      return chain !== null && state !== null && isAfterRemoval(state, chain, seq, headerSha256 === undefined ? null : hexBytes(headerSha256));
    },
    epochSecret: (id) => members.secretOf(id),
    gaps: () => feeds.all().flatMap((chain) => chain.gaps),
    forks: () => forksOf(feeds),
    problems: () => tally.problems(),
    counts: () => ({ ...tally.counts(), waiting: waitRoom.size() + context.operations.size() }),
    exportState: () => exportReaderState(log, context, { operations: context.operations.all(), frames: [...waitRoom.all(), ...context.aside.all()] }),
  };
}

function forNothing(members: MemberTable): readonly ForNothing[] {
  const nothing = members.whole()?.nothing ?? new Map();
  return members.nodes().flatMap(({ name, hash, author, operation }) => {
    const reason = nothing.get(name);
    return reason === undefined || operation === null ? [] : [{ operation, author, head: hash, reason }];
  });
}
