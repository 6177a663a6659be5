import type { EntityId, LogId, UnixMs } from '#base';
import type { SyncFailure } from '#ipc';
import type { RoundCounts } from '#sync';
import type { Announced } from './rotations.ts';
import type { ServerMemory } from './serverMemory.ts';

/** What is going on with a server, for the screen. */
export interface SyncStanding {
  readonly server: EntityId | null;
  readonly memory: ServerMemory | null;
  readonly isConnected: boolean;
  readonly isTrusted: boolean;
  readonly isPaused: boolean;
  readonly running: { readonly log: LogId; readonly counts: RoundCounts } | null;
  readonly failure: SyncFailure | null;
  readonly lastRoundAt: UnixMs | null;
  readonly onServer: ReadonlySet<LogId>;
  readonly refused: ReadonlyMap<LogId, number>;
  readonly failures: ReadonlyMap<LogId, SyncFailure>;
  /** What the server announces, as it came. */
  readonly announced: Announced | null;
  /** The network of the connection, by the name that a person gave it. */
  readonly network: { readonly name: string | null } | null;
}

/** Before the first connection of a session. */
export const noStanding: SyncStanding = {
  server: null, memory: null, isConnected: false, isTrusted: false, isPaused: false, running: null, failure: null, lastRoundAt: null, onServer: new Set(), refused: new Map(), failures: new Map(), announced: null, network: null,
};

/** These say something about the server itself: no further word with it until a person has looked. */
export const breaksTrust: ReadonlySet<SyncFailure> = new Set<SyncFailure>(['rolled-back', 'other-history', 'bad-checkpoint', 'bad-answer', 'wrong-pin', 'wrong-identity', 'bad-session', 'not-a-server']);
/** After these there is no connection any more. */
export const endsConnection: ReadonlySet<SyncFailure> = new Set<SyncFailure>([...breaksTrust, 'closed', 'killed', 'expired', 'network-changed', 'disarmed', 'timeout', 'no-session', 'unavailable']);
