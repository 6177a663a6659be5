import { equalBytes, fail, ok } from '#base';
import { decodeOperation } from '../membership/operation.ts';
import type { MembershipState } from '../membership/types.ts';
import { openContent } from './content.ts';
import { bareAnswer, frameToKeep, type Arrival, type Outcome, type ReaderContext } from './context.ts';
import type { ForkNotice } from './types.ts';
import { mergeKey, type PendingOperation } from './waitRoom.ts';

/** The content of a frame that stands in its feed: a membership operation, or sealed entries. */
export function readContent(context: ReaderContext, arrival: Arrival, fork: ForkNotice | null): Outcome {
  const state = context.members.stateOf(arrival.frame.header.membershipHead);
  return arrival.frame.header.type === 'membership' ? readOperation(context, arrival, fork) : readEntries(context, arrival, fork, state);
}

function readOperation(context: ReaderContext, arrival: Arrival, fork: ForkNotice | null): Outcome {
  const { members, tally } = context;
  const { frame: { header }, headerHash, summary } = arrival;
  const operation = decodeOperation(arrival.frame.body.slice());
  const known = operation.ok && operation.value.op !== 'genesis' ? operation.value : null;
  const answer = ok({ ...bareAnswer('membership', arrival), fork });
  if (known === null || known.op === 'newer') {
    members.adopt({ hash: headerHash.slice(), author: header.author.slice(), head: header.membershipHead.slice(), operation: known });
    if (!operation.ok) return operation;
    if (known === null) return fail('malformed-body', 'a log has one genesis');
    tally.note('newer-membership', summary, 'a newer build changed the membership');
    return answer;
  }
  const copy = frameToKeep(arrival.frame);
  if (!copy.ok) return copy;
  return takeOperation(context, { frame: copy.value, headerHash: headerHash.slice(), operation: known }) === 'full' ? fail('malformed-body', 'too many operations wait for others') : answer;
}

/**
 * Looks at an operation when all heads that it names are known; until then it waits, and with it the frames that name it
 * (docs/spec/membership.md section 3.5). What is wrong with it is a problem of its place, in whatever order they came.
 */
export function takeOperation(context: ReaderContext, pending: PendingOperation): 'taken' | 'waits' | 'full' {
  const { members, operations, tally, feeds } = context;
  const { frame: { header }, headerHash, operation } = pending;
  const missing = operation.merges.find((head) => members.stateOf(head) === null);
  if (missing !== undefined) {
    if (operations.add(mergeKey(missing), pending)) return 'waits';
    members.adopt({ hash: headerHash, author: header.author.slice(), head: header.membershipHead.slice(), operation: null });
    return 'full';
  }
  const adopted = members.adopt({ hash: headerHash, author: header.author.slice(), head: header.membershipHead.slice(), operation });
  if (!adopted.ok) tally.note(adopted.error.kind, { feed: feeds.of(header).feed, seq: header.seq }, adopted.error.message, adopted.error.kind !== 'bad-lockbox');
  return 'taken';
}

function readEntries({ members, tally }: ReaderContext, arrival: Arrival, fork: ForkNotice | null, state: MembershipState | null): Outcome {
  const { frame, chain, summary } = arrival;
  const known = state?.epochs.some((epoch) => equalBytes(epoch.id, frame.header.epochId)) === true;
  if (!known && state?.decided === true) return fail('unknown-epoch', 'the membership knows no such epoch');
  const secret = known ? members.secretOf(frame.header.epochId) : null;
  if (secret === null) {
    tally.count('sealed');
    return ok({ ...bareAnswer('sealed', arrival), fork });
  }
  const content = openContent(frame, chain, summary.headerSha256, secret);
  if (!content.ok) return content;
  for (const parent of content.value.meta.parents) chain.quoted.set(parent.feed, Math.max(parent.seq, chain.quoted.get(parent.feed) ?? -1));
  tally.opened(content.value.entries.length, content.value.unreadable);
  return ok({ ...bareAnswer('opened', arrival), fork, entries: content.value.entries, meta: content.value.meta });
}
