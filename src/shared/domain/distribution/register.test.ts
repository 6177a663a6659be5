import { describe, expect, test } from 'vitest';
import type { EntityId, Sha256Hex } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import { entitiesOf } from '../entities/select.ts';
import { clockFacts } from '../clocks/facts.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, happened, incidentBody, START } from '../testing/journal.ts';
import { distributionRegister } from './register.ts';

function issueBody(issue: number, supersedes?: EntityId): BodyOf<'report'> {
  return { documentType: 'post-incident', issue, title: `Report, issue ${issue}`, tlp: 'AMBER', contentSha256: 'a'.repeat(64) as Sha256Hex, evidence: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as EntityId, heads: [], ...(supersedes === undefined ? {} : { supersedes }) };
}

function registerOf(journal: ReturnType<typeof createJournal>) {
  const state = projectIncident(journal.entries);
  return distributionRegister(entitiesOf(state, 'report'), entitiesOf(state, 'distribution'));
}

describe('distribution register', () => {
  test('whoever got a superseded issue and not the newest must be told', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const first = journal.add('report', issueBody(1));
    for (const recipient of ['Ida Berg', 'Jon Lie', 'ida berg ']) journal.add('distribution', { report: first, recipient, organisation: 'Northwind', means: 'email' });
    const second = journal.add('report', issueBody(2, first));
    const third = journal.add('report', issueBody(3, second));
    expect(registerOf(journal)[0]?.toTell.map(({ recipient }) => recipient.trim().toLowerCase())).toEqual(['ida berg', 'jon lie']);
    journal.add('distribution', { report: third, recipient: 'IDA BERG', organisation: 'northwind', means: 'handed-over' });
    const [one, two, three] = registerOf(journal);
    expect(one?.supersededBy?.body.issue).toBe(3);
    expect(one?.toTell).toEqual([{ recipient: 'Jon Lie', organisation: 'Northwind' }]);
    expect(two?.toTell).toEqual([]);
    expect(three?.supersededBy).toBeNull();
    expect(three?.deliveries).toHaveLength(1);
  });

  test('issues that name each other end, and a retracted delivery counts no more', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const first = '01ARZ3NDEKTSV4RRFFQ69G5FA0' as EntityId;
    const second = journal.add('report', issueBody(2, first));
    journal.add('report', issueBody(1, second), { id: first });
    const given = journal.add('distribution', { report: first, recipient: 'Jon Lie', means: 'post' });
    expect(registerOf(journal).map(({ supersededBy }) => supersededBy?.body.issue)).toEqual([1, 2]);
    journal.add('retract', { target: given, reason: 'never sent' });
    expect(registerOf(journal).flatMap((line) => line.deliveries)).toEqual([]);
  });

  test('a delivery is the fact that a report was delivered, at the time of delivery', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const first = journal.add('report', issueBody(1));
    const delivered = () => clockFacts(projectIncident(journal.entries)).filter(({ kind }) => kind === 'report.delivered').map(({ at }) => at);
    expect(delivered()).toEqual([]);
    journal.add('distribution', { report: first, recipient: 'Ida Berg', means: 'handed-over' }, { occurred: happened(START + 5000) });
    expect(delivered()).toEqual([START + 5000]);
  });
});
