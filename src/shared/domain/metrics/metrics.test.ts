import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, happened, START } from '../testing/journal.ts';
import { incidentMetrics, percentile, type IncidentMetrics } from './incident.ts';
import { vaultMetrics } from './vault.ts';

const NOW = (START + 30 * 86_400_000) as UnixMs;

function incident(milestones: Readonly<Partial<Record<BodyOf<'milestone'>['milestone'], readonly number[]>>>, more: Partial<BodyOf<'incident'>> = {}, write: (journal: ReturnType<typeof createJournal>) => void = () => undefined): IncidentMetrics {
  const journal = createJournal();
  journal.add('incident', { ref: 'INC-1', title: 'One', severity: 'high', types: ['other:other'], verdict: 'confirmed', major: false, tlp: 'AMBER', exercise: false, zone: 'UTC', ...more });
  for (const [kind, minutes] of Object.entries(milestones)) for (const minute of minutes) journal.add('milestone', { milestone: kind as BodyOf<'milestone'>['milestone'], basis: 'x' }, { occurred: happened(START + minute * 60_000), recordedAt: START + 90 * 60_000 });
  write(journal);
  const metrics = incidentMetrics(projectIncident(journal.entries), NOW);
  if (metrics === null) throw new Error('no incident');
  return metrics;
}

test('incidents that repeat an earlier one are counted, exercises and false positives are not', () => {
  const repeats = { recurrenceOf: 'INC-0' };
  const view = vaultMetrics([incident({}, repeats), incident({}, { recurrenceOf: ' ' }), incident({}, { ...repeats, exercise: true }), incident({}, { ...repeats, verdict: 'false-positive' })], null);
  expect([view.counted, view.recurrences]).toEqual([2, 1]);
});

describe('one incident', () => {
  test('durations lie between the earliest and the latest milestone that stand', () => {
    expect(incident({ compromised: [-600], detected: [0, 5], declared: [10], contained: [72, 100] }).durations).toEqual({ dwell: 605 * 60_000, contain: 90 * 60_000, detectedToContained: 100 * 60_000 });
  });

  test('the delay of each report, and what actions cost in fact, are added up', () => {
    const metrics = incident({}, {}, (journal) => {
      const reported = (minutes: number | null, at = START + 3_600_000) => journal.add('intake', { ref: 'R-K7-001', text: 'x', ...(minutes === null ? {} : { suspectedAt: happened(at - minutes * 60_000) }) }, { occurred: happened(at) });
      for (const minutes of [30, null, -5, 10, 20]) reported(minutes);
      const action = (state: 'done' | 'proposed', cost: Partial<BodyOf<'action'>>) => journal.add('action', { ref: 'A-K7-001', title: 'x', actionKind: 'other', targets: [], authority: { basis: 'not-stated' }, state, ...cost });
      action('done', { disruptionMinutes: 45, customersAffected: 2 });
      action('done', { disruptionMinutes: 15 });
      action('done', {});
      action('proposed', { disruptionMinutes: 600 });
    });
    expect(metrics).toMatchObject({ reportingMs: [30, -5, 10, 20].map((minutes) => minutes * 60_000), disruption: { actions: 3, stated: 2, minutes: 60, customers: 2 } });
    expect(vaultMetrics([metrics, metrics], null)).toMatchObject({ reporting: { n: 6, medianMs: 20 * 60_000, p90Ms: 30 * 60_000, negative: 2 }, disruption: { actions: 6, stated: 4, minutes: 120, customers: 4 } });
  });

  test('authority, evidence and learning are counted', () => {
    const metrics = incident({}, {}, (journal) => {
      const action = (authority: BodyOf<'action'>['authority'], number: number) => journal.add('action', { ref: `A-K7-00${number}`, title: 'x', actionKind: 'other', targets: [], authority, state: 'done' });
      action({ basis: 'standing', reference: 'SA-1' }, 1);
      journal.add('transition', { target: action({ basis: 'override', harm: 'loss' }, 2), state: 'not-ratified' });
      const item = journal.add('evidence', { ref: 'EV-K7-001', name: 'Disk', evidenceKind: 'storage-media', origin: 'physical', collectedBy: 'Ana', custodian: 'Ana' });
      journal.add('custody', { item, type: 'release', by: 'Ana', to: 'Ben' });
      journal.add('lesson', { ref: 'L-K7-001', text: 'x', area: 'response', valence: 'badly' });
      journal.add('corrective-action', { ref: 'CA-K7-001', text: 'x', correctiveType: 'prevent', control: 'technical', due: happened(START), state: 'accepted' });
      journal.add('corrective-action', { ref: 'CA-K7-002', text: 'x', correctiveType: 'prevent', control: 'technical', due: happened(START), state: 'declined' });
    });
    expect(metrics).toMatchObject({
      authority: { standing: 1, override: 1, notRatified: 1, rolledBack: 0 }, evidence: { items: 1, gaps: 0, overdue: 1 }, learning: { lessons: 1, actions: 1, effective: 0, overdue: 1 },
    });
  });
});

describe('a vault', () => {
  test('exercises and false positives are counted and left out, a negative duration is left out and said', () => {
    const view = vaultMetrics([
      incident({ detected: [0], contained: [60] }), incident({ detected: [0], contained: [20] }), incident({ detected: [50], contained: [20] }), incident({ detected: [0] }),
      incident({ detected: [0], contained: [1] }, { exercise: true }), incident({ detected: [0], contained: [1] }, { verdict: 'false-positive' }),
    ], null);
    expect(view).toMatchObject({ counted: 4, left: { exercises: 1, falsePositives: 1 }, bySeverity: [{ name: 'high', count: 4 }] });
    expect(view.durations.find(({ duration }) => duration === 'detectedToContained')).toEqual({ duration: 'detectedToContained', n: 2, medianMs: 20 * 60_000, p90Ms: 60 * 60_000, negative: 1 });
  });

  test('only what was opened in the period counts', () => {
    const one = incident({});
    expect(vaultMetrics([one], (one.openedAt + 1) as UnixMs).counted).toBe(0);
    expect(vaultMetrics([one], one.openedAt).counted).toBe(1);
  });

  test('an empty vault has no figures and no error', () => {
    expect(vaultMetrics([], null)).toMatchObject({ counted: 0, clocks: { met: 0 }, journal: { medianLatenessMs: null } });
  });
});

test('a percentile is one of the values, and as many of them as it says are not above it', () => {
  fc.assert(fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
    const found = percentile(values, share) ?? NaN;
    expect(values).toContain(found);
    expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(share * values.length - 1e-9);
    expect(values.filter((value) => value < found).length).toBeLessThan(share * values.length + 1e-9);
  }));
});
