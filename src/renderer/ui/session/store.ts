import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EntityId, LogId } from '#base';
import type { GateState, HubState, KnownVault, Preferences, UnlockReport } from '#ipc';

/** Where the window is: starting, no vault open, a vault open, or on its way to being locked. */
export type Stage = 'starting' | 'closed' | 'open' | 'locking';
export type Overlay = 'palette' | 'keys' | 'new-incident' | 'join' | 'network' | 'import' | 'new-report' | 'techniques' | 'verdict' | 'settings' | 'about' | null;
/** What is shown while no incident is open. */
export type Page = 'incidents' | 'metrics';
export type SettingsPage = 'preferences' | 'keys';

/** View state only: nothing here is a record of the case, and nothing here survives the window except the preferences. */
export interface SessionState {
  readonly stage: Stage;
  readonly vault: KnownVault | null;
  readonly report: UnlockReport | null;
  readonly log: LogId | null;
  readonly page: Page;
  readonly screen: string;
  /** What is selected, per screen, so that going back finds it again. */
  readonly selectionByScreen: Readonly<Record<string, EntityId>>;
  readonly inspectorWidth: number;
  readonly overlay: Overlay;
  readonly settingsPage: SettingsPage;
  readonly preferences: Preferences;
  readonly gate: GateState;
  readonly hub: HubState;
  readonly readOnly: 'disk-full' | 'io' | null;
  readonly diskLow: { readonly freeBytes: number; readonly level: 'low' | 'critical' } | null;
}

export const defaultPreferences: Preferences = {
  theme: 'dark', zone: 'UTC', timeDisplay: 'utc', idleLockMinutes: 10, navigationWidth: 188, inspectorOpen: true,
};

const beginning: SessionState = {
  stage: 'starting', vault: null, report: null, log: null, page: 'incidents', screen: 'overview', selectionByScreen: {}, inspectorWidth: 340, overlay: null,
  settingsPage: 'preferences', preferences: defaultPreferences, gate: { state: 'OFFLINE', openSockets: 0, address: null, until: null, left: null }, hub: { state: 'off', running: null, ended: null }, readOnly: null, diskLow: null,
};

export const sessionStore = createStore<SessionState>(() => beginning);

/** Reads one part of the view state and follows it. */
export function useSession<Part>(select: (state: SessionState) => Part): Part {
  return useStore(sessionStore, select);
}
