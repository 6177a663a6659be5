import { timelineRows, type TimelineRow } from '#domain';
import type { ReportDocument } from '../tree/blocks.ts';
import { plain } from '../tree/blocks.ts';
import { frameDocument } from './frame.ts';
import type { ReportInput } from './input.ts';
import { timelineTable } from './timelineSections.ts';
import { proofSections } from './proofSections.ts';

/** The forensic timeline as a printed document; `rows` is what a filter left, and what it left out is said. */
export function buildForensicTimeline(input: ReportInput, rows: readonly TimelineRow[]): ReportDocument {
  const all = timelineRows(input.state).length;
  const leftOut = all - rows.length;
  return frameDocument(input, {
    type: 'forensic-timeline', documentTitle: 'Forensic timeline', landscape: true,
    subtitle: `${rows.length} of ${all} events${leftOut > 0 ? `; ${leftOut} left out by the filter` : ''}`,
    sections: [
      { id: 'method', title: 'Scope and method', numbered: true, mandatory: false, blocks: [{ type: 'paragraph', text: plain('Times are UTC with their precision; under each stands the time as it was written or in the zone of the incident. Where the error of the clock is known, the corrected time stands under it too. Order is by the corrected time where there is one and by the time as it was read elsewhere; events of equal time keep the order in which they were sealed.') }] },
      { id: 'rows', title: 'Events', numbered: true, mandatory: true, blocks: rows.length === 0 ? [{ type: 'missing', text: 'No event matches.' }] : [timelineTable(rows, input.zone)] },
      ...proofSections(input).filter((section) => section !== null),
    ],
  });
}
