import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Client, Failure, Result, UnixMs } from '#base';
import { createLocalClient, createVaultFolder, openVaultFolder, type OpenVault } from '#disk';
import { createEngine, createMemoryCopy, type Engine, type EnginePush, type MemoryStore } from '#engine';
import type { BodyOf, EntryDraft } from '#domain';
import type { NetContract, OperatorInput, Queries, QueryName, UnlockReport, VaultContract } from '#ipc';
import type { PieceHelper } from '#log';
import { shareDerivation } from './sharedDerivation.ts';

export const PASSPHRASE = 'velvet orbit canyon thirteen glue mosaic';
shareDerivation(PASSPHRASE);
export const OPERATOR = { name: 'Kari Moen', initials: 'KM', role: 'Incident handler' };

/** A temporary place with a vault in it, and engines over it with real folders. */
export interface Place {
  readonly folder: string;
  readonly hostStateDir: string;
  readonly store: MemoryStore;
}
export interface Running {
  readonly engine: Engine;
  readonly vault: OpenVault;
  readonly pushes: EnginePush[];
  readonly end: () => Promise<void>;
}

const BOOT = new Uint8Array(randomBytes(16));

/** A fresh temporary folder; removed by the disposer. */
export async function createPlace(): Promise<Place & { readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-engine-'));
  return { folder, hostStateDir: path.join(folder, 'host'), store: new Map(), remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface RunOptions {
  /** Wraps the client of the vault folder, to let calls fail. */
  readonly wrap?: (client: Client<VaultContract>) => Client<VaultContract>;
  readonly now?: () => UnixMs;
  /** The clock that never jumps; without it, that of this process. */
  readonly monotonicMs?: () => number;
  /** Looks at pieces of a log on another thread while everything is checked. */
  readonly startPieceHelper?: () => PieceHelper;
  /** The most content of one part of a bundle. */
  readonly bundlePartBytes?: number;
  /** The network of the host; none without it. */
  readonly net?: Client<NetContract>;
}

/** Runs an engine over an open vault folder. */
export function runEngine(place: Place, vault: OpenVault, options: RunOptions = {}): Running {
  const client = createLocalClient(vault.handlers, vault.onPush);
  const engine = createEngine({
    vault: options.wrap?.(client) ?? client, workingCopy: createMemoryCopy(place.store), random: (length) => new Uint8Array(randomBytes(length)), zone: 'Europe/Oslo',
    clock: { now: options.now ?? (() => Date.now() as UnixMs), monotonicMs: options.monotonicMs ?? (() => performance.now()), boot: BOOT }, app: { version: '0.1.0', build: 'test' }, slotWorkFactor: 16,
    ...(options.bundlePartBytes === undefined ? {} : { bundlePartBytes: options.bundlePartBytes }),
    ...(options.net === undefined ? {} : { net: options.net }),
    ...(options.startPieceHelper === undefined ? {} : { startPieceHelper: options.startPieceHelper }),
  });
  const pushes: EnginePush[] = [];
  engine.onPush((push) => void pushes.push(push));
  return {
    engine, vault, pushes,
    end: async () => {
      await engine.end();
      await vault.close();
    },
  };
}

/** Creates a vault in the place and answers the engine that holds it, unlocked. */
export async function createInPlace(place: Place, { operator = OPERATOR, ...options }: RunOptions & { readonly operator?: OperatorInput } = {}): Promise<Running & { readonly path: string; readonly recoveryKey: string }> {
  const folder = must(await createVaultFolder({ parent: place.folder, name: 'Site', hostStateDir: place.hostStateDir, ballastBytes: 0 }));
  const running = runEngine(place, folder, options);
  const created = must(await running.engine.handlers['vault.create']({ name: 'Site', passphrase: PASSPHRASE, operator, escrowRecipient: null }));
  recoveryKeys.set(folder.path(), created.recoveryKey);
  return { ...running, path: folder.path(), recoveryKey: created.recoveryKey };
}

const recoveryKeys = new Map<string, string>();

/** Opens the vault of the place and unlocks it: by its recovery key where that is known, because deriving a key from a passphrase costs more than most tests. */
export async function unlockInPlace(place: Place, vaultPath: string, { byPassphrase = false, ...options }: RunOptions & { readonly byPassphrase?: boolean } = {}): Promise<Running & { readonly report: UnlockReport }> {
  const running = runEngine(place, must(await openVaultFolder({ path: vaultPath, hostStateDir: place.hostStateDir, ballastBytes: 0 })), options);
  const recoveryKey = byPassphrase ? undefined : recoveryKeys.get(vaultPath);
  const report = must(await running.engine.handlers['vault.unlock'](recoveryKey === undefined ? { passphrase: PASSPHRASE } : { recoveryKey }));
  return { ...running, report };
}

export const INCIDENT: BodyOf<'incident'> = {
  ref: 'INC-1', title: 'Ransomware on file servers', severity: 'high', types: ['availability:sabotage'], verdict: 'confirmed', major: false, tlp: 'AMBER', exercise: true, zone: 'Europe/Oslo',
};
export function note(text: string): EntryDraft {
  return { kind: 'note', body: { text }, occurred: null };
}

/** The value of a result that must have succeeded. */
export function must<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`expected success, found ${result.error.kind}: ${result.error.message}`);
  return result.value;
}

let nextQuery = 1;
/** The present answer of a query. */
export async function ask<N extends QueryName>(running: Pick<Running, 'engine'>, name: N, params: Queries[N]['params']): Promise<Queries[N]['result']> {
  const id = nextQuery;
  nextQuery += 1;
  return new Promise((resolve, reject) => {
    const dispose = running.engine.onPush((push) => {
      if (push.name !== 'query.result' || push.payload.id !== id) return;
      dispose();
      void running.engine.handlers['query.close']({ id });
      // The pairing of query and result is the contract's.
      resolve(push.payload.result as Queries[N]['result']);
    });
    void running.engine.handlers['query.open']({ id, name, params }).then((opened) => {
      if (!opened.ok) reject(new Error(opened.error.kind));
    });
  });
}
