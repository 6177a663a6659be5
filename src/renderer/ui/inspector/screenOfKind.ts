import type { CreatingKind } from '#domain';

const screenByKind: Partial<Record<CreatingKind, string>> = {
  evidence: 'evidence', action: 'actions', decision: 'decisions', task: 'tasks', system: 'systems', account: 'accounts', indicator: 'indicators',
  event: 'timeline', narrative: 'reports', report: 'reports', milestone: 'milestones', communication: 'communications', contact: 'contacts',
  'clock-pack': 'regulation', calendar: 'regulation', reportability: 'regulation',
};

/** The screen on which an entity of a kind is at home; what has none of its own is found in the journal. */
export function screenOfKind(kind: CreatingKind): string {
  return screenByKind[kind] ?? 'journal';
}
