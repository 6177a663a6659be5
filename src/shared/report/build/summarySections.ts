import { entitiesOf, recurrenceOf, type Entity } from '#domain';
import { code, plain, type Block, type Cell, type Section } from '../tree/blocks.ts';
import { timeCell } from './cells.ts';
import { incidentOf, instantOf, type ReportInput } from './input.ts';
import { narrativeSection } from './narrative.ts';
import { durationText } from './times.ts';
import { severityWord, wordFor } from './words.ts';

/** Executive summary, at a glance with the metrics, impact, detection and milestones. */
export function summarySections(input: ReportInput): readonly (Section | null)[] {
  return [
    narrativeSection(input, 'executive-summary', 'Executive summary', false),
    glanceSection(input),
    impactSection(input),
    milestoneSection(input),
  ];
}

/** First instant of a milestone kind, or null. Of two instants for one milestone the earlier counts. */
export function milestoneAt(input: ReportInput, kind: string): number | null {
  const instants = milestonesOf(input).filter((entity) => entity.body.milestone === kind).map((entity) => instantOf(entity.envelope.occurred));
  return instants.length === 0 ? null : Math.min(...instants);
}

function milestonesOf(input: ReportInput): readonly Entity<'milestone'>[] {
  return entitiesOf(input.state, 'milestone').filter((entity) => entity.retracted === null && entity.envelope.occurred.at !== null);
}

function glanceSection(input: ReportInput): Section {
  const incident = incidentOf(input.state);
  const spans: readonly (readonly [string, string, string])[] = [
    ['compromised', 'detected', 'attacker dwell before detection'],
    ['detected', 'declared', 'detection → declaration'],
    ['detected', 'contained', 'detection → contained'],
    ['declared', 'recovered', 'declaration → recovered'],
  ];
  const items = spans.map(([from, to, caption]) => {
    const start = milestoneAt(input, from);
    const end = milestoneAt(input, to);
    return { value: start === null || end === null ? 'not recorded' : durationText(end - start), caption };
  });
  const assessments = entitiesOf(input.state, 'assessment').filter((entity) => entity.retracted === null);
  const severity = assessments.at(-1)?.body.severity ?? incident.body.severity;
  const history = [incident.body.severity, ...assessments.map((entity) => entity.body.severity)].filter((value, index, all) => index === 0 || value !== all[index - 1]);
  return {
    id: 'glance', title: 'At a glance', numbered: true, mandatory: false,
    blocks: [
      { type: 'figures', items },
      { type: 'facts', rows: [
        { term: 'Severity', value: plain(history.length > 1 ? `${severityWord(severity)}, earlier ${history.slice(0, -1).join(', then ')}` : severityWord(severity)) },
        { term: 'Verdict', value: plain(wordFor(incident.body.verdict)) },
        { term: 'Type', value: plain(incident.body.types.length === 0 ? 'not classified' : incident.body.types.map(wordFor).join(', ')) },
        { term: 'State', value: plain(wordFor(incident.state ?? 'reported')) },
        { term: 'Major incident', value: plain(incident.body.major ? 'yes' : 'no') },
        ...repeated(incident),
        { term: 'Entries', value: plain(`${input.state.entryCount} sealed entries, ${entitiesOf(input.state, 'evidence').length} evidence items`) },
      ] },
      ...referenceBlocks(input),
    ],
  };
}

function repeated(incident: Entity<'incident'>): readonly { readonly term: string; readonly value: Cell }[] {
  const found = recurrenceOf(incident);
  return found === null ? [] : [{ term: 'Repeats', value: plain(found.reason === null ? found.ref : `${found.ref}: ${found.reason}`) }];
}

// Numbers of others: without them nobody outside finds the incident again.
function referenceBlocks(input: ReportInput): readonly Block[] {
  const rows = entitiesOf(input.state, 'outside-reference').filter((entity) => entity.retracted === null)
    .map(({ body, stamp }) => [plain(body.system), code(body.reference), plain(body.organisation ?? ''), plain(body.note ?? ''), code(`entry ${stamp.number}`)]);
  return rows.length === 0 ? [] : [{
    type: 'table', caption: 'References of others', rows, empty: '',
    columns: [{ title: 'System', width: 'medium' }, { title: 'Reference', width: 'medium' }, { title: 'Given by', width: 'medium' }, { title: 'Note', width: 'wide' }, { title: 'Source', width: 'narrow' }],
  }];
}

function impactSection(input: ReportInput): Section | null {
  const written = narrativeSection(input, 'impact', 'Impact', false);
  const latest = entitiesOf(input.state, 'assessment').filter((entity) => entity.retracted === null).at(-1);
  const rows = latest === undefined ? [] : [
    ['Functional impact', latest.body.functionalImpact], ['Information impact', latest.body.informationImpact], ['Recoverability', latest.body.recoverability],
  ].filter((row): row is [string, string] => row[1] !== undefined).map(([term, value]) => ({ term, value: plain(wordFor(value)) }));
  const blocks: Block[] = [...(written?.blocks ?? [])];
  if (rows.length > 0) blocks.push({ type: 'facts', rows });
  return blocks.length === 0 ? null : { id: 'impact', title: 'Impact', numbered: true, mandatory: false, blocks };
}

function milestoneSection(input: ReportInput): Section {
  const rows = [...milestonesOf(input)].sort((left, right) => instantOf(left.envelope.occurred) - instantOf(right.envelope.occurred))
    .map((entity) => [timeCell(entity.envelope.occurred, input.zone), plain(wordFor(entity.body.milestone)), plain(entity.body.basis), code(`entry ${entity.stamp.number}`)]);
  return {
    id: 'milestones', title: 'Detection and milestones', numbered: true, mandatory: false,
    blocks: [{
      type: 'table', rows, empty: 'No milestone has been recorded.',
      columns: [{ title: 'Occurred (UTC)', width: 'time' }, { title: 'Milestone', width: 'medium' }, { title: 'Basis', width: 'wide' }, { title: 'Source', width: 'narrow' }],
    }],
  };
}
