import type { EntityId } from '#base';
import { blocksOf, messageTemplates, type BodyOf, type Entity, type MessageBlock, type MessageStanding, type MessageTemplate } from '#domain';
import type { EntryDraft } from '#ipc';

/** A message while it is written. `blocks` holds the words of all templates that were chosen on the way, so that changing the template loses none. */
export interface MessageDraft {
  readonly template: MessageTemplate;
  readonly subject: string;
  readonly recipients: string;
  readonly channel: string | null;
  readonly blocks: Readonly<Partial<Record<MessageBlock, string>>>;
  readonly corrects: EntityId | null;
  readonly changes: string;
  readonly audience: string;
  /** The subscription to updates that it serves. */
  readonly subscription: EntityId | null;
}

export const emptyDraft: MessageDraft = { template: 'customer-notification', subject: '', recipients: '', channel: null, blocks: {}, corrects: null, changes: '', audience: '', subscription: null };

/** A message that corrects another one begins with its words. */
export function correctionOf({ message: { id, body } }: MessageStanding): MessageDraft {
  const blocks = Object.fromEntries(blocksOf(body.template).map(({ block }) => [block, body[block] ?? '']));
  return { template: body.template, subject: body.subject, recipients: body.recipients.join('\n'), channel: body.channel ?? null, blocks, corrects: id, changes: '', audience: body.audience ?? '', subscription: (body.subscription as EntityId | undefined) ?? null };
}

/** The next update of a subscription begins with whom it goes to and how. */
export function updateFor({ id, body }: Entity<'subscription'>): MessageDraft {
  return { ...emptyDraft, template: body.template, recipients: body.recipients.join('\n'), channel: body.channel ?? null, audience: body.audience, subscription: id };
}

/** Blocks that must be filled and are not. */
export function emptyIn({ template, blocks }: MessageDraft): readonly MessageBlock[] {
  return blocksOf(template).filter(({ block, mandatory }) => mandatory && (blocks[block] ?? '').trim() === '').map(({ block }) => block);
}

/** What was typed stays; what the journal says goes into blocks that are empty. `former` is the subject that it gave for another template: that is no typing. */
export function mergePrefill(draft: MessageDraft, prefill: { readonly subject: string; readonly blocks: MessageDraft['blocks'] }, former = ''): MessageDraft {
  const filled = Object.entries(draft.blocks).filter(([, text]) => text.trim() !== '');
  return { ...draft, subject: draft.subject.trim() === '' || draft.subject === former ? prefill.subject : draft.subject, blocks: { ...prefill.blocks, ...Object.fromEntries(filled) } };
}

/** The words of the blocks of its template, without those that are empty. */
export function blocksInUse(draft: MessageDraft): Partial<Record<MessageBlock, string>> {
  return Object.fromEntries(blocksOf(draft.template).flatMap(({ block }) => {
    const text = (draft.blocks[block] ?? '').trim();
    return text === '' ? [] : [[block, text]];
  }));
}

/** The entry: blocks of its template only. */
export function toMessage(draft: MessageDraft): EntryDraft {
  const blocks = blocksInUse(draft);
  const body: BodyOf<'message'> = {
    ref: '', template: draft.template, subject: draft.subject.trim(), recipients: draft.recipients.split('\n').map((line) => line.trim()).filter((line) => line !== ''), ...blocks,
    ...(draft.channel === null ? {} : { channel: draft.channel as EntityId }), ...(draft.corrects === null ? {} : { corrects: draft.corrects }), ...(draft.changes.trim() === '' ? {} : { changes: draft.changes.trim() }),
    ...(draft.audience.trim() === '' ? {} : { audience: draft.audience.trim() }), ...(draft.subscription === null ? {} : { subscription: draft.subscription }),
  };
  return { kind: 'message', occurred: null, body, ...(draft.corrects === null ? {} : { links: [{ relation: 'derived-from', to: draft.corrects }] }) };
}

/** A draft that was kept, or null when it is none. */
export function readDraft(kept: unknown): MessageDraft | null {
  if (typeof kept !== 'object' || kept === null || !('template' in kept) || !('blocks' in kept)) return null;
  const draft = { ...emptyDraft, ...kept } as MessageDraft;
  return messageTemplates.includes(draft.template) && typeof draft.subject === 'string' && typeof draft.recipients === 'string' && typeof draft.changes === 'string' && typeof draft.audience === 'string' && typeof draft.blocks === 'object' ? draft : null;
}
