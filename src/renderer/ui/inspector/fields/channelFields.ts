import * as words from '#domain';
import type { FieldSpec } from './field.ts';

/** The blocks of composed messages, in the order in which they are written and printed (docs/spec/messages.md section 2). */
const blocks: readonly FieldSpec[] = words.messageBlocks.map((name): FieldSpec => ({ name, type: name === 'nextUpdate' ? 'line' : 'text', label: `messages.block.${name}` }));

/** Fields of channels, bridges, code sheets and composed messages. */
export const channelFields = {
  channel: [
    { name: 'label', type: 'line', label: 'channels.label', required: true },
    { name: 'channelKind', type: 'choice', label: 'channels.kind', list: 'channelKind', values: words.channelKinds, required: true, initial: 'phone' },
    { name: 'address', type: 'line', label: 'channels.address', required: true, mono: true },
    { name: 'owner', type: 'line', label: 'channels.owner' },
    { name: 'corporate', type: 'switch', label: 'channels.corporate', hint: 'channels.hint.corporate' },
    { name: 'dependencies', type: 'choices', label: 'channels.dependencies', list: 'channelDependency', values: words.channelDependencies },
    { name: 'needs', type: 'lines', label: 'channels.needs' },
    { name: 'pace', type: 'choice', label: 'channels.pace', list: 'pace', values: words.paceLevels },
    { name: 'works', type: 'choice', label: 'channels.works', list: 'channelWorks', values: words.channelWorks },
    { name: 'testedAt', type: 'time', label: 'channels.testedAt' },
    { name: 'retention', type: 'line', label: 'channels.retention' },
    { name: 'retentionHours', type: 'integer', most: 87_600, label: 'channels.retentionHours', hint: 'channels.hint.retentionHours' },
    { name: 'joinInstructions', type: 'text', label: 'channels.joinInstructions' },
  ],
  bridge: [
    { name: 'label', type: 'line', label: 'bridges.label', required: true, hint: 'bridges.hint.label' },
    { name: 'address', type: 'line', label: 'bridges.address', mono: true },
    { name: 'host', type: 'line', label: 'bridges.host', required: true },
    { name: 'scribe', type: 'line', label: 'bridges.scribe' },
    { name: 'recording', type: 'choice', label: 'bridges.recording', list: 'bridgeRecording', values: words.bridgeRecordings, initial: 'none' },
    { name: 'nextCheckIn', type: 'time', label: 'bridges.nextCheckIn' },
  ],
  attendance: [
    { name: 'person', type: 'line', label: 'bridges.person', required: true },
    { name: 'organisation', type: 'line', label: 'inspector.field.organisation' },
    { name: 'role', type: 'line', label: 'inspector.field.role' },
    { name: 'customer', type: 'switch', label: 'bridges.customer' },
  ],
  'code-sheet': [
    { name: 'holder', type: 'line', label: 'channels.sheet.holder', required: true },
    { name: 'purpose', type: 'line', label: 'channels.sheet.purpose' },
  ],
  message: [
    { name: 'subject', type: 'line', label: 'messages.subject', required: true },
    { name: 'audience', type: 'line', label: 'messages.audience' },
    { name: 'recipients', type: 'lines', label: 'messages.recipients' },
    ...blocks,
    { name: 'changes', type: 'text', label: 'messages.changes' },
  ],
  'sign-off': [
    { name: 'by', type: 'line', label: 'messages.signedBy', required: true, amendable: false },
    { name: 'note', type: 'text', label: 'inspector.field.notes', amendable: false },
  ],
} as const satisfies Readonly<Record<string, readonly FieldSpec[]>>;
