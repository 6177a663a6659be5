import type { CreatingKind } from '#domain';

const screenByKind: Partial<Record<CreatingKind, string>> = {
  evidence: 'evidence', action: 'actions', decision: 'decisions', task: 'tasks', system: 'systems', account: 'accounts', indicator: 'indicators',
  'standing-approval': 'approvals', approval: 'approvals',
  event: 'timeline', narrative: 'reports', report: 'reports', milestone: 'milestones', intake: 'intake', alert: 'alerts', assessment: 'assessments', communication: 'communications', channel: 'channels', bridge: 'bridges', attendance: 'bridges', 'code-sheet': 'channels', message: 'messages', subscription: 'updates', contact: 'contacts',
  'data-set': 'data-sets', finding: 'findings', cause: 'causes',
  assignment: 'roles', shift: 'roles', handover: 'handover', plan: 'plan', sitrep: 'situation',
  review: 'closure', lesson: 'closure', 'corrective-action': 'closure', deployment: 'indicators', distribution: 'reports',
  acquisition: 'evidence', examination: 'evidence', 'legal-hold': 'evidence', 'checklist-line': 'evidence',
  'fingerprint-check': 'members', invitation: 'members', 'sync-server': 'sync', 'known-network': 'sync',
  'clock-pack': 'regulation', calendar: 'regulation', reportability: 'regulation',
};

/** The screen on which an entity of a kind is at home; what has none of its own is found in the journal. */
export function screenOfKind(kind: CreatingKind): string {
  return screenByKind[kind] ?? 'journal';
}
