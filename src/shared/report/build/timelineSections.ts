import { correctedAt, entitiesOf, timelineRows, type TimelineRow } from '#domain';
import { plain, type Block, type Cell, type FigureMark, type Section, type Tone } from '../tree/blocks.ts';
import { clockErrorText, sourceCell, timeCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { swimBlocks } from './pictureSections.ts';
import { shortTime, utcText } from './times.ts';
import { wordFor } from './words.ts';

const FIGURE_LIMIT = 9;
const TONE: Readonly<Record<string, Tone>> = { adversary: 'adversary', defender: 'defender', communication: 'neutral', system: 'neutral', clock: 'milestone' };

/** How it unfolded: the figure and the detailed response timeline, which is mandatory. */
export function unfoldingSection(input: ReportInput): Section {
  const rows = timelineRows(input.state);
  const blocks: Block[] = rows.length === 0
    ? [{ type: 'missing', text: 'The timeline is empty; the report cannot be issued without it.' }]
    : [{ type: 'timeline', marks: figureMarks(input), caption: 'Key events: triangle adversary, circle defender, diamond milestone. Spacing is by order as much as by time.' }, ...swimBlocks(input.state), timelineTable(rows, input.zone)];
  return { id: 'response-timeline', title: 'How it unfolded: detailed response timeline', numbered: true, mandatory: true, blocks };
}

/** The timeline as a table with struck and amended rows marked; also the body of the forensic timeline document. */
export function timelineTable(rows: readonly TimelineRow[], zone: string): Block {
  return {
    type: 'table', empty: 'No events.',
    columns: [
      { title: 'Occurred (UTC)', width: 'time' }, { title: 'Track', width: 'narrow' }, { title: 'What', width: 'wide' },
      { title: 'Where', width: 'medium' }, { title: 'Source', width: 'medium' },
    ],
    rows: rows.map((row) => [
      [...timeCell(row.occurred, zone), ...correctedCell(row)],
      plain(row.track),
      [{ type: row.struck ? 'struck' : 'text', text: row.technique === null ? row.what : `${row.what} (${row.technique})` }, ...(row.amended ? [{ type: 'muted', text: '\namended' } as const] : [])],
      plain([row.host, row.account].filter((part) => part !== null).join(' · ')),
      [...sourceCell(row.stamp), ...(row.evidence.length > 0 ? [{ type: 'muted', text: `\n${row.evidence.join(', ')}` } as const] : [])],
    ]),
  };
}

/** The corrected time under the raw one, named as such. */
function correctedCell({ occurred, clockErrorMs }: TimelineRow): Cell {
  const at = clockErrorMs === null ? null : correctedAt({ ...occurred, clockErrorMs });
  return at === null || clockErrorMs === null ? [] : [{ type: 'muted', text: `\ncorrected ${utcText({ ...occurred, at })}, source clock ${clockErrorText(clockErrorMs)}` }];
}

function figureMarks(input: ReportInput): readonly FigureMark[] {
  const milestones = entitiesOf(input.state, 'milestone').filter((entity) => entity.retracted === null && entity.envelope.occurred.at !== null)
    .map((entity) => ({ at: entity.envelope.occurred.at as number, label: `${shortTime(entity.envelope.occurred)} ${wordFor(entity.body.milestone)}`, tone: 'milestone' as const }));
  const room = Math.max(0, FIGURE_LIMIT - milestones.length);
  const events = timelineRows(input.state).filter((row) => row.kind === 'event' && !row.struck && row.occurred.at !== null);
  const adversary = events.filter((row) => row.track === 'adversary');
  const chosen = spread(adversary.length > 0 ? adversary : events, room).map((row) => ({
    at: row.occurred.at as number, label: `${shortTime(row.occurred)} ${shorten(row.what)}`, tone: TONE[row.track] ?? 'neutral',
  }));
  return [...milestones, ...chosen].sort((left, right) => left.at - right.at);
}

function spread<T>(items: readonly T[], room: number): readonly T[] {
  if (items.length <= room) return items;
  if (room <= 1) return items.slice(0, room);
  return Array.from({ length: room }, (_, index) => items[Math.round((index * (items.length - 1)) / (room - 1))]).filter((item) => item !== undefined);
}

function shorten(text: string): string {
  const first = text.split('\n')[0] ?? '';
  return first.length <= 30 ? first : `${first.slice(0, 29).trimEnd()}…`;
}
