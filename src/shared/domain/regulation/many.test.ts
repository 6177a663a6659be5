import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnixMs } from '#base';
import { createJournal, eventBody, happened, incidentBody } from '../testing/journal.ts';
import { projectIncident } from '../projection/project.ts';
import { countLimit } from '../clocks/count.ts';
import type { Calendar } from '../clocks/definition.ts';
import { regimeMilestones } from '../entries/vocabulary.ts';
import { clockRows } from '../queries/clocks.ts';
import { parsePackFile, type Pack } from './pack.ts';

const folder = new URL('../../../../resources/packs/', import.meta.url);
const files = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
const packs = files.flatMap((text): readonly Pack[] => { const parsed = parsePackFile(text); return parsed.ok ? [parsed.value.pack] : []; });
const at = (text: string): UnixMs => Date.parse(text) as UnixMs;
const runs = process.env['SLOW'] === '1' ? 5000 : 200;

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test('two hundred clocks in a journal of four thousand entries are computed well within a frame or two', () => {
  const journal = createJournal(9);
  journal.add('incident', { ...incidentBody, clockProfiles: ['customer-contract', 'managed-service'] }, { occurred: happened(at('2026-11-21T02:00:00Z')) });
  for (const [index, text] of files.entries()) {
    const pack = packs[index];
    const parsed = parsePackFile(text);
    if (pack !== undefined && parsed.ok) journal.add('clock-pack', { pack: pack.id, version: pack.version, title: pack.title, file: text, signer: parsed.value.key, trust: 'built-in', reason: 'all' });
  }
  for (const milestone of regimeMilestones) journal.add('milestone', { milestone, basis: 'set' });
  for (let index = 0; index < 140; index += 1) journal.add('action', { ref: `A-K7-${String(index + 1).padStart(3, '0')}`, title: 'Isolate', actionKind: 'isolate-host', targets: [], authority: { basis: 'not-stated' }, state: 'done' });
  for (let index = 0; index < 3800; index += 1) journal.add('event', eventBody);
  const state = projectIncident(journal.entries);
  const now = at('2026-11-22T00:00:00Z');
  expect(clockRows(state, now).length).toBeGreaterThan(200);
  for (let round = 0; round < 5; round += 1) clockRows(state, now);
  const spent = Math.min(...Array.from({ length: 5 }, () => cpuMs(() => clockRows(state, now))));
  expect(spent).toBeLessThan(40);
});

const zones = ['Europe/Brussels', 'America/New_York', 'Australia/Sydney', 'Asia/Singapore', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC'];
const calendars: readonly (Calendar | null)[] = [null, ...packs.flatMap((pack) => pack.calendars)];

test('whatever the zone, the night and the year: an alarm lies after its trigger, never after the end of its day, and later triggers are never due earlier', () => {
  const instant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2032-03-01T00:00:00Z') }).map((value) => value as UnixMs);
  fc.assert(fc.property(instant, fc.integer({ min: 0, max: 3 * 86_400_000 }), fc.constantFrom(...packs.flatMap(({ clocks }) => clocks)), fc.constantFrom(...zones), fc.constantFrom(...calendars), (from, later, clock, zone, calendar) => {
    const definition = { ...clock, zone };
    const first = countLimit(from, clock.limit, definition, calendar, zone);
    const second = countLimit((from + later) as UnixMs, clock.limit, definition, calendar, zone);
    expect(first.due).toBeGreaterThan(from);
    if (first.dayEnds !== null) expect(first.due).toBeLessThanOrEqual(first.dayEnds);
    // Counted from the same wall time a night of changing clocks moves it by an hour at most; where business days run out of a known calendar the rule changes and says so.
    if (first.warning === second.warning && !(clock.firstBusinessDayCounts ?? false)) expect(second.due).toBeGreaterThanOrEqual(first.due - (clock.limit.count === 'elapsed' ? 0 : 86_400_000));
    if (clock.limit.count === 'elapsed') expect(first.due - from).toBe(clock.limit.amount);
    if (first.latestLawful !== null) expect(first.latestLawful).toBeGreaterThanOrEqual(first.due);
  }), { numRuns: runs });
});

test.each([
  ['2028-01-31T12:00:00Z', '2028-02-29T12:00'], ['2027-01-31T12:00:00Z', '2027-02-28T12:00'], ['2028-02-29T12:00:00Z', '2028-03-29T11:00'], ['2027-02-28T02:30:00+01:00', '2027-03-28T01:00'], ['2026-09-25T02:30:00+02:00', '2026-10-25T00:30'],
])('a month in Brussels from %s ends at %s', (from, due) => {
  // The 28th of March 2027 has no half past two; the 25th of October 2026 has two of them.
  const counted = countLimit(at(from), { count: 'calendar-months', amount: 1 }, {}, null, 'Europe/Brussels');
  expect(new Date(counted.due).toISOString().slice(0, 16)).toBe(due);
});

test('every clock of a regime can be stopped, and every regime has a clock and says whom it is owed to', () => {
  for (const { clocks, regimes } of packs) {
    for (const clock of clocks) expect(regimes.some(({ id }) => id === clock.regime)).toBe(true);
    for (const regime of regimes) {
      expect(clocks.some((clock) => clock.regime === regime.id)).toBe(true);
      expect(regime.begins.length).toBeGreaterThan(0);
    }
  }
});
