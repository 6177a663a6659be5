import type { UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import { isReleaseOverdue } from '../projection/custody.ts';
import { volatilityChecklists } from '../safekeeping/checklist.ts';
import { itemsKept } from '../safekeeping/concerns.ts';
import type { IncidentState } from '../view.ts';
import { about, general, type OpenLine } from './line.ts';

/** Evidence on its way or without a receipt, gaps in its custody, hashes that differ, concerns, and what was not captured. */
export function evidenceLines(state: IncidentState, now: UnixMs): readonly OpenLine[] {
  const concerns = new Map(itemsKept(state, now).map(({ item, concerns: found }) => [item, found]));
  const items = standingOf(state, 'evidence').flatMap((item): readonly OpenLine[] => {
    const custody = state.custody.get(item.id);
    const transit = custody?.state !== 'in-transit' ? [] : [about('evidence', isReleaseOverdue(custody, now) ? 'release-overdue' : 'in-transit', item, custody.pendingRelease?.to ?? '')];
    return [
      ...transit, ...(custody?.gaps ?? []).map((gap) => about('evidence', 'custody-gap', item, gap)), ...(custody?.integrity === 'mismatch' ? [about('evidence', 'mismatch', item)] : []),
      ...(concerns.get(item.id) ?? []).map(({ concern, detail }) => about('evidence', 'concern', item, [concern.replaceAll('-', ' '), detail].filter(Boolean).join(': '))),
    ];
  });
  const checklists = volatilityChecklists(state).flatMap(({ system, systemId, open, ranks }): readonly OpenLine[] => {
    const entity = systemId === null ? undefined : state.entities.get(systemId);
    const line = (problem: 'checklist-open' | 'checklist-reason', detail: string): OpenLine => (entity === undefined ? general('evidence', problem, `${system}: ${detail}`) : about('evidence', problem, entity, detail));
    const unsaid = ranks.filter(({ lacksReason }) => lacksReason).length;
    return [...(open === 0 ? [] : [line('checklist-open', `${open} of ${ranks.length}`)]), ...(unsaid === 0 ? [] : [line('checklist-reason', String(unsaid))])];
  });
  return [...items, ...checklists];
}
