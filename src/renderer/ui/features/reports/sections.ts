import type { MessageId } from '../../i18n/messages.ts';

/** Sections that the journal fills, and the screen where their content is written. The others are written here by people. */
export const screenOfSection: Readonly<Record<string, string>> = {
  milestones: 'milestones', 'response-timeline': 'timeline', scope: 'systems', actions: 'actions', communications: 'communications', decisions: 'decisions', indicators: 'indicators', techniques: 'timeline', evidence: 'evidence',
};

const titleBySection: Readonly<Record<string, MessageId>> = {
  'executive-summary': 'reports.section.executive-summary', impact: 'reports.section.impact', milestones: 'reports.section.milestones', 'response-timeline': 'reports.section.response-timeline', scope: 'reports.section.scope',
  'root-cause': 'reports.section.root-cause', actions: 'reports.section.actions', communications: 'reports.section.communications', decisions: 'reports.section.decisions', 'went-well': 'reports.section.went-well',
  'went-badly': 'reports.section.went-badly', lucky: 'reports.section.lucky', learnings: 'reports.section.learnings', prevention: 'reports.section.prevention', recommendations: 'reports.section.recommendations',
  'residual-risk': 'reports.section.residual-risk', indicators: 'reports.section.indicators', techniques: 'reports.section.techniques', evidence: 'reports.section.evidence',
};

/** The title of a section; a section of a newer version has none here and is shown by its own name. */
export function titleOfSection(section: string): MessageId | null {
  return titleBySection[section] ?? null;
}
