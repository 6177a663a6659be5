import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryId } from '#base';
import { entityOf } from '../entities/select.ts';
import type { IncidentState } from '../view.ts';
import { createJournal, eventBody, happened, incidentBody, START, systemBody } from '../testing/journal.ts';
import { createProjection, projectIncident } from './project.ts';

const runs = process.env['SLOW'] === '1' ? 2_000 : 60;
const amendment = (target: EntryId, field: string, value: unknown, from?: unknown) => ({ target, field, value: JSON.stringify(value), reason: 'corrected', ...(from === undefined ? {} : { from: JSON.stringify(from) }) });

function criticalityOf(state: IncidentState, id: EntryId) {
  const system = entityOf(state, 'system', id);
  return { value: system?.body.criticality, conflicts: system?.conflicts.map(({ field, values, counts }) => ({ field, values: values.map(({ value }) => value), counts })) };
}

describe('amendments of people who did not know of each other', () => {
  test('the worse value counts, whichever comes last, and both are shown with author and reason', () => {
    for (const [first, second] of [['critical', 'low'], ['low', 'critical']] as const) {
      const journal = createJournal();
      journal.add('incident', incidentBody);
      const system = journal.add('system', systemBody);
      const one = journal.add('amend', amendment(system, 'criticality', first, 'high'), { author: 'K. Moen' });
      const other = journal.add('amend', amendment(system, 'criticality', second, 'high'), { author: 'J. Aune', feed: 2 });
      const state = projectIncident(journal.entries);
      expect(criticalityOf(state, system)).toEqual({ value: 'critical', conflicts: [{ field: 'criticality', values: [`"${first}"`, `"${second}"`], counts: first === 'critical' ? one : other }] });
      expect(entityOf(state, 'system', system)?.conflicts[0]?.values.map(({ stamp }) => stamp.author.name)).toEqual(['K. Moen', 'J. Aune']);
      expect(state.findings.map(({ entryId, finding }) => [entryId, finding])).toEqual([[other, expect.stringContaining('did not know of each other')]]);
    }
  });

  test('the earlier time counts, and an unknown one loses', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const event = journal.add('event', eventBody);
    journal.add('amend', amendment(event, 'occurred', happened(START - 60_000)));
    journal.add('amend', amendment(event, 'occurred', happened(START - 90_000)), { feed: 2 });
    journal.add('amend', amendment(event, 'occurred', { at: null, precision: 'unknown', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'device' }), { feed: 3 });
    expect(projectIncident(journal.entries).entities.get(event)?.stamp.occurred.at).toBe(START - 90_000);
  });

  test('a field without an order reads as the last one, and is in conflict all the same', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const system = journal.add('system', systemBody);
    journal.add('amend', amendment(system, 'owner', 'Finance'));
    journal.add('amend', amendment(system, 'owner', 'Logistics'), { feed: 2 });
    const entity = entityOf(projectIncident(journal.entries), 'system', system);
    expect([entity?.body.owner, entity?.conflicts.length]).toEqual(['Logistics', 1]);
  });

  test('who has seen both settles it; who has seen one does not', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const system = journal.add('system', systemBody);
    journal.add('amend', amendment(system, 'criticality', 'critical'));
    journal.add('amend', amendment(system, 'criticality', 'low'), { feed: 2 });
    journal.add('amend', amendment(system, 'criticality', 'normal'), { feed: 3, quotes: [{ feed: 2, seq: 4 }] });
    expect(criticalityOf(projectIncident(journal.entries), system)).toMatchObject({ value: 'critical', conflicts: [{ values: ['"critical"', '"normal"'] }] });
    journal.add('amend', amendment(system, 'criticality', 'low'), { feed: 2, quotes: [{ feed: 1, seq: 3 }, { feed: 3, seq: 5 }] });
    expect(criticalityOf(projectIncident(journal.entries), system)).toEqual({ value: 'low', conflicts: [] });
  });

  test('what an earlier frame of the feed quoted stays known; one that was quoted too early does not count', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const system = journal.add('system', systemBody);
    journal.add('amend', amendment(system, 'criticality', 'critical'));
    journal.add('note', { text: 'read it' }, { feed: 2, quotes: [{ feed: 1, seq: 3 }] });
    journal.add('amend', amendment(system, 'criticality', 'low'), { feed: 2 });
    expect(criticalityOf(projectIncident(journal.entries), system)).toEqual({ value: 'low', conflicts: [] });
    journal.add('amend', amendment(system, 'criticality', 'normal'), { feed: 3, quotes: [{ feed: 2, seq: 4 }] });
    expect(criticalityOf(projectIncident(journal.entries), system)).toMatchObject({ value: 'normal', conflicts: [{ values: ['"low"', '"normal"'] }] });
  });

  test('the same value twice, and a competing one that was taken back, are no conflict', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const system = journal.add('system', systemBody);
    journal.add('amend', amendment(system, 'criticality', 'low'));
    const other = journal.add('amend', amendment(system, 'criticality', 'low'), { feed: 2 });
    expect(criticalityOf(projectIncident(journal.entries), system).conflicts).toEqual([]);
    const third = journal.add('amend', amendment(system, 'criticality', 'critical'), { feed: 3 });
    expect(criticalityOf(projectIncident(journal.entries), system).value).toBe('critical');
    journal.add('revert', { target: third }, { feed: 3 });
    expect(criticalityOf(projectIncident(journal.entries), system)).toEqual({ value: 'low', conflicts: [] });
    expect(other).not.toBe(third);
  });
});

test('the order in which entries arrive never matters', () => {
  const stepArbitrary = fc.record({
    feed: fc.integer({ min: 1, max: 3 }), field: fc.constantFrom('criticality', 'owner'), value: fc.constantFrom('critical', 'high', 'normal', 'low'),
    quotes: fc.array(fc.record({ feed: fc.integer({ min: 1, max: 3 }), seq: fc.integer({ min: 1, max: 12 }) }), { maxLength: 2 }),
  });
  fc.assert(fc.property(fc.array(stepArbitrary, { minLength: 2, maxLength: 8 }), fc.infiniteStream(fc.nat()), (steps, randoms) => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const system = journal.add('system', systemBody);
    for (const { feed, field, value, quotes } of steps) journal.add('amend', amendment(system, field, value), { feed, quotes: quotes.filter((quoted) => quoted.feed !== feed) });
    const whole = projectIncident(journal.entries).entities.get(system);
    const projection = createProjection();
    for (const { placed } of journal.entries.map((placed) => ({ placed, key: randoms.next().value ?? 0 })).sort((left, right) => left.key - right.key)) {
      projection.apply(placed);
      projection.state();
    }
    expect(projection.state().entities.get(system)).toEqual(whole);
    // The value that counts is one of those that compete, and none that competes is worse.
    for (const conflict of whole?.conflicts ?? []) {
      const order = ['critical', 'high', 'normal', 'low'];
      const counting = conflict.values.find(({ stamp }) => stamp.entryId === conflict.counts);
      if (conflict.field === 'criticality') expect(Math.min(...conflict.values.map(({ value }) => order.indexOf(String(JSON.parse(value ?? '""')))))).toBe(order.indexOf(String(JSON.parse(counting?.value ?? '""'))));
    }
  }), { numRuns: runs });
});
