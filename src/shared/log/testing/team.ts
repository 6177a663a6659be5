import { bytesToHex, createEntryId, unwrap, type LogId, type RandomBytes, type Result } from '#base';
import { createDevice, createInvitationSecret, type DeviceKeys, type InvitationSecret } from '#crypto';
import { appendFrame } from '../feed/append.ts';
import { feedIdOf } from '../identify.ts';
import { createLogReader } from '../ingest/reader.ts';
import type { LogReader } from '../ingest/types.ts';
import { appendMembership, planMembership, seenOf, type MembershipAction } from '../membership/append.ts';
import { createGenesis } from '../membership/genesis.ts';
import { makeJoinRequest, parseJoinRequest } from '../membership/joinRequest.ts';
import type { AdminOperation, MemberRole } from '../membership/types.ts';
import type { ChangePlace } from '../membership/writingPlace.ts';
import { createMeta, EPOCH_MS, noteBytes, seededRandom } from './writer.ts';

/** A device with its own view of a log, which writes what that view lets it. */
export interface Peer {
  readonly device: DeviceKeys;
  readonly reader: LogReader;
  /** Takes frames of others. */
  readonly take: (...frames: readonly Uint8Array[]) => void;
  /** All frames it holds, its own and those it took, in the order in which they came. */
  readonly frames: () => readonly Uint8Array[];
  /** Does something by the rules; throws when they forbid it. */
  readonly change: (action: MembershipAction) => Uint8Array;
  /** The same, or null when the rules forbid it. */
  readonly tryChange: (action: MembershipAction) => Uint8Array | null;
  readonly admit: (device: DeviceKeys, role: MemberRole) => Uint8Array;
  readonly remove: (device: DeviceKeys) => Uint8Array;
  /** Signs any operation, by the rules or not; `place` its head. */
  readonly force: (operation: AdminOperation, membershipHead?: Uint8Array) => Uint8Array;
  readonly write: (text: string, membershipHead?: Uint8Array) => Uint8Array;
  readonly place: () => ChangePlace;
  readonly request: (secret: InvitationSecret) => NonNullable<Extract<MembershipAction, { readonly op: 'admit' }>['request']>;
  readonly feed: ReturnType<typeof feedIdOf>;
  /** The operation of an action, unsigned; throws when the rules forbid it. */
  readonly plan: (action: MembershipAction) => AdminOperation;
  /** The same device with the same frames, to go on in another way. */
  readonly again: () => Peer;
}

export interface Team { readonly log: LogId; readonly genesis: Uint8Array; readonly random: RandomBytes; readonly founder: Peer; /** Somebody with a device, and no part in the log yet. */ readonly createPeer: () => Peer }

/** A log with its founder. */
export function createTeam(seed: number): Team {
  const random = seededRandom(seed);
  const device = createDevice(random);
  const instance = random(16);
  const { log, frame } = createGenesis({ scope: 'incident', device, instance }, random);
  const founder = createPeer(log, random, device, instance);
  founder.take(frame);
  return { log, genesis: frame, random, founder, createPeer: () => createPeer(log, random, createDevice(random), random(16)) };
}

/** A founder and further admins, all of whom hold the same frames. */
export function createAdmins(seed: number, count: number): Team & { readonly admins: readonly Peer[] } {
  const team = createTeam(seed);
  const admins = [team.founder, ...Array.from({ length: count - 1 }, () => team.createPeer())];
  for (const peer of admins.slice(1)) team.founder.admit(peer.device, 'admin');
  shareAll(admins);
  return { ...team, admins };
}

/** Everybody takes everything. */
export function shareAll(peers: readonly Peer[]): readonly Uint8Array[] {
  const all = new Map(peers.flatMap((peer) => peer.frames().map((frame) => [bytesToHex(frame.subarray(-72)), frame] as const)));
  for (const peer of peers) peer.take(...all.values());
  return [...all.values()];
}

function createPeer(log: LogId, random: RandomBytes, device: DeviceKeys, instance: Uint8Array): Peer {
  const reader = createLogReader({ log, keys: { device } });
  const frames = new Map<string, Uint8Array>();
  const feed = feedIdOf(device.ed25519, log, instance);
  const base = { log, scope: 'incident' as const, device, instance };
  const take = (...taken: readonly Uint8Array[]) => {
    for (const frame of taken) {
      const key = bytesToHex(frame.subarray(-72));
      if (frames.has(key)) continue;
      frames.set(key, frame);
      reader.ingest(frame);
    }
  };
  const position = () => reader.position(feed) ?? missing('position');
  const place = () => reader.changePlace() ?? missing('place to change');
  const force: Peer['force'] = (operation, membershipHead = place().membershipHead) => {
    const frame = unwrap(appendMembership({ ...base, position: position(), membershipHead, operation })).bytes;
    take(frame);
    return frame;
  };
  const tryPlan = (action: MembershipAction): Result<AdminOperation, unknown> => {
    const planned = planMembership({ log, device, place: place(), action, epochSecret: reader.epochSecret }, random);
    return planned.ok ? { ok: true, value: planned.value.operation } : planned;
  };
  const plan = (action: MembershipAction) => unwrap(tryPlan(action));
  const change = (action: MembershipAction) => force(plan(action));
  return {
    plan,
    again: () => {
      const twin = createPeer(log, random, device, instance);
      twin.take(...frames.values());
      return twin;
    },
    device, reader, take, force, change, place, feed,
    frames: () => [...frames.values()],
    tryChange: (action) => {
      const planned = reader.changePlace() === null ? null : tryPlan(action);
      return planned?.ok === true ? force(planned.value) : null;
    },
    admit: ({ ed25519, x25519 }, role) => change({ op: 'admit', request: null, member: { device: ed25519, x25519, role }, history: 'all' }),
    remove: ({ ed25519 }) => change({ op: 'remove', device: ed25519, seen: seenOf(reader.heads(), ed25519) }),
    write: (text, membershipHead) => {
      const where = reader.writingPlace() ?? missing('place to write');
      const at = position();
      const entries = [noteBytes(createEntryId(EPOCH_MS, random), text)];
      const frame = unwrap(appendFrame({ ...base, position: at, membershipHead: membershipHead ?? where.membershipHead, epoch: where.epoch, entries, meta: createMeta(at.nextSeq) }, random)).bytes;
      take(frame);
      return frame;
    },
    request: (secret) => unwrap(parseJoinRequest(makeJoinRequest({ log, secret, device, person: { name: '', initials: '', role: '', organisation: '' } }, random))),
  };
}

/** A fresh secret of a team. */
export function secretOf(team: Team): InvitationSecret {
  return createInvitationSecret(team.random);
}

function missing(what: string): never {
  throw new Error(`the peer has no ${what}`);
}
