import { expect, test } from 'vitest';
import { groupCards } from './groupCards.ts';

test('observed incidents and those that are over stand in groups of their own, each in the order given', () => {
  const cards = ['observed', 'declared', 'closed', 'reported', 'not-an-incident', 'reopened'].map((state) => ({ state }));
  expect(groupCards(cards).map(({ group, members }) => [group, members.map(({ state }) => state)])).toEqual([
    ['open', ['declared', 'reported', 'reopened']], ['observed', ['observed']], ['over', ['closed', 'not-an-incident']],
  ]);
  expect(groupCards([{ state: 'declared' }]).map(({ group }) => group)).toEqual(['open']);
});
