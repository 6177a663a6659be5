import { equalBytes, fail, ok, type Failure, type Result } from '#base';
import { sha256 } from '#crypto';
import { isZero } from '../frame/header.ts';
import type { FrameFailure } from '../frame/types.ts';
import { verifyGenesis } from '../membership/genesis.ts';
import { placeHeader } from './chain.ts';
import { bareAnswer, frameToKeep, type Arrival, type Outcome, type ReaderContext } from './context.ts';
import { checkAuthor } from './members.ts';
import { readContent } from './readContent.ts';
import type { ForkNotice } from './types.ts';
import { asideKey, feedKey, membershipKey, type WaitingFrame } from './waitRoom.ts';

/** `placed`: the header has taken its place, even when the content was refused; frames that waited for it may go on. */
export interface Admission { readonly outcome: Outcome; readonly placed: boolean }

/** Steps 5 to 13 of docs/spec/frames.md section 8 for a frame whose signature holds. */
export function admit(context: ReaderContext, arrival: Arrival): Admission {
  const admission = judge(context, arrival);
  if (!isAside(context, arrival)) context.onJudged?.(arrival, admission);
  return admission;
}

function judge(context: ReaderContext, arrival: Arrival): Admission {
  const { members, tally, badContent } = context;
  const { header } = arrival.frame;
  if (header.type === 'membership' && isZero(header.membershipHead)) return admitGenesis(context, arrival);
  const state = members.stateOf(header.membershipHead);
  if (state === null) {
    if (isZero(header.membershipHead)) return refused(tally.refuse(arrival.summary, fail('not-a-member', 'the frame names no membership')));
    return wait(context, arrival, membershipKey(header.membershipHead));
  }
  const author = checkAuthor(state, header);
  if (!author.ok) return refused(tally.refuse(arrival.summary, author));
  const place = placeHeader(arrival.chain, header, arrival.headerHash);
  if (!place.ok) return refused(tally.refuse(arrival.summary, place));
  if (place.value.outcome === 'waiting') return wait(context, arrival, feedKey(arrival.chain.feed, header.seq));
  if (place.value.outcome === 'astray') return setAside(context, arrival);
  if (place.value.outcome === 'duplicate' && !badContent.has(arrival.summary.headerSha256)) return duplicate(context, arrival);
  if (!author.value.decided) tally.count('undecidedAuthors');
  return takeContent(context, arrival, place.value.fork);
}

// A genesis is proved by its own body before it takes its place.
function admitGenesis(context: ReaderContext, arrival: Arrival): Admission {
  const { tally, members } = context;
  const { frame, chain, summary } = arrival;
  if (frame.header.seq !== 0) return refused(tally.refuse(summary, fail('not-a-member', 'a genesis opens its feed')));
  if (!hasRightBody(arrival)) return refused(tally.refuse(summary, fail('body-hash-mismatch', 'the body is not the one that was signed')));
  const operation = verifyGenesis(frame);
  if (!operation.ok) return refused(tally.refuse(summary, operation));
  const place = placeHeader(chain, frame.header, arrival.headerHash);
  if (!place.ok) return refused(tally.refuse(summary, place));
  if (place.value.outcome === 'duplicate') return duplicate(context, arrival);
  context.scope = frame.header.scope;
  const adopted = members.adopt({ hash: arrival.headerHash.slice(), author: frame.header.author.slice(), head: null, operation: operation.value });
  if (!adopted.ok) tally.note(adopted.error.kind, summary, adopted.error.message);
  tally.count('frames');
  return { outcome: ok({ ...bareAnswer('membership', arrival), fork: noteFork(context, place.value.fork) }), placed: true };
}

// The header stands; what fails from here on is the content, and an intact copy of the frame may still repair it.
function takeContent(context: ReaderContext, arrival: Arrival, fork: ForkNotice | null): Admission {
  const { tally, badContent } = context;
  const { frame, summary } = arrival;
  const repaired = badContent.delete(summary.headerSha256);
  if (!repaired) tally.count('frames');
  if (!repaired && frame.header.checkpoint !== null) tally.count('checkpoints');
  noteFork(context, fork);
  const content = hasRightBody(arrival) ? readContent(context, arrival, fork) : fail('body-hash-mismatch', 'the body is not the one that was signed');
  if (content.ok) return { outcome: content, placed: true };
  badContent.add(summary.headerSha256);
  return { outcome: tally.refuse(summary, content), placed: true };
}

function wait({ tally, waitRoom }: ReaderContext, arrival: Arrival, key: string): Admission {
  if (waitRoom.peek(key).some((waiting) => equalBytes(waiting.headerHash, arrival.headerHash))) {
    tally.count('duplicates');
    return refused(ok(bareAnswer('duplicate', arrival)));
  }
  const copy = copyOf(arrival);
  if (!copy.ok) return refused(copy);
  if (!waitRoom.add(key, copy.value)) return refused(tally.refuse(arrival.summary, fail('broken-chain', 'too many frames wait for an earlier one')));
  tally.count('outOfOrder');
  return refused(ok(bareAnswer('waiting', arrival)));
}

// Refused as long as the frame that it names is not here. When that one opens a fork the verdict must not depend on which of the two came first.
function setAside({ tally, aside }: ReaderContext, arrival: Arrival): Admission {
  const { header } = arrival.frame;
  const key = asideKey(arrival.chain.feed, header.seq, header.previous);
  if (aside.peek(key).some((known) => equalBytes(known.headerHash, arrival.headerHash))) {
    tally.count('duplicates');
    return refused(brokenChain);
  }
  const problem = tally.note(brokenChain.error.kind, arrival.summary, brokenChain.error.message);
  const copy = copyOf(arrival);
  if (copy.ok) aside.add(key, { ...copy.value, problem });
  return refused(brokenChain);
}

/** The answer to a frame that names a frame that is not here. */
export const brokenChain = fail('broken-chain', 'the frame does not name the frame before it');

/** True for a frame that is refused for now and may still find its place. */
export function isAside({ aside }: ReaderContext, { frame, headerHash, chain }: Pick<Arrival, 'frame' | 'headerHash' | 'chain'>): boolean {
  if (aside.size() === 0) return false;
  return aside.peek(asideKey(chain.feed, frame.header.seq, frame.header.previous)).some((known) => equalBytes(known.headerHash, headerHash));
}

// The caller may use its buffer again, so what waits is a copy.
function copyOf({ frame, headerHash }: Arrival): Result<WaitingFrame, Failure<FrameFailure>> {
  const copy = frameToKeep(frame);
  return copy.ok ? ok({ frame: copy.value, headerHash }) : copy;
}

function duplicate({ tally }: ReaderContext, arrival: Arrival): Admission {
  tally.count('duplicates');
  return refused(ok(bareAnswer('duplicate', arrival)));
}

// A body that is withheld cannot be compared; its hash stands in the signed header.
function hasRightBody({ frame }: Arrival): boolean {
  return frame.disclosed === 'withheld' || frame.proved !== undefined || equalBytes(sha256(frame.body), frame.header.bodyHash);
}

function noteFork({ tally }: ReaderContext, fork: ForkNotice | null): ForkNotice | null {
  if (fork !== null) tally.note('fork', fork, `two frames were signed for the same place: ${fork.headers.map((hash) => hash.slice(0, 12)).join(' and ')}`);
  return fork;
}

function refused(outcome: Outcome): Admission {
  return { outcome, placed: false };
}
