import type { Result } from '#base';
import type { SyncError, Verb, VerbAnswer, VerbRequest } from '#sync';
import type { Ledger } from '../ledger/openLedger.ts';
import type { Settings, Quotas } from '../settings.ts';
import type { ServerIdentity } from '../identity/keys.ts';
import type { BlobStore, Store } from '../store/types.ts';
import type { LogId, RandomBytes, UnixMs } from '#base';
import type { Metrics } from '../observe/metrics.ts';
import type { Connection } from './session.ts';

/** Everything that verbs work with. */
export interface Service {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly ledger: Ledger;
  /** As it is now: a rotation changes it. */
  readonly identity: ServerIdentity;
  readonly settings: Settings;
  /** What is granted to a log now; null asks for what is granted to all. */
  readonly quotasOf: (log: LogId | null) => Quotas;
  readonly now: () => UnixMs;
  readonly random: RandomBytes;
  readonly metrics: Metrics;
  /** Blobs that a device has begun and not finished: `log/blob` by device. */
  readonly openBlobs: Map<string, Set<string>>;
}

/** A verb that needs a session; `device` has proved itself on this connection. */
export type SessionVerb = Exclude<Verb, 'hello' | 'login'>;
export type AnswerVerb<V extends Verb> = (service: Service, device: Uint8Array, request: VerbRequest<V>) => Promise<Result<VerbAnswer<V>, SyncError>>;
export type AnswerSession<V extends 'hello' | 'login'> = (service: Service, connection: Connection, binding: Uint8Array, request: VerbRequest<V>) => Result<VerbAnswer<V>, SyncError>;
