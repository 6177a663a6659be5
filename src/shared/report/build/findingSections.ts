import { dataScope, entitiesOf, findingViews } from '#domain';
import { code, plain, type Block, type Section } from '../tree/blocks.ts';
import { markedCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { wordFor } from './words.ts';

/** Findings with what speaks for and against them; the words of ICD 203 keep likelihood and confidence apart. */
export function findingSection(input: ReportInput): Section | null {
  const { state } = input;
  const views = findingViews(state);
  if (views.length === 0) return null;
  const names = (items: (typeof views)[number]['supports']): string => items.map(({ ref, number }) => ref ?? `entry ${number}`).join(', ');
  return {
    id: 'findings', title: 'Findings', numbered: true, mandatory: false,
    blocks: [{
      type: 'table', empty: '', caption: 'Confidence says how good the basis is, likelihood how likely the statement is (ICD 203).',
      columns: [{ title: 'Ref', width: 'narrow' }, { title: 'Statement', width: 'wide' }, { title: 'What it is', width: 'medium' }, { title: 'For', width: 'medium' }, { title: 'Against', width: 'medium' }],
      rows: views.map(({ finding, supports, contradicts, problems }) => [
        code(finding.ref ?? ''), [...markedCell(finding.body.statement, finding, input), { type: 'muted', text: `\n${finding.stamp.author.name}` }],
        plain([`${wordFor(finding.body.findingKind)}, ${wordFor(finding.state ?? '')}`, `confidence ${finding.body.confidence}`, ...(finding.body.likelihood === undefined ? [] : [wordFor(finding.body.likelihood)])].join('\n')),
        plain(problems.includes('no-evidence') ? 'without evidence' : names(supports)), plain(names(contradicts)),
      ]),
    }],
  };
}

/** Data in scope, for the section on scope. */
export function dataBlocks(input: ReportInput): readonly Block[] {
  const { state } = input;
  const sets = entitiesOf(state, 'data-set');
  if (sets.length === 0) return [];
  const total = dataScope(state);
  return [
    {
      type: 'table', empty: '', caption: 'Data', columns: [{ title: 'Ref', width: 'narrow' }, { title: 'Data', width: 'wide' }, { title: 'Kinds and rules', width: 'medium' }, { title: 'Persons, records', width: 'medium' }, { title: 'Disclosed, encrypted', width: 'medium' }],
      rows: sets.map((entity) => [
        code(entity.ref ?? ''), markedCell(entity.body.name, entity, input), plain([entity.body.categories.map(wordFor).join(', '), entity.body.regimes.map((regime) => wordFor(regime)).join(', '), entity.body.jurisdictions.join(', ')].filter((part) => part !== '').join('\n')),
        plain([entity.body.persons === undefined ? 'persons not known' : `${entity.body.persons} persons`, ...(entity.body.records === undefined ? [] : [`${entity.body.records} records`])].join('\n')),
        plain(`${wordFor(entity.body.disclosed)}, ${wordFor(entity.body.stateAtExposure)}\nencrypted: ${wordFor(entity.body.encrypted)}`),
      ]),
    },
    { type: 'paragraph', text: plain(`Persons concerned, as known: ${total.isAtLeast ? 'at least ' : ''}${total.persons}. Data sets whose disclosure is not settled: ${total.open}.`) },
  ];
}
