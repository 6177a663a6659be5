import type { IncidentCard } from '#ipc';

export const cardGroups = ['open', 'observed', 'over'] as const;
export type CardGroup = (typeof cardGroups)[number];

/** Where a card stands in the list: what is only observed, and what is over, does not stand between the open ones. */
export function groupOf({ state }: Pick<IncidentCard, 'state'>): CardGroup {
  if (state === 'observed') return 'observed';
  return state === 'closed' || state === 'not-an-incident' ? 'over' : 'open';
}

/** Cards by group in the order of the groups, empty groups left out; the order within a group stays. */
export function groupCards<C extends Pick<IncidentCard, 'state'>>(cards: readonly C[]): readonly { readonly group: CardGroup; readonly members: readonly C[] }[] {
  return cardGroups.map((group) => ({ group, members: cards.filter((card) => groupOf(card) === group) })).filter(({ members }) => members.length > 0);
}
