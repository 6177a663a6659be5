import { describe, expect, test } from 'vitest';
import type { UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import { clockFacts } from '../clocks/facts.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, happened, START } from '../testing/journal.ts';
import { gatesOf, type ConditionName, type GateName } from './gates.ts';

const NOW = (START + 86_400_000) as UnixMs;

function room() {
  const journal = createJournal();
  journal.add('incident', { ref: 'INC-1', title: 'One', severity: 'low', types: [], verdict: 'confirmed', major: false, tlp: 'AMBER', exercise: false, zone: 'UTC' });
  const gate = (name: GateName) => gatesOf(projectIncident(journal.entries), NOW).find((found) => found.gate === name);
  const open = (name: GateName, condition: ConditionName) => gate(name)?.conditions.find((found) => found.condition === condition);
  const system = (name: string, state: BodyOf<'system'>['state']) => journal.add('system', { ref: `S-K7-${String(name.charCodeAt(0)).padStart(3, '0')}`, name, systemKind: 'server', addresses: [], criticality: 'high', state });
  return { journal, gate, open, system };
}

describe('gates', () => {
  test('a system that is still compromised is in the way of containment, by name', () => {
    const { journal, gate, open, system } = room();
    system('A', 'contained');
    const bad = system('B', 'compromised');
    system('C', 'suspected');
    expect(open('contained', 'systems-contained')).toEqual({ condition: 'systems-contained', met: false, open: ['B'] });
    journal.add('transition', { target: bad, state: 'contained' });
    expect(gate('contained')).toMatchObject({ met: true, passedAt: null });
    expect(open('eradicated', 'systems-eradicated')?.open).toEqual(['A', 'B']);
  });

  test('a milestone tells when a gate was passed, also when its conditions are not met', () => {
    const { journal, gate, system } = room();
    system('A', 'compromised');
    journal.add('milestone', { milestone: 'contained', basis: 'said so' }, { occurred: happened(START + 5000) });
    expect(gate('contained')).toMatchObject({ met: false, passedAt: START + 5000 });
  });

  test('an item is settled by disposal or by a hold, an indicator by a deployment or a reason against it', () => {
    const { journal, open } = room();
    const first = journal.add('evidence', { ref: 'EV-K7-001', name: 'Disk', evidenceKind: 'storage-media', origin: 'physical', collectedBy: 'Ana', custodian: 'Ana' });
    journal.add('evidence', { ref: 'EV-K7-002', name: 'Stick', evidenceKind: 'storage-media', origin: 'physical', collectedBy: 'Ana', custodian: 'Ana' });
    const address = journal.add('indicator', { ref: 'I-K7-001', indicatorType: 'ipv4', value: '192.0.2.1', verdict: 'malicious', state: 'observed' });
    expect(open('closed', 'evidence-settled')?.open).toEqual(['EV-K7-001', 'EV-K7-002']);
    journal.add('custody', { item: first, type: 'dispose', by: 'Ana', authority: 'Policy' });
    expect(open('closed', 'evidence-settled')?.open).toEqual(['EV-K7-002']);
    journal.add('legal-hold', { ref: 'LH-K7-001', reason: 'Claim', orderedBy: 'Counsel', items: [], state: 'in-force' });
    expect(open('closed', 'evidence-settled')).toMatchObject({ met: true });
    expect(open('closed', 'indicators-deployed')?.open).toEqual(['I-K7-001']);
    journal.add('deployment', { indicator: address, where: 'Firewall', result: 'declined', note: 'shared hosting' });
    expect(open('closed', 'indicators-deployed')).toMatchObject({ met: true });
  });

  test('corrective actions want an owner and a date, declined ones do not', () => {
    const { journal, open } = room();
    const action = (more: Partial<BodyOf<'corrective-action'>>, number: number) => journal.add('corrective-action', { ref: `CA-K7-00${number}`, text: 'x', correctiveType: 'prevent', control: 'technical', state: 'proposed', ...more });
    action({ owner: 'Ana' }, 1);
    action({ owner: 'Ana', due: happened(NOW) }, 2);
    action({ state: 'declined' }, 3);
    expect(open('closed', 'corrective-actions-owned')?.open).toEqual(['CA-K7-001']);
  });

  test('a held review is one, planned or not; its facts stop clocks', () => {
    const { journal, open } = room();
    const review = journal.add('review', { format: 'post-incident', scheduledAt: happened(NOW), facilitator: 'Ana', attendees: [], state: 'scheduled' });
    expect(open('closed', 'review-held')).toMatchObject({ met: false });
    expect(clockFacts(projectIncident(journal.entries)).map(({ kind }) => kind)).toContain('milestone.reviewScheduled');
    journal.add('transition', { target: review, state: 'held' }, { occurred: happened(START + 9000) });
    expect(open('closed', 'review-held')).toMatchObject({ met: true });
    expect(clockFacts(projectIncident(journal.entries)).find(({ kind }) => kind === 'milestone.reviewHeld')?.at).toBe(START + 9000);
  });
});
