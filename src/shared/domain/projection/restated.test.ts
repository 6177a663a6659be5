import { expect, test } from 'vitest';
import type { EntryId } from '#base';
import type { PlacedEntry } from '../entries/entry.ts';
import { createJournal, incidentBody } from '../testing/journal.ts';
import { projectIncident } from './project.ts';

/** A journal with an incident, and the same restated twice for people who joined later. */
function restated(): { readonly entries: readonly PlacedEntry[]; readonly first: EntryId } {
  const journal = createJournal();
  const first = journal.add('incident', incidentBody);
  for (const title of ['As it read at noon', 'As it read at two']) journal.add('incident', { ...incidentBody, title });
  const entries = journal.entries.map((placed) => (placed.id === first || placed.entry === null ? placed : { ...placed, entry: { ...placed.entry, origin: first } }));
  return { entries, first };
}

test('an incident that names the first as its origin restates it and is no finding', () => {
  const { entries, first } = restated();
  const state = projectIncident(entries);
  expect(state.incident?.id).toBe(first);
  expect(state.findings).toEqual([]);
});

test('who cannot open the first reads the oldest that was restated', () => {
  const { entries, first } = restated();
  const state = projectIncident(entries.filter(({ id }) => id !== first));
  expect(state.incident?.body.title).toBe('As it read at noon');
  expect(state.findings).toEqual([]);
});

test('one without an origin is a second incident', () => {
  const journal = createJournal();
  for (const ref of ['INC-1', 'INC-2']) journal.add('incident', { ...incidentBody, ref });
  expect(projectIncident(journal.entries).findings.map(({ finding }) => finding)).toEqual(['a second incident was opened in the same log']);
});
