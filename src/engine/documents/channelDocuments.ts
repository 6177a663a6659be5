import type { EntityId } from '#base';
import { messageStanding, type DocumentType } from '#domain';
import { buildChannelCards, buildMessage, buildRollCall, type ReportDocument, type ReportInput } from '#report';

const types = ['message', 'channel-cards', 'roll-call'] as const;
export type ChannelDocument = (typeof types)[number];

/** True for pages about channels, bridges and messages. */
export function isChannelDocument(type: DocumentType): type is ChannelDocument {
  return types.includes(type as ChannelDocument);
}

/** The pages of the message or the bridge that is named first, or the cards of all channels; null when nothing of the name is there. */
export function buildChannelDocument(input: ReportInput, type: ChannelDocument, items: readonly EntityId[]): ReportDocument | null {
  const item: string = items[0] ?? '';
  if (type === 'channel-cards') return buildChannelCards(input);
  if (type === 'roll-call') return buildRollCall(input, item);
  const standing = messageStanding(input.state, item);
  return standing === null ? null : buildMessage(input, standing);
}
