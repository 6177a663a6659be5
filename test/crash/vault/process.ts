// One run of the program over a simulated disk: the real vault folder, the real engine, the real unlocking.
import { createHash, randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { ok, type EntryId, type Failure, type LogId, type Result, type UnixMs } from '#base';
import { createLocalClient, createVaultFolder, openVaultFolder, type OpenVault } from '#disk';
import { createEngine, createMemoryCopy, type EnginePush, type MemoryStore } from '#engine';
import type { UnlockReport } from '#ipc';
import type { DiskEnvironment } from '../../../src/disk/environment.ts';
import type { ProcessTable } from '../../../src/disk/lock/identity.ts';
import { must, OPERATOR, PASSPHRASE, type Running } from '../../support/engineHarness.ts';
import type { MemoryDisk } from '../disk/memoryDisk.ts';

export const PARENT = '/places';
export const VAULT = '/places/Site';
export const HOST = '/host';
const GIBIBYTE = 2 ** 30;
const BOOT = new Uint8Array(randomBytes(16));

/** What the program told somebody, and what it did to its working copy: part of the events of the disk. */
export type Mark =
  | { readonly entry: EntryId; readonly log: LogId }
  | { readonly item: EntryId; readonly log: LogId }
  /** A recovery key that opens the vault from now on; that may be on its way out; that no longer opens it. */
  | { readonly way: string } | { readonly closing: string } | { readonly closed: string }
  | { readonly written: string; readonly sha256: string }
  | { readonly ended: string }
  | { readonly copy: string; readonly put: readonly (readonly [string, Uint8Array])[]; readonly removed: readonly string[] };

export interface ProcessOptions {
  readonly store?: MemoryStore;
  readonly environment?: Partial<DiskEnvironment>;
  readonly ballastBytes?: number;
}

let lastProcess = 1000;
/** A process table of its own: every earlier process is dead. */
function nextProcess(): ProcessTable {
  lastProcess += 1;
  const self = { process: lastProcess, started: '1', boot: 'boot', host: 'desk', machine: 'machine', user: 'ann' };
  return { self, isAlive: (other) => other.process === self.process, isSameComputer: () => true };
}

export function environmentOf(disk: MemoryDisk, more: Partial<DiskEnvironment> = {}): Partial<DiskEnvironment> {
  const table = nextProcess();
  return {
    files: disk.files, processes: () => table, partBytes: 64 * 1024, spaceIntervalMs: 2 ** 30,
    space: () => Promise.resolve({ freeBytes: 100 * GIBIBYTE, totalBytes: 200 * GIBIBYTE }), ...more,
  };
}

/** An engine over a vault folder, with a working copy whose changes become marks. */
export function runOver(disk: MemoryDisk, vault: OpenVault, store: MemoryStore): Running {
  const memory = createMemoryCopy(store);
  let name = '';
  const engine = createEngine({
    vault: createLocalClient(vault.handlers, vault.onPush), random: (length) => new Uint8Array(randomBytes(length)), zone: 'Europe/Oslo',
    workingCopy: {
      ...memory,
      open: (opened) => {
        name = opened;
        return memory.open(opened);
      },
      put: (table, rows) => {
        mark(disk, { copy: `${name}/${table}`, put: rows.map((row) => [row.key, row.bytes]), removed: [] });
        return memory.put(table, rows);
      },
      remove: (table, keys) => {
        mark(disk, { copy: `${name}/${table}`, put: [], removed: keys });
        return memory.remove(table, keys);
      },
    },
    clock: { now: () => Date.now() as UnixMs, monotonicMs: () => performance.now(), boot: BOOT }, app: { version: '0.1.0', build: 'test' }, slotWorkFactor: 16,
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

export async function createOn(disk: MemoryDisk, store: MemoryStore): Promise<Running & { readonly recoveryKey: string }> {
  const vault = must(await createVaultFolder({ parent: PARENT, name: 'Site', hostStateDir: HOST, ballastBytes: 0, environment: environmentOf(disk) }));
  const running = runOver(disk, vault, store);
  const created = must(await running.engine.handlers['vault.create']({ name: 'Site', passphrase: PASSPHRASE, operator: OPERATOR, escrowRecipient: null }));
  return { ...running, recoveryKey: created.recoveryKey };
}

/** Opens and unlocks with a recovery key: an X25519 slot costs no scrypt, so thousands of openings are affordable. */
export async function openOn(disk: MemoryDisk, recoveryKey: string, options: ProcessOptions = {}): Promise<Result<Running & { readonly report: UnlockReport }, Failure>> {
  const opened = await openVaultFolder({ path: VAULT, hostStateDir: HOST, ballastBytes: options.ballastBytes ?? 0, environment: environmentOf(disk, options.environment) });
  if (!opened.ok) return opened;
  const running = runOver(disk, opened.value, options.store ?? new Map());
  const report = await running.engine.handlers['vault.unlock']({ recoveryKey });
  if (!report.ok) {
    await running.end();
    return report;
  }
  return ok({ ...running, report: report.value });
}

export function mark(disk: MemoryDisk, told: Mark): void {
  disk.mark(told);
}

/** The working copy as it was after so many events. */
export function copyAfter(before: MemoryStore, marks: readonly unknown[]): MemoryStore {
  const store: MemoryStore = new Map([...before].map(([name, rows]) => [name, new Map(rows)]));
  for (const told of marks as readonly Mark[]) {
    if (!('copy' in told)) continue;
    const rows = store.get(told.copy) ?? new Map<string, Uint8Array>();
    store.set(told.copy, rows);
    for (const [key, bytes] of told.put) rows.set(key, bytes);
    for (const key of told.removed) rows.delete(key);
  }
  return store;
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
