import type { BodyOf, EntryKind } from './bodies.ts';

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
  contact: ['name', 'organisation', 'roleTitle', 'notes'],
  communication: ['counterpart', 'channel', 'text'],
  milestone: ['basis'],
  assessment: ['reason'],
  narrative: ['text'],
  playbook: ['reason'],
  'playbook-step': ['remark'],
  amend: ['from', 'value', 'reason'],
  retract: ['reason'],
  revert: ['reason'],
  transition: ['reason'],
  custody: ['by', 'to', 'organisation', 'place', 'note'],
  link: ['note'],
  attest: ['note'],
};
