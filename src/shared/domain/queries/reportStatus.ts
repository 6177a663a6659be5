import { entitiesOf, standingOf } from '../entities/select.ts';
import { nextIssueNumber } from '../distribution/series.ts';
import type { Entity, IncidentState } from '../view.ts';
import type { ReportStatus } from '../views.ts';
import { timelineRows } from './timeline.ts';

interface SectionRule { readonly section: string; readonly mandatory?: true; readonly filled?: (state: IncidentState) => boolean }

/** Sections of the post-incident report in order. Those without a rule are written by people; the mandatory four block issuing while empty. */
const sections: readonly SectionRule[] = [
  { section: 'executive-summary' },
  { section: 'impact' },
  { section: 'milestones', filled: (state) => standingOf(state, 'milestone').length > 0 },
  { section: 'response-timeline', mandatory: true, filled: (state) => timelineRows(state).some((row) => !row.struck) },
  { section: 'scope', filled: (state) => standingOf(state, 'system').length + standingOf(state, 'account').length > 0 },
  { section: 'root-cause', mandatory: true },
  { section: 'actions', filled: (state) => standingOf(state, 'action').length > 0 },
  { section: 'communications', filled: (state) => standingOf(state, 'communication').length > 0 },
  { section: 'decisions', filled: (state) => standingOf(state, 'decision').length > 0 },
  { section: 'went-well' },
  { section: 'went-badly' },
  { section: 'lucky' },
  { section: 'learnings', mandatory: true },
  { section: 'prevention', mandatory: true },
  { section: 'recommendations' },
  { section: 'residual-risk' },
  { section: 'indicators', filled: (state) => standingOf(state, 'indicator').length > 0 },
  { section: 'techniques', filled: (state) => timelineRows(state).some((row) => !row.struck && row.technique !== null) },
  { section: 'evidence', filled: (state) => standingOf(state, 'evidence').length > 0 },
];

/** What the post-incident report still lacks, what was issued, and the number of the next issue. */
export function reportStatus(state: IncidentState): ReportStatus {
  const narratives = new Map<string, Entity<'narrative'>>();
  for (const narrative of standingOf(state, 'narrative')) narratives.set(narrative.body.section, narrative);
  const status = sections.map(({ section, mandatory = false, filled }) => {
    const narrative = narratives.get(section) ?? null;
    const isFilled = filled === undefined ? narrative !== null && narrative.body.text.trim() !== '' : filled(state);
    return { section, mandatory, filled: isFilled || (filled !== undefined && !mandatory && narrative !== null), narrative };
  });
  const issued = entitiesOf(state, 'report');
  return {
    sections: status, missing: status.filter((section) => section.mandatory && !section.filled).map((section) => section.section), issued, nextIssue: nextIssueNumber(issued, { documentType: 'post-incident', items: [], worksheet: null }),
  };
}
