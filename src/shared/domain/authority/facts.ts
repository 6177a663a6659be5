import { standingOf } from '../entities/select.ts';
import type { Fact } from '../clocks/definition.ts';
import type { IncidentState } from '../view.ts';
import { confirmingLinks } from './confirmations.ts';

/** Facts about approvals by word of mouth and their confirmation in writing (docs/spec/authority.md section 3). */
export function authorityFacts(state: IncidentState): readonly Fact[] {
  const verbal = standingOf(state, 'approval').filter(({ body }) => body.verbal === true && body.verdict !== undefined && body.verdict !== 'refused');
  const links = confirmingLinks(state);
  return verbal.flatMap((approval): readonly Fact[] => {
    const { at } = approval.stamp.occurred;
    if (at === null) return [];
    const subject = approval.id;
    const confirmed = links.filter((link) => link.to === approval.id || link.to === approval.body.request).flatMap((link): readonly Fact[] => {
      const when = link.at.occurred.at;
      // What was written before somebody said it cannot confirm it earlier than it was said.
      return when === null ? [] : [{ kind: 'approval.confirmed', at: Math.max(when, at) as typeof at, recordedAt: link.at.recorded.at, entry: link.at.entryId, subject }];
    });
    return [{ kind: 'approval.verbal', at, recordedAt: approval.stamp.recorded.at, entry: approval.id, subject }, ...confirmed];
  });
}
