import { expect, test } from 'vitest';
import { standingOf } from '../entities/select.ts';
import { createJournal } from '../testing/journal.ts';
import type { IncidentState, JournalTally } from '../view.ts';
import { createProjection } from './project.ts';

/** The same counts, taken from the rows and entities as they stand. */
function countAnew(state: IncidentState): Pick<JournalTally, 'standing' | 'tags'> & { readonly authors: readonly (readonly [string, number])[] } {
  const tags = new Map<string, number>();
  const authors = new Map<string, number>();
  for (const row of state.journal) {
    for (const tag of row.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
    authors.set(row.stamp.author.name, (authors.get(row.stamp.author.name) ?? 0) + 1);
  }
  const standing = Object.fromEntries(Object.keys(state.byKind).map((kind) => [kind, standingOf(state, kind as keyof IncidentState['byKind']).length]));
  return { standing: standing as JournalTally['standing'], tags, authors: [...authors] };
}

test('the counts follow amended tags, retractions and their reverts, as if all rows were counted anew', () => {
  const journal = createJournal();
  const first = journal.add('note', { text: 'one' }, { tags: ['a', 'b'] });
  const second = journal.add('note', { text: 'two' }, { tags: ['b'] });
  journal.add('amend', { target: first, field: 'tags', value: '["c"]', reason: 'wrong tags' });
  const retract = journal.add('retract', { target: second, reason: 'twice' }, { author: 'Ola Vik' });
  journal.add('retract', { target: first, reason: 'twice' });
  journal.add('revert', { target: retract });
  const projection = createProjection();
  for (const [index, entry] of journal.entries.entries()) {
    projection.apply(entry);
    if (index % 2 === 0) projection.catchUp();
    const state = projection.state();
    const { standing, tags, authors } = state.tally;
    expect({ standing, tags, authors: [...authors].map(([name, author]) => [name, author.entries]) }).toEqual(countAnew(state));
  }
  const { tally } = projection.state();
  expect([...tally.tags]).toEqual([['b', 1], ['c', 1]]);
  expect(tally.standing.note).toBe(1);
  expect(tally.authors.get('Ola Vik')).toMatchObject({ entries: 1, role: null });
});
