import type { EntryId } from '#base';
import type { IncidentState } from '../view.ts';
import { rolesView } from './roles.ts';

/** Findings of command: two people who accepted the role of coordinator without knowing of each other, told at the later acceptance. */
export function commandFindings(state: IncidentState): readonly { readonly entryId: EntryId; readonly number: number; readonly finding: string }[] {
  if (state.byKind.assignment.length === 0) return [];
  const { contested } = rolesView(state);
  const later = contested.toSorted((left, right) => left.number - right.number).at(-1);
  return later === undefined ? [] : [{ entryId: later.entry, number: later.number, finding: 'more than one person accepted the role of incident coordinator without knowing of each other' }];
}
