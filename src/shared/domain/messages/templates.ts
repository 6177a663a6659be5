import type { BodyOf } from '../entries/bodies.ts';

export type MessageTemplate = BodyOf<'message'>['template'];

/** Blocks of text of a message, in the order in which they are written, read and printed. */
export const messageBlocks = [
  'description', 'impact', 'measures', 'actionsTaken', 'findings', 'work', 'restoration', 'advice', 'persons', 'loss', 'indicators', 'evidenceHeld', 'preservation', 'confidentiality', 'risk',
  'decisionsWanted', 'unknowns', 'lateReasons', 'other', 'nextUpdate', 'contactRoute',
] as const;
export type MessageBlock = (typeof messageBlocks)[number];

interface TemplateDefinition {
  /** Blocks without which it cannot be approved. */
  readonly mandatory: readonly MessageBlock[];
  readonly optional: readonly MessageBlock[];
  /** What a communication that sends it is for. */
  readonly purpose: BodyOf<'communication'>['communicationKind'];
}

/** What each kind of message must hold, and may hold (docs/spec/messages.md section 2). */
export const messageTemplatesByName: Readonly<Record<MessageTemplate, TemplateDefinition>> = {
  'customer-notification': { mandatory: ['description', 'impact', 'measures'], optional: ['advice', 'unknowns', 'nextUpdate', 'contactRoute'], purpose: 'notification' },
  'status-update': { mandatory: ['actionsTaken', 'findings', 'work', 'restoration'], optional: ['impact', 'advice', 'other', 'nextUpdate', 'contactRoute'], purpose: 'status-update' },
  'executive-update': { mandatory: ['description', 'impact', 'decisionsWanted'], optional: ['risk', 'loss', 'work', 'nextUpdate'], purpose: 'briefing' },
  regulator: { mandatory: ['description', 'impact', 'measures', 'contactRoute'], optional: ['persons', 'lateReasons', 'unknowns', 'other'], purpose: 'regulator' },
  'law-enforcement': { mandatory: ['description', 'loss', 'evidenceHeld', 'contactRoute'], optional: ['indicators', 'preservation', 'confidentiality', 'other'], purpose: 'law-enforcement' },
  escalation: { mandatory: ['description'], optional: ['impact', 'actionsTaken', 'contactRoute'], purpose: 'escalation' },
};

/** Blocks of a template in their order, and whether each must be filled. */
export function blocksOf(template: MessageTemplate): readonly { readonly block: MessageBlock; readonly mandatory: boolean }[] {
  const { mandatory, optional } = messageTemplatesByName[template];
  return messageBlocks.filter((block) => mandatory.includes(block) || optional.includes(block)).map((block) => ({ block, mandatory: mandatory.includes(block) }));
}

/** Mandatory blocks that hold nothing. */
export function emptyBlocks(body: BodyOf<'message'>): readonly MessageBlock[] {
  return messageTemplatesByName[body.template].mandatory.filter((block) => (body[block] ?? '').trim() === '');
}
