import { formatDuration, formatUtc, type UnixMs } from '#base';
import { attackGraph, drawGraph, drawSwimlane, swimlane, valueToWords, wholeWindow, type AttackGraph, type Drawing, type GraphNode, type IncidentState } from '#domain';
import { code, plain, type Block, type Section } from '../tree/blocks.ts';
import { wordFor } from './words.ts';

/** Width of a swimlane on paper, in 1/96 inch. */
const PAPER_WIDTH = 980;
const bands = { technique: 'Techniques', account: 'Accounts', system: 'Systems', indicator: 'Indicators' } as const;
const lanes = { adversary: 'Adversary', system: 'Systems', action: 'Actions', defender: 'Defenders', communication: 'Messages', milestone: 'Milestones', clock: 'Clocks' } as const;

/** The attack graph in the words of documents; null when nothing is known of the attack. */
export function attackDrawing(state: IncidentState): Drawing | null {
  const graph = attackGraph(state);
  return graph.nodes.length === 0 ? null : drawGraph(graph, { bands, state: stateOf });
}

/** The swimlane in the words of documents, in UTC; null when nothing has a time. */
export function swimDrawing(state: IncidentState): Drawing | null {
  const { items } = swimlane(state);
  if (items.length === 0) return null;
  return drawSwimlane(items, wholeWindow(items, PAPER_WIDTH), { lanes, instant: (at) => formatUtc(at as UnixMs, 'minute').slice(5, 16).replace('T', ' '), corrected: 'corrected', pause: formatDuration });
}

/** The whole incident as one picture, for the section that tells how it unfolded. */
export function swimBlocks(state: IncidentState): readonly Block[] {
  const drawing = swimDrawing(state);
  const { items, leftOut } = swimlane(state);
  if (drawing === null) return [];
  const more = leftOut === 0 ? '' : ` ${leftOut} further rows are in the table only.`;
  const corrected = items.some(({ isCorrected }) => isCorrected) ? ' Where the error of a clock is known the corrected time places the row, and it says so.' : '';
  return [{ type: 'picture', drawing, caption: `Events, actions, messages, milestones and clocks over time (UTC, month-day hour:minute). Quiet stretches are cut short where two strokes stand.${corrected}${more}` }];
}

/** How the attack hangs together: the graph, and the same as rows. */
export function attackSection(state: IncidentState): Section | null {
  const graph = attackGraph(state);
  const drawing = attackDrawing(state);
  if (drawing === null || graph.edges.length === 0) return null;
  return {
    id: 'attack-graph', title: 'How the attack hangs together', numbered: true, mandatory: false,
    blocks: [{ type: 'picture', drawing, caption: `From left to right in the order of first appearance${graph.nodes.some(({ isFirstCorrected }) => isFirstCorrected) ? ', by corrected times where the error of a clock is known' : ''}. A dashed frame: named by events only. A dashed line: linked by hand.` }, edgeTable(state, graph)],
  };
}

function edgeTable(state: IncidentState, { nodes, edges }: AttackGraph): Block {
  const labels = new Map(nodes.map((node) => [node.id, node.label]));
  return {
    type: 'table', empty: '', columns: [{ title: 'From', width: 'wide' }, { title: 'To', width: 'wide' }, { title: 'Why', width: 'medium' }, { title: 'Entries', width: 'medium' }],
    rows: edges.map((edge) => [
      plain(labels.get(edge.from) ?? ''), plain(labels.get(edge.to) ?? ''), plain(edge.type === 'link' ? wordFor(edge.relation ?? '') : edge.type === 'led-to' ? 'led to' : 'seen together'),
      code(edge.events.flatMap((id) => state.entities.get(id)?.stamp.number ?? []).join(', ')),
    ]),
  };
}

function stateOf(node: GraphNode): string {
  if (node.kind === 'technique') return '';
  return node.entity === null ? 'named by events only' : node.state === null ? '' : valueToWords(node.state);
}
