import { equalBytes, fail, ok } from '#base';
import { decodeOperation } from '../membership/operation.ts';
import type { MembershipState } from '../membership/types.ts';
import { openContent } from './content.ts';
import { bareAnswer, type Arrival, type Outcome, type ReaderContext } from './context.ts';
import type { ForkNotice } from './types.ts';

/** The content of a frame that stands in its feed: a membership operation, or sealed entries. */
export function readContent(context: ReaderContext, arrival: Arrival, fork: ForkNotice | null): Outcome {
  const state = context.members.stateOf(arrival.frame.header.membershipHead);
  return arrival.frame.header.type === 'membership' ? readOperation(context, arrival, fork, state) : readEntries(context, arrival, fork, state);
}

function readOperation({ members, tally }: ReaderContext, arrival: Arrival, fork: ForkNotice | null, state: MembershipState | null): Outcome {
  const operation = decodeOperation(arrival.frame.body);
  if (!operation.ok) return operation;
  if (operation.value.op === 'genesis' || state === null) return fail('malformed-body', 'a log has one genesis');
  tally.note('newer-membership', arrival.summary, 'a newer build changed the membership');
  members.adopt({ ...state, head: arrival.headerHash.slice(), decided: false });
  return ok({ ...bareAnswer('membership', arrival), fork });
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
