import * as words from '#domain';
import type { FieldSpec } from './field.ts';

const minutes = (name: string, label: FieldSpec['label']): FieldSpec => ({ name, type: 'integer', most: 525_600, label });
const place = (name: string, label: FieldSpec['label']): FieldSpec => ({ name, type: 'integer', most: 9999, label });

/** What a contact holds beside the places at which one is reached. */
export const contactFields: readonly FieldSpec[] = [
  place('orderCritical', 'updates.field.orderCritical'), place('orderHigh', 'updates.field.orderHigh'), place('orderMedium', 'updates.field.orderMedium'), place('orderLow', 'updates.field.orderLow'),
  { name: 'customer', type: 'switch', label: 'updates.field.customer', hint: 'updates.hint.customer' },
  { name: 'caseNumber', type: 'line', label: 'updates.field.caseNumber', mono: true, hint: 'updates.hint.caseNumber' },
];

/** Fields of subscriptions to updates. */
export const updateFields = {
  subscription: [
    { name: 'audienceKind', type: 'choice', label: 'updates.field.audienceKind', list: 'audienceKind', values: words.audienceKinds, required: true, initial: 'executives' },
    { name: 'audience', type: 'line', label: 'updates.field.audience', required: true, hint: 'updates.hint.audience' },
    { name: 'template', type: 'choice', label: 'messages.template', list: 'messageTemplate', values: words.messageTemplates, required: true, initial: 'status-update' },
    { name: 'recipients', type: 'lines', label: 'messages.recipients' },
    { name: 'owner', type: 'choice', label: 'inspector.field.owner', list: 'incidentRole', values: words.incidentRoles, required: true, initial: 'communications-lead' },
    { name: 'begins', type: 'choice', label: 'updates.field.begins', list: 'updateBegins', values: words.updateBegins, required: true, initial: 'declared' },
    { name: 'fromSeverity', type: 'choice', label: 'updates.field.fromSeverity', list: 'severity', values: words.severities, hint: 'updates.hint.fromSeverity' },
    { ...minutes('every', 'updates.field.every'), required: true, hint: 'updates.hint.every' },
    minutes('everyCritical', 'updates.field.everyCritical'), minutes('everyHigh', 'updates.field.everyHigh'), minutes('everyMedium', 'updates.field.everyMedium'), minutes('everyLow', 'updates.field.everyLow'),
    { name: 'until', type: 'choice', label: 'updates.field.until', list: 'updateEnds', values: words.updateEnds, required: true, initial: 'resolved' },
    { name: 'untilCondition', type: 'line', label: 'updates.field.untilCondition', hint: 'updates.hint.untilCondition' },
    { name: 'reason', type: 'text', label: 'inspector.field.reason', hint: 'updates.hint.reason' },
  ],
} as const satisfies Readonly<Record<string, readonly FieldSpec[]>>;
