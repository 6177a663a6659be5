import { call, type EntityId, type LogId, type UnixMs } from '#base';
import type { GateState } from './desktop.ts';
import type { NetworkFacts } from './network.ts';
import type { RecordFailure } from './recorded.ts';

/** Why there is no sync, or why it ended (docs/spec/sync.md section 7). */
export type SyncFailure =
  | 'disarmed' | 'unreachable' | 'timeout' | 'not-tls13' | 'resumed' | 'wrong-pin' | 'wrong-identity' | 'bad-session' | 'not-a-server' | 'proxy-configured' | 'unknown-network' | 'refused-network' | 'network-changed' | 'killed' | 'expired' | 'closed'
  | 'rolled-back' | 'other-history' | 'bad-checkpoint' | 'bad-answer'
  | 'bad-request' | 'no-session' | 'bad-signature' | 'not-allowed' | 'unknown-version' | 'not-next' | 'refused' | 'bad-voucher' | 'too-large' | 'quota' | 'slow-down' | 'unavailable'
  | 'io' | 'disk-full' | 'read-only' | 'not-a-member' | 'cancelled';
/** When the frames of an incident go: by themselves while connected, when somebody says so, or never to a server. */
export type SyncMode = 'automatic' | 'manual' | 'off';

/** What goes over the path of a server of an item of evidence: nothing but its entries, its parts when a person says so, or its parts always. */
export type ItemChoice = 'hashes-only' | 'on-demand' | 'always';
/** Why parts of an item did not go: the server gave other bytes, the part here is another than its entry records, one side has not got it, or it was chosen to stay. */
export type ItemFailure = 'other-bytes' | 'damaged-here' | 'not-here' | 'not-on-server' | 'not-chosen';
/** An item of evidence and the server that is shown. `here` and `onServer` count whole parts; null while nobody has looked, or asked. */
export interface SyncItemView {
  readonly item: EntityId; readonly choice: ItemChoice; readonly parts: number; readonly bytes: number; readonly here: number | null; readonly onServer: number | null;
  readonly moving: { readonly direction: 'send' | 'fetch'; readonly done: number; readonly total: number } | null; readonly failure: ItemFailure | SyncFailure | null;
}
/** The sealed items of one incident. `bytesPerSecond`: the limit for evidence, null when there is none. */
export interface SyncEvidenceView { readonly server: EntityId | null; readonly bytesPerSecond: number | null; readonly items: readonly SyncItemView[] }

/** Why a rotation of a server's keys is not offered (docs/spec/sync.md section 1). */
export type RotationRefusal = 'malformed' | 'other-server' | 'not-signed' | 'replayed' | 'rolled-back';
export type RotationWayView = { readonly by: 'server' } | { readonly by: 'journal'; readonly ref: string; readonly author: string } | { readonly by: 'file' };
/** Other keys of a server, signed by the identity that is known: both fingerprints, and when they were announced. */
export interface SyncRotationView { readonly server: EntityId; readonly name: string; readonly from: string; readonly to: string; readonly since: UnixMs; readonly way: RotationWayView }
/** What a rotation of a file is for a server: one that a person may take, one that was taken before, or why it is none. */
export type RotationReading = { readonly is: 'offered'; readonly rotation: SyncRotationView } | { readonly is: 'taken' } | { readonly is: 'refused'; readonly refusal: RotationRefusal };
/** A server that was paired. `former`: the fingerprint that it may still show, after a rotation was taken and before the server uses it. */
export interface SyncServerView { readonly id: EntityId; readonly name: string; readonly address: string; readonly fingerprint: string; readonly former: string | null; readonly note: string; readonly pairedAt: UnixMs; readonly pairedBy: string }
/** An incident and the server that is shown: frames here, and those that a verified checkpoint of the server contains. */
export interface SyncLogView {
  readonly log: LogId; readonly ref: string; readonly title: string; readonly mode: SyncMode; readonly onServer: boolean;
  readonly frames: number; readonly synced: number; readonly checkpoint: { readonly size: number; readonly at: UnixMs } | null;
  /** Frames of the server that do not hold here. */
  readonly refused: number; readonly failure: SyncFailure | null;
  /** What a round would send: entries (null while the incident is folded), sealed bytes of the journal, and sealed bytes and number of the items that are always kept alike and are not there (null likewise). */
  readonly goes: { readonly entries: number | null; readonly bytes: number; readonly evidence: { readonly items: number; readonly bytes: number } | null };
}
/** What the screen of sync shows. `server` is the one connected to, or the one whose memory is shown. */
export interface SyncView {
  readonly servers: readonly SyncServerView[];
  readonly server: EntityId | null;
  readonly isConnected: boolean;
  readonly isTrusted: boolean;
  readonly isPaused: boolean;
  /** Frames that went and came in the round that runs; null between rounds. */
  readonly running: { readonly log: LogId; readonly pushed: number; readonly pulled: number } | null;
  readonly failure: SyncFailure | null;
  readonly lastRoundAt: UnixMs | null;
  readonly logs: readonly SyncLogView[];
  /** Networks that somebody named; `refused` says why nothing goes over one. */
  readonly networks: readonly { readonly id: EntityId; readonly name: string; readonly refused: string | null }[];
  /** The network of the connection: its name, or null when it was confirmed for this time only. Null without a connection. */
  readonly network: { readonly name: string | null } | null;
  /** Other keys of servers, for a person to compare and take. */
  readonly rotations: readonly SyncRotationView[];
  readonly rotationsRefused: readonly { readonly name: string; readonly refusal: RotationRefusal; readonly way: RotationWayView }[];
}
export interface SyncQueries { readonly sync: { readonly params: Record<string, never>; readonly result: SyncView }; readonly 'sync.evidence': { readonly params: { readonly log: LogId }; readonly result: SyncEvidenceView } }

/** Sync with a server (docs/spec/sync.md). The gate is armed by the person first (`gate.arm`); nothing here can open it. */
export const syncContract = {
  /** What the machine says of its networks, and the gate; `known` names the network when a person has confirmed it before. */
  'sync.network': call<Record<string, never>, NetworkFacts & { readonly known: string | null; readonly refused: string | null; readonly gate: GateState }, 'locked' | 'no-network'>(),
  /** First pairing over the armed gate: by the text of the code, or by the fingerprint that a person compared. Records the server in the workspace. */
  'sync.pair': call<{ readonly name: string; readonly address: string; readonly code: string | null; readonly fingerprint: string | null }, { readonly server: EntityId; readonly fingerprint: string }, SyncFailure | 'bad-pairing' | RecordFailure>(),
  /** Another server to show and to choose for, while there is no connection. */
  'sync.look': call<{ readonly server: EntityId }, Record<string, never>, 'locked' | 'unknown-target'>(),
  /**
   * Takes other keys of a server: those that are offered, or of a file. `fingerprint`: what the person compared, in any form of writing; another one takes nothing. Answers the entry that names
   * the server from now on.
   */
  'sync.rotate': call<{ readonly server: EntityId; readonly rotation: Uint8Array | null; readonly fingerprint: string }, { readonly server: EntityId; readonly fingerprint: string }, 'bad-rotation' | 'no-rotation' | 'wrong-fingerprint' | RecordFailure>(),
  /** Looks at a rotation of a file for a server, by the same checks as one that is announced; nothing is taken. */
  'sync.readRotation': call<{ readonly server: EntityId; readonly rotation: Uint8Array }, RotationReading, 'locked' | 'unknown-target'>(),
  /** Marks the present network as one that nothing goes over, with the reason; a connection over it ends. */
  'sync.refuseNetwork': call<{ readonly name: string; readonly reason: string }, Record<string, never>, 'no-network' | RecordFailure>(),
  /** What was said of a network counts no more. */
  'sync.forgetNetwork': call<{ readonly network: EntityId }, Record<string, never>, RecordFailure>(),
  'sync.forget': call<{ readonly server: EntityId }, Record<string, never>, RecordFailure>(),
  /**
   * Connects over the armed gate, proves the server and compares every checkpoint before the path counts as trusted; then the first round runs. `network`: null, `once`, or a name under which
   * this network is known from now on; `unknown-network` when it is neither known nor confirmed.
   */
  'sync.connect': call<{ readonly server: EntityId; readonly network: { readonly confirm: 'once' } | { readonly confirm: 'always'; readonly name: string } | null }, Record<string, never>, SyncFailure | RecordFailure>(),
  'sync.disconnect': call<Record<string, never>, Record<string, never>>(),
  /** A round now, for one incident or for all that are not off. */
  'sync.now': call<{ readonly log: LogId | null }, { readonly pushed: number; readonly pulled: number }, SyncFailure>(),
  /** What is remembered of a server without speaking to it. */
  'sync.status': call<{ readonly server: EntityId }, { readonly logs: readonly SyncLogView[] }, 'locked' | 'unknown-target'>(),
  'sync.pause': call<{ readonly paused: boolean }, Record<string, never>>(),
  'sync.choose': call<{ readonly log: LogId; readonly mode: SyncMode }, Record<string, never>, 'locked' | 'io'>(),
  /** What goes of an item to the server that is shown, connected or not; kept. */
  'sync.chooseItem': call<{ readonly log: LogId; readonly item: EntityId; readonly choice: ItemChoice }, Record<string, never>, 'locked' | 'closed' | 'unknown-target' | 'io'>(),
  /** Sends the parts of an item that are here and not there; answers when they are there. */
  'sync.sendItem': call<{ readonly log: LogId; readonly item: EntityId }, { readonly parts: number; readonly bytes: number }, SyncFailure | ItemFailure | 'unknown-target'>(),
  /** Fetches the parts of an item that are there and not here, each compared with the hash in its entry. */
  'sync.fetchItem': call<{ readonly log: LogId; readonly item: EntityId }, { readonly parts: number; readonly bytes: number }, SyncFailure | ItemFailure | 'unknown-target'>(),
  /** What failed of an item is tried again, when it is one that goes by itself. */
  'sync.retryItem': call<{ readonly log: LogId; readonly item: EntityId }, Record<string, never>>(),
  /** Ends what goes on with an item; what was moved stays, and nothing of it goes by itself until the next connection. */
  'sync.cancelItem': call<{ readonly log: LogId; readonly item: EntityId }, Record<string, never>>(),
  /** At most so many bytes of evidence a second with the server that is shown; null for no limit. */
  'sync.cap': call<{ readonly bytesPerSecond: number | null }, Record<string, never>, 'locked' | 'closed' | 'io'>(),
  /** Answers when nothing that was chosen waits to be sent or fetched, or the connection ended. */
  'sync.settle': call<Record<string, never>, Record<string, never>>(),
  /** Founds the incident on the server with a voucher, and sends it. */
  'sync.found': call<{ readonly log: LogId; readonly voucher: string }, Record<string, never>, SyncFailure>(),
} as const;
