// An in-page `window.holdfast`, derived from the desktop contract: an endpoint without an answer here does not compile.
// Runs before the scripts of the page; the page, its worker and the contracts are the real ones.
import { fail, ok, servePort, type Handlers, type Payload, type PushName, type WiredPort } from '#base';
import { desktopContract, VAULT_PORT_MESSAGE, type AppInfo, type DesktopContract, type GateState, type HoldfastApi, type HubState, type KnownVault, type Preferences, type SourceGrant, type VaultContract } from '#ipc';
import { emptyFolder, openFakeDisk, type FakeDiskState, type FakeVaultFolder } from './fakeDisk.ts';
import { createFakeVault, type FakeFaults, type FakeSource } from './fakeVault.ts';
import { unpackFolder } from './packFolder.ts';

const closedGate: GateState = { state: 'OFFLINE', openSockets: 0, address: null, until: null, left: null };

const hubOff: HubState = { state: 'off', running: null, ended: null };

/** What a test may set before the page starts. */
export interface FakeSettings {
  readonly preferences?: Partial<Preferences>;
  readonly info?: Partial<AppInfo>;
  /** Files that the file dialog and the demonstration hand over. */
  readonly sources?: readonly ({ readonly name: string; readonly text: string } | { readonly name: string; readonly base64: string })[];
  /** Vault folders that are there from the beginning, as `packFolder` packed them. */
  readonly vaults?: readonly string[];
  /** Opening any vault answers that somebody else holds it. */
  readonly holder?: string;
}
/** What a test may do and see while the page runs. */
export interface FakeControl {
  readonly push: <N extends PushName<DesktopContract>>(name: N, payload: Payload<DesktopContract, N>) => void;
  readonly faults: FakeFaults;
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  readonly saved: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** What the next dialog for opening a file hands over; nothing answers that it was cancelled. */
  readonly files: { name: string; bytes: Uint8Array }[];
  /** Keeps a copy of the open vault for the dialog that asks for one. */
  readonly keepCopy: () => Promise<void>;
  /** Takes frames out of the longest log, as damage on the disk would; `from` counts frames. Seen when the vault is opened again without its working copy. */
  readonly loseFrames: (from: number, count: number) => Promise<void>;
  /** Remembers the logs and what the machine knows, as a clone of both would hold them; `goBack` puts them back. */
  readonly keepMoment: () => Promise<void>;
  readonly goBack: () => Promise<void>;
}
declare global {
  interface Window {
    fakeSettings?: FakeSettings;
    fake?: FakeControl;
  }
}

const defaults: Preferences = { theme: 'dark', zone: 'Europe/Oslo', timeDisplay: 'utc', idleLockMinutes: 10, navigationWidth: 188, inspectorOpen: true };
const info: AppInfo = { version: '0.1.0', build: 'ring-a', electron: '33.2.1', chromium: '130', platform: 'linux', demo: false, hostZone: 'Europe/Oslo', userName: 'Kari Moen', selfTest: false };

/** Puts the fake where the preload would put the bridge. */
export function installFakeDesktop(): void {
  const settings = window.fakeSettings ?? {};
  const faults: FakeFaults = { nextAppend: null, appendDelayMs: 0 };
  const calls: { name: string; input: unknown }[] = [];
  const saved: { name: string; bytes: Uint8Array }[] = [];
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const disk = openFakeDisk((settings.vaults ?? []).map(unpackFolder));
  const sources = new Map<string, FakeSource>();
  const push: FakeControl['push'] = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload);
  };
  const files: FakeControl['files'] = [];
  const handlers = createHandlers({ disk, settings, sources, saved, faults, files });
  const api: HoldfastApi = {
    call: async (name, input) => {
      calls.push({ name, input });
      if (!Object.hasOwn(desktopContract, name) || !Object.hasOwn(handlers, name)) return fail('denied', 'no such call');
      return (handlers[name as keyof typeof handlers] as (input: unknown) => Promise<unknown>)(structuredClone(input));
    },
    on: (name, listener) => {
      const known = listeners.get(name) ?? new Set();
      known.add(listener);
      listeners.set(name, known);
      return () => void known.delete(listener);
    },
    grantsFromFiles: async (files) => Promise.all((files as readonly File[]).map(async (file) => grantFor(sources, file.name, new Uint8Array(await file.arrayBuffer())))),
  };
  Object.defineProperty(window, 'holdfast', { value: api });
  window.fake = { push, faults, calls, saved, files, ...damageTools(disk) };
}

function damageTools(disk: ReturnType<typeof openFakeDisk>): Pick<FakeControl, 'keepCopy' | 'loseFrames' | 'keepMoment' | 'goBack'> {
  const newest = async () => {
    const { state, save } = await disk;
    const folder = [...state.vaults.values()].toSorted((left, right) => (right.lastOpened ?? 0) - (left.lastOpened ?? 0))[0];
    if (folder === undefined) throw new Error('there is no vault');
    return { state, save, folder };
  };
  return {
    keepCopy: async () => {
      const { state, save, folder } = await newest();
      state.copy = structuredClone(folder.logs);
      await save();
    },
    keepMoment: async () => {
      const { state, save, folder } = await newest();
      state.moment = structuredClone({ logs: folder.logs, host: folder.host });
      await save();
    },
    goBack: async () => {
      const { state, save, folder } = await newest();
      const { moment } = state;
      if (moment === undefined) throw new Error('no moment was kept');
      folder.logs.clear();
      for (const [log, frames] of moment.logs) folder.logs.set(log, frames);
      folder.host = moment.host;
      await save();
    },
    loseFrames: async (from, count) => {
      const { save, folder } = await newest();
      const [log, frames] = [...folder.logs].toSorted(([, left], [, right]) => right.length - left.length)[0] ?? ['', []];
      folder.logs.set(log, frames.filter((_, index) => index < from || index >= from + count));
      await save();
    },
  };
}

interface Parts {
  readonly disk: ReturnType<typeof openFakeDisk>;
  readonly settings: FakeSettings;
  readonly sources: Map<string, FakeSource>;
  readonly saved: { name: string; bytes: Uint8Array }[];
  readonly faults: FakeFaults;
  readonly files: { name: string; bytes: Uint8Array }[];
}

function createHandlers({ disk, settings, sources, saved, faults, files }: Parts): Handlers<DesktopContract> {
  const nothing = async () => ok({});
  const handOver = async (folder: FakeVaultFolder): Promise<void> => {
    const { save, state } = await disk;
    const channel = new MessageChannel();
    const vault = createFakeVault({ folder, save, sources, faults, onExtracted: (name, bytes) => saved.push({ name, bytes }), copy: () => state.copy ?? new Map() });
    servePort<VaultContract>(wire(channel.port1), vault, { onBug: (error) => { throw error; } });
    window.postMessage(VAULT_PORT_MESSAGE, window.location.origin, [channel.port2]);
  };
  const save = async (name: string, bytes: Uint8Array) => { saved.push({ name, bytes }); return ok({ path: `/tmp/${name}` }); };
  return {
    'app.info': async () => ok({ ...info, ...settings.info }),
    'preferences.read': async () => ok({ ...defaults, ...settings.preferences, ...((await disk).state.preferences as Partial<Preferences> | null) }),
    'preferences.write': async (preferences) => { const open = await disk; open.state.preferences = preferences; await open.save(); return ok({}); },
    'vaults.list': async () => ok({ vaults: knownVaults((await disk).state), defaultFolder: '/home/responder/Holdfast' }),
    'vaults.choose': async () => fail('cancelled', 'nobody is at the dialog'),
    'vaults.chooseParent': async () => ok({ parent: 'parent-1', path: '/media/stick' }),
    'vaults.forget': nothing,
    'vault.open': async ({ vault }) => {
      const open = await disk;
      const folder = open.state.vaults.get(vault);
      if (folder === undefined) return fail('missing', 'no such folder');
      if (settings.holder !== undefined) return fail('held', settings.holder);
      folder.lastOpened = Date.now();
      await open.save();
      await handOver(folder);
      return ok({ name: folder.name, readOnly: false });
    },
    'vault.create': async ({ name }) => {
      const { state } = await disk;
      const folder = emptyFolder(crypto.randomUUID(), name);
      state.vaults.set(folder.token, folder);
      await handOver(folder);
      return ok({ vault: folder.token, path: `/home/responder/Holdfast/${name}` });
    },
    'session.end': async () => { setTimeout(() => window.location.reload(), 0); return ok({}); },
    'session.touch': nothing,
    'sources.choose': async () => ok({ grants: (settings.sources ?? []).map((source) => grantFor(sources, source.name, bytesOf(source))) }),
    'sources.fromBytes': async ({ name, bytes }) => ok(grantFor(sources, name, bytes)),
    'bundles.choose': async () => fail('cancelled', 'nobody is at the dialog'),
    'bundles.chooseFolder': async () => fail('cancelled', 'nobody is at the dialog'),
    'copies.choose': async ({ sort }) => ((await disk).state.copy === undefined ? fail('cancelled', 'nobody is at the dialog') : ok({ grant: '0'.repeat(32), sort, name: 'copy of the vault', path: '/media/stick/copy of the vault' })),
    'destination.choose': async ({ suggestedName }) => ok({ destination: suggestedName, path: `/tmp/${suggestedName}` }),
    'file.save': async ({ suggestedName, bytes }) => save(suggestedName, bytes),
    'file.read': async () => {
      const file = files.shift();
      return file === undefined ? fail('cancelled', 'nobody is at the dialog') : ok(file);
    },
    'document.renderPdf': async ({ html }) => ok({ bytes: new TextEncoder().encode(`%PDF-1.7 of ${html.length}`), pages: 1 }),
    'document.print': nothing,
    'clipboard.writeText': nothing,
    'gate.read': async () => ok(closedGate),
    'gate.arm': async () => fail('cancelled', 'there is no network here'),
    'gate.kill': async () => ok(closedGate),
    'hub.interfaces': async () => ok({ interfaces: [{ name: 'eth0', address: '192.0.2.7', isLoopback: false }] }),
    'hub.start': async () => fail('cancelled', 'there is no network here'),
    'hub.stop': async () => ok(hubOff),
    'hub.read': async () => ok(hubOff),
    'alarm.raise': nothing,
    'alarm.count': nothing,
    'window.setTheme': nothing,
    'app.quit': nothing,
    'demo.sources': async () => ok({ grants: (settings.sources ?? []).map((source) => grantFor(sources, source.name, bytesOf(source))) }),
    'selfTest.report': nothing,
  };
}

function knownVaults(state: FakeDiskState): readonly KnownVault[] {
  return [...state.vaults.values()].filter((folder) => folder.isFinished).map((folder) => ({
    vault: folder.token, name: folder.name, path: `/home/responder/Holdfast/${folder.name}`, lastOpened: folder.lastOpened, present: true, removable: false,
  }));
}

function bytesOf(source: NonNullable<FakeSettings['sources']>[number]): Uint8Array {
  return 'text' in source ? new TextEncoder().encode(source.text) : Uint8Array.from(atob(source.base64), (character) => character.codePointAt(0) ?? 0);
}

function grantFor(sources: Map<string, FakeSource>, name: string, bytes: Uint8Array): SourceGrant {
  const grant = crypto.randomUUID();
  sources.set(grant, { grant, name, bytes });
  return { grant, name, size: bytes.length, modified: null };
}

function wire(port: MessagePort): WiredPort {
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer === undefined ? [] : [...transfer]),
    close: () => port.close(),
    onMessage: (listener) => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data));
      port.start();
    },
    onClose: () => undefined,
  };
}
