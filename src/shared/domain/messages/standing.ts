import { isSamePerson } from '../entities/person.ts';
import type { EntityId, UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import type { Change, Entity, IncidentState } from '../view.ts';
import { updatePlaces, type UpdatePlace } from '../updates/series.ts';
import { failedOutcomes } from './failed.ts';
import { emptyBlocks, messageTemplatesByName, type MessageBlock } from './templates.ts';

type Message = Entity<'message'>;
type Sending = Entity<'communication'>;
type SignOff = Entity<'sign-off'>;

export type MessageStage = 'draft' | 'in-review' | 'returned' | 'approved' | 'sent' | 'spoken' | 'handed-over' | 'acknowledged' | 'undelivered';
/** Why an approval on record does not count. */
export type ApprovalFlaw = 'own-words' | 'changed-since' | 'empty-blocks';

/** Where a message stands, derived from what was said of it and what was sent (docs/spec/messages.md section 3). */
export interface MessageStanding {
  readonly message: Message;
  readonly stage: MessageStage;
  readonly empty: readonly MessageBlock[];
  /** Who wrote its words: nobody of them approves it. */
  readonly writers: readonly string[];
  readonly approval: { readonly by: string; readonly at: UnixMs; readonly signOff: EntityId } | null;
  readonly flaw: ApprovalFlaw | null;
  readonly sendings: readonly Sending[];
  /** The message that this one corrects, and when that first went out; `at` is null when it never did. */
  readonly corrects: { readonly ref: string; readonly at: UnixMs | null } | null;
  /** Messages that correct this one. */
  readonly correctedBy: readonly EntityId[];
  /** Which update of its series it is, or would be; null for one without an audience (docs/spec/updates.md section 5). */
  readonly update: UpdatePlace | null;
  /** It went out without an approval that counts. Escalations need none. */
  readonly unapproved: boolean;
}


/** All standing messages, the newest first. */
export function messageStandings(state: IncidentState): readonly MessageStanding[] {
  const signOffs = groupBy(standingOf(state, 'sign-off'), ({ body }) => body.message);
  const communications = standingOf(state, 'communication');
  const outgoing = groupBy(communications.filter(({ body }) => body.direction === 'out'), ({ body }) => body.message);
  const answered = new Set(communications.filter(({ body }) => body.direction === 'in').flatMap((answer) => [...(answer.body.message === undefined ? [] : [answer.body.message as string]), ...answersOf(answer)]));
  const messages = standingOf(state, 'message');
  const corrections = groupBy(messages, ({ body }) => body.corrects);
  const places = updatePlaces(messages, standingOf(state, 'subscription'), ({ id }) => firstSent(outgoing.get(id) ?? []));
  const byId = new Map(messages.map((message) => [message.id as string, message]));
  return messages.map((message) => standingOfMessage(message, {
    signOffs: signOffs.get(message.id) ?? [], sendings: outgoing.get(message.id) ?? [], answered, corrected: byId.get(message.body.corrects ?? '') ?? null, correctedSendings: outgoing.get(message.body.corrects ?? '') ?? [], correctedBy: (corrections.get(message.id) ?? []).map(({ id }) => id), update: places.get(message.id) ?? null,
  })).reverse();
}

/** One message, or null when the id names none. */
export function messageStanding(state: IncidentState, id: string): MessageStanding | null {
  return messageStandings(state).find(({ message }) => message.id === id) ?? null;
}

/** People whose words the message holds: who wrote it and who amended it. */
export function writersOf(message: Message): readonly string[] {
  return [...new Set([message.stamp.author.name, ...amendments(message).map((change) => change.stamp.author.name)])];
}

interface Around { readonly signOffs: readonly SignOff[]; readonly sendings: readonly Sending[]; readonly answered: ReadonlySet<string>; readonly corrected: Message | null; readonly correctedSendings: readonly Sending[]; readonly correctedBy: readonly EntityId[]; readonly update: UpdatePlace | null }

function standingOfMessage(message: Message, { signOffs, sendings, answered, corrected, correctedSendings, correctedBy, update }: Around): MessageStanding {
  const empty = emptyBlocks(message.body);
  const writers = writersOf(message);
  const latest = signOffs.at(-1);
  const flaw = latest?.body.verdict === 'approved' ? flawOf(message, latest, writers, empty) : null;
  const approval = latest?.body.verdict === 'approved' && flaw === null ? { by: latest.body.by, at: latest.stamp.occurred.at ?? latest.stamp.recorded.at, signOff: latest.id } : null;
  const wasAnswered = answered.has(message.id) || sendings.some(({ id }) => answered.has(id));
  return {
    message, stage: sendings.length > 0 ? sentStage(sendings, wasAnswered) : draftStage(latest, approval !== null), empty, writers, approval, flaw, sendings, correctedBy, update, corrects: corrected === null ? null : { ref: corrected.body.ref, at: firstSent(correctedSendings) },
    unapproved: sendings.length > 0 && approval === null && message.body.template !== 'escalation',
  };
}

function flawOf(message: Message, approval: SignOff, writers: readonly string[], empty: readonly MessageBlock[]): ApprovalFlaw | null {
  if (writers.some((writer) => isSamePerson(writer, approval.body.by))) return 'own-words';
  if (amendments(message).some((change) => change.stamp.number > approval.stamp.number)) return 'changed-since';
  return empty.length > 0 ? 'empty-blocks' : null;
}

function draftStage(latest: SignOff | undefined, isApproved: boolean): MessageStage {
  if (isApproved) return 'approved';
  if (latest === undefined || latest.body.verdict === 'approved') return 'draft';
  return latest.body.verdict === 'returned' ? 'returned' : 'in-review';
}

function sentStage(sendings: readonly Sending[], isAnswered: boolean): MessageStage {
  if (isAnswered) return 'acknowledged';
  const arrived = sendings.findLast(({ body }) => body.outcome === undefined || !failedOutcomes.includes(body.outcome));
  if (arrived === undefined) return 'undelivered';
  return arrived.body.transport === 'spoken' || arrived.body.transport === 'handed-over' ? arrived.body.transport : arrived.body.outcome === 'reached' ? 'spoken' : 'sent';
}

function firstSent(sendings: readonly Sending[]): UnixMs | null {
  const instants = sendings.map(({ stamp }) => stamp.occurred.at ?? stamp.recorded.at);
  return instants.length === 0 ? null : (Math.min(...instants) as UnixMs);
}

/** Changes of its words that are in force: a tag or a time is none. */
function amendments(message: Message): readonly Extract<Change, { readonly type: 'amend' }>[] {
  return message.changes.filter((change): change is Extract<Change, { readonly type: 'amend' }> => change.type === 'amend' && !change.reverted && change.field !== 'tags' && change.field !== 'occurred');
}

function answersOf(answer: Sending): readonly string[] {
  return [
    ...answer.envelope.links.filter(({ relation }) => relation === 'answers').map(({ to }) => to as string),
    ...answer.changes.flatMap((change) => (change.type === 'link' && !change.reverted && change.link.relation === 'answers' && change.link.from === answer.id ? [change.link.to as string] : [])),
  ];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** What a communication that sends this message is for. */
export function purposeOf(message: Message): Sending['body']['communicationKind'] {
  return messageTemplatesByName[message.body.template].purpose;
}
