import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { EntityId } from '#base';
import { projectIncident } from '../projection/project.ts';
import { createJournal, happened, incidentBody, START, systemBody } from '../testing/journal.ts';
import { attackGraph } from './attackGraph.ts';
import type { Drawing } from './drawing.ts';
import { drawSwimlane, wholeWindow } from './drawSwimlane.ts';
import { drawGraph, layoutGraph } from './layoutGraph.ts';
import { MAX_SWIM_ITEMS, swimlane, swimLanes } from './swimlane.ts';
import { timelineRows } from '../queries/timeline.ts';
import { createTimeScale } from './timeScale.ts';

const runs = process.env['SLOW'] === '1' ? 2000 : 40;
const texts = { bands: { technique: 'Techniques', account: 'Accounts', system: 'Systems', indicator: 'Indicators' }, state: () => '' };
const swimTexts = { lanes: Object.fromEntries(swimLanes.map((lane) => [lane, lane])) as Record<(typeof swimLanes)[number], string>, instant: String, corrected: 'corrected', pause: String };
const name = fc.constantFrom('FS01', 'fs01', '10.20.8.11', 'DC02', ' ', 'CORP\\svc', 'svc');
const step = fc.oneof(
  fc.record({ do: fc.constant('event' as const), host: fc.option(name), account: fc.option(name), technique: fc.option(fc.constantFrom('T1059', 'T1569.002')), at: fc.option(fc.integer({ min: -5e8, max: 5e8 })), link: fc.option(fc.nat(20)) }),
  fc.record({ do: fc.constant('system' as const), link: fc.option(fc.nat(20)) }), fc.record({ do: fc.constant('account' as const), link: fc.option(fc.nat(20)) }), fc.record({ do: fc.constant('indicator' as const), link: fc.option(fc.nat(20)) }),
  fc.record({ do: fc.constant('action' as const), link: fc.option(fc.nat(20)) }), fc.record({ do: fc.constant('retract' as const), link: fc.option(fc.nat(20)) }), fc.record({ do: fc.constant('link' as const), link: fc.option(fc.nat(20)) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

// `noise` puts entries between that no picture is made of.
function journalOf(steps: readonly Step[], noise: boolean) {
  const journal = createJournal(7);
  const ids: EntityId[] = [];
  const labels = new Map<string, string>();
  const keep = (id: string): void => { ids.push(id as EntityId); labels.set(id, `#${ids.length}`); };
  journal.add('incident', incidentBody);
  steps.forEach((each, index) => {
    if (noise) journal.add('note', { text: `noise ${index}` }, { recordedAt: START });
    const to = each.link === null ? undefined : ids[each.link % Math.max(1, ids.length)];
    const options = to === undefined ? {} : { links: [{ relation: (['caused-by', 'mentions', 'target'] as const)[index % 3] ?? 'mentions', to }] };
    const at = START + 60_000 * index;
    if (each.do === 'event') {
      keep(journal.add('event', { track: 'adversary', fact: `fact ${index}`, ...(each.host === null ? {} : { host: each.host }), ...(each.account === null ? {} : { account: each.account }), ...(each.technique === null ? {} : { technique: { id: each.technique } }) },
        { ...options, occurred: each.at === null ? { ...happened(0), at: null, precision: 'unknown' } : happened(START + each.at) }));
    } else if (each.do === 'system') keep(journal.add('system', { ...systemBody, ref: `S-K7-${String(index + 1).padStart(3, '0')}`, name: index % 2 === 0 ? 'FS01' : `HOST${index}` }, { ...options, occurred: happened(at) }));
    else if (each.do === 'account') keep(journal.add('account', { ref: `U-K7-${String(index + 1).padStart(3, '0')}`, principal: 'svc', realm: 'CORP', accountKind: 'service', state: 'compromised' }, { ...options, occurred: happened(at) }));
    else if (each.do === 'indicator') keep(journal.add('indicator', { ref: `I-K7-${String(index + 1).padStart(3, '0')}`, indicatorType: 'domain', value: `evil${index}.example`, verdict: 'malicious', state: 'observed' }, { ...options, occurred: happened(at) }));
    else if (each.do === 'action') keep(journal.add('action', { ref: `A-K7-${String(index + 1).padStart(3, '0')}`, title: `action ${index}`, actionKind: 'isolate-host', targets: [], authority: { basis: 'not-stated' }, state: 'done', requestedAt: happened(at), doneAt: happened(at + 1000 * index) }, { ...options, occurred: happened(at) }));
    else if (to !== undefined && each.do === 'retract') journal.add('retract', { target: to, reason: 'wrong' });
    else if (to !== undefined && ids[0] !== undefined) journal.add('link', { from: ids[0], to, relation: 'caused-by' });
  });
  return { state: projectIncident(journal.entries), label: (text: string) => text.replaceAll(/[0-7][0-9A-HJKMNP-TV-Z]{25}/g, (id) => labels.get(id) ?? id) };
}

function fractionsIn({ width, height, shapes }: Drawing): readonly unknown[] {
  return [width, height, ...shapes.flatMap((shape) => Object.values(shape).flat())].filter((value) => typeof value === 'number' && !Number.isSafeInteger(value));
}

describe('the attack graph', () => {
  test('joins accounts, hosts and techniques of events, by name or by link, and follows what led to what', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const system = journal.add('system', systemBody);
    const first = journal.add('event', { track: 'adversary', fact: 'logon', host: '10.20.8.11', account: 'CORP\\svc', technique: { id: 'T1078', name: 'Valid Accounts' } }, { occurred: happened(START) });
    const second = journal.add('event', { track: 'adversary', fact: 'copy', host: 'DC02' }, { occurred: happened(START + 60_000), links: [{ relation: 'caused-by', to: first }] });
    journal.add('event', { track: 'defender', fact: 'looked at LAPTOP9', host: 'LAPTOP9' });
    const graph = attackGraph(projectIncident(journal.entries));
    expect(graph.nodes.map(({ id, kind, entity }) => [id, kind, entity])).toEqual([
      [system, 'system', system], ['account:corp\\svc', 'account', null], ['technique:T1078', 'technique', null], ['host:dc02', 'system', null],
    ]);
    expect(graph.edges.map(({ from, to, type, events }) => [from, to, type, events])).toEqual([
      ['account:corp\\svc', system, 'acted', [first]], ['technique:T1078', system, 'acted', [first]], [system, 'host:dc02', 'led-to', [second]],
    ]);
  });

  test('never throws, names each node and edge once, places no two nodes on one spot, and draws in whole units', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const graph = attackGraph(journalOf(steps, false).state);
      const ids = graph.nodes.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(graph.edges.map(({ id }) => id)).size).toBe(graph.edges.length);
      for (const edge of graph.edges) expect([ids.includes(edge.from), ids.includes(edge.to), edge.from === edge.to]).toEqual([true, true, false]);
      const { placed, width, height } = layoutGraph(graph);
      expect(new Set(placed.map(({ x, y }) => `${x} ${y}`)).size).toBe(ids.length);
      for (const { x, y } of placed) expect(x >= 0 && y >= 0 && x < width && y < height).toBe(true);
      expect(fractionsIn(drawGraph(graph, texts))).toEqual([]);
    }), { numRuns: runs });
  });

  test('is the same when other things stand in the journal as well', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      const drawn = [false, true].map((noise) => {
        const { state, label } = journalOf(steps, noise);
        return label(JSON.stringify(layoutGraph(attackGraph(state))));
      });
      expect(drawn[1]).toBe(drawn[0]);
    }), { numRuns: runs });
  });
});

describe('the swimlane', () => {
  test('never throws, keeps every item inside the picture and counts what it leaves out', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 25 }), fc.integer({ min: 200, max: 2000 }), (steps, width) => {
      const { items } = swimlane(journalOf(steps, false).state);
      const drawing = drawSwimlane(items, wholeWindow(items, width), swimTexts);
      for (const shape of drawing.shapes) if (shape.type === 'mark') expect(shape.x >= 0 && shape.x <= drawing.width && shape.y <= drawing.height).toBe(true);
      expect(new Set(drawing.shapes.flatMap((shape) => (shape.type === 'mark' ? [shape.item] : []))).size).toBe(items.length);
      expect(fractionsIn(drawing)).toEqual([]);
    }), { numRuns: runs });
  });

  test('a clock that is known to be wrong is corrected as in the timeline, there and in the attack graph, and both say so', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    journal.add('system', { ...systemBody, name: 'DC02', clockErrorMs: 600_000 });
    const logged = (at: number, more = {}) => ({ occurred: happened(at, { clockSource: 'external-log', ...more }) });
    const right = journal.add('event', { track: 'adversary', fact: 'came in', host: 'FS01' }, logged(START - 300_000));
    const fast = journal.add('event', { track: 'adversary', fact: 'was there before', host: 'DC02' }, logged(START, { until: START + 60_000 }));
    const own = journal.add('event', { track: 'adversary', fact: 'named its own error', host: 'FS01' }, logged(START, { clockErrorMs: -1000 }));
    const action = journal.add('action', { ref: 'A-K7-001', title: 'isolate', actionKind: 'isolate-host', targets: [], authority: { basis: 'not-stated' }, state: 'done', requestedAt: happened(START), doneAt: happened(START + 90_000, { clockErrorMs: 30_000 }) });
    const state = projectIncident(journal.entries);
    const items = swimlane(state).items.filter(({ lane }) => lane === 'adversary' || lane === 'action');
    expect(items.map(({ id, at, until, isCorrected }) => [id, at - START, until === null ? null : until - START, isCorrected])).toEqual([
      [fast, -600_000, -540_000, true], [right, -300_000, null, false], [action, 0, 60_000, true], [own, 1000, null, true],
    ]);
    expect(items.filter(({ lane }) => lane === 'adversary').map(({ id }) => id)).toEqual(timelineRows(state).filter(({ track }) => track === 'adversary').map(({ entity }) => entity));
    const drawn = drawSwimlane(items, wholeWindow(items, 1400), swimTexts).shapes.flatMap((shape) => (shape.type === 'text' && shape.item !== undefined ? [shape.text] : []));
    expect(drawn).toEqual(expect.arrayContaining(['came in', 'was there before (corrected)']));
    expect(attackGraph(state).nodes.map(({ label, firstAt, isFirstCorrected }) => [label, (firstAt ?? 0) - START, isFirstCorrected])).toEqual([['DC02', -600_000, true], ['FS01', -300_000, false]]);
  });

  test('holds no more than one picture can show, milestones first', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    for (let index = 0; index < MAX_SWIM_ITEMS + 5; index += 1) journal.add('event', { track: 'adversary', fact: `fact ${index}` });
    journal.add('milestone', { milestone: 'contained', basis: 'isolated' });
    const view = swimlane(projectIncident(journal.entries));
    expect([view.items.length, view.items.some(({ lane }) => lane === 'milestone')]).toEqual([MAX_SWIM_ITEMS, true]);
    expect(view.leftOut).toBeGreaterThan(0);
  });
});

test('the scale never goes backwards and cuts quiet stretches short', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { maxLength: 40 }), fc.integer({ min: 50, max: 2000 }), (instants, units) => {
    const scale = createTimeScale(instants, 0, 1e9, units);
    const places = instants.toSorted((left, right) => left - right).map(scale.x);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    for (const x of places) expect(x >= 0 && x <= units).toBe(true);
  }), { numRuns: runs });
  const scale = createTimeScale([0, 1000, 2000, 1_000_000], 0, 1_000_000, 1000);
  expect(scale.segments.map(({ isShortened }) => isShortened)).toEqual([false, false, true]);
  expect(scale.x(1000)).toBeGreaterThan(400);
});
