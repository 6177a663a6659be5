import * as words from '#domain';
import type { FieldSpec } from './field.ts';

const count = (name: string, label: FieldSpec['label']): FieldSpec => ({ name, type: 'integer', label, most: 999_999_999_999 });

/** Fields of reports and assessments, in the order they are asked and shown. */
export const intakeFields = {
  intake: [
    { name: 'text', type: 'text', label: 'intake.field.text', required: true, amendable: false },
    { name: 'reporter', type: 'line', label: 'intake.field.reporter' },
    { name: 'callback', type: 'line', label: 'intake.field.callback', mono: true },
    { name: 'reporterOrganisation', type: 'line', label: 'inspector.field.organisation' },
    { name: 'channel', type: 'choice', label: 'intake.field.channel', list: 'intakeChannel', values: words.intakeChannels, initial: 'phone', amendable: false },
    { name: 'channelDetail', type: 'line', label: 'intake.field.channelDetail', hint: 'intake.hint.channelDetail' },
    { name: 'detectionSource', type: 'choice', label: 'intake.field.detectionSource', list: 'detectionSource', values: words.detectionSources },
    { name: 'reporterVerified', type: 'choice', label: 'intake.field.reporterVerified', list: 'reporterCheck', values: words.reporterChecks },
    { name: 'suspectedAt', type: 'time', label: 'intake.field.suspectedAt', hint: 'intake.hint.suspectedAt' },
    { name: 'ticket', type: 'line', label: 'intake.field.ticket', mono: true },
  ],
  assessment: [
    { name: 'severity', type: 'choice', label: 'inspector.field.severity', list: 'severity', values: words.severities, required: true, initial: 'high' },
    { name: 'urgency', type: 'choice', label: 'assessments.field.urgency', list: 'urgency', values: words.urgencies },
    { name: 'priority', type: 'choice', label: 'inspector.field.priority', list: 'priority', values: words.priorities },
    { name: 'reason', type: 'text', label: 'inspector.field.reason', required: true },
    { name: 'functionalImpact', type: 'choice', label: 'inspector.field.functionalImpact', list: 'functionalImpact', values: words.functionalImpacts },
    { name: 'functionalImpactDetail', type: 'choice', label: 'assessments.field.functionalImpactDetail', list: 'functionalImpactDetail', values: words.functionalImpactDetails },
    { name: 'informationImpact', type: 'choice', label: 'inspector.field.informationImpact', list: 'informationImpact', values: words.informationImpacts },
    { name: 'informationImpactDetail', type: 'choice', label: 'assessments.field.informationImpactDetail', list: 'informationImpactDetail', values: words.informationImpactDetails },
    { name: 'recoverability', type: 'choice', label: 'inspector.field.recoverability', list: 'recoverability', values: words.recoverabilities },
    { name: 'attackVector', type: 'choice', label: 'assessments.field.attackVector', list: 'attackVector', values: words.attackVectors },
    { name: 'activityLocation', type: 'choice', label: 'assessments.field.activityLocation', list: 'activityLocation', values: words.activityLocations },
    { name: 'outlook', type: 'choice', label: 'assessments.field.outlook', list: 'outlook', values: words.outlooks },
    count('affectedCustomers', 'assessments.field.affectedCustomers'),
    count('affectedPersons', 'assessments.field.affectedPersons'),
    count('affectedRecords', 'assessments.field.affectedRecords'),
    count('affectedSystems', 'assessments.field.affectedSystems'),
    count('downtimeMinutes', 'assessments.field.downtimeMinutes'),
    { name: 'countsConfidence', type: 'choice', label: 'assessments.field.countsConfidence', list: 'confidence', values: words.confidences },
    { name: 'estimate', type: 'line', label: 'assessments.field.estimate', hint: 'assessments.hint.estimate' },
    { name: 'verisActor', type: 'choice', label: 'assessments.field.verisActor', list: 'verisActor', values: words.verisActors },
    { name: 'verisMotive', type: 'choice', label: 'assessments.field.verisMotive', list: 'verisMotive', values: words.verisMotives },
    { name: 'verisAction', type: 'choice', label: 'assessments.field.verisAction', list: 'verisAction', values: words.verisActions },
    { name: 'verisAsset', type: 'choice', label: 'assessments.field.verisAsset', list: 'verisAsset', values: words.verisAssets },
    { name: 'verisAttributes', type: 'choices', label: 'assessments.field.verisAttributes', list: 'verisAttribute', values: words.verisAttributes },
    { name: 'criteriaVersion', type: 'line', label: 'assessments.field.criteriaVersion', mono: true, inCreate: false, amendable: false },
  ],
} as const satisfies Readonly<Record<'intake' | 'assessment', readonly FieldSpec[]>>;
