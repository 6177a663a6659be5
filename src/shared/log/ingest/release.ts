import { fail, ok } from '#base';
import { admit, brokenChain, type Admission } from './admit.ts';
import { bridgeGap } from './chain.ts';
import { arrive, type Arrival, type Outcome, type ReaderContext } from './context.ts';
import { takeOperation } from './readContent.ts';
import type { Ingested } from './types.ts';
import { asideKey, feedKey, isFeedKey, membershipKey, mergeKey, type WaitingFrame } from './waitRoom.ts';

/** Admits a frame, and after it all that waited for it. */
export function admitAndRelease(context: ReaderContext, arrival: Arrival): Outcome {
  const { outcome, placed } = admit(context, arrival);
  if (!placed || context.waitRoom.size() + context.aside.size() + context.operations.size() + context.overdue.length === 0) return outcome;
  const released = releaseAfter(context, [arrival]);
  if (!outcome.ok) {
    context.overdue.push(...released);
    return outcome;
  }
  const all = [...context.overdue.splice(0), ...released];
  return ok({ ...outcome.value, released: all, entries: [...outcome.value.entries, ...all.flatMap((one) => one.entries)] });
}

/** Places what waits behind missing frames, lowest seq first. What still stands aside then is told as refused. */
export function settle(context: ReaderContext): readonly Ingested[] {
  const placed: Ingested[] = [];
  for (let next = lowestWaiting(context); next !== null; next = lowestWaiting(context)) {
    const { chain } = arrive(context, next.frame, next.headerHash);
    const arrivals = context.waitRoom.release(feedKey(chain.feed, next.frame.header.seq)).map((waiting) => arrive(context, waiting.frame, waiting.headerHash));
    // All that stand behind the gap first: what waits for one of two branches must not be measured by the other.
    const standing = arrivals.filter((arrival) => {
      const { outcome, placed: stands } = goOnBehindGap(context, arrival);
      if (stands && outcome.ok) placed.push(outcome.value);
      return stands;
    });
    placed.push(...releaseAfter(context, standing));
  }
  for (const { frame, headerHash, problem } of context.aside.keys().flatMap(context.aside.peek)) {
    context.tally.restate(problem);
    context.onJudged?.(arrive(context, frame, headerHash), { outcome: brokenChain, placed: false });
  }
  return [...placed, ...context.overdue.splice(0)];
}

function goOnBehindGap(context: ReaderContext, arrival: Arrival): Admission {
  if (bridgeGap(arrival.chain, arrival.frame.header)) return admit(context, arrival);
  const refused: Admission = { outcome: context.tally.refuse(arrival.summary, fail('wrong-feed-root', 'the frame commits to other earlier frames')), placed: false };
  context.onJudged?.(arrival, refused);
  return refused;
}

// A loop instead of recursion: a file in reverse order releases thousands in one go.
function releaseAfter(context: ReaderContext, arrivals: readonly Arrival[]): readonly Ingested[] {
  const released: Ingested[] = [];
  const queue: Arrival[] = [...arrivals];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const known = context.members.stateOf(next.headerHash) !== null;
    const keys = [feedKey(next.chain.feed, next.frame.header.seq + 1), ...(known ? [membershipKey(next.headerHash)] : [])];
    if (known) queue.push(...takeOperations(context, next.headerHash));
    for (const waiting of [...keys.flatMap((key) => context.waitRoom.release(key)), ...takeAside(context, next)]) {
      const again = arrive(context, waiting.frame, waiting.headerHash);
      const { outcome, placed } = admit(context, again);
      if (placed && outcome.ok) released.push(outcome.value);
      if (placed) queue.push(again);
    }
  }
  return released;
}

// Operations that waited for this one. Their frames were told when they took their place.
function takeOperations(context: ReaderContext, headerHash: Uint8Array): readonly Arrival[] {
  if (context.operations.size() === 0) return [];
  return context.operations.release(mergeKey(headerHash)).flatMap((pending) => (
    takeOperation(context, pending) === 'waits' ? [] : [arrive(context, pending.frame, pending.headerHash)]));
}

// Frames that stood aside for want of this one; what was said of them is taken back before they are looked at again.
function takeAside({ aside, tally }: ReaderContext, { chain, frame, headerHash }: Arrival): readonly WaitingFrame[] {
  if (aside.size() === 0) return [];
  const taken = aside.release(asideKey(chain.feed, frame.header.seq + 1, headerHash));
  for (const { problem } of taken) {
    tally.withdraw(problem);
    tally.count('outOfOrder');
  }
  return taken;
}

function lowestWaiting({ waitRoom }: ReaderContext): WaitingFrame | null {
  const first = waitRoom.keys().filter(isFeedKey).flatMap((key) => waitRoom.peek(key).slice(0, 1));
  return first.toSorted((left, right) => left.frame.header.seq - right.frame.header.seq)[0] ?? null;
}
