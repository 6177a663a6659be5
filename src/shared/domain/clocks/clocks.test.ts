import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zoneOffsetMs, type EntryId, type UnixMs } from '#base';
import { createJournal, actionBody, evidenceBody, happened, incidentBody } from '../testing/journal.ts';
import { projectIncident } from '../projection/project.ts';
import { countLimit } from './count.ts';
import type { Calendar, ClockDefinition, Fact, FactKind, Limit } from './definition.ts';
import { alarmOf, evaluateClocks, urgentClocks, type Clock, type ClockInput } from './evaluate.ts';
import { clockFacts, highestSeverity } from './facts.ts';
import { customerContractClocks } from './profiles/customerContract.data.ts';
import { businessDays, calendarDays, calendarMonths, hours, minutes } from './profiles/limits.ts';
import { managedServiceClocks } from './profiles/managedService.data.ts';
import { definitionsOf } from './profiles/profiles.ts';

const at = (text: string) => Date.parse(text) as UnixMs;
const iso = (instant: number | null | undefined) => (instant === null || instant === undefined ? null : new Date(instant).toISOString().replace('.000', ''));
const fact = (kind: FactKind, text: string, more: Partial<Fact> = {}): Fact => ({ kind, at: at(text), recordedAt: at(text), entry: `${kind} ${text}` as EntryId, ...more });
const input = (facts: readonly Fact[], more: Partial<ClockInput> = {}): ClockInput => ({ facts, severity: 'high', highestSeverity: 'high', calendars: [], tolls: [], waivers: [], zone: 'UTC', now: at('2026-11-21T00:00:00Z'), ...more });
const base: ClockDefinition = { id: 'X', title: 'X', source: 'test', standing: 'local', trigger: { take: 'first', of: [{ fact: 'milestone.detected' }] }, limit: hours(1), stop: [['milestone.contained']] };
const due = (from: string, limit: Limit, more: Partial<ClockDefinition> = {}, calendar: Calendar | null = null, zone = 'UTC') => countLimit(at(from), limit, { ...base, ...more }, calendar, zone);
const find = (clocks: readonly Clock[], id: string) => clocks.filter((clock) => clock.definition.id === id);

const unitedStates: Calendar = { id: 'us', zone: 'America/New_York', weekend: [6, 7], holidays: ['2026-11-26', '2026-12-25'], validThrough: '2027-06-30', cutOffMinutes: 17 * 60 + 30 };
const germany: Calendar = { id: 'de', zone: 'Europe/Berlin', weekend: [6, 7], holidays: ['2026-12-25', '2026-12-26'], validThrough: '2027-12-31' };

describe('computed instants', () => {
  test('1: notice to the customer counts from the later fact, with the stricter reading beside it', () => {
    const clock = evaluateClocks(customerContractClocks, input([
      fact('milestone.discovered', '2026-11-21T20:00:00Z'), fact('milestone.confirmed', '2026-11-22T01:30:00Z'), fact('milestone.customerImpactConfirmed', '2026-11-22T01:30:00Z'),
    ])).find((each) => each.definition.id === 'A.CUST.NOTIFY');
    expect([iso(clock?.due), iso(clock?.shadowDue)]).toEqual(['2026-11-23T01:30:00Z', '2026-11-22T20:00:00Z']);
    expect(clock === undefined ? null : iso(alarmOf(clock))).toBe('2026-11-22T20:00:00Z');
  });

  test('2: the chain of five-minute steps', () => {
    const clocks = evaluateClocks(managedServiceClocks, input([
      fact('milestone.detected', '2026-11-21T02:10:00Z'), fact('assessment.recorded', '2026-11-21T02:18:00Z'), fact('milestone.triageCompleted', '2026-11-21T02:19:00Z'), fact('milestone.declared', '2026-11-21T02:20:00Z'),
      fact('milestone.highSeverityConfirmed', '2026-11-21T02:20:00Z'), fact('escalation.sent', '2026-11-21T02:23:00Z'), fact('call.attempted', '2026-11-21T02:27:00Z'), fact('call.reached', '2026-11-21T02:27:00Z'),
    ]));
    expect(['B.TRIAGE', 'B.EMAIL', 'B.PHONE', 'B.RESP'].map((id) => [id, iso(find(clocks, id)[0]?.due), find(clocks, id)[0]?.state])).toEqual([
      ['B.TRIAGE', '2026-11-21T02:25:00Z', 'met'], ['B.EMAIL', '2026-11-21T02:25:00Z', 'met'], ['B.PHONE', '2026-11-21T02:28:00Z', 'met'], ['B.RESP', '2026-11-21T02:50:00Z', 'met'],
    ]);
  });

  test('triage ends with the milestone and an assessment, whichever comes last', () => {
    const triage = (...facts: readonly ReturnType<typeof fact>[]) => {
      const clock = find(evaluateClocks(managedServiceClocks, input([fact('milestone.detected', '2026-11-21T02:10:00Z'), ...facts])), 'B.TRIAGE')[0];
      return [clock?.state, clock?.stoppedAt === null || clock === undefined ? null : iso(clock.stoppedAt), clock?.missing];
    };
    const completed = fact('milestone.triageCompleted', '2026-11-21T02:19:00Z');
    expect(triage(completed)).toEqual(['running', null, [['assessment.recorded']]]);
    expect(triage(fact('assessment.recorded', '2026-11-21T02:12:00Z'))).toEqual(['running', null, [['milestone.triageCompleted']]]);
    expect(triage(completed, fact('assessment.recorded', '2026-11-21T02:24:00Z'))).toEqual(['met', '2026-11-21T02:24:00Z', []]);
    expect(triage(completed, fact('assessment.recorded', '2026-11-21T02:26:00Z'))).toEqual(['met-late', '2026-11-21T02:26:00Z', []]);
  });

  test('3: 24 hours over the night in which summer time begins', () => {
    expect(iso(due('2026-03-07T18:00:00-06:00', hours(24), {}, null, 'America/Chicago').due)).toBe('2026-03-09T00:00:00Z');
  });

  test('4: thirty calendar days, and the end of the last one', () => {
    const counted = due('2026-12-01T10:00:00-06:00', calendarDays(30), {}, null, 'America/Chicago');
    expect([iso(counted.due), iso(counted.dayEnds)]).toEqual(['2026-12-31T16:00:00Z', '2027-01-01T06:00:00Z']);
  });

  test('5: a cap from another fact', () => {
    const definition: ClockDefinition = { ...base, trigger: { take: 'first', of: [{ fact: 'milestone.declared' }] }, limit: hours(4), cap: { fact: 'milestone.discovered', plusMs: 24 * 3_600_000 } };
    const dueWhen = (classified: string) => iso(evaluateClocks([definition], input([fact('milestone.discovered', '2026-12-02T09:00:00Z'), fact('milestone.declared', classified)]))[0]?.due);
    expect([dueWhen('2026-12-03T07:00:00Z'), dueWhen('2026-12-03T10:00:00Z')]).toEqual(['2026-12-03T09:00:00Z', '2026-12-03T14:00:00Z']);
  });

  test('6: a limit that ends on a Saturday, and until when it would still be lawful', () => {
    const counted = due('2026-12-02T15:10:00Z', hours(72), { lawful: 'next-working-noon' }, germany);
    expect([iso(counted.due), iso(counted.latestLawful)]).toEqual(['2026-12-05T15:10:00Z', '2026-12-07T11:00:00Z']);
  });

  test('7: a month from the 31st', () => {
    expect(iso(due('2027-01-31T10:00:00Z', calendarMonths(1)).due)).toBe('2027-02-28T10:00:00Z');
  });

  test('8: 72 hours over a weekend, and the reading that does not count the hour of the event', () => {
    const counted = due('2026-12-04T16:20:00Z', hours(72), { lawful: 'hour-rounding' });
    expect([iso(counted.due), iso(counted.latestLawful)]).toEqual(['2026-12-07T16:20:00Z', '2026-12-07T17:00:00Z']);
  });

  test('9: four business days around a holiday, and from a weekend', () => {
    const day = (from: string) => iso(due(from, businessDays(4), { firstBusinessDayCounts: true }, unitedStates).due)?.slice(0, 10);
    expect([day('2026-11-25T15:00:00Z'), day('2026-11-28T15:00:00Z')]).toEqual(['2026-12-02', '2026-12-03']);
    expect(iso(due('2026-11-25T23:00:00Z', businessDays(4), { firstBusinessDayCounts: true }, unitedStates).due)).toBe('2026-12-02T22:30:00Z');
  });

  test('10: three calendar days in Singapore', () => {
    const counted = due('2026-12-24T09:00:00+08:00', calendarDays(3), { zone: 'Asia/Singapore' });
    expect([iso(counted.due), iso(counted.dayEnds)]).toEqual(['2026-12-27T01:00:00Z', '2026-12-27T16:00:00Z']);
  });

  test('11: twelve hours through the night in which summer time begins in Sydney', () => {
    expect(iso(due('2026-10-04T01:30:00+10:00', hours(12), { zone: 'Australia/Sydney' }).due)).toBe('2026-10-04T03:30:00Z');
  });

  test('12: sixty calendar days; three business days with a calendar, without one, and with an expired one', () => {
    expect(iso(due('2026-11-21T09:00:00Z', calendarDays(60)).due)?.slice(0, 10)).toBe('2027-01-20');
    expect(iso(due('2026-12-24T15:00:00Z', businessDays(3), {}, unitedStates).due)?.slice(0, 10)).toBe('2026-12-30');
    expect(due('2026-12-24T15:00:00Z', businessDays(3))).toMatchObject({ due: at('2026-12-27T15:00:00Z'), warning: 'calendar-unknown' });
    expect(due('2026-12-24T15:00:00Z', businessDays(3), {}, { ...unitedStates, validThrough: '2026-12-26' })).toMatchObject({ due: at('2026-12-27T15:00:00Z'), warning: 'calendar-expired' });
  });
});

describe('life of a clock', () => {
  test('armed, running, overdue, met late; the stop names its record', () => {
    const facts = [fact('milestone.detected', '2026-11-21T10:00:00Z')];
    const state = (more: readonly Fact[], now: string) => evaluateClocks([base], input([...facts, ...more], { now: at(now) }))[0];
    expect(evaluateClocks([base], input([]))[0]).toMatchObject({ state: 'armed', due: null, missing: [['milestone.contained']] });
    expect(state([], '2026-11-21T10:10:00Z')).toMatchObject({ state: 'running', stage: 'calm' });
    expect(state([], '2026-11-21T10:46:00Z')).toMatchObject({ state: 'running', stage: 'three-quarters' });
    expect(state([], '2026-11-21T11:00:00Z')?.state).toBe('running');
    expect(state([], '2026-11-21T11:00:00.001Z')).toMatchObject({ state: 'overdue', stage: 'last-tenth' });
    const contained = fact('milestone.contained', '2026-11-21T11:30:00Z');
    expect(state([contained], '2026-11-21T12:00:00Z')).toMatchObject({ state: 'met-late', stoppedBy: [contained.entry], stoppedAt: contained.at });
  });

  test('notice stops by both ways together, never by one', () => {
    const started = [fact('milestone.discovered', '2026-11-21T20:00:00Z'), fact('milestone.confirmed', '2026-11-21T20:00:00Z'), fact('milestone.customerImpactConfirmed', '2026-11-21T20:00:00Z')];
    const notify = (more: readonly Fact[]) => find(evaluateClocks(customerContractClocks, input([...started, ...more], { now: at('2026-11-22T00:00:00Z') })), 'A.CUST.NOTIFY')[0];
    expect(notify([fact('customer.notified', '2026-11-21T21:00:00Z')])).toMatchObject({ state: 'running', missing: [['customer.called']] });
    expect(notify([fact('customer.notified', '2026-11-21T21:00:00Z'), fact('call.reached', '2026-11-21T22:00:00Z')])).toMatchObject({ state: 'running' });
    expect(notify([fact('customer.notified', '2026-11-21T21:00:00Z'), fact('customer.called', '2026-11-21T22:00:00Z')])).toMatchObject({ state: 'met', stoppedAt: at('2026-11-21T22:00:00Z'), missing: [] });
  });

  test('a recurring clock starts again from what was sent, and ends', () => {
    const facts = [fact('customer.notified', '2026-11-21T16:40:00Z'), fact('customer.updated', '2026-11-22T11:00:00Z'), fact('customer.updated', '2026-11-23T13:00:00Z')];
    const slots = find(evaluateClocks(customerContractClocks, input([...facts, fact('milestone.resolved', '2026-11-24T09:00:00Z')])), 'A.CUST.UPDATE');
    expect(slots.map((slot) => [slot.slot, iso(slot.due), slot.state])).toEqual([
      [1, '2026-11-22T16:40:00Z', 'met'], [2, '2026-11-23T11:00:00Z', 'met-late'], [3, '2026-11-24T13:00:00Z', 'ended'],
    ]);
    const afterwards = find(evaluateClocks(customerContractClocks, input([...facts, fact('milestone.resolved', '2026-11-23T12:00:00Z')])), 'A.CUST.UPDATE');
    expect(afterwards.map((slot) => slot.state)).toEqual(['met', 'ended']);
  });

  test('an amended trigger keeps what was due before; what arrives too late is overdue on arrival', () => {
    const amended = fact('milestone.detected', '2026-11-20T22:00:00Z', { former: [at('2026-11-21T16:20:00Z')], recordedAt: at('2026-11-21T23:10:00Z') });
    expect(evaluateClocks([base], input([amended]))[0]).toMatchObject({ due: at('2026-11-20T23:00:00Z'), formerDue: [at('2026-11-21T17:20:00Z')], overdueOnArrival: true });
  });

  test('interruptions give their time back; a waiver ends it; a lower severity does not', () => {
    const facts = [fact('milestone.detected', '2026-11-21T10:00:00Z')];
    const decision = 'decision' as EntryId;
    const toll = { clock: 'X', from: at('2026-11-21T10:15:00Z'), to: at('2026-11-21T10:45:00Z'), decision };
    expect(evaluateClocks([base], input(facts, { tolls: [toll], now: at('2026-11-21T11:20:00Z') }))[0]).toMatchObject({ state: 'running', due: at('2026-11-21T11:30:00Z') });
    expect(evaluateClocks([base], input(facts, { tolls: [{ ...toll, to: null }], now: at('2026-11-21T14:00:00Z') }))[0]?.state).toBe('tolled');
    expect(evaluateClocks([base], input(facts, { waivers: [{ clock: 'X', at: at('2026-11-21T10:05:00Z'), decision }], now: at('2026-11-21T14:00:00Z') }))[0]?.state).toBe('waived');
    const fromHigh: ClockDefinition = { ...base, appliesFrom: 'high' };
    expect(evaluateClocks([fromHigh], input(facts, { severity: 'low', highestSeverity: 'high' }))).toHaveLength(1);
    expect(evaluateClocks([fromHigh], input(facts, { severity: 'low', highestSeverity: 'medium' }))).toHaveLength(0);
    expect(evaluateClocks([{ ...base, limit: { bySeverity: { critical: minutes(60) } } }], input(facts))).toHaveLength(0);
  });

  test('the most urgent come first', () => {
    const late: ClockDefinition = { ...base, id: 'LATE', limit: minutes(5) };
    const clocks = evaluateClocks([base, late, { ...base, id: 'NEVER', trigger: { take: 'first', of: [{ fact: 'milestone.closed' }] } }], input([fact('milestone.detected', '2026-11-21T10:00:00Z')], { now: at('2026-11-21T10:30:00Z') }));
    expect(urgentClocks(clocks).map((clock) => clock.definition.id)).toEqual(['LATE', 'X']);
  });
});

test('facts come from what stands in the journal', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const detected = journal.add('milestone', { milestone: 'detected', basis: 'alert' }, { occurred: happened(at('2026-11-21T02:10:00Z')) });
  journal.add('amend', { target: detected, field: 'occurred', from: JSON.stringify(happened(at('2026-11-21T02:10:00Z'))), value: JSON.stringify(happened(at('2026-11-21T02:05:00Z'))), reason: 'alert queue' });
  const retracted = journal.add('milestone', { milestone: 'confirmed', basis: 'wrong' });
  journal.add('retract', { target: retracted, reason: 'other incident' });
  journal.add('milestone', { milestone: 'declared', basis: 'severity' }, { occurred: { ...happened(0), at: null, precision: 'unknown' } });
  journal.add('communication', { direction: 'out', communicationKind: 'escalation', text: 'sent' });
  journal.add('communication', { direction: 'in', communicationKind: 'status-update', text: 'theirs' });
  journal.add('communication', { direction: 'out', communicationKind: 'call', text: 'voicemail', outcome: 'voicemail' });
  journal.add('communication', { direction: 'out', communicationKind: 'call', text: 'reached', outcome: 'reached' });
  journal.add('communication', { direction: 'out', communicationKind: 'law-enforcement', text: 'case opened', outcome: 'reached' });
  const action = journal.add('action', { ...actionBody, authority: { basis: 'override', harm: 'encryption' } });
  journal.add('transition', { target: action, state: 'done' });
  journal.add('transition', { target: action, state: 'ratified' });
  const late = journal.add('action', { ...actionBody, ref: 'A-K7-002', state: 'done', doneAt: happened(at('2026-11-21T05:00:00Z')) });
  journal.add('transition', { target: late, state: 'verified' });
  const item = journal.add('evidence', evidenceBody);
  const release = journal.add('custody', { item, type: 'release', by: 'K. Moen', to: 'B. Lie' });
  journal.add('custody', { item, type: 'receive', by: 'B. Lie', release });
  journal.add('assessment', { severity: 'critical', reason: 'spreads' });
  journal.add('assessment', { severity: 'low', reason: 'contained' });
  const state = projectIncident(journal.entries);
  const facts = clockFacts(state);
  expect(facts.map(({ kind }) => kind).toSorted()).toEqual([
    'action.done', 'action.done', 'action.verified', 'assessment.recorded', 'assessment.recorded', 'call.attempted', 'call.attempted', 'call.reached', 'escalation.sent', 'evidence.released', 'evidence.settled', 'milestone.detected', 'override.settled', 'override.used',
  ]);
  expect(facts.find(({ kind }) => kind === 'milestone.detected')).toMatchObject({ at: at('2026-11-21T02:05:00Z'), former: [at('2026-11-21T02:10:00Z')] });
  expect(facts.filter(({ subject }) => subject === release).map(({ kind }) => kind)).toEqual(['evidence.released', 'evidence.settled']);
  expect(highestSeverity(state)).toBe('critical');
  const clocks = evaluateClocks(definitionsOf([]), input(facts, { now: at('2026-11-21T12:00:00Z') }));
  expect(clocks.map((clock) => [clock.definition.id, clock.state])).toEqual([['O.RATIFY', 'met'], ['O.ACTION.VERIFY', 'met-late'], ['O.ACTION.VERIFY', 'overdue'], ['O.TRANSIT', 'met']]);
});

describe('counting, whatever the day', () => {
  const instant = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z') }).map((value) => value as UnixMs);
  const zone = fc.constantFrom('UTC', 'Europe/Oslo', 'America/Chicago', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'America/St_Johns');
  const count = (from: UnixMs, limit: Limit, name: string, calendar: Calendar | null = null) => countLimit(from, limit, base, calendar, name);

  test('days: the alarm is never after the end of the day, and within an hour of n times 24 hours before any change of the clocks', () => {
    fc.assert(fc.property(instant, zone, fc.integer({ min: 1, max: 90 }), (from, name, days) => {
      const { due: alarm, dayEnds } = count(from, calendarDays(days), name);
      expect(alarm).toBeLessThanOrEqual(dayEnds ?? 0);
      expect(alarm).toBeLessThanOrEqual(from + days * 86_400_000);
      expect(alarm).toBeGreaterThan(from + days * 86_400_000 - 25 * 3_600_000);
    }));
  });

  test('months end in the month that they name and never move backwards', () => {
    fc.assert(fc.property(instant, zone, fc.integer({ min: 1, max: 36 }), (from, name, months) => {
      const month = (value: UnixMs) => {
        const wall = new Date(value + zoneOffsetMs(value, name));
        return wall.getUTCFullYear() * 12 + wall.getUTCMonth();
      };
      expect(month(count(from, calendarMonths(months), name).due) - month(from)).toBe(months);
      expect(count(from, calendarMonths(months + 1), name).due).toBeGreaterThan(count(from, calendarMonths(months), name).due);
    }));
  });

  test('business days: more holidays never make it earlier; without a calendar it is never later', () => {
    fc.assert(fc.property(fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') }), fc.integer({ min: 1, max: 30 }), (from, days) => {
      const start = from as UnixMs;
      const strict = count(start, businessDays(days), 'Europe/Berlin').due;
      const plain = count(start, businessDays(days), 'Europe/Berlin', { ...germany, holidays: [] }).due;
      const holidays = count(start, businessDays(days), 'Europe/Berlin', germany).due;
      expect(strict).toBeLessThanOrEqual(plain);
      expect(plain).toBeLessThanOrEqual(holidays);
    }));
  });
});
