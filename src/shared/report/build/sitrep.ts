import { formatDuration } from '#base';
import { openActionsOf, openTasksOf, overview, rowsSince, sitrepStatus, standingOf, titleOf, type BodyOf, type Entity } from '#domain';
import { code, plain, type Block, type ReportDocument } from '../tree/blocks.ts';
import { clockSection, minuteText, peopleSection, periodSection, section, standingFacts, textSection } from './commandSections.ts';
import { frameDocument } from './frame.ts';
import type { ReportInput } from './input.ts';
import { wordFor } from './words.ts';

const PERIOD = 25;

/** A situation report: what a person makes of it, and what the journal that it stands on says. */
export function buildSitrep(input: ReportInput, body: BodyOf<'sitrep'>): ReportDocument {
  const { newest, cadenceMs } = sitrepStatus(input.state);
  return frameDocument(input, {
    type: 'sitrep', documentTitle: `Situation report ${body.number}`,
    subtitle: `${minuteText(body.asOf)}${cadenceMs === null ? '' : `; the next within ${formatDuration(cadenceMs)} (local default)`}`,
    sections: [
      section('standing', 'Standing', [{ type: 'facts', rows: standingFacts(input, body.asOf) }, figures(input)]),
      textSection('assessment', 'Assessment', body.assessment), textSection('next', 'Next steps', body.nextSteps), textSection('wanted', 'Decisions wanted', body.wanted),
      periodSection(input, newest === null ? 'What happened' : `Since situation report ${newest.body.number}`, rowsSince(input.state, newest?.stamp.number ?? 0), PERIOD),
      clockSection(input, body.asOf),
      section('work', 'Open actions and tasks', [workTable([...openActionsOf(input.state), ...openTasksOf(input.state)])]),
      section('hypotheses', 'Hypotheses', [hypotheses(input)]),
      peopleSection(input, body.asOf),
    ].filter((part) => part !== null),
  });
}

function figures({ state }: ReportInput): Block {
  const view = overview(state);
  return { type: 'figures', items: [
    { value: `${view.systems.isolated} of ${view.systems.inScope}`, caption: 'systems in scope contained' }, { value: String(view.accountsCompromised), caption: 'accounts compromised' },
    { value: `${view.evidence.items}`, caption: `items of evidence, ${view.evidence.inTransit} in transit` }, { value: String(view.actionsOpen.length + view.tasksOpen.length), caption: 'actions and tasks open' },
  ] };
}

function workTable(open: readonly (Entity<'action'> | Entity<'task'>)[]): Block {
  return {
    type: 'table', empty: 'Nothing is open.', columns: [{ title: 'Ref', width: 'narrow', mono: true }, { title: 'What', width: 'wide' }, { title: 'Who', width: 'medium' }, { title: 'State', width: 'narrow' }, { title: 'Due (UTC)', width: 'time', mono: true }],
    rows: open.map((entity) => [
      code(entity.ref ?? ''), plain(titleOf(entity)), plain(('executor' in entity.body ? entity.body.executor : 'owner' in entity.body ? entity.body.owner : undefined) ?? ''), plain(wordFor(entity.state ?? '')),
      code(typeof entity.body.due?.at === 'number' ? minuteText(entity.body.due.at) : ''),
    ]),
  };
}

function hypotheses({ state }: ReportInput): Block {
  const rows = standingOf(state, 'finding').filter(({ body, state: now }) => body.findingKind === 'hypothesis' && now !== 'superseded');
  return {
    type: 'table', empty: 'None is written down.', columns: [{ title: 'Ref', width: 'narrow', mono: true }, { title: 'Hypothesis', width: 'wide' }, { title: 'Confidence', width: 'narrow' }, { title: 'State', width: 'narrow' }],
    rows: rows.map((entity) => [code(entity.ref ?? ''), plain(entity.body.statement), plain(entity.body.confidence), plain(wordFor(entity.state ?? ''))]),
  };
}
