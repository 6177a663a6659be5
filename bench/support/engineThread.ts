import path from 'node:path';
import type { Socket } from 'node:net';
import { pathToFileURL } from 'node:url';
import { isMainThread, MessageChannel, Worker, workerData, type MessagePort } from 'node:worker_threads';
import { createPortClient, servePort, unwrap, type Client, type UnixMs, type WiredPort } from '#base';
import { readyCrypto, systemRandom } from '#crypto';
import { openVaultFolder } from '#disk';
import { createEngine, createMemoryCopy } from '#engine';
import type { EngineContract, NetContract, VaultContract } from '#ipc';
import { createNetGate, createNetHandlers, guardSockets, onConnectionLost, type NetGate } from '#network';
import { watchSockets } from './console.ts';
import { ownBundle } from './serverProcess.ts';
import { PASSPHRASE, type BenchPlace } from './vault.ts';

/** A console as in the app: the engine on a thread of its own, behind ports; vault folder, gate and sockets on this one. */
export interface SplitConsole {
  readonly engine: Client<EngineContract>;
  readonly gate: NetGate;
  readonly socket: () => Socket | null;
  readonly end: () => Promise<void>;
}
interface Ports { readonly mark: string; readonly vault: MessagePort; readonly window: MessagePort }

const MARK = 'holdfast bench engine';
const onBug = (error: unknown) => { throw error; };

/** Runs the engine when this program was started as its thread; false otherwise. */
export async function servedAsEngineThread(): Promise<boolean> {
  const ports = workerData as Ports | null;
  if (isMainThread || ports?.mark !== MARK) return false;
  await readyCrypto();
  const client = createPortClient<VaultContract & NetContract>(wire(ports.vault));
  const engine = createEngine({
    vault: client, net: client, workingCopy: createMemoryCopy(), random: systemRandom, zone: 'Europe/Oslo', clock: { now: () => Date.now() as UnixMs, monotonicMs: () => performance.now(), boot: systemRandom(16) },
    app: { version: '0.1.0', build: 'bench' }, slotWorkFactor: 16,
  });
  servePort<EngineContract>(wire(ports.window), engine.handlers, { onBug });
  await new Promise<void>((resolve) => { ports.window.on('close', () => resolve()); });
  await engine.end();
  ports.vault.close();
  return true;
}

/** Opens the vault folder and unlocks it. */
export async function openSplitConsole(place: BenchPlace, vaultPath: string): Promise<SplitConsole> {
  const vault = unwrap(await openVaultFolder({ path: vaultPath, hostStateDir: place.hostStateDir, ballastBytes: 0 }));
  const gate = createNetGate(() => process.getActiveResourcesInfo());
  const lift = guardSockets(gate);
  const { watched, socket } = watchSockets(gate);
  const [toEngine, toWindow] = [new MessageChannel(), new MessageChannel()];
  const announcer = servePort<VaultContract & NetContract>(wire(toEngine.port1), { ...vault.handlers, ...createNetHandlers(watched, async () => false) }, { onBug });
  const stop = onConnectionLost(gate, (left) => announcer.push('net.closed', { left }));
  const ports: Ports = { mark: MARK, vault: toEngine.port2, window: toWindow.port2 };
  const thread = new Worker(pathToFileURL(path.resolve(ownBundle())), { workerData: ports, transferList: [ports.vault, ports.window] });
  const engine = createPortClient<EngineContract>(wire(toWindow.port1));
  const unlocked = await engine.call('vault.unlock', { passphrase: PASSPHRASE });
  if (!unlocked.ok) throw new Error(unlocked.error.kind);
  return {
    engine, gate, socket,
    end: async () => {
      gate.disarm('command');
      stop();
      const ended = new Promise<void>((resolve) => { thread.once('exit', () => resolve()); });
      toWindow.port1.close();
      await ended;
      await vault.close();
      lift();
    },
  };
}

function wire(port: MessagePort): WiredPort {
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer === undefined ? [] : [...transfer]),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}
