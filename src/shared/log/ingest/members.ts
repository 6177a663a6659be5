import { bytesToHex, compareBytes, equalBytes, fail, ok, type Failure, type LogId, type Result } from '#base';
import { epochIdOf, openLockbox, type DeviceKeys, type EpochSecret } from '#crypto';
import type { FrameHeader } from '../frame/types.ts';
import { createOperationGraph, type GraphInput } from '../membership/graph.ts';
import { MAX_MERGES } from '../membership/operation.ts';
import type { OperationNode, Resolution } from '../membership/resolve.ts';
import { findMember, isAdmin } from '../membership/roster.ts';
import type { MembershipOperation, MembershipState } from '../membership/types.ts';
import { findWritingPlace, type ChangePlace, type WritingPlace } from '../membership/writingPlace.ts';
import type { ReaderKeys } from './types.ts';

/** What becomes of an operation: a breach of a rule, or a box for this device that does not hold. */
export type AdoptionFailure = Failure<'not-a-member' | 'malformed-body' | 'bad-lockbox'>;

/** Membership operations of a log, the states they lead to, and the epoch secrets that are at hand. */
export interface MemberTable {
  /** State at a membership frame; null when it is not known, or its operation still waits. */
  readonly stateOf: (head: Uint8Array) => MembershipState | null;
  /** Takes an operation whose parents are known, and opens what it has for this device. Again is a no-op. */
  readonly adopt: (input: GraphInput) => Result<void, AdoptionFailure>;
  /** State of the log: of all its operations. */
  readonly whole: () => Resolution | null;
  readonly nodes: () => readonly OperationNode[];
  readonly secretOf: (epochId: Uint8Array) => EpochSecret | null;
  readonly writingPlace: () => WritingPlace | null;
  readonly changePlace: () => ChangePlace | null;
}

/** An empty table that opens the lockboxes these keys fit. */
export function createMemberTable(log: LogId, keys: ReaderKeys | null): MemberTable {
  const graph = createOperationGraph(log);
  const secrets = new Map<string, EpochSecret>();
  for (const secret of keys?.epochSecrets ?? []) secrets.set(bytesToHex(epochIdOf(log, secret)), secret);
  let latest: { readonly id: Uint8Array; readonly secret: EpochSecret } | null = null;
  let latestState: MembershipState | null = null;
  let place: WritingPlace | null | undefined;

  function secretOf(epochId: Uint8Array): EpochSecret | null {
    if (latest !== null && equalBytes(latest.id, epochId)) return latest.secret;
    const secret = secrets.get(bytesToHex(epochId)) ?? null;
    if (secret !== null) latest = { id: epochId.slice(), secret };
    return secret;
  }

  return {
    stateOf: (head) => {
      if (latestState !== null && equalBytes(latestState.head, head)) return latestState;
      const state = graph.stateAt(head);
      if (state !== null) latestState = state;
      return state;
    },
    adopt: (input) => {
      if (graph.has(input.hash)) return ok(undefined);
      place = undefined;
      const added = graph.add(input);
      if (!added.ok || input.operation === null || keys?.device === undefined) return added;
      return openBoxes(log, input.operation, keys.device, secrets) ? added : fail('bad-lockbox', 'a box for this device does not open, or holds another key');
    },
    whole: () => graph.resolve(),
    nodes: () => graph.nodes(),
    secretOf,
    writingPlace: () => {
      const state = graph.resolve()?.state;
      place ??= state === undefined ? null : findWritingPlace({ state, stateAt: graph.stateAt, secretOf, device: keys?.device?.ed25519 ?? null });
      return place;
    },
    changePlace: () => {
      const device = keys?.device?.ed25519;
      const heads = graph.resolve()?.state.heads ?? [];
      const membershipHead = device === undefined ? undefined : heads.find((head) => isAdmin(graph.stateAt(head), device));
      if (membershipHead === undefined) return null;
      const merges = heads.filter((head) => head !== membershipHead).slice(0, MAX_MERGES).toSorted(compareBytes);
      const state = graph.stateOf([membershipHead, ...merges]);
      return state === null ? null : { membershipHead, merges, state };
    },
  };
}

/** Step 5 of docs/spec/frames.md section 8. After an operation of a newer build the answer is undecided (false), never a refusal. */
export function checkAuthor(state: MembershipState, header: FrameHeader): Result<{ readonly decided: boolean }, Failure<'not-a-member'>> {
  if (!state.decided) return ok({ decided: false });
  const role = findMember(state, header.author)?.role;
  const allowed = role === 'admin' || header.type === 'journal' && role === 'writer';
  return allowed ? ok({ decided: true }) : fail('not-a-member', 'the author was not allowed to write this in the log');
}

// False when a box for this device does not give the secret of its epoch.
function openBoxes(log: LogId, operation: MembershipOperation, device: DeviceKeys, secrets: Map<string, EpochSecret>): boolean {
  const epoch = 'epoch' in operation ? operation.epoch : null;
  const boxes = (epoch?.lockboxes ?? []).filter((lockbox) => equalBytes(lockbox.device, device.ed25519)).map(({ box }) => ({ id: epoch?.id ?? device.ed25519, box }));
  const history = operation.op === 'admit' && equalBytes(operation.member.device, device.ed25519) ? operation.history : [];
  const opened = [...boxes, ...history].map(({ id, box }) => {
    const found = openLockbox(box, log, id, device);
    if (found !== null) secrets.set(bytesToHex(id), found.secret);
    return found !== null;
  });
  return !opened.includes(false);
}
