import { rowsSince, standingOf, valueToWords, type BodyOf } from '#domain';
import { code, plain, type ReportDocument } from '../tree/blocks.ts';
import { minuteText, peopleSection, periodSection, section, standingFacts, textSection } from './commandSections.ts';
import { frameDocument } from './frame.ts';
import type { ReportInput } from './input.ts';

const PERIOD = 12;

/**
 * The sheet of a hand-over: what the outgoing person says, every item with boxes, who is on, what happened since the last hand-over, room for questions and both
 * signatures. `input` is the journal that the hand-over stands on.
 */
export function buildHandoverSheet(input: ReportInput, body: BodyOf<'handover'>): ReportDocument {
  const before = standingOf(input.state, 'handover').at(-1);
  return frameDocument(input, {
    type: 'handover', documentTitle: `Hand-over ${body.ref}`, subtitle: `From ${body.from} to ${body.to}: ${body.items.length} ${body.items.length === 1 ? 'item' : 'items'}`,
    sections: [
      section('standing', 'Standing', [{ type: 'facts', rows: standingFacts(input, body.asOf) }]),
      textSection('situation', 'Situation', body.situation), textSection('tried', 'Tried without success', body.tried),
      textSection('condition', 'Condition of the people', body.condition), textSection('outages', 'Tools and services that do not work', body.outages),
      section('items', 'Items', [{ type: 'paragraph', text: plain('Each item is accepted or refused on its own. Until it is accepted it stays with the outgoing person.') }, itemTable(body)]),
      peopleSection(input, body.asOf),
      periodSection(input, before === undefined ? 'What happened' : 'What happened since the last hand-over', rowsSince(input.state, before?.stamp.number ?? 0), PERIOD),
      section('questions', 'Questions', [{ type: 'blank-rows', count: 3, note: 'Questions and answers are written into the journal.', columns: ['Item', 'Question', 'Answer'] }]),
      section('signatures', 'Signatures', [{ type: 'signatures', lines: [{ role: 'outgoing', name: body.from }, { role: 'incoming', name: body.to }] }]),
    ].filter((part) => part !== null),
  });
}

function itemTable(body: BodyOf<'handover'>): ReportDocument['sections'][number]['blocks'][number] {
  return {
    type: 'table', empty: 'Nothing to hand over.',
    columns: [{ title: 'No.', width: 'narrow', mono: true }, { title: 'Kind', width: 'medium' }, { title: 'What', width: 'wide' }, { title: 'Due or expires (UTC)', width: 'time', mono: true }, { title: 'Answer', width: 'medium', mono: true }],
    rows: body.items.map((item, index) => [
      code(String(index + 1)), plain(valueToWords(item.itemKind)), [{ type: 'text', text: item.title }, ...(item.detail === undefined || item.detail === '' ? [] : [{ type: 'muted' as const, text: `\n${item.detail}` }])],
      code(item.due === undefined ? '' : minuteText(item.due)), code('[ ] yes\n[ ] no'),
    ]),
  };
}
