import type { EntityId, LogId } from '#base';
import type { Preferences } from '#ipc';
import { sessionStore, type Overlay, type Page, type SettingsPage } from './store.ts';

/** Opens an incident at a screen; its selections start empty. */
export function openIncident(log: LogId, screen = 'overview'): void {
  sessionStore.setState({ log, screen, selectionByScreen: {}, overlay: null });
}

/** Back to the list of incidents. */
export function leaveIncident(): void {
  sessionStore.setState({ log: null, page: 'incidents', selectionByScreen: {} });
}

/** Opens the room of what is prepared before any incident. */
export function openReadiness(screen = 'readiness'): void {
  const workspace = sessionStore.getState().report?.workspace;
  if (workspace !== undefined) sessionStore.setState({ log: workspace, screen, selectionByScreen: {}, overlay: null });
}

/** Shows a page beside the incidents, and leaves the open one. */
export function showPage(page: Page): void {
  sessionStore.setState({ page, log: null, selectionByScreen: {}, overlay: null });
}

/** Shows a screen of the open incident, by the id of its definition. */
export function showScreen(screen: string): void {
  sessionStore.setState({ screen });
}

/** Selects a thing on the present screen, or on the named one; null selects nothing. */
export function select(entity: EntityId | null, screen = sessionStore.getState().screen): void {
  sessionStore.setState((state) => {
    const { [screen]: _previous, ...others } = state.selectionByScreen;
    return { selectionByScreen: entity === null ? others : { ...others, [screen]: entity } };
  });
}

/** Goes to a screen with something selected there: how links inside the window work. */
export function reveal(screen: string, entity: EntityId): void {
  showScreen(screen);
  select(entity, screen);
}

/** Opens one of the window's own layers, or closes what is open. */
export function showOverlay(overlay: Overlay): void {
  sessionStore.setState({ overlay });
}

/** Opens the settings at a page. */
export function showSettings(settingsPage: SettingsPage): void {
  sessionStore.setState({ overlay: 'settings', settingsPage });
}

/** Sets the width of the inspector in CSS pixels, within what stays usable. */
export function setInspectorWidth(width: number): void {
  sessionStore.setState({ inspectorWidth: Math.min(640, Math.max(260, Math.round(width))) });
}

/** Changes preferences on the screen; writing them is the caller's matter (`usePreferences`). */
export function setPreferences(preferences: Preferences): void {
  sessionStore.setState({ preferences });
}
