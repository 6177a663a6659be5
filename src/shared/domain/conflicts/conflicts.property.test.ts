import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryId } from '#base';
import { currentSeverity } from '../projection/incidentStatus.ts';
import { createProjection, projectIncident } from '../projection/project.ts';
import { actionBody, createJournal, evidenceBody, happened, incidentBody, START } from '../testing/journal.ts';
import { conflictsOf } from './collect.ts';

const runs = process.env['SLOW'] === '1' ? 1_000 : 60;

const stepArbitrary = fc.record({
  feed: fc.integer({ min: 1, max: 3 }), what: fc.constantFrom('milestone', 'retract', 'assessment', 'coordinator', 'relieve', 'approval', 'receive', 'numbers', 'verdict', 'indicator', 'closed', 'note', 'attest', 'decision'), pick: fc.nat(3), skew: fc.integer({ min: -20_000, max: 20_000 }),
  quotes: fc.array(fc.record({ feed: fc.integer({ min: 1, max: 3 }), back: fc.nat(6) }), { maxLength: 2 }),
});
type Step = typeof stepArbitrary extends fc.Arbitrary<infer S> ? S : never;

/** A journal of three feeds that write what can contradict, and what settles it. */
function journalOf(steps: readonly Step[]) {
  const journal = createJournal();
  journal.add('incident', { ...incidentBody, clockProfiles: ['customer-contract', 'managed-service'] });
  const [action, item, contact, indicator] = [journal.add('action', actionBody), journal.add('evidence', evidenceBody), journal.add('contact', { name: 'Desk', contactKinds: [], numbers: ['1'], emails: [] }), journal.add('indicator', { ref: 'I-K7-001', indicatorType: 'ipv4', value: '192.0.2.1', verdict: 'unknown', state: 'observed' })];
  const release = journal.add('custody', { item, type: 'release', by: 'K. Moen', to: 'M. Lie' });
  const made: Made = { milestones: [], seats: [], all: [action], clocks: [] };
  steps.forEach((step, index) => made.all.push(addStep(journal, { action, item, contact, indicator, release }, made, step, index)));
  return journal.entries;
}

/** `clocks`: who wrote at which place, with which time of the hybrid clock. */
interface Made { readonly milestones: EntryId[]; readonly seats: EntryId[]; readonly all: EntryId[]; readonly clocks: { readonly feed: number; readonly seq: number; readonly hlcMs: number }[] }
type Known = Readonly<Record<'action' | 'item' | 'contact' | 'indicator' | 'release', EntryId>>;

function addStep(journal: ReturnType<typeof createJournal>, known: Known, made: Made, { feed, what, pick, skew, quotes }: Step, index: number): EntryId {
  const seq = journal.entries.at(-1)?.place.seq ?? 0;
  const author = `P${feed}`;
  const quoted = quotes.filter((one) => one.feed !== feed).map((one) => ({ feed: one.feed, seq: seq - one.back }));
  // However wrong a clock is, a hybrid clock is later than all that its device has written and seen.
  const seen = made.clocks.filter((one) => one.feed === feed || quoted.some((other) => other.feed === one.feed && one.seq <= other.seq));
  const hlcMs = Math.max(START + seq * 1000 + skew, ...seen.map((one) => one.hlcMs + 1));
  made.clocks.push({ feed, seq: seq + 1, hlcMs });
  const options = { feed, author, hlcMs, quotes: quoted };
  const ref = (letters: string) => `${letters}-K7-${String(index + 10).padStart(3, '0')}`;
  switch (what) {
    case 'milestone': { const id = journal.add('milestone', { milestone: 'contained', basis: author }, { ...options, occurred: happened(START + pick * 60_000) }); made.milestones.push(id); return id; }
    case 'retract': return journal.add('retract', { target: made.milestones.at(-1) ?? known.contact, reason: 'no' }, options);
    case 'assessment': return journal.add('assessment', { severity: (['critical', 'high', 'medium', 'low'] as const)[pick] ?? 'low', reason: author }, options);
    case 'coordinator': { const id = journal.add('assignment', { role: 'incident-coordinator', person: author, state: 'accepted' }, options); made.seats.push(id); return id; }
    case 'relieve': return journal.add('transition', { target: made.seats.at(-1) ?? known.action, state: made.seats.length > 0 ? 'relieved' : 'in-progress' }, options);
    case 'approval': return journal.add('approval', { ref: ref('AP'), action: known.action, targets: [], seat: 'single', requestedBy: 'K. Moen', approver: author, verdict: pick % 2 === 0 ? 'approved' : 'refused' }, options);
    case 'receive': return journal.add('custody', { item: known.item, type: 'receive', by: author, release: known.release }, options);
    case 'numbers': return journal.add('amend', { target: known.contact, field: 'numbers', value: JSON.stringify([String(pick)]), reason: 'new' }, options);
    case 'verdict': return journal.add('amend', { target: known.indicator, field: 'verdict', value: JSON.stringify((['malicious', 'benign'] as const)[pick % 2]), reason: 'new' }, options);
    case 'indicator': return journal.add('indicator', { ref: ref('I'), indicatorType: 'ipv4', value: '192.0.2.1', verdict: pick % 2 === 0 ? 'malicious' : 'benign', state: 'observed' }, options);
    case 'closed': return journal.add('milestone', { milestone: 'closed', basis: author }, options);
    case 'note': return journal.add('note', { text: author }, options);
    case 'attest': return journal.add('attest', { target: made.all.at(-1 - pick) ?? known.action, verdict: 'confirm' }, options);
    case 'decision': return journal.add('decision', { ref: ref('D'), question: 'q', options: [], choice: 'c', decidedBy: author, consulted: [], state: 'decided' }, { ...options, links: made.all.slice(-3).map((to) => ({ relation: 'answers', to })) });
  }
}

test('what contradicts, what counts and what settled it are the same for every order of arrival', () => {
  let found = 0;
  fc.assert(fc.property(fc.array(stepArbitrary, { minLength: 12, maxLength: 40 }), fc.infiniteStream(fc.nat()), (steps, randoms) => {
    const entries = journalOf(steps);
    const whole = projectIncident(entries);
    const projection = createProjection();
    for (const { placed } of entries.map((placed) => ({ placed, key: randoms.next().value ?? 0 })).sort((left, right) => left.key - right.key)) {
      projection.apply(placed);
      conflictsOf(projection.state());
    }
    const [view, other] = [conflictsOf(whole), conflictsOf(projection.state())];
    expect(other).toEqual(view);
    expect(currentSeverity(projection.state())).toBe(currentSeverity(whole));
    found += view.open.length + view.settled.length;
    // Ids name their conflict, a settled one says by what, and no side is left out of its conflict.
    const all = [...view.open, ...view.settled];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { sides, since, settled } of all) {
      expect(sides.length).toBeGreaterThan(1);
      expect(Math.max(...sides.map(({ stamp }) => stamp.number))).toBe(since.number);
      if (settled !== null) expect(settled.by.number).toBeGreaterThan(Math.min(...sides.map(({ stamp }) => stamp.number)));
    }
  }), { numRuns: runs });
  expect(found).toBeGreaterThan(runs);
});
