import { describe, expect, test } from 'vitest';
import type { EntityId, Sha256Hex, UnixMs } from '#base';
import { projectIncident, timelineRows, type BodyOf } from '#domain';
import { createJournal, happened, START } from '../../domain/testing/journal.ts';
import { renderHtml } from '../html/renderHtml.ts';
import { contentOf, missingSections } from '../tree/blocks.ts';
import { markAfterRemoval } from './afterRemoval.ts';
import { periodSection } from './commandSections.ts';
import { buildCustodyForm, buildEvidenceLabel, buildEvidenceRegister } from './evidenceDocuments.ts';
import { buildForensicTimeline } from './forensicTimeline.ts';
import type { ReportInput } from './input.ts';
import { buildPostIncident } from './postIncident.ts';

const incident: BodyOf<'incident'> = {
  ref: 'INC-2026-0042', title: 'Ransomware on file servers', severity: 'critical', types: ['malicious-code:infected-system'], verdict: 'confirmed', major: true, tlp: 'AMBER+STRICT', exercise: false,
  zone: 'Europe/Oslo', customer: 'Northwind Energy',
};
const sealed: NonNullable<BodyOf<'evidence'>['sealed']> = {
  size: 68_000_000, hashes: [{ algorithm: 'sha256', hex: 'ab'.repeat(32) }], parts: [{ plainBytes: 1, sealedBytes: 2, plainSha256: 'a'.repeat(64) as Sha256Hex, sealedSha256: 'b'.repeat(64) as Sha256Hex }],
  recipient: 'age1qqqq', identity: 'AGE-SECRET-KEY-1SECRETSECRET', startedAt: START, endedAt: START, readBackAt: START,
};

function journalOfIncident() {
  const journal = createJournal();
  journal.add('incident', incident);
  journal.add('milestone', { milestone: 'detected', basis: 'shift lead phoned' }, { occurred: happened(START) });
  journal.add('milestone', { milestone: 'contained', basis: 'both servers isolated' }, { occurred: happened(START + 72 * 60_000) });
  journal.add('event', { track: 'adversary', fact: 'Service PSEXESVC installed', host: 'TRD-FS01', technique: { id: 'T1569.002', name: 'Service Execution', attackVersion: '19' } }, { occurred: happened(START - 3_600_000) });
  const evidence = journal.add('evidence', { ref: 'EV-K7-001', name: 'Security log', evidenceKind: 'log-file', origin: 'file', sourceSystem: 'TRD-FS01', collectedBy: 'K. Moen', custodian: 'K. Moen', sealed });
  journal.add('custody', { item: evidence, type: 'release', by: 'K. Moen', to: 'Police district', purpose: 'criminal case' });
  journal.add('indicator', { ref: 'I-K7-001', indicatorType: 'url', value: 'http://bad.example/x', verdict: 'malicious', state: 'observed' });
  const action = journal.add('action', { ref: 'A-K7-001', title: 'Isolate TRD-FS01', actionKind: 'isolate-host', targets: ['TRD-FS01'], authority: { basis: 'standing', reference: 'PA-03' }, state: 'done', requestedAt: happened(START), doneAt: happened(START + 60_000) });
  return { journal, evidence, action };
}

function inputOf(journal: ReturnType<typeof createJournal>): ReportInput {
  return { state: projectIncident(journal.entries), zone: 'Europe/Oslo', producedBy: 'Holdfast 0.1.0', feeds: [{ author: 'K. Moen', device: 'K7', frames: 9, head: 'c'.repeat(64), fingerprint: 'd'.repeat(16) }] };
}

const rendering = { issue: null, contentSha256: 'e'.repeat(64), generatedAt: '2026-11-22T00:00:00Z', generatedBy: 'K. Moen', fontCss: '' };

describe('post-incident report', () => {
  test('names every mandatory section that is empty, and none once they are written', () => {
    const { journal } = journalOfIncident();
    expect(missingSections(buildPostIncident(inputOf(journal)))).toEqual(['Root cause', 'Learnings', 'Steps to prevent recurrence']);
    for (const section of ['root-cause', 'learnings', 'prevention']) journal.add('narrative', { section, text: `What we know of ${section}.` });
    expect(missingSections(buildPostIncident(inputOf(journal)))).toEqual([]);
  });

  test('an empty journal lacks the timeline too', () => {
    const journal = createJournal();
    journal.add('incident', incident);
    expect(missingSections(buildPostIncident(inputOf(journal)))[0]).toContain('response timeline');
  });

  test('carries metrics, actions with authority, defanged indicators, hashes and the verification statement', () => {
    const html = renderHtml(buildPostIncident(inputOf(journalOfIncident().journal)), rendering);
    for (const text of ['1 h 12 m', 'standing approval PA-03', 'hxxp://bad[.]example/x', 'ab'.repeat(32), 'T1569.002', 'What is not proven', 'in transit', 'Northwind Energy']) expect(html).toContain(text);
    expect(html).not.toContain('http://bad.example');
  });

  test('never prints the key of an evidence item', () => {
    const { journal, evidence } = journalOfIncident();
    const input = inputOf(journal);
    for (const document of [buildPostIncident(input), buildEvidenceRegister(input), buildCustodyForm(input, [evidence as EntityId]), buildEvidenceLabel(input, evidence as EntityId)]) {
      expect(renderHtml(document, rendering)).not.toContain('AGE-SECRET-KEY');
    }
  });

  test('shows an amendment beside what it replaced and a retraction struck through with its reason', () => {
    const { journal, action } = journalOfIncident();
    journal.add('amend', { target: action, field: 'title', from: '"Isolate TRD-FS01"', value: '"Isolate TRD-FS01 at port 12"', reason: 'port was missing' });
    const mistaken = journal.add('note', { text: 'x' });
    journal.add('retract', { target: mistaken, reason: 'wrong incident' });
    const html = renderHtml(buildPostIncident(inputOf(journal)), rendering);
    expect(html).toContain('Isolate TRD-FS01 at port 12');
    expect(html).toContain('port was missing');
    expect(html).toContain('wrong incident');
  });

  test('the same entries give the same content, whoever prints it and whenever', () => {
    const first = JSON.stringify(contentOf(buildPostIncident(inputOf(journalOfIncident().journal))));
    expect(JSON.stringify(contentOf(buildPostIncident(inputOf(journalOfIncident().journal))))).toBe(first);
    const { journal } = journalOfIncident();
    journal.add('note', { text: 'one more' });
    expect(JSON.stringify(contentOf(buildPostIncident(inputOf(journal))))).not.toBe(first);
  });

  test('of several texts for one section the newest reads', () => {
    const { journal } = journalOfIncident();
    journal.add('narrative', { section: 'root-cause', text: 'First thought.' });
    journal.add('narrative', { section: 'root-cause', text: 'A service account with local administrator rights.' });
    const html = renderHtml(buildPostIncident(inputOf(journal)), rendering);
    expect(html).toContain('A service account');
    expect(html).not.toContain('First thought.');
  });
});

test('references of others and the incident that it repeats stand at a glance', () => {
  const { journal } = journalOfIncident();
  const plain = renderHtml(buildPostIncident(inputOf(journal)), rendering);
  for (const text of ['References of others', 'Repeats']) expect(plain).not.toContain(text);
  journal.add('outside-reference', { system: 'Police', reference: '2026/5512-K', organisation: 'Trondheim district' });
  const wrong = journal.add('outside-reference', { system: 'Insurer', reference: 'CLM-0' });
  journal.add('retract', { target: wrong, reason: 'another claim' });
  journal.add('amend', { target: journal.entries[0]?.id as EntityId, field: 'recurrenceOf', value: '"INC-2025-0007"', reason: 'the same loader came back' });
  const html = renderHtml(buildPostIncident(inputOf(journal)), rendering);
  for (const text of ['2026/5512-K', 'Trondheim district', 'INC-2025-0007: the same loader came back']) expect(html).toContain(text);
  expect(html.slice(html.indexOf('References of others'), html.indexOf('Impact'))).not.toContain('CLM-0');
});

test('the custody form says what an item is kept for', () => {
  const { journal, evidence } = journalOfIncident();
  const form = () => renderHtml(buildCustodyForm(inputOf(journal), [evidence]), rendering);
  expect(form()).not.toContain('Kept for');
  journal.add('amend', { target: evidence, field: 'purpose', value: '"technical-work"', reason: 'asked' });
  expect(form()).toMatch(/Kept for[\s\S]{0,80}technical work/i);
});

test('the custody form holds every event, the hash and blank rows for ink', () => {
  const { journal, evidence } = journalOfIncident();
  const html = renderHtml(buildCustodyForm(inputOf(journal), [evidence as EntityId]), rendering);
  for (const text of ['EV-K7-001', 'Police district', 'criminal case', 'For ink', '<svg']) expect(html).toContain(text);
});

test('the custody form names the form in ink that an event was read from, and who confirmed or disputed that entry', () => {
  const { journal, evidence } = journalOfIncident();
  const photo = journal.add('evidence', { ref: 'EV-K7-002', name: 'Form in ink', evidenceKind: 'photo', origin: 'physical', collectedBy: 'K. Moen', custodian: 'K. Moen' });
  const event = journal.add('custody', { item: evidence, type: 'receive', by: 'Officer Vik, badge 4471' }, { source: 'paper-transcript', links: [{ relation: 'derived-from', to: photo as EntityId }] });
  journal.add('attest', { target: event, verdict: 'dispute', note: 'badge is 4417 on the paper' }, { author: 'S. Aas' });
  journal.add('attest', { target: evidence, verdict: 'confirm', note: 'of the item itself' });
  const html = renderHtml(buildCustodyForm(inputOf(journal), [evidence as EntityId]), rendering);
  for (const text of ['from paper, EV-K7-002', 'disputed, entry 11, S. Aas: badge is 4417 on the paper']) expect(html).toContain(text);
  expect(html).not.toContain('of the item itself');
});

test('the custody form says how the item was acquired, what is on hold and what is open to question', () => {
  const { journal, evidence } = journalOfIncident();
  journal.add('acquisition', { item: evidence, method: 'dead', tool: 'Imager', toolVersion: '4.2', operator: 'Ana', qualification: 'DEFR', check: 'mismatch', writeBlocker: 'WB-7' });
  journal.add('examination', { item: evidence, tool: 'Parser', steps: 'parse --all', observation: '4,624 logons', interpretation: 'one account' });
  journal.add('legal-hold', { ref: 'LH-K7-001', reason: 'Claim expected', orderedBy: 'Counsel', items: [], state: 'in-force' });
  const html = renderHtml(buildCustodyForm(inputOf(journal), [evidence as EntityId]), rendering);
  for (const text of ['Imager · 4.2 · write blocker WB-7', 'Ana, DEFR', '4,624 logons', 'one account', 'LH-K7-001: Claim expected, ordered by Counsel', 'Open to question', 'hashes of the acquisition with Imager differ']) expect(html).toContain(text);
});

test('lessons, held reviews and corrective actions stand in their sections, and do not take the place of what a person must write', () => {
  const { journal } = journalOfIncident();
  journal.add('lesson', { ref: 'L-K7-001', text: 'Backups were out of reach', area: 'recovery', valence: 'lucky' });
  journal.add('transition', { target: journal.add('review', { format: 'post-incident', scheduledAt: happened(START), facilitator: 'Ana', attendees: ['Ben'], response: 'Two people had the same task', state: 'scheduled' }), state: 'held' });
  journal.add('corrective-action', { ref: 'CA-K7-001', text: 'Separate backup accounts', correctiveType: 'prevent', control: 'technical', owner: 'Ops', successMeasure: 'No shared account', state: 'accepted' });
  const built = buildPostIncident(inputOf(journal));
  const html = renderHtml(built, rendering);
  for (const text of ['Where we were lucky', 'Backups were out of reach', 'Two people had the same task', 'Separate backup accounts', 'No shared account']) expect(html).toContain(text);
  expect(missingSections(built)).toContain('Steps to prevent recurrence');
});

test('an amended time is printed as a time', () => {
  const { journal } = journalOfIncident();
  const event = journal.add('event', { track: 'system', fact: 'seen' });
  journal.add('amend', { target: event, field: 'occurred', from: JSON.stringify(happened(START)), value: JSON.stringify(happened(START + 47 * 60_000)), reason: 'the clock was slow' });
  const html = renderHtml(buildPostIncident(inputOf(journal)), rendering);
  expect(html).toContain('2026-11-21 06:47:00Z');
  expect(html).not.toContain('clockSource');
});

test('the label names no customer and no case title', () => {
  const { journal, evidence } = journalOfIncident();
  const html = renderHtml(buildEvidenceLabel(inputOf(journal), evidence as EntityId), rendering);
  expect(html).not.toContain('Northwind');
  expect(html).not.toContain('Ransomware');
});

test('a filtered forensic timeline says how many events it leaves out', () => {
  const input = inputOf(journalOfIncident().journal);
  const rows = timelineRows(input.state);
  expect(buildForensicTimeline(input, rows.slice(1)).subtitle).toBe(`${rows.length - 1} of ${rows.length} events; 1 left out by the filter`);
});

test('late entries and known clock errors are listed', () => {
  const { journal } = journalOfIncident();
  journal.add('event', { track: 'system', fact: 'late' }, { occurred: happened(START - 7_200_000, { clockErrorMs: -41_000 }), recordedAt: (START + 500_000) as UnixMs });
  const html = renderHtml(buildPostIncident(inputOf(journal)), rendering);
  expect(html).toContain('41 s slow');
  expect(html).toContain('Late entries');
});

test('an entry written after its device was removed says so where it stands, wherever it is named, and once more in the statement of proof', () => {
  const { journal } = journalOfIncident();
  const input = inputOf(journal);
  const numberOf = (kind: string): number => input.state.journal.find(({ stamp }) => stamp.kind === kind)?.stamp.number ?? 0;
  const [event, action, indicator] = [numberOf('event'), numberOf('action'), numberOf('indicator')];
  const after = [event, action].map((number) => ({ number, author: 'K. Moen' }));
  const page = (of: ReportInput): string => renderHtml(markAfterRemoval(buildPostIncident(of), of), rendering);
  expect(page(input)).not.toContain('after removal');
  const html = page({ ...input, afterRemoval: after });
  expect(html).toContain(`entry ${event} [after removal], `);
  expect(html).not.toContain(`entry ${indicator} [after removal]`);
  expect(html.split('written after its device was removed from the journal')).toHaveLength(2);
  expect(html).toContain('Entries written after removal');
  const rows = input.state.journal.filter(({ stamp }) => stamp.number === action || stamp.number === indicator);
  const text = JSON.stringify(periodSection({ ...input, afterRemoval: after }, 'What happened', rows, 10));
  expect(text.split('[after removal] ')).toHaveLength(2);
});
