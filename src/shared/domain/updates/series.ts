import type { EntityId, UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import { messageBlocks, type MessageBlock } from '../messages/templates.ts';
import type { Entity } from '../view.ts';
import { fold } from './fold.ts';

type Message = Entity<'message'>;
/** What tells the series of a message, also of one that is not recorded yet. */
interface Words { readonly body: Pick<BodyOf<'message'>, 'template' | 'audience' | 'subscription'> }

/** Where a message stands among those of its series (docs/spec/updates.md section 5). `previous` is the update before it. */
export interface UpdatePlace { readonly number: number; readonly previous: EntityId | null }
export type BlockChange = { readonly block: MessageBlock; readonly change: 'added' | 'changed' | 'left-out' };

/** True when a message is an update of a subscription: it names it, or names none and has its template and audience. */
export function serves({ body }: Words, { id, body: wanted }: Entity<'subscription'>): boolean {
  if (body.subscription !== undefined) return body.subscription === id;
  return body.template === wanted.template && body.audience !== undefined && fold(body.audience) === fold(wanted.audience);
}

/** Numbers of all messages that are in a series, by id. `firstSent` is null for one that did not go out. */
export function updatePlaces(messages: readonly Message[], subscriptions: readonly Entity<'subscription'>[], firstSent: (message: Message) => UnixMs | null): ReadonlyMap<EntityId, UpdatePlace> {
  const series = new Map<string, Message[]>();
  for (const message of messages) {
    const key = seriesOf(message, subscriptions);
    if (key !== null) series.set(key, [...(series.get(key) ?? []), message]);
  }
  const places = new Map<EntityId, UpdatePlace>();
  for (const found of series.values()) {
    const sent = found.flatMap((message) => {
      const at = firstSent(message);
      return at === null ? [] : [{ message, at }];
    }).sort((left, right) => left.at - right.at || left.message.stamp.number - right.message.stamp.number);
    sent.forEach(({ message }, index) => places.set(message.id, { number: index + 1, previous: sent[index - 1]?.message.id ?? null }));
    for (const { id } of found) if (!places.has(id)) places.set(id, { number: sent.length + 1, previous: sent.at(-1)?.message.id ?? null });
  }
  return places;
}

/** The place that a message which is being written would have, and the update before it; null for one that is in no series. */
export function placeOfDraft(draft: Words['body'], standings: readonly { readonly message: Message; readonly update: UpdatePlace | null; readonly sendings: readonly unknown[] }[], subscriptions: readonly Entity<'subscription'>[]): { readonly number: number; readonly previous: Message | null } | null {
  const key = seriesOf({ body: draft }, subscriptions);
  if (key === null) return null;
  const sent = standings.filter(({ message, sendings }) => sendings.length > 0 && seriesOf(message, subscriptions) === key).toSorted((left, right) => (left.update?.number ?? 0) - (right.update?.number ?? 0));
  return { number: sent.length + 1, previous: sent.at(-1)?.message ?? null };
}

/** What a message says otherwise than the update before it, block by block. */
export function blockChanges(before: Partial<Pick<BodyOf<'message'>, MessageBlock>>, after: Partial<Pick<BodyOf<'message'>, MessageBlock>>): readonly BlockChange[] {
  return messageBlocks.flatMap((block): readonly BlockChange[] => {
    const [was, is] = [(before[block] ?? '').trim(), (after[block] ?? '').trim()];
    return was === is ? [] : [{ block, change: was === '' ? 'added' : is === '' ? 'left-out' : 'changed' }];
  });
}

function seriesOf(message: Words, subscriptions: readonly Entity<'subscription'>[]): string | null {
  const served = message.body.subscription ?? subscriptions.find((subscription) => serves(message, subscription))?.id;
  if (served !== undefined) return served;
  const audience = fold(message.body.audience ?? '');
  return audience === '' ? null : `${message.body.template} ${audience}`;
}
