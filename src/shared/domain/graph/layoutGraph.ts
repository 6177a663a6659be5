import type { AttackGraph, GraphEdge, GraphNode, GraphNodeKind } from './attackGraph.ts';
import { fitText, type Drawing, type PictureTone, type Shape } from './drawing.ts';

/** Bands of the picture from top to bottom: what was done, as whom, where, and what it leaves behind. */
export const graphBands: readonly GraphNodeKind[] = ['technique', 'account', 'system', 'indicator'];
const NODE = { width: 168, height: 36 } as const;
const GAP = { column: 36, row: 10, band: 34 } as const;
const MARGIN = { left: 96, top: 12 } as const;
const toneOf: Readonly<Record<GraphNodeKind, PictureTone>> = { technique: 'technique', account: 'account', system: 'system', indicator: 'indicator' };

export interface PlacedNode { readonly node: GraphNode; readonly x: number; readonly y: number }
export interface GraphTexts { readonly bands: Readonly<Record<GraphNodeKind, string>>; readonly state: (node: GraphNode) => string }

/**
 * Places each node: bands are kinds, columns the order in which things first appear in time. The same graph gives the same places on every machine;
 * what has no time comes last.
 */
export function layoutGraph({ nodes }: AttackGraph): { readonly placed: readonly PlacedNode[]; readonly bands: readonly { readonly kind: GraphNodeKind; readonly y: number; readonly height: number }[]; readonly width: number; readonly height: number } {
  const sorted = [...nodes].sort(compareNodes);
  const times = [...new Set(sorted.map(({ firstAt }) => firstAt ?? Number.MAX_SAFE_INTEGER))];
  const columnOf = new Map(times.map((at, index) => [at, index]));
  const placed: PlacedNode[] = [];
  const bands: { kind: GraphNodeKind; y: number; height: number }[] = [];
  let y: number = MARGIN.top;
  for (const kind of graphBands) {
    const inBand = sorted.filter((node) => node.kind === kind);
    if (inBand.length === 0) continue;
    const rows = new Map<number, number>();
    for (const node of inBand) {
      const column = columnOf.get(node.firstAt ?? Number.MAX_SAFE_INTEGER) ?? 0;
      const row = rows.get(column) ?? 0;
      rows.set(column, row + 1);
      placed.push({ node, x: MARGIN.left + column * (NODE.width + GAP.column), y: y + row * (NODE.height + GAP.row) });
    }
    const height = Math.max(...rows.values()) * (NODE.height + GAP.row) - GAP.row;
    bands.push({ kind, y, height });
    y += height + GAP.band;
  }
  const width = MARGIN.left + Math.max(1, times.length) * (NODE.width + GAP.column) - GAP.column + 12;
  return { placed, bands, width, height: Math.max(NODE.height + MARGIN.top, y - GAP.band) + 12 };
}

/** The graph as a picture. Items are ids of nodes and of edges. */
export function drawGraph(graph: AttackGraph, texts: GraphTexts): Drawing {
  const { placed, bands, width, height } = layoutGraph(graph);
  const byId = new Map(placed.map((item) => [item.node.id, item]));
  const heads = bands.flatMap((band): readonly Shape[] => [
    { type: 'text', x: 8, y: band.y + 22, text: texts.bands[band.kind], anchor: 'start', tone: 'muted', isStrong: false },
    ...(band.y > MARGIN.top ? [{ type: 'line' as const, points: [0, band.y - GAP.band / 2, width, band.y - GAP.band / 2], tone: 'line' as const, isDashed: true, isArrow: false }] : []),
  ]);
  const edges = graph.edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    return from === undefined || to === undefined ? [] : [drawEdge(edge, from, to)];
  });
  return { width, height, shapes: [...heads, ...edges, ...placed.flatMap((item) => drawNode(item, texts))] };
}

function drawNode({ node, x, y }: PlacedNode, texts: GraphTexts): readonly Shape[] {
  const state = texts.state(node);
  const tone = toneOf[node.kind];
  const common = { item: node.id } as const;
  return [
    { type: 'rect', x, y, ...NODE, tone: 'paper', isFilled: true, isDashed: false, ...common },
    { type: 'rect', x, y, ...NODE, tone, isFilled: false, isDashed: node.entity === null && node.kind !== 'technique', ...common },
    { type: 'rect', x, y, width: 4, height: NODE.height, tone, isFilled: true, isDashed: false, ...common },
    { type: 'text', x: x + 12, y: y + (state === '' ? 22 : 15), text: fitText(node.label, NODE.width - 18), anchor: 'start', tone: 'text', isStrong: true, ...common },
    ...(state === '' ? [] : [{ type: 'text' as const, x: x + 12, y: y + 29, text: fitText(state, NODE.width - 18), anchor: 'start' as const, tone: 'muted' as const, isStrong: false, ...common }]),
  ];
}

function drawEdge(edge: GraphEdge, from: PlacedNode, to: PlacedNode): Shape {
  const points = from.node.kind === to.node.kind ? sideways(from, to) : updown(from, to);
  return { type: 'line', points, tone: edge.type === 'led-to' ? 'adversary' : 'muted', isDashed: edge.type === 'link', isArrow: true, item: edge.id };
}

// Through the free strip between two bands, so that lines do not run through boxes of other bands.
function updown(from: PlacedNode, to: PlacedNode): readonly number[] {
  const isDown = from.y < to.y;
  const start = { x: from.x + NODE.width / 2, y: isDown ? from.y + NODE.height : from.y };
  const end = { x: to.x + NODE.width / 2, y: isDown ? to.y : to.y + NODE.height };
  const bend = isDown ? end.y - GAP.band / 2 : end.y + GAP.band / 2;
  return start.x === end.x ? [start.x, start.y, end.x, end.y] : [start.x, start.y, start.x, bend, end.x, bend, end.x, end.y];
}

function sideways(from: PlacedNode, to: PlacedNode): readonly number[] {
  const isRight = from.x < to.x;
  if (from.x === to.x) {
    const x = from.x + NODE.width;
    return [x, from.y + NODE.height / 2, x + GAP.column / 3, from.y + NODE.height / 2, x + GAP.column / 3, to.y + NODE.height / 2, x, to.y + NODE.height / 2];
  }
  const start = { x: isRight ? from.x + NODE.width : from.x, y: from.y + NODE.height / 2 };
  const end = { x: isRight ? to.x : to.x + NODE.width, y: to.y + NODE.height / 2 };
  const bend = isRight ? end.x - GAP.column / 2 : end.x + GAP.column / 2;
  return start.y === end.y ? [start.x, start.y, end.x, end.y] : [start.x, start.y, bend, start.y, bend, end.y, end.x, end.y];
}

function compareNodes(left: GraphNode, right: GraphNode): number {
  return (left.firstAt ?? Number.MAX_SAFE_INTEGER) - (right.firstAt ?? Number.MAX_SAFE_INTEGER) || compareText(left.label, right.label) || compareText(left.id, right.id);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
