import type { EntityId, UnixMs } from '#base';
import { defang } from '../entities/defang.ts';
import { entityOf, isEntityOf, standingOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import { timelineRows, trueTime } from '../queries/timeline.ts';
import { byNumber, linksInForce, type LinkInForce } from '../scope/links.ts';
import type { Entity, IncidentState } from '../view.ts';
import type { TimelineRow } from '../views.ts';

export type GraphNodeKind = 'technique' | 'account' | 'system' | 'indicator';
export interface GraphNode {
  /** The id of its entity, else `host:`, `account:` or `technique:` and the name. */
  readonly id: string;
  readonly kind: GraphNodeKind;
  /** Null: named by events only. */
  readonly entity: EntityId | null;
  readonly label: string;
  readonly state: string | null;
  /** Time of the first event that touches it; null when none has a time. */
  readonly firstAt: UnixMs | null;
  /** The known error of the clock that showed it is taken off, as in the order of the timeline. */
  readonly isFirstCorrected: boolean;
  readonly events: readonly EntityId[];
}
export interface GraphEdge { readonly id: string; readonly from: string; readonly to: string; readonly type: 'acted' | 'led-to' | 'link'; readonly relation: string | null; readonly events: readonly EntityId[] }
export interface AttackGraph { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] }

interface Draft { readonly node: Omit<GraphNode, 'firstAt' | 'isFirstCorrected' | 'events'>; firstAt: UnixMs | null; isFirstCorrected: boolean; readonly events: EntityId[] }
interface Touched { readonly hosts: readonly string[]; readonly accounts: readonly string[]; readonly indicators: readonly string[]; readonly technique: string | null }
interface Build { readonly nodes: Map<string, Draft>; readonly edges: Map<string, GraphEdge>; readonly names: ReadonlyMap<string, Entity> }

/**
 * The attack as nodes and edges (docs/spec/scope.md section 6), from the standing events of the adversary, their links, and what is in scope. Pure, and
 * the same for the same rows whatever else stands in the journal. Nodes and edges come in the order of the first event in time.
 */
export function attackGraph(state: IncidentState): AttackGraph {
  const build: Build = { nodes: new Map(), edges: new Map(), names: namesInScope(state) };
  const linksOf = linksByEnd(linksInForce(state));
  // In the order of the timeline: by corrected time where the error of a clock is known.
  const rows = new Map(timelineRows(state).filter(({ kind, track, struck }) => kind === 'event' && track === 'adversary' && !struck).map((row) => [row.entity, row]));
  const events = [...rows.keys()].flatMap((id) => entityOf(state, 'event', id) ?? []);
  const touchedBy = new Map(events.map((event) => [event.id, takeInEvent(build, state, event, { links: linksOf.get(event.id) ?? [], row: rows.get(event.id) })]));
  for (const link of linksInForce(state)) takeInLink(build, state, link, touchedBy);
  for (const entity of [...standingOf(state, 'system'), ...standingOf(state, 'account')].sort(byNumber)) if (entity.state !== 'cleared') nodeOf(build, entity);
  return {
    nodes: [...build.nodes.values()].map(({ node, firstAt, isFirstCorrected, events: touching }): GraphNode => ({ ...node, firstAt, isFirstCorrected, events: touching })),
    edges: [...build.edges.values()],
  };
}

function takeInEvent(build: Build, state: IncidentState, event: Entity<'event'>, { links, row }: { readonly links: readonly LinkInForce[]; readonly row: TimelineRow | undefined }): Touched {
  const linked = links.flatMap((link) => state.entities.get(link.from === event.id ? link.to : link.from) ?? []).sort(byNumber);
  const hosts = unique([...linked.filter((other) => other.kind === 'system').map((other) => nodeOf(build, other)), ...(filled(event.body.host) ? [namedNode(build, 'system', event.body.host)] : [])]);
  const accounts = unique([...linked.filter((other) => other.kind === 'account').map((other) => nodeOf(build, other)), ...(filled(event.body.account) ? [namedNode(build, 'account', event.body.account)] : [])]);
  const indicators = unique(linked.filter((other) => other.kind === 'indicator').map((other) => nodeOf(build, other)));
  const technique = event.body.technique === undefined ? null : techniqueNode(build, event.body.technique);
  for (const id of [...hosts, ...accounts, ...indicators, ...(technique === null ? [] : [technique])]) touch(build, id, event, row);
  for (const host of hosts) {
    for (const from of [...accounts, ...indicators]) join(build, from, host, 'acted', null, event.id);
    if (technique !== null) join(build, technique, host, 'acted', null, event.id);
  }
  if (hosts.length === 0) for (const to of [...accounts, ...indicators]) if (technique !== null) join(build, technique, to, 'acted', null, event.id);
  return { hosts, accounts, indicators, technique };
}

// Between events "caused by" tells how the attack went from place to place; between what is drawn a link is itself.
function takeInLink(build: Build, state: IncidentState, { from, to, relation }: LinkInForce, touchedBy: ReadonlyMap<EntityId, Touched>): void {
  const [effect, cause] = [touchedBy.get(from), touchedBy.get(to)];
  if (effect !== undefined && cause !== undefined) {
    if (relation === 'caused-by') for (const start of placesOf(cause)) for (const end of placesOf(effect)) if (start !== end) join(build, start, end, 'led-to', relation, from);
    return;
  }
  const [left, right] = [state.entities.get(from), state.entities.get(to)];
  if (left !== undefined && right !== undefined && isDrawn(left) && isDrawn(right)) join(build, nodeOf(build, left), nodeOf(build, right), 'link', relation, null);
}

function placesOf({ hosts, accounts }: Touched): readonly string[] {
  return hosts.length > 0 ? hosts : accounts;
}

function isDrawn(entity: Entity): boolean {
  return entity.kind === 'system' || entity.kind === 'account' || entity.kind === 'indicator';
}

function nodeOf(build: Build, entity: Entity): string {
  const label = isEntityOf(entity, 'indicator') ? defang(entity.body.indicatorType, entity.body.value) : titleOf(entity);
  return add(build, { id: entity.id, kind: entity.kind as GraphNodeKind, entity: entity.id, label, state: entity.state });
}

function namedNode(build: Build, kind: 'system' | 'account', name: string): string {
  const known = build.names.get(nameKey(kind, name));
  if (known !== undefined) return nodeOf(build, known);
  return add(build, { id: `${kind === 'system' ? 'host' : kind}:${name.trim().toLowerCase()}`, kind, entity: null, label: name.trim(), state: null });
}

function techniqueNode(build: Build, { id, name }: { readonly id: string; readonly name?: string }): string {
  return add(build, { id: `technique:${id}`, kind: 'technique', entity: null, label: name === undefined || name === '' ? id : `${id} ${name}`, state: null });
}

function add(build: Build, node: Draft['node']): string {
  if (!build.nodes.has(node.id)) build.nodes.set(node.id, { node, firstAt: null, isFirstCorrected: false, events: [] });
  return node.id;
}

function touch(build: Build, id: string, event: Entity<'event'>, row: TimelineRow | undefined): void {
  const draft = build.nodes.get(id);
  if (draft === undefined) return;
  draft.events.push(event.id);
  if (draft.firstAt !== null || row === undefined) return;
  draft.firstAt = trueTime(row).at;
  draft.isFirstCorrected = draft.firstAt !== row.occurred.at;
}

function join(build: Build, from: string, to: string, type: GraphEdge['type'], relation: string | null, event: EntityId | null): void {
  const id = `${from} ${to}`;
  const known = build.edges.get(id);
  const events = known === undefined ? [] : known.events;
  build.edges.set(id, { id, from, to, type: known?.type ?? type, relation: known?.relation ?? relation, events: event === null || events.includes(event) ? events : [...events, event] });
}

function namesInScope(state: IncidentState): ReadonlyMap<string, Entity> {
  const names = new Map<string, Entity>();
  const name = (key: string, entity: Entity): void => { if (!names.has(key)) names.set(key, entity); };
  for (const system of standingOf(state, 'system')) for (const text of [system.body.name, ...system.body.addresses]) name(nameKey('system', text), system);
  for (const account of standingOf(state, 'account')) for (const text of [account.body.principal, titleOf(account)]) name(nameKey('account', text), account);
  return names;
}

function nameKey(kind: string, text: string): string {
  return `${kind} ${text.trim().toLowerCase()}`;
}

function linksByEnd(links: readonly LinkInForce[]): ReadonlyMap<EntityId, readonly LinkInForce[]> {
  const found = new Map<EntityId, LinkInForce[]>();
  for (const link of links) {
    for (const end of [link.from, link.to]) {
      const known = found.get(end);
      if (known === undefined) found.set(end, [link]);
      else known.push(link);
    }
  }
  return found;
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}

function filled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
