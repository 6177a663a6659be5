import { bytesToHex, equalBytes } from '#base';
import { MAX_MEMBERS, MAX_OPERATIONS } from './operation.ts';
import { applyToRoster, findMember, foundRoster, hasOtherVoice, isAdmin, removalTakesEffect, wasRemoved, type RosterStep } from './roster.ts';
import type { AdminOperation, EpochState, GenesisOperation, MembershipState, NewerOperation, RemoveOperation } from './types.ts';

/** A membership operation in the graph of its log. Made by `createOperationGraph`. */
export interface OperationNode {
  /** Header hash of its frame. */
  readonly hash: Uint8Array;
  /** The same in hexadecimal; sorts alike. */
  readonly name: string;
  readonly author: Uint8Array;
  /** Names of the operations that it names: header member 12 first. Empty for a genesis. */
  readonly parents: readonly string[];
  readonly depth: number;
  /** Ancestors and itself. */
  readonly size: number;
  /** Null: it breaches a rule and counts for nothing. */
  readonly operation: GenesisOperation | AdminOperation | NewerOperation | null;
  /** Behind an operation of a newer build: nothing of it was checked, and only its epoch is taken. */
  readonly unchecked: boolean;
  /** The resolution of its parents; null for a genesis. */
  readonly own: Resolution | null;
}

/** Why an operation of a set counts for nothing: its author was removed beside it, or another came first. */
export type NothingReason = 'void' | 'skipped';
/** State of a set of operations, and those in it that count for nothing although they hold in their own place. */
export interface Resolution { readonly state: MembershipState; readonly nothing: ReadonlyMap<string, NothingReason> }

interface Removal { readonly vote: number; readonly device: string; readonly rank: number }
interface Pass { readonly state: MembershipState; readonly skipped: ReadonlySet<number>; readonly removals: readonly Removal[] }

/**
 * State of a set of operations that is closed under parents: docs/spec/membership.md section 3.1. Pure; the order of the array does not matter. Throws
 * on a set without a genesis.
 */
export function resolveOperations(operations: readonly OperationNode[]): Resolution {
  const nodes = operations.toSorted((left, right) => left.depth - right.depth || (left.name < right.name ? -1 : 1));
  const ancestors = createAncestors(nodes);
  const isVoid = new Set<number>();
  for (;;) {
    const pass = applyAll(nodes, ancestors, isVoid);
    const added = findVoid(nodes, ancestors, isVoid, pass.removals);
    if (added.length === 0) return finish(nodes, isVoid, pass);
    for (const index of added) isVoid.add(index);
  }
}

/** Epoch of an operation, with its maker; none of one that counts for nothing by itself. */
export function epochsOf({ operation, author }: Pick<OperationNode, 'operation' | 'author'>): readonly EpochState[] {
  if (operation === null || !('epoch' in operation) || operation.epoch === null) return [];
  return [{ ...operation.epoch, author }];
}

// Step 2: everything that is not void, in order.
function applyAll(nodes: readonly OperationNode[], ancestors: Ancestors, isVoid: ReadonlySet<number>): Pass {
  const excluded = new Set<number>(isVoid);
  const skipped = new Set<number>();
  const removals: Removal[] = [];
  const ranks = new Map<string, number>();
  const owns: OwnStates = { nodes, ancestors, excluded, before: [], after: [] };
  let applied = 0;
  let state: MembershipState | null = null;
  for (const [index, node] of nodes.entries()) {
    const before: MembershipState | null = ownState(owns, index, state);
    owns.before[index] = before;
    owns.after[index] = before;
    const { operation } = node;
    if (isVoid.has(index) || operation === null || node.unchecked) continue;
    const step = { hash: node.hash, author: node.author, operation };
    if (operation.op === 'genesis') {
      const founded = foundRoster({ ...step, operation });
      owns.after[index] = founded;
      if (state !== null) continue;
      state = founded;
      for (const { device } of founded.members) ranks.set(bytesToHex(device), ranks.size);
      continue;
    }
    const full = applied >= MAX_OPERATIONS - 1 && operation.op !== 'remove';
    if (full || state === null || before === null || !isAdmin(before, node.author) || conflicts(state, operation, node.author)) {
      skipped.add(index);
      excluded.add(index);
      continue;
    }
    applied += 1;
    if (operation.op === 'newer') {
      const next: MembershipState = undecided(state);
      owns.after[index] = before === state ? next : undecided(before);
      state = next;
      continue;
    }
    const next: MembershipState = applyTo(state, before, { ...step, operation });
    owns.after[index] = before === state ? next : applyTo(before, before, { ...step, operation });
    if (operation.op === 'remove' && findMember(next, operation.device) === null) removals.push({ vote: index, device: bytesToHex(operation.device), rank: ranks.get(bytesToHex(node.author)) ?? ranks.size });
    if (operation.op === 'admit') ranks.set(bytesToHex(operation.member.device), ranks.size);
    state = next;
  }
  if (state === null) throw new Error('a membership begins with a genesis');
  return { state, skipped, removals };
}

function applyTo(state: MembershipState, before: MembershipState, step: RosterStep & { readonly operation: AdminOperation }): MembershipState {
  return applyToRoster(state, step, step.operation.op === 'remove' && takesEffect(state, before, step.operation, step.author));
}

// After its own ancestors, or with a voice that was raised beside it.
function takesEffect(state: MembershipState, before: MembershipState, operation: RemoveOperation, author: Uint8Array): boolean {
  return removalTakesEffect(before, operation, author) || hasOtherVoice(state, operation.device, author);
}

// True when an operation is skipped for what came before it in order, although it holds in its own place.
function conflicts(state: MembershipState, operation: AdminOperation | NewerOperation, author: Uint8Array): boolean {
  switch (operation.op) {
    case 'newer': case 'rotate': return false;
    case 'invite': return state.invitations.some(({ id }) => equalBytes(id, operation.invitation.id));
    case 'cancel': return !state.invitations.some(({ id, standing }) => standing === 'open' && equalBytes(id, operation.invitation));
    case 'admit': {
      const { member: { device }, invitation } = operation;
      const usable = invitation === null || state.invitations.some(({ id, standing }) => standing !== 'used' && equalBytes(id, invitation));
      return !usable || findMember(state, device) !== null || wasRemoved(state, device) || state.members.length >= MAX_MEMBERS;
    }
    case 'role': {
      const after = applyToRoster(state, { hash: author, author, operation }, false);
      return findMember(state, operation.device) === null || !after.members.some(({ role }) => role === 'admin');
    }
    case 'remove': return findMember(state, operation.device) === null;
  }
}

interface OwnStates {
  readonly nodes: readonly OperationNode[];
  readonly ancestors: Ancestors;
  readonly excluded: ReadonlySet<number>;
  /** State after the ancestors of each node, and with the node itself, as far as the pass has come. */
  readonly before: (MembershipState | null)[];
  readonly after: (MembershipState | null)[];
}

// The state after the ancestors of a node, with all that counts for nothing left out.
function ownState(owns: OwnStates, index: number, current: MembershipState | null): MembershipState | null {
  const { nodes, ancestors, excluded, after } = owns;
  const [first, ...more] = ancestors.parents[index] ?? [];
  if (first === undefined) return null;
  if (more.length === 0) return after[first] ?? null;
  const { own = null, size = 0 } = nodes[index] ?? {};
  // Everything before it is above it, or nothing was left out anywhere: no need to look which are.
  if (size - 1 === index) return current;
  if (own !== null && own.nothing.size + excluded.size === 0) return own.state;
  const above = ancestors.of(index);
  const left = [...excluded].filter((one) => above.has(one));
  if (own !== null && own.nothing.size === left.length && left.every((one) => own.nothing.has(nodes[one]?.name ?? ''))) return own.state;
  return applySome(owns, above);
}

function applySome({ nodes, excluded, before, after }: OwnStates, some: AncestorSet): MembershipState | null {
  let state: MembershipState | null = null;
  for (const [index, node] of nodes.entries()) {
    const { operation } = node;
    if (!some.has(index) || excluded.has(index) || operation === null || node.unchecked) continue;
    if (state === null) state = after[index] ?? null;
    else if (operation.op === 'newer') state = undecided(state);
    else if (operation.op !== 'genesis' && !conflicts(state, operation, node.author)) {
      state = applyTo(state, before[index] ?? state, { hash: node.hash, author: node.author, operation });
    }
  }
  return state;
}

// Step 3: what the first removed device did beside its removal.
function findVoid(nodes: readonly OperationNode[], ancestors: Ancestors, isVoid: ReadonlySet<number>, removals: readonly Removal[]): readonly number[] {
  for (const { vote, device } of removals.toSorted((left, right) => left.rank - right.rank || left.vote - right.vote)) {
    const above = ancestors.of(vote);
    const beside = nodes.flatMap(({ author, operation }, index) => (
      operation !== null && operation.op !== 'genesis' && index !== vote && !isVoid.has(index) && !above.has(index) && bytesToHex(author) === device ? [index] : []));
    if (beside.length > 0) return beside;
  }
  return [];
}

function finish(nodes: readonly OperationNode[], isVoid: ReadonlySet<number>, { state, skipped }: Pass): Resolution {
  const nothing = new Map<string, NothingReason>();
  for (const [index, { name }] of nodes.entries()) {
    if (isVoid.has(index)) nothing.set(name, 'void');
    else if (skipped.has(index)) nothing.set(name, 'skipped');
  }
  const heads = headsOf(nodes);
  return { nothing, state: { ...state, head: heads[0] ?? state.head, heads, epochs: nodes.flatMap(epochsOf), newestEpochs: newestEpochsOf(nodes) } };
}

// Operations that are no other's parent, greatest depth first. One that breaches a rule hides nobody.
function headsOf(nodes: readonly OperationNode[]): readonly Uint8Array[] {
  const covered = new Set<string>();
  const heads: OperationNode[] = [];
  for (const node of nodes.toReversed()) {
    if (node.operation !== null && !covered.has(node.name)) heads.push(node);
    if (node.operation !== null || covered.has(node.name)) for (const parent of node.parents) covered.add(parent);
  }
  return heads.toSorted((left, right) => right.depth - left.depth || (left.name < right.name ? -1 : 1)).map(({ hash }) => hash);
}

function undecided(state: MembershipState): MembershipState {
  return { ...state, decided: false };
}

// Epochs that no operation above theirs has replaced.
function newestEpochsOf(nodes: readonly OperationNode[]): readonly EpochState[] {
  const replaced = new Set<string>();
  const newest: EpochState[] = [];
  for (const node of nodes.toReversed()) {
    const epochs = epochsOf(node);
    if (!replaced.has(node.name)) newest.unshift(...epochs);
    if (epochs.length > 0 || replaced.has(node.name)) for (const parent of node.parents) replaced.add(parent);
  }
  return newest;
}

interface AncestorSet { readonly has: (index: number) => boolean }
interface Ancestors { readonly parents: readonly (readonly number[])[]; readonly of: (index: number) => AncestorSet }

// Asked for few nodes only: those that bring branches together, and removals.
function createAncestors(nodes: readonly OperationNode[]): Ancestors {
  const byName = new Map(nodes.map(({ name }, index) => [name, index]));
  const parents = nodes.map((node) => node.parents.map((parent) => byName.get(parent) ?? notClosed()));
  const known = new Map<number, AncestorSet>();
  const find = (index: number): AncestorSet => {
    const marks = new Uint8Array(nodes.length);
    const queue = [...(parents[index] ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (marks[next] === 1) continue;
      marks[next] = 1;
      queue.push(...(parents[next] ?? []));
    }
    return { has: (one) => marks[one] === 1 };
  };
  return {
    parents,
    of: (index) => {
      const found = known.get(index) ?? find(index);
      known.set(index, found);
      return found;
    },
  };
}

function notClosed(): never {
  throw new Error('the set is not closed under parents');
}
