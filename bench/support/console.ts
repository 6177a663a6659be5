import { mkdir } from 'node:fs/promises';
import { Socket } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { unwrap, type EntityId, type LogId, type UnixMs } from '#base';
import { createVaultFolder, openVaultFolder, type OpenVault } from '#disk';
import type { Engine } from '#engine';
import type { Queries, QueryName } from '#ipc';
import { createNetClient, createNetGate, createNetHandlers, guardSockets, parseAddress, type NetGate } from '#network';
import { startPieceThread } from '../../src/cli/verify/pieceThread.ts';
import { ownBundle, type ServerFacts } from './serverProcess.ts';
import { INCIDENT, OPERATOR, PASSPHRASE, startEngine, type BenchPlace } from './vault.ts';

/** A console without a window: an engine over a real vault folder, with the network of the command line behind its gate. */
export interface BenchConsole {
  readonly engine: Engine;
  readonly vault: OpenVault;
  readonly gate: NetGate;
  /** The socket that was opened last; null before the first. */
  readonly socket: () => Socket | null;
  readonly end: () => Promise<void>;
}

const HOUR_MS = 3_600_000;

// One to a process: the guard stands in front of everything of Node's that leads to a network.
function runConsole(place: BenchPlace, vault: OpenVault): BenchConsole {
  const gate = createNetGate(() => process.getActiveResourcesInfo());
  const lift = guardSockets(gate);
  const { watched, socket } = watchSockets(gate);
  const engine = startEngine(place, vault, {
    net: createNetClient(createNetHandlers(watched, async () => false), gate), startPieceHelper: () => startPieceThread(pathToFileURL(ownBundle())),
  });
  return {
    engine, vault, gate, socket,
    end: async () => {
      gate.disarm('command');
      await engine.end();
      await vault.close();
      lift();
    },
  };
}

/** The same gate, which also tells the socket that was opened last. */
export function watchSockets(gate: NetGate): { readonly watched: NetGate; readonly socket: () => Socket | null } {
  let socket: Socket | null = null;
  const watched: NetGate = { ...gate, connect: (open) => {
    const opened = gate.connect(open);
    if (opened instanceof Socket) socket = opened;
    return opened;
  } };
  return { watched, socket: () => socket };
}

/** Opens the vault folder and unlocks it. */
export async function openConsole(place: BenchPlace, vaultPath: string): Promise<BenchConsole> {
  const console = runConsole(place, unwrap(await openVaultFolder({ path: vaultPath, hostStateDir: place.hostStateDir, ballastBytes: 0 })));
  unwrap(await console.engine.handlers['vault.unlock']({ passphrase: PASSPHRASE }));
  return console;
}

/** A part of a place for another console, with a machine of its own. */
export async function placeIn(place: BenchPlace, name: string): Promise<BenchPlace> {
  const folder = path.join(place.folder, name);
  await mkdir(folder, { recursive: true });
  return { ...place, folder, hostStateDir: path.join(folder, 'host'), store: new Map() };
}

/** Two vaults of two people, both members of one incident that only the first holds yet. */
export async function createPair(first: BenchPlace, second: BenchPlace): Promise<{ readonly log: LogId; readonly paths: readonly [string, string] }> {
  const [one, two] = [await createConsole(first), await createConsole(second)];
  const { log } = unwrap(await one.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  const sheet = unwrap(await one.engine.handlers['member.invite']({ log, role: 'writer', history: 'all', expires: null, forWhom: 'night shift' }));
  const request = unwrap(await two.engine.handlers['member.joinRequest']({ invitation: sheet.qrText }));
  unwrap(await one.engine.handlers['member.admit']({ log, bytes: request.bytes, without: null, check: null }));
  const paths = [one.vault.path(), two.vault.path()] as const;
  for (const { engine, vault } of [one, two]) {
    await engine.end();
    await vault.close();
  }
  return { log, paths };
}

async function createConsole(place: BenchPlace): Promise<Pick<BenchConsole, 'engine' | 'vault'>> {
  const vault = unwrap(await createVaultFolder({ parent: place.folder, name: 'Bench', hostStateDir: place.hostStateDir, ballastBytes: 0 }));
  const engine = startEngine(place, vault);
  unwrap(await engine.handlers['vault.create']({ name: 'Bench', passphrase: PASSPHRASE, operator: OPERATOR, escrowRecipient: null }));
  return { engine, vault };
}

/** Arms the gate and pairs with the server by its fingerprint. */
export async function pair({ engine, gate }: Pick<BenchConsole, 'engine' | 'gate'>, server: ServerFacts): Promise<EntityId> {
  armFor(gate, server);
  return unwrap(await engine.handlers['sync.pair']({ name: 'bench', address: server.address, code: null, fingerprint: server.fingerprint })).server;
}

/** Connects to the paired server; incidents of which it lists this device as a member are taken at once. */
export async function connect({ engine, gate }: Pick<BenchConsole, 'engine' | 'gate'>, server: ServerFacts, id: EntityId): Promise<void> {
  armFor(gate, server);
  unwrap(await engine.handlers['sync.connect']({ server: id, network: { confirm: 'once' } }));
}

/** A person's order: this server, for an hour. */
export function armFor(gate: NetGate, { address }: ServerFacts): void {
  const target = parseAddress(address);
  if (target === null) throw new Error('the server named no address');
  gate.arm(target, (Date.now() + HOUR_MS) as UnixMs);
}

/** Frames of a log here, and how many of them the server is known to hold. */
export async function standOf({ engine }: Pick<BenchConsole, 'engine'>, server: EntityId, log: LogId): Promise<{ readonly frames: number; readonly synced: number }> {
  const { logs } = unwrap(await engine.handlers['sync.status']({ server }));
  const found = logs.find((one) => one.log === log);
  if (found === undefined) throw new Error('the log is not here');
  return found;
}

let nextQuery = 1;
/** The present answer of a query. */
export function askOnce<N extends QueryName>({ engine }: Pick<BenchConsole, 'engine'>, name: N, params: Queries[N]['params']): Promise<Queries[N]['result']> {
  const id = nextQuery;
  nextQuery += 1;
  return new Promise((resolve) => {
    const dispose = engine.onPush((push) => {
      if (push.name !== 'query.result' || push.payload.id !== id) return;
      dispose();
      void engine.handlers['query.close']({ id });
      // The pairing of query and result is the contract's.
      resolve(push.payload.result as Queries[N]['result']);
    });
    void engine.handlers['query.open']({ id, name, params });
  });
}
