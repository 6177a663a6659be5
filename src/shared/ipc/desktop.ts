import { call, push } from '#base';
import type { BundleGrant, FolderGrant } from './bundle.ts';
import type { SourceGrant } from './evidence.ts';
import { hubContract } from './hub.ts';
import type { CopyGrant, CopySort } from './vaultPort.ts';

/** A vault this machine knows: main keeps the path, the window shows it and holds the token. */
export interface KnownVault { readonly vault: string; readonly name: string; readonly path: string; readonly lastOpened: number | null; readonly present: boolean; readonly removable: boolean }
/** Why the gate closed last. */
export type LeaveReason = 'command' | 'kill' | 'expired' | 'lock' | 'suspend' | 'failed' | 'network';
/** Derived from the net gate, never from a setting: the armed address, until when, and why it closed last. */
export interface GateState {
  readonly state: 'OFFLINE' | 'ARMED' | 'PROBING' | 'TRUSTED'; readonly openSockets: number;
  readonly address: string | null; readonly until: number | null; readonly left: LeaveReason | null;
}
export interface Preferences {
  readonly theme: 'dark' | 'light' | 'system';
  /** IANA name of the zone shown beside UTC. */
  readonly zone: string;
  readonly timeDisplay: 'utc' | 'zone' | 'written';
  readonly idleLockMinutes: number;
  readonly navigationWidth: number;
  readonly inspectorOpen: boolean;
}
export interface AppInfo {
  readonly version: string; readonly build: string; readonly electron: string; readonly chromium: string; readonly platform: string;
  readonly demo: boolean; readonly hostZone: string; readonly userName: string;
  /** Started with --self-test: the window runs the self-test instead of its screens. */
  readonly selfTest: boolean;
}
export type LockCause = 'command' | 'idle' | 'suspend' | 'screen-lock' | 'quit';
export type MenuCommand = string;
/** A page to print: standalone HTML without script, and Chromium header and footer templates. */
export interface PrintJob { readonly title: string; readonly html: string; readonly header: string; readonly footer: string; readonly landscape?: boolean; readonly pageSize?: 'A4' | 'Letter' | 'label' }

/** Window and main process: everything that needs the desktop and no key. */
export const desktopContract = {
  'app.info': call<Record<string, never>, AppInfo>(),
  'preferences.read': call<Record<string, never>, Preferences>(),
  'preferences.write': call<Preferences, Record<string, never>, 'io'>(),
  'vaults.list': call<Record<string, never>, { readonly vaults: readonly KnownVault[]; readonly defaultFolder: string }>(),
  /** Folder dialog for a vault that exists, on any disk or stick. */
  'vaults.choose': call<Record<string, never>, KnownVault, 'cancelled' | 'not-a-vault'>(),
  /** Folder dialog for the place of a new vault. */
  'vaults.chooseParent': call<Record<string, never>, { readonly parent: string; readonly path: string }, 'cancelled'>(),
  'vaults.forget': call<{ readonly vault: string }, Record<string, never>, 'missing'>(),
  /** Takes the lock of the folder and hands a vault port to the window (message `holdfast:vault-port`). */
  'vault.open': call<{ readonly vault: string }, { readonly name: string; readonly readOnly: boolean }, 'missing' | 'not-a-vault' | 'held' | 'io'>(),
  /** Starts a new vault folder (hidden until creation.finish) and hands its port to the window. Null parent: the default folder. */
  'vault.create': call<{ readonly name: string; readonly parent: string | null }, { readonly vault: string; readonly path: string }, 'exists' | 'io' | 'disk-full' | 'unknown-grant'>(),
  /** Closes the vault, drops its handles and its lock, and reloads the window. Called after the engine has been ended. */
  'session.end': call<{ readonly cause: LockCause }, Record<string, never>>(),
  /** Resets main's idle timer; called on typing and pointing, at most once in five seconds. */
  'session.touch': call<Record<string, never>, Record<string, never>>(),
  'sources.choose': call<Record<string, never>, { readonly grants: readonly SourceGrant[] }, 'cancelled'>(),
  /** A pasted screenshot or an issued report: bytes that main keeps in memory until sealed. At most 64 MiB. */
  'sources.fromBytes': call<{ readonly name: string; readonly bytes: Uint8Array }, SourceGrant, 'too-large'>(),
  /** Dialog for another copy of the vault, or a journal package, to mend this vault from. */
  'copies.choose': call<{ readonly sort: CopySort }, CopyGrant & { readonly path: string }, 'cancelled' | 'not-a-copy'>(),
  /** Dialog for bundle files, or for the folder that holds them; they are only ever read. `path` is the place, for the screen. */
  'bundles.choose': call<{ readonly sort: 'files' | 'folder' }, { readonly grants: readonly BundleGrant[]; readonly path: string }, 'cancelled' | 'missing'>(),
  /** Dialog for the folder or stick that a bundle is written to. */
  'bundles.chooseFolder': call<Record<string, never>, FolderGrant & { readonly path: string }, 'cancelled' | 'missing'>(),
  /** Save dialog that grants one destination for extraction. */
  'destination.choose': call<{ readonly suggestedName: string }, { readonly destination: string; readonly path: string }, 'cancelled'>(),
  'file.save': call<{ readonly suggestedName: string; readonly bytes: Uint8Array }, { readonly path: string }, 'cancelled' | 'disk-full' | 'io'>(),
  'file.read': call<{ readonly extensions: readonly string[] }, { readonly name: string; readonly bytes: Uint8Array }, 'cancelled' | 'too-large' | 'io'>(),
  'document.renderPdf': call<PrintJob, { readonly bytes: Uint8Array; readonly pages: number }, 'render-failed'>(),
  /** System print dialog with the same pages. */
  'document.print': call<PrintJob, Record<string, never>, 'cancelled' | 'no-printer' | 'render-failed'>(),
  'clipboard.writeText': call<{ readonly text: string }, Record<string, never>>(),
  'gate.read': call<Record<string, never>, GateState>(),
  /** Asks the person in a dialog of the system whether this address may be spoken to for so long (at most 480 minutes), and opens the gate for it alone. */
  'gate.arm': call<{ readonly address: string; readonly minutes: number }, GateState, 'cancelled' | 'bad-address' | 'no-vault'>(),
  /** The kill switch: every connection is cut before this answers. */
  'gate.kill': call<Record<string, never>, GateState>(),
  ...hubContract,
  /** A clock is near its end or past it: a silent notification of the system without any word of the case. */
  'alarm.raise': call<Record<string, never>, Record<string, never>>(),
  /** How many clocks are late, for the program's badge. */
  'alarm.count': call<{ readonly late: number }, Record<string, never>>(),
  'window.setTheme': call<{ readonly theme: Preferences['theme'] }, Record<string, never>>(),
  'app.quit': call<Record<string, never>, Record<string, never>>(),
  /** Grants of the demo's small real files; `denied` unless started with --demo, and only while a vault is open. */
  'demo.sources': call<Record<string, never>, { readonly grants: readonly SourceGrant[] }>(),
  /** Ends a run with --self-test; `denied` in any other run. The detail names a step, never content. */
  'selfTest.report': call<{ readonly passed: boolean; readonly detail: string }, Record<string, never>>(),
  'gate.changed': push<GateState>(),
  'session.lockRequested': push<{ readonly cause: LockCause }>(),
  'menu.command': push<{ readonly command: MenuCommand }>(),
} as const;
export type DesktopContract = typeof desktopContract;

/**
 * A print job between preload and main: the page as UTF-8 bytes, so that main holds it in memory it can overwrite after
 * use, and not as a string that stays until some garbage collection.
 */
export type PackedPrintJob = Omit<PrintJob, 'html'> & { readonly html: Uint8Array };

/** What the preload exposes as `window.holdfast`: one function per call and push, and the two things only a preload can do. */
export interface HoldfastApi {
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  readonly on: (name: string, listener: (payload: unknown) => void) => () => void;
  /** Registers dropped files by their real paths; a file made by script has none and is refused. */
  readonly grantsFromFiles: (files: readonly unknown[]) => Promise<readonly SourceGrant[]>;
}
export const VAULT_PORT_MESSAGE = 'holdfast:vault-port';
/** Origin of the window's page: main serves it, answers only to it, and the preload shows itself to nothing else. */
export const CONSOLE_ORIGIN = 'app://console';
/** Electron's channels between preload and main; pages never see them. */
export const desktopChannels = { call: 'holdfast:call', push: 'holdfast:push', port: VAULT_PORT_MESSAGE } as const;
