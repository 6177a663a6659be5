import type { EntityId } from '#base';
import { standingOf } from '../entities/select.ts';
import { joinedWith, nameOf, type EntityName } from '../scope/links.ts';
import type { Entity, IncidentState } from '../view.ts';
import { blamesPerson } from './blame.ts';

export type CauseProblem = 'detached' | 'circular' | 'blames';
/** A node of the causal tree (docs/spec/scope.md section 4) in print order: each before its children. */
export interface CauseNode {
  readonly cause: Entity<'cause'>;
  /** Nodes above it: how many times "why" was asked. */
  readonly depth: number;
  readonly children: readonly EntityId[];
  /** The node it hangs on in the tree; null at the top. */
  readonly parent: EntityId | null;
  readonly evidence: readonly EntityName[];
  readonly problems: readonly CauseProblem[];
}

const bases: readonly string[] = ['evidence', 'event', 'finding'];
const relations: readonly string[] = ['supports', 'evidence-of', 'caused-by'];

/** The causal tree as a flat list. Never loses a node, whatever parents say. */
export function causeTree(state: IncidentState): readonly CauseNode[] {
  const causes = standingOf(state, 'cause');
  const parents = settleParents(causes);
  const childrenOf = new Map<EntityId | null, Entity<'cause'>[]>();
  for (const cause of causes) {
    const parent = parents.get(cause.id)?.parent ?? null;
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), cause]);
  }
  const nodes: CauseNode[] = [];
  // Own stack: a chain of thousands of nodes must not exhaust that of the runtime.
  const waiting = (childrenOf.get(null) ?? []).map((cause) => ({ cause, depth: 0 })).toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { cause, depth } = next;
    const children = childrenOf.get(cause.id) ?? [];
    const placed = parents.get(cause.id);
    nodes.push({
      cause, depth, children: children.map(({ id }) => id), parent: placed?.parent ?? null, evidence: evidenceOf(state, cause),
      problems: [...problemOf(placed), ...(children.length === 0 && blamesPerson(cause.body.text) ? ['blames' as const] : [])],
    });
    waiting.push(...children.map((child) => ({ cause: child, depth: depth + 1 })).toReversed());
  }
  return nodes;
}

/** The chain of whys from the top to a node, both included; empty when the node is not in the tree. */
export function whyChain(nodes: readonly CauseNode[], id: EntityId): readonly CauseNode[] {
  const byId = new Map(nodes.map((node) => [node.cause.id, node]));
  const chain: CauseNode[] = [];
  for (let node = byId.get(id); node !== undefined; node = node.parent === null ? undefined : byId.get(node.parent)) chain.unshift(node);
  return chain;
}

interface Settled { readonly parent: EntityId | null; readonly problem: 'detached' | 'circular' | null }

function problemOf(placed: Settled | undefined): readonly CauseProblem[] {
  return placed === undefined || placed.problem === null ? [] : [placed.problem];
}

function settleParents(causes: readonly Entity<'cause'>[]): ReadonlyMap<EntityId, Settled> {
  const known = new Map(causes.map((cause) => [cause.id, cause.body.parent ?? null]));
  const cut = circleTops(causes, known);
  return new Map(causes.map(({ id, body }): readonly [EntityId, Settled] => {
    if (body.parent === undefined) return [id, { parent: null, problem: null }];
    if (cut.has(id)) return [id, { parent: null, problem: 'circular' }];
    return [id, known.has(body.parent) ? { parent: body.parent, problem: null } : { parent: null, problem: 'detached' }];
  }));
}

// Of each circle the node that is first in the journal: causes come in that order, and each walk stops at what was walked before.
function circleTops(causes: readonly Entity<'cause'>[], parents: ReadonlyMap<EntityId, EntityId | null>): ReadonlySet<EntityId> {
  const order = new Map(causes.map(({ id }, index) => [id, index]));
  const done = new Set<EntityId>();
  const tops = new Set<EntityId>();
  for (const { id } of causes) {
    const path: EntityId[] = [];
    const onPath = new Set<EntityId>();
    let at: EntityId | null = id;
    while (at !== null && parents.has(at) && !done.has(at) && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      at = parents.get(at) ?? null;
    }
    if (at !== null && onPath.has(at)) {
      const circle = path.slice(path.indexOf(at));
      tops.add(circle.reduce((first, other) => ((order.get(other) ?? 0) < (order.get(first) ?? 0) ? other : first)));
    }
    for (const walked of path) done.add(walked);
  }
  return tops;
}

function evidenceOf(state: IncidentState, cause: Entity<'cause'>): readonly EntityName[] {
  return joinedWith(state, cause.id, (link) => relations.includes(link.relation)).filter(({ kind }) => bases.includes(kind)).map(nameOf);
}
