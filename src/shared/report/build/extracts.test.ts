import { describe, expect, test } from 'vitest';
import type { EntityId, Sha256Hex } from '#base';
import { projectIncident } from '#domain';
import { createJournal, incidentBody } from '../../domain/testing/journal.ts';
import { missingSections, type ReportDocument } from '../tree/blocks.ts';
import { buildContainmentAuthorisation, buildDecisionLog, buildDistributionLog, buildLawReferral, buildLessonsLearned } from './extracts.ts';
import type { ReportInput } from './input.ts';

function inputOf(journal: ReturnType<typeof createJournal>): ReportInput {
  return { state: projectIncident(journal.entries), zone: 'UTC', producedBy: 'Holdfast 0', feeds: [] };
}

function textOf(document: ReportDocument): string {
  return JSON.stringify(document.sections);
}

describe('extracts of the journal', () => {
  test('say what is missing while nothing is recorded', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const input = inputOf(journal);
    expect([buildDecisionLog(input), buildContainmentAuthorisation(input), buildDistributionLog(input)].map((document) => missingSections(document).length)).toEqual([1, 1, 1]);
    expect(missingSections(buildLessonsLearned(input))).toEqual(['Learnings', 'Steps to prevent recurrence']);
  });

  test('hold what the journal says', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    journal.add('decision', { ref: 'D-K7-001', question: 'Pay?', options: ['yes', 'no'], choice: 'no', reason: 'backups hold', unknown: 'what was taken', dissent: 'finance', decidedBy: 'CISO', consulted: ['Counsel'], state: 'decided' });
    const action = journal.add('action', { ref: 'A-K7-001', title: 'Isolate FS01', actionKind: 'isolate-host', targets: ['FS01'], authority: { basis: 'not-stated' }, rollbackPlan: 'reconnect port 7', state: 'proposed' });
    journal.add('approval', { ref: 'AP-K7-001', action, targets: ['FS01'], seat: 'first-of-two', requestedBy: 'S. Berg', approver: 'Duty manager', verdict: 'approved' });
    journal.add('approval', { ref: 'AP-K7-002', action, targets: ['FS01'], seat: 'second-of-two', requestedBy: 'S. Berg', approver: 'Plant manager', verdict: 'approved' });
    journal.add('evidence', { ref: 'EV-K7-001', name: 'Laptop', evidenceKind: 'physical-device', origin: 'physical', collectedBy: 'K. Moen', custodian: 'Vault room' });
    journal.add('lesson', { ref: 'L-K7-001', text: 'Drills paid off', area: 'response', valence: 'well' });
    const report = journal.add('report', { documentType: 'post-incident', issue: 1, title: 'Report, issue 1', tlp: 'AMBER', contentSha256: 'a'.repeat(64) as Sha256Hex, evidence: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as EntityId, heads: [] });
    journal.add('distribution', { report, recipient: 'Ida Berg', means: 'handed-over', receipt: 'R-17' });
    const input = inputOf(journal);
    for (const word of ['Pay?', 'backups hold', 'what was taken', 'finance', 'Counsel']) expect(textOf(buildDecisionLog(input))).toContain(word);
    for (const word of ['Isolate FS01', 'reconnect port 7', 'Duty manager', 'approved', 'recorded by K. Moen on their behalf (K7)', 'same console as AP-K7-002 Plant manager', 'both recorded on one console']) expect(textOf(buildContainmentAuthorisation(input))).toContain(word);
    for (const word of ['EV-K7-001', 'Vault room']) expect(textOf(buildLawReferral(input))).toContain(word);
    for (const word of ['Ida Berg', 'handed over', 'R-17', 'Report, issue 1']) expect(textOf(buildDistributionLog(input))).toContain(word);
    expect(textOf(buildLessonsLearned(input))).toContain('Drills paid off');
  });
});
