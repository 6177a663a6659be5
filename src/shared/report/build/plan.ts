import { formatDuration } from '#base';
import { comparePlans, planVersions, standingOf, valueToWords, type BodyOf, type Entity, type PlanField } from '#domain';
import { plain, type Block, type Cell, type ReportDocument, type Section } from '../tree/blocks.ts';
import { section, textSection } from './commandSections.ts';
import { frameDocument } from './frame.ts';
import type { ReportInput } from './input.ts';
import { utcText } from './times.ts';
import { wordFor } from './words.ts';

const fieldTitles: Readonly<Record<PlanField, string>> = {
  situation: 'Situation', objectives: 'Objectives', strategy: 'Strategy', workstreams: 'Workstreams', constraints: 'Constraints', triggers: 'Triggers', resources: 'Resources',
  communicationsPlan: 'Communications plan', recoveryCriteria: 'Recovery criteria',
};

/** One version of the situational response plan, with what it changes in the version before it. */
export function buildPlan(input: ReportInput, { id, body }: Entity<'plan'>): ReportDocument {
  const before = planVersions(standingOf(input.state, 'plan')).find((other) => other.id !== id && other.body.version < body.version);
  return frameDocument(input, {
    type: 'plan', documentTitle: `Response plan, version ${body.version}`, subtitle: body.approved === undefined ? 'Proposed, not approved' : `Approved by ${body.approved.by}`,
    sections: [
      section('standing', 'Standing', [{ type: 'facts', rows: facts(input, body) }]),
      textSection('situation', 'Situation', body.situation),
      section('objectives', 'Objectives', [list(body.objectives, 'No objective is written down.')]),
      section('workstreams', 'Workstreams', [workstreams(body)]),
      section('constraints', 'Constraints', [list(body.constraints, 'None is written down.')]),
      section('triggers', 'Triggers', [{ type: 'table', empty: 'None is written down.', columns: [{ title: 'If', width: 'wide' }, { title: 'Then', width: 'wide' }], rows: body.triggers.map(({ when, action }) => [plain(when), plain(action)]) }]),
      textSection('resources', 'Resources', body.resources), textSection('communications', 'Communications plan', body.communicationsPlan), textSection('recovery', 'Recovery criteria', body.recoveryCriteria),
      before === undefined ? null : changes(before.body, body),
      section('signatures', 'Signatures', [{ type: 'signatures', lines: [{ role: 'incident coordinator', name: '' }, { role: 'approved by', name: body.approved?.by ?? '' }] }]),
    ].filter((part) => part !== null),
  });
}

/** '45 min after the declaration, within 4 h': how long the first approval took. Null without a declaration or an approval. */
export function planTiming(state: ReportInput['state'], body: BodyOf<'plan'>): string | null {
  const declared = standingOf(state, 'milestone').flatMap(({ body: milestone, stamp }) => (milestone.milestone === 'declared' && stamp.occurred.at !== null ? [stamp.occurred.at] : []));
  const approved = body.approved?.at.at;
  if (declared.length === 0 || typeof approved !== 'number') return null;
  const took = approved - Math.min(...declared);
  return took < 0 ? null : `${formatDuration(took)} after the declaration; the first plan is owed within 4 h, 30 to 60 min are usual`;
}

function facts({ state }: ReportInput, body: BodyOf<'plan'>): readonly { readonly term: string; readonly value: Cell }[] {
  const timing = planTiming(state, body);
  return [
    { term: 'Strategy', value: plain(wordFor(body.strategy)) }, { term: 'Approved', value: plain(body.approved === undefined ? 'not yet' : `${body.approved.by}, ${utcText(body.approved.at)}`) },
    ...(timing === null ? [] : [{ term: 'Time taken', value: plain(timing) }]),
  ];
}

function workstreams(body: BodyOf<'plan'>): Block {
  return {
    type: 'table', empty: 'None is written down.', columns: [{ title: 'Workstream', width: 'medium' }, { title: 'Lead', width: 'medium' }, { title: 'Tasks', width: 'wide' }],
    rows: body.workstreams.map(({ name, lead, tasks }) => [plain(name), plain(lead ?? ''), plain(tasks.join('\n'))]),
  };
}

function changes(before: BodyOf<'plan'>, after: BodyOf<'plan'>): Section {
  const rows = comparePlans(before, after).map(({ field, added, removed }) => [plain(fieldTitles[field]), plain(added.map(said(field)).join('\n')), [{ type: 'struck' as const, text: removed.map(said(field)).join('\n') }]]);
  return section('changes', `Changed since version ${before.version}`, [{ type: 'table', empty: 'Nothing but the number.', columns: [{ title: 'Part', width: 'medium' }, { title: 'Now', width: 'wide' }, { title: 'Before', width: 'wide' }], rows }]);
}

function said(field: PlanField): (text: string) => string {
  return (text) => (field === 'strategy' ? valueToWords(text) : text);
}

function list(items: readonly string[], empty: string): Block {
  return items.length === 0 ? { type: 'paragraph', text: [{ type: 'muted', text: empty }] } : { type: 'list', items: items.map(plain) };
}
