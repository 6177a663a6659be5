import { bytesToHex, equalBytes, fail, ok, type Failure, type LogId, type Result, type Sha256Hex } from '#base';
import { logIdToBytes, sha256 } from '#crypto';
import { hasValidSignature } from '../feed/sign.ts';
import { startOfFeed } from '../feed/position.ts';
import { decodeFrame } from '../frame/decode.ts';
import { isZero } from '../frame/header.ts';
import type { Frame, FrameFailure, Scope } from '../frame/types.ts';
import { hashHeader } from '../identify.ts';
import { verifyGenesis } from '../membership/genesis.ts';
import { decodeOperation } from '../membership/operation.ts';
import { bridgeGap, longestBranch, placeHeader, type FeedChain } from './chain.ts';
import { openContent } from './content.ts';
import { createFeedTable, forksOf, headsOf, knownHash, unquotedHeads } from './feeds.ts';
import { checkAuthor, createMemberTable } from './members.ts';
import { exportReaderState, importReaderState, type ReaderMemory } from './state.ts';
import { createTally } from './tally.ts';
import type { ForkNotice, Ingested, LogReader, ReaderKeys } from './types.ts';
import { createWaitRoom } from './waitRoom.ts';

type Outcome = Result<Ingested, Failure<FrameFailure>>;
interface Arrival { readonly frame: Frame; readonly headerHash: Uint8Array; readonly chain: FeedChain; readonly summary: Ingested['frame'] }

/** A reader of one log. `keys` null: everything is verified except the sealed content. */
export function createLogReader(options: { readonly log: LogId; readonly keys: ReaderKeys | null }): LogReader {
  return buildReader(options.log, { feeds: createFeedTable(), members: createMemberTable(options.log, options.keys), scope: null, badContent: new Set() });
}

/** A reader that goes on where `exportState` stopped, without looking at earlier frames again. `malformed`: begin anew. */
export function resumeLogReader(options: { readonly log: LogId; readonly keys: ReaderKeys | null; readonly state: Uint8Array }): Result<LogReader, Failure<'malformed'>> {
  const memory = importReaderState(options.state, options.log, createMemberTable(options.log, options.keys));
  return memory.ok ? ok(buildReader(options.log, memory.value)) : memory;
}

function buildReader(log: LogId, memory: ReaderMemory): LogReader {
  const { feeds, members, badContent } = memory;
  const logId = logIdToBytes(log);
  const waitRoom = createWaitRoom();
  const tally = createTally();
  let scope: Scope | null = memory.scope;
  let releasing = false;
  /** Released by a frame that itself was refused for its content; handed over with the next answer. */
  const overdue: Ingested[] = [];

  function ingest(bytes: Uint8Array): Outcome {
    const frame = decodeFrame(bytes);
    if (!frame.ok) return tally.refuse(null, frame);
    const { header } = frame.value;
    if (!hasValidSignature(frame.value)) return tally.refuse(null, fail('bad-signature', 'the signature does not hold'));
    if (!equalBytes(header.logId, logId) || (scope !== null && scope !== header.scope)) return tally.refuse(null, fail('wrong-log', 'the frame belongs to another log'));
    return admit(arrive(frame.value, hashHeader(frame.value.headerBytes)));
  }

  function arrive(frame: Frame, headerHash: Uint8Array): Arrival {
    const { header } = frame;
    const chain = feeds.of(header);
    const summary: Ingested['frame'] = {
      type: header.type, scope: header.scope, feed: chain.feed, seq: header.seq, headerSha256: bytesToHex(headerHash) as Sha256Hex,
      author: bytesToHex(header.author), entryCount: header.entryCount, bytes: frame.bytes.length,
    };
    return { frame, headerHash, chain, summary };
  }

  function admit(arrival: Arrival): Outcome {
    const { header } = arrival.frame;
    if (header.type === 'membership' && isZero(header.membershipHead)) return admitGenesis(arrival);
    const state = members.stateOf(header.membershipHead);
    if (state === null) {
      if (isZero(header.membershipHead)) return tally.refuse(arrival.summary, fail('not-a-member', 'the frame names no membership'));
      return wait(arrival, `membership:${bytesToHex(header.membershipHead)}`);
    }
    const author = checkAuthor(state, header);
    if (!author.ok) return tally.refuse(arrival.summary, author);
    const placed = placeHeader(arrival.chain, header, arrival.headerHash);
    if (!placed.ok) return tally.refuse(arrival.summary, placed);
    if (placed.value.outcome === 'waiting') return wait(arrival, waitKey(arrival.chain, header.seq));
    if (placed.value.outcome === 'duplicate' && !badContent.has(arrival.summary.headerSha256)) return duplicate(arrival);
    if (!author.value.decided) tally.count('undecidedAuthors');
    return finish(arrival, placed.value.fork);
  }

  // A genesis is proved by its own body before it takes its place.
  function admitGenesis(arrival: Arrival): Outcome {
    const { frame, chain, summary } = arrival;
    if (frame.header.seq !== 0) return tally.refuse(summary, fail('not-a-member', 'a genesis opens its feed'));
    if (!equalBytes(sha256(frame.body), frame.header.bodyHash)) return tally.refuse(summary, fail('body-hash-mismatch', 'the body is not the one that was signed'));
    const state = verifyGenesis(frame);
    if (!state.ok) return tally.refuse(summary, state);
    const placed = placeHeader(chain, frame.header, arrival.headerHash);
    if (!placed.ok) return tally.refuse(summary, placed);
    if (placed.value.outcome === 'duplicate') return duplicate(arrival);
    scope = frame.header.scope;
    members.adopt(state.value);
    tally.count('frames');
    return ok(withReleased({ status: 'membership', frame: summary, entries: [], meta: null, fork: reportFork(placed.value.fork), released: [] }, arrival));
  }

  // The header stands; what fails from here on is the content, and an intact copy of the frame may still repair it.
  function finish(arrival: Arrival, fork: ForkNotice | null): Outcome {
    const { frame, summary } = arrival;
    const repaired = badContent.delete(summary.headerSha256);
    if (!repaired) tally.count('frames');
    if (!repaired && frame.header.checkpoint !== null) tally.count('checkpoints');
    reportFork(fork);
    const content = equalBytes(sha256(frame.body), frame.header.bodyHash) ? readContent(arrival, fork) : fail('body-hash-mismatch', 'the body is not the one that was signed');
    if (content.ok) return ok(withReleased(content.value, arrival));
    badContent.add(summary.headerSha256);
    if (!releasing) overdue.push(...releaseAfter(arrival));
    return tally.refuse(summary, content);
  }

  function readContent(arrival: Arrival, fork: ForkNotice | null): Outcome {
    const { frame, chain, summary } = arrival;
    const base = { frame: summary, entries: [], meta: null, fork, released: [] } as const;
    const state = members.stateOf(frame.header.membershipHead);
    if (frame.header.type === 'membership') {
      const operation = decodeOperation(frame.body);
      if (!operation.ok) return operation;
      if (operation.value.op === 'genesis' || state === null) return fail('malformed-body', 'a log has one genesis');
      tally.note('newer-membership', summary, `a newer build changed the membership (${operation.value.name.length} characters of name)`);
      members.adopt({ ...state, head: arrival.headerHash.slice(), decided: false });
      return ok({ ...base, status: 'membership' });
    }
    const known = state?.epochs.some((epoch) => equalBytes(epoch.id, frame.header.epochId)) === true;
    if (!known && state?.decided === true) return fail('unknown-epoch', 'the membership knows no such epoch');
    const secret = known ? members.secretOf(frame.header.epochId) : null;
    if (secret === null) {
      tally.count('sealed');
      return ok({ ...base, status: 'sealed' });
    }
    const content = openContent(frame, chain, summary.headerSha256, secret);
    if (!content.ok) return content;
    for (const parent of content.value.meta.parents) chain.quoted.set(parent.feed, Math.max(parent.seq, chain.quoted.get(parent.feed) ?? -1));
    tally.opened(content.value.entries.length, content.value.unreadable);
    return ok({ ...base, status: 'opened', entries: content.value.entries, meta: content.value.meta });
  }

  function wait(arrival: Arrival, key: string): Outcome {
    // The caller may use its buffer again, so what waits is a copy.
    const copy = decodeFrame(arrival.frame.bytes.slice());
    if (!copy.ok) return copy;
    if (waitRoom.peek(key).some((waiting) => equalBytes(waiting.headerHash, arrival.headerHash))) return duplicate(arrival);
    if (!waitRoom.add(key, { frame: copy.value, headerHash: arrival.headerHash })) return tally.refuse(arrival.summary, fail('broken-chain', 'too many frames wait for an earlier one'));
    tally.count('outOfOrder');
    return ok({ status: 'waiting', frame: arrival.summary, entries: [], meta: null, fork: null, released: [] });
  }

  function duplicate(arrival: Arrival): Outcome {
    tally.count('duplicates');
    return ok({ status: 'duplicate', frame: arrival.summary, entries: [], meta: null, fork: null, released: [] });
  }

  function reportFork(fork: ForkNotice | null): ForkNotice | null {
    if (fork !== null) tally.note('fork', fork, 'two frames were signed for the same place');
    return fork;
  }

  function releaseAfter(arrival: Arrival): readonly Ingested[] {
    if (waitRoom.size() === 0) return [];
    const released: Ingested[] = [];
    const queue: Arrival[] = [arrival];
    // A loop instead of recursion: a file in reverse order would release thousands in one go.
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const keys = [waitKey(next.chain, next.frame.header.seq + 1), `membership:${bytesToHex(next.headerHash)}`];
      for (const waiting of keys.flatMap((key) => waitRoom.release(key))) {
        const again = arrive(waiting.frame, waiting.headerHash);
        const outcome = admitWithoutRelease(again);
        if (outcome.ok && outcome.value.status !== 'waiting') released.push(outcome.value);
        if (!outcome.ok || outcome.value.status !== 'waiting') queue.push(again);
      }
    }
    return released;
  }

  function admitWithoutRelease(arrival: Arrival): Outcome {
    releasing = true;
    const outcome = admit(arrival);
    releasing = false;
    return outcome;
  }

  function withReleased(ingested: Ingested, arrival: Arrival): Ingested {
    if (releasing || (waitRoom.size() === 0 && overdue.length === 0)) return ingested;
    const released = [...overdue.splice(0), ...releaseAfter(arrival)];
    return released.length === 0 ? ingested : { ...ingested, released, entries: [...ingested.entries, ...released.flatMap((one) => one.entries)] };
  }

  function settle(): readonly Ingested[] {
    const placed: Ingested[] = [];
    for (;;) {
      const next = lowestWaiting();
      if (next === null) return [...placed, ...overdue.splice(0)];
      const arrival = arrive(next.frame, next.headerHash);
      bridgeGap(arrival.chain, next.frame.header);
      for (const waiting of waitRoom.release(waitKey(arrival.chain, next.frame.header.seq))) {
        const outcome = admit(arrive(waiting.frame, waiting.headerHash));
        if (outcome.ok) placed.push(outcome.value);
      }
    }
  }

  function lowestWaiting() {
    const waiting = waitRoom.keys().filter((key) => key.startsWith('feed:')).flatMap((key) => waitRoom.peek(key).slice(0, 1));
    return waiting.toSorted((left, right) => left.frame.header.seq - right.frame.header.seq)[0] ?? null;
  }

  return {
    log, ingest, settle,
    scope: () => scope,
    heads: () => headsOf(feeds),
    headerAt: (feed, seq) => {
      const chain = feeds.get(feed);
      const hash = chain === null ? null : knownHash(chain, seq);
      return hash === null ? null : (bytesToHex(hash) as Sha256Hex);
    },
    position: (feed) => {
      const chain = feeds.get(feed);
      const branch = chain === null ? null : longestBranch(chain);
      if (chain === null || branch === null) return startOfFeed();
      return chain.forks.length === 0 && branch.rooted ? branch.position : null;
    },
    parentsFor: (feed) => unquotedHeads(feeds, feed),
    membership: () => members.newest(),
    writingEpoch: () => members.writingEpoch(),
    epochSecret: (id) => members.secretOf(id),
    gaps: () => feeds.all().flatMap((chain) => chain.gaps),
    forks: () => forksOf(feeds),
    problems: () => tally.problems(),
    counts: () => ({ ...tally.counts(), waiting: waitRoom.size() }),
    exportState: () => exportReaderState(log, { ...memory, scope }),
  };
}

function waitKey(chain: FeedChain, seq: number): string {
  return `feed:${chain.feed}:${seq}`;
}
