import { describe, expect, test } from 'vitest';
import type { UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, happened, incidentBody, START } from '../testing/journal.ts';
import { declarationAdvice } from './declaration.ts';

const DAY = 86_400_000;
const NOW = (START + DAY) as UnixMs;
const rule = (more: Partial<BodyOf<'declaration-rule'>>): BodyOf<'declaration-rule'> => ({ types: [], reason: 'contract, annex 2', ...more });

function assessed(severity: BodyOf<'assessment'>['severity'] | null, customer?: string) {
  const journal = createJournal();
  journal.add('incident', { ...incidentBody, ...(customer === undefined ? {} : { customer }) });
  if (severity !== null) journal.add('assessment', { severity, reason: 'seen' });
  return journal;
}
const advice = (journal: ReturnType<typeof createJournal>, now: UnixMs = NOW) => declarationAdvice(projectIncident(journal.entries), now);

describe('a rule that says: declare', () => {
  test('without a rule the default of the console asks for high severity, and only of an assessment', () => {
    expect(advice(assessed('high'))).toMatchObject({ rule: null, because: 'severity', assessment: { severity: 'high' } });
    expect(advice(assessed('medium'))).toBeNull();
    // The severity that was guessed when the incident was opened is no assessment.
    expect(advice(assessed(null))).toBeNull();
  });

  test('the rule of the customer counts before one for all, and that before the default, whatever the spelling', () => {
    const journal = assessed('medium', '  NORDLYS  Kraft ');
    journal.add('declaration-rule', rule({ minimumSeverity: 'critical', reason: 'ours' }));
    expect(advice(journal)).toBeNull();
    const own = journal.add('declaration-rule', rule({ customer: 'Nordlys kraft', minimumSeverity: 'medium' }));
    expect(advice(journal)?.rule).toMatchObject({ id: own, customer: 'Nordlys kraft', minimumSeverity: 'medium' });
    journal.add('declaration-rule', rule({ customer: 'Somebody else', minimumSeverity: 'informational' }));
    journal.add('retract', { target: own, reason: 'ended' });
    expect(advice(journal)).toBeNull();
  });

  test('a type fits at any severity; a rule that names neither says nothing', () => {
    const journal = assessed('low', 'Nordlys');
    journal.add('declaration-rule', rule({ customer: 'Nordlys' }));
    expect(advice(journal)).toBeNull();
    journal.add('declaration-rule', rule({ customer: 'Nordlys', types: ['malicious-code:infected-system'] }));
    expect(advice(journal)).toMatchObject({ because: 'type' });
  });

  test('it counts from the beginning to the end of its validity, and never with a time that nobody knows', () => {
    const at = (days: number) => happened(START + days * DAY);
    const of = (more: Partial<BodyOf<'declaration-rule'>>) => {
      const journal = assessed('low', 'Nordlys');
      journal.add('declaration-rule', rule({ customer: 'Nordlys', minimumSeverity: 'low', ...more }));
      return advice(journal) !== null;
    };
    expect([of({ validFrom: at(0) }), of({ validFrom: at(2) }), of({ validUntil: at(2) }), of({ validUntil: at(1) }), of({ validUntil: { ...at(0.5), precision: 'date' } })]).toEqual([true, false, true, false, true]);
    expect(of({ validUntil: { ...at(0), at: null, precision: 'unknown' } })).toBe(false);
  });

  test('nothing is declared by it, and it falls silent when somebody declares or says that it is none', () => {
    const journal = assessed('critical');
    expect(projectIncident(journal.entries).incident?.state).toBe('reported');
    const target = journal.entries[0]?.id as never;
    journal.add('transition', { target, state: 'not-an-incident' });
    expect(advice(journal)).toBeNull();
    journal.add('transition', { target, state: 'observed' });
    expect(advice(journal)).not.toBeNull();
    const declared = journal.add('milestone', { milestone: 'declared', basis: 'rule' });
    expect(advice(journal)).toBeNull();
    journal.add('retract', { target: declared, reason: 'too early' });
    expect(advice(journal)).not.toBeNull();
  });

  test('the current assessment counts, not the worst one', () => {
    const journal = assessed('critical');
    journal.add('assessment', { severity: 'low', reason: 'a test of the alarm' });
    expect(advice(journal)).toBeNull();
  });

  test('no amendment moves a rule', () => {
    const journal = assessed('low');
    const target = journal.add('declaration-rule', rule({ minimumSeverity: 'critical' }));
    journal.add('amend', { target, field: 'minimumSeverity', value: '"low"', reason: 'easier' });
    expect(advice(journal)).toBeNull();
    expect(projectIncident(journal.entries).findings).toHaveLength(1);
  });
});

describe('triage and recurrence', () => {
  const findings = (journal: ReturnType<typeof createJournal>) => projectIncident(journal.entries).findings.map(({ finding }) => finding);

  test('triage completed without an assessment before it is said; a retracted or a later one does not help', () => {
    const journal = assessed(null);
    journal.add('milestone', { milestone: 'triageCompleted', basis: 'done' }, { occurred: happened(START + 60_000) });
    const said = '"Triage completed" stands without an assessment made before it';
    expect(findings(journal)).toEqual([said]);
    journal.add('assessment', { severity: 'high', reason: 'later' }, { occurred: happened(START + 120_000) });
    expect(findings(journal)).toEqual([said]);
    const before = journal.add('assessment', { severity: 'high', reason: 'written late' }, { occurred: happened(START + 30_000) });
    expect(findings(journal)).toEqual([]);
    journal.add('retract', { target: before, reason: 'not made' });
    expect(findings(journal)).toEqual([said]);
  });

  test('an incident that repeats itself is said', () => {
    const journal = assessed(null);
    const target = journal.entries[0]?.id as never;
    journal.add('amend', { target, field: 'recurrenceOf', value: '"INC-2026-0007"', reason: 'same loader' });
    expect(findings(journal)).toEqual([]);
    journal.add('amend', { target, field: 'recurrenceOf', from: '"INC-2026-0007"', value: '"INC-2026-0042"', reason: 'typo' });
    expect(findings(journal)).toEqual(['the incident is said to repeat itself']);
  });
});
