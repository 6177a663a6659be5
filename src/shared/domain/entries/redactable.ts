import type { BodyOf, EntryKind } from './bodies.ts';
import type { Entry } from './entry.ts';

type TextField<K extends EntryKind> = { readonly [F in keyof BodyOf<K>]-?: string extends Exclude<BodyOf<K>[F], undefined> ? F : never }[keyof BodyOf<K>];

/**
 * Body fields that a writer cuts out of an entry, so that each can be withheld when the entry is disclosed (docs/spec/entries.md section 1.1): free
 * texts that tell content or name people, hosts, accounts or customers. At most five per kind, because every part costs a leaf.
 */
export const redactableFields: { readonly [K in EntryKind]?: readonly TextField<K>[] } = {
  incident: ['title', 'codename', 'summary', 'customer'],
  person: ['name', 'role', 'organisation'],
  note: ['text'],
  event: ['fact', 'host', 'account', 'raw', 'interpretation'],
  evidence: ['name', 'description', 'sourceName', 'collectedBy', 'custodian'],
  action: ['title', 'executor', 'rationale', 'expectedEffect', 'steps'],
  decision: ['question', 'choice', 'reason', 'decidedBy', 'dissent'],
  task: ['title', 'owner'],
  system: ['name', 'owner', 'location', 'notes'],
  account: ['principal', 'realm', 'owner', 'notes'],
  indicator: ['value', 'context'],
  contact: ['name', 'organisation', 'roleTitle', 'notes', 'caseNumber'],
  communication: ['counterpart', 'channel', 'text'],
  milestone: ['basis'],
  intake: ['text', 'reporter', 'reporterOrganisation', 'callback', 'ticket'],
  alert: ['rule', 'host', 'account', 'indicator', 'raw'],
  'declaration-rule': ['customer', 'reason', 'agreedWith'],
  'outside-reference': ['reference', 'organisation', 'note'],
  assessment: ['reason'],
  narrative: ['text'],
  playbook: ['reason'],
  'data-set': ['name', 'owner', 'notes'],
  finding: ['statement'],
  cause: ['text'],
  'playbook-step': ['remark'],
  'standing-approval': ['title', 'signatory', 'customer', 'document', 'notes'],
  approval: ['requestedBy', 'approver', 'channel', 'conditions', 'note'],
  'readiness-check': ['signatory', 'detail', 'customer'],
  assignment: ['person', 'organisation', 'contact', 'scope'],
  shift: ['person', 'duty', 'contact'],
  handover: ['from', 'to', 'situation', 'tried', 'condition'],
  'handover-item': ['by', 'note'],
  plan: ['situation', 'resources', 'communicationsPlan', 'recoveryCriteria'],
  sitrep: ['assessment', 'nextSteps', 'wanted'],
  'clock-pack': ['reason'],
  reportability: ['facts', 'reason', 'decidedBy', 'approvedBy'],
  review: ['facilitator', 'detection', 'response', 'prevention', 'outcome'],
  lesson: ['text'],
  'corrective-action': ['text', 'owner', 'successMeasure'],
  deployment: ['where', 'by', 'note'],
  distribution: ['recipient', 'organisation', 'receipt', 'note'],
  acquisition: ['operator', 'command', 'changesMade', 'justification'],
  examination: ['steps', 'observation', 'interpretation'],
  'legal-hold': ['reason', 'orderedBy'],
  'checklist-line': ['system', 'what', 'reason'],
  channel: ['label', 'address', 'owner', 'joinInstructions'],
  bridge: ['label', 'address', 'host', 'scribe'],
  attendance: ['person', 'organisation', 'role'],
  'code-sheet': ['holder', 'purpose'],
  message: ['subject', 'description', 'impact', 'measures', 'findings'],
  'sign-off': ['by', 'note'],
  subscription: ['audience', 'untilCondition', 'reason'],
  'fingerprint-check': ['name', 'note'],
  // The secret is a part of its own, so that no disclosure of the entry shows it.
  invitation: ['secret', 'forWhom'],
  'sync-server': ['name', 'address', 'note'], 'known-network': ['name', 'refused'],
  amend: ['from', 'value', 'reason'],
  retract: ['reason'],
  revert: ['reason'],
  transition: ['reason'],
  custody: ['by', 'to', 'organisation', 'place', 'note'],
  link: ['note'],
  attest: ['note'],
};

/** Those of them that hold the name of a person: withheld wherever names are. Owners of systems may be organisations; they count as names. */
export const nameFields: { readonly [K in EntryKind]?: readonly TextField<K>[] } = {
  person: ['name'],
  evidence: ['collectedBy', 'custodian'],
  action: ['executor'],
  decision: ['decidedBy'],
  task: ['owner'],
  system: ['owner'],
  account: ['owner'],
  'data-set': ['owner'],
  contact: ['name'],
  communication: ['counterpart'],
  intake: ['reporter'],
  'declaration-rule': ['agreedWith'],
  channel: ['owner'],
  bridge: ['host', 'scribe'],
  attendance: ['person'],
  'code-sheet': ['holder'],
  'sign-off': ['by'],
  'standing-approval': ['signatory'],
  approval: ['requestedBy', 'approver'],
  'readiness-check': ['signatory'],
  reportability: ['decidedBy', 'approvedBy'],
  review: ['facilitator'],
  'corrective-action': ['owner'],
  deployment: ['by'],
  distribution: ['recipient'],
  'fingerprint-check': ['name'],
  invitation: ['forWhom'],
  'sync-server': ['name', 'address'], 'known-network': ['name'],
  acquisition: ['operator'],
  'legal-hold': ['orderedBy'],
  custody: ['by', 'to'],
  assignment: ['person'],
  shift: ['person'],
  handover: ['from', 'to'],
  'handover-item': ['by'],
};

const amendedNames: ReadonlySet<string> = new Set([...Object.values(nameFields).flat(), 'witness', 'consulted', 'authority', 'from', 'approved']);

/**
 * Where an entry holds names of people, as fields of a disclosure (`author.name`, `body.executor`). Fields that are absent or empty are left out.
 * Not all have leaves of their own: lists and the basis of an authority never do (docs/spec/disclosure.md section 3).
 */
export function namesIn(entry: Entry): readonly string[] {
  const body = entry.body as Readonly<Record<string, unknown>>;
  const named: readonly string[] = [...(nameFields[entry.kind] ?? []), ...moreNames(entry)];
  const filled = named.filter((field) => body[field] !== undefined && body[field] !== '' && !(Array.isArray(body[field]) && body[field].length === 0));
  return ['author.name', ...(entry.onBehalfOf === undefined ? [] : ['onBehalfOf']), ...(entry.witness === undefined ? [] : ['witness']), ...filled.map((field) => `body.${field}`)];
}

// Names outside the fields that are cut out: lists, structures, and fields of kinds that are written in one leaf.
function moreNames(entry: Entry): readonly string[] {
  if (entry.kind === 'evidence') return ['witness'];
  if (entry.kind === 'intake') return ['receivedBy', 'routedTo', 'hops'];
  if (entry.kind === 'decision') return ['consulted'];
  if (entry.kind === 'standing-approval') return ['exclusions'];
  if (entry.kind === 'approval') return ['targets'];
  if (entry.kind === 'handover') return ['items'];
  if (entry.kind === 'plan') return ['workstreams', 'approved'];
  if (entry.kind === 'witness') return entry.body.witnessKind === 'head-slip' ? ['from'] : [];
  if (entry.kind === 'action') return entry.body.authority.basis === 'approval' ? ['authority'] : [];
  if (entry.kind === 'amend') return amendedNames.has(entry.body.field) ? ['from', 'value'] : [];
  return [];
}
