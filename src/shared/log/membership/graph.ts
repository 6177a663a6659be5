import { bytesToHex, fail, ok, type Failure, type LogId, type Result } from '#base';
import { checkOperation } from './check.ts';
import { MAX_OPERATIONS } from './operation.ts';
import { epochsOf, resolveOperations, type OperationNode, type Resolution } from './resolve.ts';
import { applyToRoster, foundRoster, removalTakesEffect } from './roster.ts';
import type { AdminOperation, GenesisOperation, MembershipState, NewerOperation } from './types.ts';

/** An operation as its frame brings it. */
export interface GraphInput {
  /** Header hash of the frame. */
  readonly hash: Uint8Array;
  readonly author: Uint8Array;
  /** Header member 12; null for a genesis. */
  readonly head: Uint8Array | null;
  /** Null: its body is not in the form of version 1. */
  readonly operation: GenesisOperation | AdminOperation | NewerOperation | null;
}

/** All membership operations of a log whose parents are known. */
export interface OperationGraph {
  readonly has: (hash: Uint8Array) => boolean;
  /** Adds an operation whose parents are there; again is a no-op. A breach of docs/spec/membership.md section 2.1 is answered, and the operation counts for nothing. */
  readonly add: (input: GraphInput) => Answer;
  /** State at one membership frame; null when it is not known. */
  readonly stateAt: (hash: Uint8Array) => MembershipState | null;
  /** State of a set of heads with all their ancestors; null when one is not known. */
  readonly stateOf: (heads: readonly Uint8Array[]) => MembershipState | null;
  /** State of the log; null before the genesis. */
  readonly resolve: () => Resolution | null;
  readonly nodes: () => readonly OperationNode[];
}

type Answer = Result<void, Failure<'not-a-member' | 'malformed-body'>>;
interface Placed { readonly node: OperationNode; readonly resolution: Resolution }

/** An empty graph. */
export function createOperationGraph(log: LogId): OperationGraph {
  const byName = new Map<string, Placed>();
  let whole: Resolution | null = null;

  function add(input: GraphInput): Answer {
    const name = bytesToHex(input.hash);
    if (byName.has(name)) return ok(undefined);
    whole = null;
    const { operation } = input;
    if (operation?.op === 'genesis') {
      const node: OperationNode = { hash: input.hash, name, author: input.author, parents: [], depth: 0, size: 1, operation, unchecked: false, own: null };
      byName.set(name, { node, resolution: { state: foundRoster({ hash: input.hash, author: input.author, operation }), nothing: new Map() } });
      return ok(undefined);
    }
    const named = [input.head, ...(operation !== null && 'merges' in operation ? operation.merges : [])].map((hash) => (hash === null ? '' : bytesToHex(hash)));
    const judged = judge(input, name, named);
    byName.set(name, judged.placed);
    return judged.answer;
  }

  // One that breaches a rule changes nothing; what names it is judged as if it named its header member 12.
  function judge({ hash, author, operation }: GraphInput, name: string, named: readonly string[]): { readonly placed: Placed; readonly answer: Answer } {
    const placed = named.map((parent) => byName.get(parent) ?? unknownParent());
    const [first = unknownParent()] = placed;
    const depth = 1 + placed.reduce((deepest, { node }) => Math.max(deepest, node.depth), 0);
    const size = 1 + (placed.length === 1 ? first.node.size : closureOf(placed).length);
    const nothing = (message: string | null, kind: 'not-a-member' | 'malformed-body' = 'malformed-body') => {
      const { state } = first.resolution;
      const node: OperationNode = { hash, name, author, parents: [first.node.name], depth: first.node.depth + 1, size: first.node.size + 1, operation: null, unchecked: false, own: first.resolution };
      const same: Resolution = { ...first.resolution, state: { ...state, head: hash, heads: [hash] } };
      return { placed: { node, resolution: same }, answer: message === null ? ok(undefined) : fail(kind, message) };
    };
    if (operation === null) return nothing(null);
    if (new Set(named).size !== named.length) return nothing('the operation names one head twice');
    if (size > MAX_OPERATIONS && operation.op !== 'remove') return nothing('the log has as many membership operations as it may');
    const own = placed.length === 1 ? first.resolution : resolveOperations(closureOf(placed));
    const { decided } = own.state;
    const checked = operation.op === 'newer' || operation.op === 'genesis' || !decided ? ok(undefined) : checkOperation(log, own.state, operation, author);
    if (!checked.ok) return nothing(checked.error.message, checked.error.kind);
    const node: OperationNode = { hash, name, author, parents: named, depth, size, operation, unchecked: !decided, own };
    return { placed: { node, resolution: after(node, own) }, answer: checked };
  }

  function closureOf(placed: readonly Placed[]): readonly OperationNode[] {
    const found = new Map<string, OperationNode>();
    const queue = placed.map(({ node }) => node);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (found.has(next.name)) continue;
      found.set(next.name, next);
      for (const parent of next.parents) {
        const above = byName.get(parent);
        if (above !== undefined) queue.push(above.node);
      }
    }
    return [...found.values()];
  }

  return {
    add,
    has: (hash) => byName.has(bytesToHex(hash)),
    stateAt: (hash) => byName.get(bytesToHex(hash))?.resolution.state ?? null,
    stateOf: (heads) => {
      const placed = heads.flatMap((hash) => byName.get(bytesToHex(hash)) ?? []);
      const [first] = placed;
      if (first === undefined || placed.length !== heads.length) return null;
      return placed.length === 1 ? first.resolution.state : resolveOperations(closureOf(placed)).state;
    },
    resolve: () => {
      if (byName.size === 0) return null;
      whole ??= resolveLog([...byName.values()]);
      return whole;
    },
    nodes: () => [...byName.values()].map(({ node }) => node),
  };
}

// An operation comes after all its ancestors and puts none of them into void: the resolution of its parents and one step more is its own.
function after({ hash, author, operation, unchecked }: OperationNode, { state, nothing }: Resolution): Resolution {
  const brought = epochsOf({ operation, author });
  const epochs = brought.length === 0 ? state : { epochs: [...state.epochs, ...brought], newestEpochs: brought };
  const here: MembershipState = { ...state, head: hash, heads: [hash], epochs: epochs.epochs, newestEpochs: epochs.newestEpochs };
  if (operation === null || operation.op === 'genesis' || unchecked) return { nothing, state: here };
  if (operation.op === 'newer') return { nothing, state: { ...here, decided: false } };
  const effective = operation.op === 'remove' && removalTakesEffect(state, operation, author);
  return { nothing, state: applyToRoster(here, { hash, author, operation }, effective) };
}

// A log that only ever grew by one is its newest operation.
function resolveLog(placed: readonly Placed[]): Resolution {
  const named = new Set(placed.flatMap(({ node }) => (node.operation === null ? [] : node.parents)));
  const [only, ...more] = placed.filter(({ node }) => node.operation !== null && !named.has(node.name));
  if (only !== undefined && more.length === 0) return only.resolution;
  return resolveOperations(placed.map(({ node }) => node));
}

function unknownParent(): never {
  throw new Error('an operation is added after its parents');
}
