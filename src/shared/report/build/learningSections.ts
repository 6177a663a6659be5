import { standingOf, type BodyOf, type IncidentState } from '#domain';
import { code, plain, type Block, type Section } from '../tree/blocks.ts';
import { utcText } from './times.ts';
import { narrativeSection } from './narrative.ts';
import type { ReportInput } from './input.ts';
import { wordFor } from './words.ts';

/** What went well and badly, learnings, and what is changed: what people wrote, and under it the lessons, reviews and corrective actions of the journal. */
export function learningSections(input: ReportInput): readonly (Section | null)[] {
  const { state } = input;
  return [
    joined(input, 'went-well', 'What went well', false, lessonBlocks(state, 'well')),
    joined(input, 'went-badly', 'What went badly', false, lessonBlocks(state, 'badly')),
    joined(input, 'lucky', 'Where we were lucky', false, lessonBlocks(state, 'lucky')),
    joined(input, 'learnings', 'Learnings', true, reviewBlocks(state)),
    joined(input, 'prevention', 'Steps to prevent recurrence', true, correctiveBlocks(state)),
  ];
}

// A mandatory section stays mandatory: tables alone do not say what a person must say.
function joined(input: ReportInput, id: string, title: string, mandatory: boolean, blocks: readonly Block[]): Section | null {
  const written = narrativeSection(input, id, title, mandatory);
  if (written !== null) return { ...written, blocks: [...written.blocks, ...blocks] };
  return blocks.length === 0 ? null : { id, title, numbered: true, mandatory, blocks };
}

function lessonBlocks(state: IncidentState, valence: BodyOf<'lesson'>['valence']): readonly Block[] {
  const lessons = standingOf(state, 'lesson').filter(({ body }) => body.valence === valence);
  return lessons.length === 0 ? [] : [{ type: 'list', items: lessons.map(({ body, ref }) => [...plain(`${body.text} `), { type: 'muted', text: `(${wordFor(body.area)}, ${ref ?? ''})` }]) }];
}

function reviewBlocks(state: IncidentState): readonly Block[] {
  return standingOf(state, 'review').filter((review) => review.state === 'held').flatMap(({ body }): readonly Block[] => {
    const rows = ([['Led by', body.facilitator], ['Attendees', body.attendees.join(', ')], ['Detection', body.detection], ['Response', body.response], ['Prevention', body.prevention], ['Outcome', body.outcome]] as const)
      .flatMap(([term, value]) => (value === undefined || value === '' ? [] : [{ term, value: plain(value) }]));
    return [{ type: 'facts', rows: [{ term: 'Review', value: plain(`${wordFor(body.format)}, ${utcText(body.scheduledAt)}`) }, ...rows] }];
  });
}

function correctiveBlocks(state: IncidentState): readonly Block[] {
  const actions = standingOf(state, 'corrective-action');
  if (actions.length === 0) return [];
  return [{
    type: 'table', caption: 'Corrective actions', empty: '',
    columns: [{ title: 'Ref', width: 'narrow' }, { title: 'Change', width: 'wide' }, { title: 'Aim, control', width: 'medium' }, { title: 'Owner', width: 'medium' }, { title: 'Due (UTC)', width: 'time' }, { title: 'Measure of success', width: 'wide' }, { title: 'State', width: 'narrow' }],
    rows: actions.map(({ body, ref, state: at }) => [
      code(ref ?? ''), plain(body.text), plain(`${wordFor(body.correctiveType)}, ${wordFor(body.control)}`), plain(body.owner ?? ''), body.due === undefined ? plain('') : code(utcText(body.due)), plain(body.successMeasure ?? ''), plain(wordFor(at ?? body.state)),
    ]),
  }];
}
