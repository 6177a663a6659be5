import type { EntityId, EntryId } from '#base';
import { purposeOf, type BodyOf, type ChannelTrust, type MessageStanding, type Occurred } from '#domain';
import type { EntryDraft } from '#ipc';
import type { Check } from '../channels/check.ts';

type Communication = BodyOf<'communication'>;

/** The sending of a message while it is written down. */
export interface Sending {
  readonly channel: EntityId | null;
  readonly transport: NonNullable<Communication['transport']>;
  readonly counterpart: string;
  readonly written: string;
  readonly occurred: Occurred | null;
  readonly outcome: NonNullable<Communication['outcome']> | null;
  readonly proofKind: NonNullable<Communication['proofKind']> | null;
  readonly proof: string;
  /** An evidence item that shows it: a photo, a receipt. */
  readonly item: EntityId | null;
}

export function sendingStart({ message: { body } }: MessageStanding): Sending {
  return { channel: body.channel ?? null, transport: 'relayed', counterpart: body.recipients[0] ?? body.audience ?? '', written: '', occurred: null, outcome: null, proofKind: null, proof: '', item: null };
}

/** Nobody counts as reached by voice who did not prove who they are. */
export function canSend(value: Sending, check: Check | null): boolean {
  const isTimeRead = value.written.trim() === '' || value.occurred !== null;
  return value.counterpart.trim() !== '' && isTimeRead && (value.transport !== 'spoken' || value.outcome !== 'reached' || check !== null);
}

/** The communication that says that the message went out. A voicemail holds nothing of it. */
export function toSending({ message }: MessageStanding, value: Sending, { channel, override, check }: { readonly channel: ChannelTrust | null; readonly override: EntryId | null; readonly check: Check | null }): EntryDraft {
  const address = channel?.channel.body.address;
  return {
    kind: 'communication', occurred: value.occurred,
    links: [{ relation: 'mentions', to: message.id }, ...(value.item === null ? [] : [{ relation: 'derived-from' as const, to: value.item }])],
    body: {
      direction: 'out', communicationKind: purposeOf(message), counterpart: value.counterpart.trim(), text: `${message.body.ref} ${message.body.subject}`, message: message.id, transport: value.transport,
      ...(address === undefined ? {} : { channel: address }), ...(channel === null ? {} : { via: channel.channel.id }), ...(channel?.channel.body.corporate === true ? { corporate: true } : {}),
      ...(override === null ? {} : { override }), ...(value.transport === 'spoken' && value.outcome !== null ? { outcome: value.outcome } : {}),
      ...(value.proofKind === null ? {} : { proofKind: value.proofKind }), ...(value.proof.trim() === '' ? {} : { proof: value.proof.trim() }), ...(check === null ? {} : { check }),
    },
  };
}
