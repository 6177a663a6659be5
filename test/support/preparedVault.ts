// A vault folder that the real engine makes once, before any page is opened: what most journeys of ring A begin with.
// The passphrase slot has the smallest work factor that is read, so that each test unlocks in a fraction of a second.
import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Failure, Result, UnixMs } from '#base';
import { createLocalClient } from '#disk';
import { createEngine, createMemoryCopy, type Engine } from '#engine';
import type { OperatorInput } from '#ipc';
import { readyCrypto } from '#crypto';
import { createFakeVault, type FakeSource } from './fakeVault.ts';
import { emptyFolder, type FakeVaultFolder } from './fakeDisk.ts';
import { packFolder } from './packFolder.ts';
import { shareDerivation } from './sharedDerivation.ts';

const demoFolder = fileURLToPath(new URL('../../resources/demo/', import.meta.url));
const operator = { name: 'Kari Moen', initials: 'KM', role: 'Incident handler', organisation: 'Nordwind' };

/** A vault, packed for the settings of the fake, and what opens it without deriving anything. */
export interface PreparedVault { readonly folder: string; readonly recoveryKey: string }
export interface PreparedVaults {
  readonly empty: PreparedVault;
  /** With the demonstration incident. */
  readonly demo: PreparedVault;
}

/** Makes both vaults with this passphrase. */
export async function prepareVaults(passphrase: string): Promise<PreparedVaults> {
  await readyCrypto();
  shareDerivation(passphrase);
  return { empty: await makeVault(passphrase, false), demo: await makeVault(passphrase, true) };
}

/** A vault that is being made, with the engine that holds it unlocked. */
export interface VaultInMaking { readonly engine: Engine; readonly handlers: ReturnType<typeof createFakeVault>; readonly sources: Map<string, FakeSource>; readonly recoveryKey: string; readonly pack: () => Promise<string> }

/** Begins a vault for `who`; `pack` ends its engine and packs the folder. */
export async function beginVault(passphrase: string, who: OperatorInput = operator): Promise<VaultInMaking> {
  const folder: FakeVaultFolder = emptyFolder(randomUUID(), 'Field vault');
  const sources = new Map<string, FakeSource>();
  const handlers = createFakeVault({ folder, save: async () => {}, sources, faults: { nextAppend: null, appendDelayMs: 0 }, onExtracted: () => {}, copy: () => new Map() });
  const engine = createEngine({
    vault: createLocalClient(handlers, () => () => {}), workingCopy: createMemoryCopy(new Map()), random: (length) => new Uint8Array(randomBytes(length)), zone: 'Europe/Oslo',
    clock: { now: () => Date.now() as UnixMs, monotonicMs: () => performance.now(), boot: new Uint8Array(randomBytes(16)) }, app: { version: '0.1.0', build: 'test' }, slotWorkFactor: 16,
  });
  const { recoveryKey } = must(await engine.handlers['vault.create']({ name: folder.name, passphrase, operator: who, escrowRecipient: null }));
  return {
    engine, handlers, sources, recoveryKey,
    pack: async () => {
      await engine.end();
      return packFolder(folder);
    },
  };
}

async function makeVault(passphrase: string, withDemo: boolean): Promise<PreparedVault> {
  const { engine, sources, recoveryKey, pack } = await beginVault(passphrase);
  if (withDemo) {
    for (const name of readdirSync(demoFolder)) {
      const grant = randomBytes(16).toString('hex');
      sources.set(grant, { grant, name, bytes: new Uint8Array(readFileSync(demoFolder + name)) });
    }
    must(await engine.handlers['demo.fill']({ grants: [...sources.values()].map(({ grant, name, bytes }) => ({ grant, name, size: bytes.length, modified: null })) }));
  }
  return { folder: await pack(), recoveryKey };
}

/** The value of what must have succeeded. */
export function must<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`the vault could not be prepared: ${result.error.kind}: ${result.error.message}`);
  return result.value;
}
