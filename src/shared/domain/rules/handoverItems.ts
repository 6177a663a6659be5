import { itemStandings } from '../command/handovers.ts';
import { isEntityOf } from '../entities/select.ts';
import type { Entry } from '../entries/entry.ts';
import type { IncidentState } from '../view.ts';

/** Why a `handover-item` may not be written (docs/spec/command.md section 3), or null: the hand-over stands and has the item, it is open or only asked about, and what needs words has them. */
export function handoverItemFault(entry: Extract<Entry, { readonly kind: 'handover-item' }>, state: IncidentState): string | null {
  const { handover: id, item, outcome, note } = entry.body;
  const handover = state.entities.get(id);
  if (!isEntityOf(handover, 'handover') || handover.retracted !== null) return 'the field "handover" names no hand-over that stands';
  const standing = itemStandings(state, handover)[item - 1];
  if (standing === undefined) return 'the field "item" is no item of this hand-over';
  if (outcome !== 'accepted' && (note ?? '').trim() === '') return 'the field "note" is empty: it is the reason, the question or the answer';
  return (outcome === 'accepted' || outcome === 'refused') && standing.settled !== null ? 'this item is settled already' : null;
}
