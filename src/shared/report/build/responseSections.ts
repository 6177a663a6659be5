import { entitiesOf } from '#domain';
import { code, plain, type Section } from '../tree/blocks.ts';
import { authorityText, enteredState, markedCell, timeCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { utcText } from './times.ts';
import { wordFor } from './words.ts';

/** Actions with their authority and their requested and done times. */
export function actionSection(input: ReportInput): Section {
  const rows = entitiesOf(input.state, 'action').map((entity) => {
    const requested = entity.body.requestedAt === undefined ? '' : `requested ${utcText(entity.body.requestedAt)}`;
    const finished = entity.body.doneAt ?? enteredState(entity, ['done', 'verified'])?.stamp.occurred;
    const done = finished === undefined ? '' : `done ${utcText(finished)}`;
    return [
      code(entity.ref ?? ''), markedCell(entity.body.title, entity, input), plain(entity.body.targets.join(', ')), plain(authorityText(entity.body.authority)),
      plain([entity.state === 'done' && done !== '' ? '' : wordFor(entity.state ?? entity.body.state), requested, done].filter((part) => part !== '').join('\n')),
    ];
  });
  return {
    id: 'actions', title: 'Actions taken', numbered: true, mandatory: false,
    blocks: [{
      type: 'table', rows, empty: 'No action has been recorded.',
      columns: [{ title: 'Ref', width: 'narrow' }, { title: 'Action', width: 'wide' }, { title: 'Targets', width: 'medium' }, { title: 'Authority', width: 'medium' }, { title: 'State and times', width: 'time' }],
    }],
  };
}

/** Messages and calls; left out when there were none. */
export function communicationSection(input: ReportInput): Section | null {
  const rows = entitiesOf(input.state, 'communication').map((entity) => [
    timeCell(entity.envelope.occurred, input.zone), plain(`${wordFor(entity.body.communicationKind)}, ${entity.body.direction}`),
    plain([entity.body.counterpart, entity.body.channel].filter((part) => part !== undefined).join(' · ')), markedCell(entity.body.text, entity, input),
    plain(entity.body.outcome === undefined ? '' : wordFor(entity.body.outcome)),
  ]);
  if (rows.length === 0) return null;
  return {
    id: 'communications', title: 'Communications', numbered: true, mandatory: false,
    blocks: [{
      type: 'table', rows, empty: '',
      columns: [{ title: 'Occurred (UTC)', width: 'time' }, { title: 'Kind', width: 'medium' }, { title: 'With', width: 'medium' }, { title: 'What was said', width: 'wide' }, { title: 'Outcome', width: 'narrow' }],
    }],
  };
}

/** Decisions with question, choice and reason, as written at the time. */
export function decisionSection(input: ReportInput): Section | null {
  const rows = entitiesOf(input.state, 'decision').map((entity) => [
    code(entity.ref ?? ''), timeCell(entity.envelope.occurred, input.zone), plain(entity.body.question), markedCell(entity.body.choice, entity, input),
    plain(entity.body.reason ?? ''), plain(entity.body.decidedBy),
  ]);
  if (rows.length === 0) return null;
  return {
    id: 'decisions', title: 'Decisions', numbered: true, mandatory: false,
    blocks: [{
      type: 'table', rows, empty: '',
      columns: [{ title: 'Ref', width: 'narrow' }, { title: 'When (UTC)', width: 'time' }, { title: 'Question', width: 'medium' }, { title: 'Choice', width: 'wide' }, { title: 'Reason', width: 'wide' }, { title: 'By', width: 'narrow' }],
    }],
  };
}
