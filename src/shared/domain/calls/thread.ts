import type { EntityId } from '#base';
import type { Entity } from '../view.ts';

type Message = Entity<'communication'>;

/** The messages that answer one another with this one, and the calls of its run, in the order of the journal; only itself when there are none. */
export function threadOf(messages: readonly Message[], id: EntityId): readonly Message[] {
  const neighbours = new Map<EntityId, Set<EntityId>>();
  const join = (left: EntityId, right: EntityId): void => {
    neighbours.set(left, (neighbours.get(left) ?? new Set()).add(right));
    neighbours.set(right, (neighbours.get(right) ?? new Set()).add(left));
  };
  const firstOfRun = new Map<EntityId, EntityId>();
  for (const message of messages) {
    for (const link of message.envelope.links) if (link.relation === 'answers') join(message.id, link.to);
    for (const change of message.changes) if (change.type === 'link' && !change.reverted && change.link.relation === 'answers') join(change.link.from, change.link.to);
    const { run } = message.body;
    if (run === undefined) continue;
    join(message.id, firstOfRun.get(run) ?? message.id);
    firstOfRun.set(run, firstOfRun.get(run) ?? message.id);
  }
  const found = new Set<EntityId>([id]);
  // A set that grows while it is walked visits what was added.
  for (const member of found) for (const next of neighbours.get(member) ?? []) found.add(next);
  return messages.filter((message) => found.has(message.id)).toSorted((left, right) => left.stamp.number - right.stamp.number);
}
