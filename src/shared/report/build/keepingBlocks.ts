import { safekeepingView, type Concern, type Entity, type ItemKeeping } from '#domain';
import type { EntityId, UnixMs } from '#base';
import { code, plain, type Block, type Cell } from '../tree/blocks.ts';
import { timeCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { wordFor } from './words.ts';

const sentences: Readonly<Record<Concern['concern'], (detail: string) => string>> = {
  'disposed-under-hold': (detail) => `disposed of while ${detail} was in force`,
  'seal-broken': (detail) => `seal broken or another number (${detail})`,
  'original-accessed': (detail) => `the original was accessed by ${detail} without a justification`,
  'changed-without-reason': (detail) => `changed by ${detail}, and not said why`,
  'acquisition-mismatch': (detail) => `hashes of the acquisition with ${detail} differ`,
  'acquired-backwards': (detail) => `the acquisition with ${detail} ended before it began`,
};

/** How an item was acquired, examined, sealed and held, and what is open to question: the part of its custody form beside the events. */
export function keepingBlocks(input: ReportInput, item: EntityId): readonly Block[] {
  const asOf = input.state.journal.at(-1)?.stamp.recorded.at ?? (0 as UnixMs);
  const keeping = safekeepingView(input.state, asOf).items.find((kept) => kept.item === item);
  if (keeping === undefined) return [];
  return [
    { type: 'facts', rows: sealRows(keeping) },
    ...(keeping.acquisitions.length === 0 ? [] : [acquisitionTable(input, keeping.acquisitions)]),
    ...(keeping.examinations.length === 0 ? [] : [examinationTable(input, keeping.examinations)]),
    ...(keeping.concerns.length === 0 ? [] : [concernBox(keeping.concerns)]),
  ];
}

function sealRows({ seal, hold }: ItemKeeping): readonly { readonly term: string; readonly value: Cell }[] {
  return [
    { term: 'Seal', value: plain(seal.state === 'none' ? 'none recorded' : `${seal.number ?? ''} ${seal.state}`.trim()) },
    ...(hold === null ? [] : [{ term: 'Legal hold', value: plain(`${hold.ref ?? ''}: ${hold.body.reason}, ordered by ${hold.body.orderedBy}`) }]),
  ];
}

function acquisitionTable(input: ReportInput, acquisitions: readonly Entity<'acquisition'>[]): Block {
  return {
    type: 'table', caption: 'Acquisition', empty: '',
    columns: [{ title: 'Ended (UTC)', width: 'time' }, { title: 'Method', width: 'narrow' }, { title: 'Tool and command', width: 'wide' }, { title: 'By, qualification', width: 'medium' }, { title: 'Hashes, changes and why', width: 'wide' }, { title: 'Source', width: 'narrow' }],
    rows: acquisitions.map(({ body, stamp }) => [
      timeCell(stamp.occurred, input.zone), plain(wordFor(body.method)), plain(joined([body.tool, body.toolVersion, body.writeBlocker === undefined ? undefined : `write blocker ${body.writeBlocker}`, body.command], ' · ')),
      plain(joined([body.operator, body.qualification], ', ')), plain(joined([wordFor(body.check), body.sourceHash, body.outputHash, body.errors, body.changesMade, body.justification], ' · ')), plain(`entry ${stamp.number}`),
    ]),
  };
}

function examinationTable(input: ReportInput, examinations: readonly Entity<'examination'>[]): Block {
  return {
    type: 'table', caption: 'Examination: what was seen, and apart from it what it may mean', empty: '',
    columns: [{ title: 'When (UTC)', width: 'time' }, { title: 'Tool and steps', width: 'wide' }, { title: 'Seen', width: 'wide' }, { title: 'Interpretation', width: 'wide' }, { title: 'Output', width: 'medium', mono: true }, { title: 'Source', width: 'narrow' }],
    rows: examinations.map(({ body, stamp }) => [
      timeCell(stamp.occurred, input.zone), plain(joined([body.tool, body.toolVersion, body.copyUsed === undefined ? undefined : `on ${body.copyUsed}`, body.steps], ' · ')), plain(body.observation),
      plain(joined([body.interpretation, body.notRepeatable === undefined ? undefined : `cannot be repeated: ${body.notRepeatable}`], ' · ')), code(body.outputHash ?? ''), plain(`entry ${stamp.number}, ${stamp.author.name}`),
    ]),
  };
}

function concernBox(concerns: readonly Concern[]): Block {
  return { type: 'box', title: 'Open to question', tone: 'warning', text: [{ type: 'text', text: concerns.map(({ concern, number, detail }) => `Entry ${number}: ${sentences[concern](detail)}.`).join(' ') }] };
}

function joined(parts: readonly (string | undefined)[], between: string): string {
  return parts.filter((part) => part !== undefined && part !== '').join(between);
}
