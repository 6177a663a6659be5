import * as words from '#domain';
import type { CreatingKind } from '#domain';
import type { FieldSpec } from './field.ts';

// Fields a person writes, in the order they are asked and shown. Fields fixed by the record (references, hashes, sealed
// parts, states) have their own place and are not listed.
const technique: FieldSpec = { name: 'technique', type: 'technique', label: 'inspector.field.technique' };
const confidence: FieldSpec = { name: 'confidence', type: 'choice', label: 'inspector.field.confidence', list: 'confidence', values: words.confidences };
const phase: FieldSpec = { name: 'phase', type: 'choice', label: 'inspector.field.phase', list: 'phase', values: words.phases };
const owner: FieldSpec = { name: 'owner', type: 'line', label: 'inspector.field.owner' };
const due: FieldSpec = { name: 'due', type: 'time', label: 'inspector.field.due' };
const notes: FieldSpec = { name: 'notes', type: 'text', label: 'inspector.field.notes' };

/** The fields of each kind of entity, in order. */
export const fieldsByKind: Readonly<Record<CreatingKind, readonly FieldSpec[]>> = {
  incident: [
    { name: 'title', type: 'line', label: 'inspector.field.title', required: true },
    { name: 'summary', type: 'text', label: 'inspector.field.summary' },
    { name: 'codename', type: 'line', label: 'inspector.field.codename' },
    { name: 'severity', type: 'choice', label: 'inspector.field.severity', list: 'severity', values: words.severities, required: true },
    { name: 'priority', type: 'choice', label: 'inspector.field.priority', list: 'priority', values: words.priorities },
    { name: 'types', type: 'choices', label: 'inspector.field.types', list: 'incidentType', values: words.incidentTypes },
    { name: 'verdict', type: 'choice', label: 'inspector.field.verdict', list: 'verdict', values: words.verdicts, required: true },
    { name: 'major', type: 'switch', label: 'inspector.field.major' },
    { name: 'tlp', type: 'choice', label: 'inspector.field.tlp', list: 'tlp', values: words.tlpLabels, required: true },
    { name: 'pap', type: 'choice', label: 'inspector.field.pap', list: 'pap', values: words.papLabels },
    { name: 'customer', type: 'line', label: 'inspector.field.customer' },
    { name: 'zone', type: 'line', label: 'inspector.field.zone', required: true, mono: true },
  ],
  person: [
    { name: 'name', type: 'line', label: 'inspector.field.name', required: true },
    { name: 'role', type: 'line', label: 'inspector.field.role' },
    { name: 'organisation', type: 'line', label: 'inspector.field.organisation' },
  ],
  note: [{ name: 'text', type: 'text', label: 'inspector.field.text', required: true }],
  event: [
    { name: 'fact', type: 'text', label: 'inspector.field.fact', required: true },
    { name: 'track', type: 'choice', label: 'inspector.field.track', list: 'track', values: words.timelineTracks, required: true, initial: 'adversary' },
    { name: 'source', type: 'line', label: 'inspector.field.source', mono: true },
    { name: 'host', type: 'line', label: 'inspector.field.host', mono: true },
    { name: 'account', type: 'line', label: 'inspector.field.account', mono: true },
    technique, confidence,
    { name: 'locator', type: 'line', label: 'inspector.field.locator', hint: 'inspector.hint.locator' },
    { name: 'raw', type: 'text', label: 'inspector.field.raw', mono: true, amendable: false },
    { name: 'interpretation', type: 'text', label: 'inspector.field.interpretation' },
  ],
  evidence: [
    { name: 'name', type: 'line', label: 'inspector.field.name', required: true },
    { name: 'evidenceKind', type: 'choice', label: 'inspector.field.evidenceKind', list: 'evidenceKind', values: words.evidenceKinds, required: true },
    { name: 'description', type: 'text', label: 'inspector.field.description' },
    { name: 'sourceSystem', type: 'line', label: 'inspector.field.sourceSystem', mono: true },
    { name: 'sourceWhere', type: 'line', label: 'inspector.field.sourceWhere' },
    { name: 'collectedBy', type: 'line', label: 'inspector.field.collectedBy', required: true, amendable: false },
    { name: 'witness', type: 'line', label: 'inspector.field.witness' },
    { name: 'tool', type: 'line', label: 'inspector.field.tool' },
    { name: 'authority', type: 'line', label: 'inspector.field.collectAuthority' },
    { name: 'storage', type: 'line', label: 'inspector.field.storage' },
    { name: 'sealNumber', type: 'line', label: 'inspector.field.sealNumber', mono: true },
    { name: 'serial', type: 'line', label: 'inspector.field.serial', mono: true },
    { name: 'personalData', type: 'switch', label: 'inspector.field.personalData' },
  ],
  action: [
    { name: 'title', type: 'text', label: 'inspector.field.title', required: true },
    { name: 'actionKind', type: 'choice', label: 'inspector.field.actionKind', list: 'actionKind', values: words.actionKinds, required: true, initial: 'other' },
    phase,
    { name: 'targets', type: 'lines', label: 'inspector.field.targets' },
    { name: 'authority', type: 'authority', label: 'inspector.field.authority', required: true },
    { name: 'executor', type: 'line', label: 'inspector.field.executor' },
    { name: 'requestedAt', type: 'time', label: 'inspector.field.requestedAt' },
    due,
    { name: 'doneAt', type: 'time', label: 'inspector.field.doneAt' },
    { name: 'rationale', type: 'text', label: 'inspector.field.rationale' },
    { name: 'expectedEffect', type: 'text', label: 'inspector.field.expectedEffect' },
    { name: 'disruption', type: 'text', label: 'inspector.field.disruption' },
    { name: 'rollbackPlan', type: 'text', label: 'inspector.field.rollbackPlan' },
    { name: 'steps', type: 'text', label: 'inspector.field.steps', mono: true },
  ],
  decision: [
    { name: 'question', type: 'text', label: 'inspector.field.question', required: true },
    { name: 'options', type: 'lines', label: 'inspector.field.options' },
    { name: 'choice', type: 'text', label: 'inspector.field.choice', required: true },
    { name: 'reason', type: 'text', label: 'inspector.field.reason' },
    { name: 'known', type: 'text', label: 'inspector.field.known' },
    { name: 'unknown', type: 'text', label: 'inspector.field.unknown' },
    { name: 'decidedBy', type: 'line', label: 'inspector.field.decidedBy', required: true },
    { name: 'consulted', type: 'lines', label: 'inspector.field.consulted' },
    { name: 'dissent', type: 'text', label: 'inspector.field.dissent' },
    { name: 'reviewBy', type: 'time', label: 'inspector.field.reviewBy' },
    { name: 'reversible', type: 'switch', label: 'inspector.field.reversible' },
  ],
  task: [
    { name: 'title', type: 'text', label: 'inspector.field.title', required: true }, phase, owner, due,
  ],
  system: [
    { name: 'name', type: 'line', label: 'inspector.field.name', required: true, mono: true },
    { name: 'systemKind', type: 'choice', label: 'inspector.field.systemKind', list: 'systemKind', values: words.systemKinds, required: true, initial: 'server' },
    { name: 'addresses', type: 'lines', label: 'inspector.field.addresses' },
    owner,
    { name: 'location', type: 'line', label: 'inspector.field.location' },
    { name: 'criticality', type: 'choice', label: 'inspector.field.criticality', list: 'criticality', values: words.criticalities, required: true, initial: 'normal' },
    { name: 'clockErrorMs', type: 'clockError', label: 'inspector.field.clockError', hint: 'inspector.hint.clockError' },
    { name: 'customerSystem', type: 'switch', label: 'inspector.field.customerSystem' },
    notes,
  ],
  account: [
    { name: 'principal', type: 'line', label: 'inspector.field.principal', required: true, mono: true, amendable: false },
    { name: 'realm', type: 'line', label: 'inspector.field.realm', mono: true, amendable: false },
    { name: 'accountKind', type: 'choice', label: 'inspector.field.accountKind', list: 'accountKind', values: words.accountKinds, required: true, initial: 'user' },
    { name: 'privilege', type: 'line', label: 'inspector.field.privilege' },
    owner, notes,
  ],
  indicator: [
    { name: 'value', type: 'text', label: 'inspector.field.value', required: true, mono: true, amendable: false },
    { name: 'indicatorType', type: 'choice', label: 'inspector.field.indicatorType', list: 'indicatorType', values: words.indicatorTypes, required: true, initial: 'ipv4', amendable: false },
    { name: 'verdict', type: 'choice', label: 'inspector.field.indicatorVerdict', list: 'indicatorVerdict', values: words.indicatorVerdicts, required: true, initial: 'suspicious' },
    confidence,
    { name: 'tlp', type: 'choice', label: 'inspector.field.tlp', list: 'tlp', values: words.tlpLabels },
    technique,
    { name: 'context', type: 'text', label: 'inspector.field.context' },
  ],
  contact: [
    { name: 'name', type: 'line', label: 'inspector.field.name', required: true },
    { name: 'organisation', type: 'line', label: 'inspector.field.organisation' },
    { name: 'roleTitle', type: 'line', label: 'inspector.field.role' },
    { name: 'contactKinds', type: 'choices', label: 'inspector.field.contactKinds', list: 'contactKind', values: words.contactKinds },
    { name: 'numbers', type: 'lines', label: 'inspector.field.numbers' },
    { name: 'emails', type: 'lines', label: 'inspector.field.emails' },
    { name: 'zone', type: 'line', label: 'inspector.field.zone', mono: true },
    notes,
  ],
  communication: [
    { name: 'text', type: 'text', label: 'inspector.field.text', required: true },
    { name: 'communicationKind', type: 'choice', label: 'inspector.field.communicationKind', list: 'communicationKind', values: words.communicationKinds, required: true, initial: 'call' },
    { name: 'counterpart', type: 'line', label: 'inspector.field.counterpart' },
    { name: 'channel', type: 'line', label: 'inspector.field.channel' },
    { name: 'outcome', type: 'choice', label: 'inspector.field.outcome', list: 'callOutcome', values: words.callOutcomes },
  ],
  milestone: [
    { name: 'milestone', type: 'choice', label: 'inspector.field.milestone', list: 'milestone', values: words.milestoneKinds, required: true, initial: 'detected' },
    { name: 'basis', type: 'text', label: 'inspector.field.basis', required: true, hint: 'inspector.hint.basis' },
  ],
  assessment: [
    { name: 'severity', type: 'choice', label: 'inspector.field.severity', list: 'severity', values: words.severities, required: true, initial: 'high' },
    { name: 'priority', type: 'choice', label: 'inspector.field.priority', list: 'priority', values: words.priorities },
    { name: 'functionalImpact', type: 'choice', label: 'inspector.field.functionalImpact', list: 'functionalImpact', values: words.functionalImpacts },
    { name: 'informationImpact', type: 'choice', label: 'inspector.field.informationImpact', list: 'informationImpact', values: words.informationImpacts },
    { name: 'recoverability', type: 'choice', label: 'inspector.field.recoverability', list: 'recoverability', values: words.recoverabilities },
    { name: 'reason', type: 'text', label: 'inspector.field.reason', required: true },
  ],
  narrative: [{ name: 'text', type: 'text', label: 'inspector.field.text', required: true }],
  report: [{ name: 'changes', type: 'text', label: 'inspector.field.changes', amendable: false }],
  export: [],
  recovery: [],
};
