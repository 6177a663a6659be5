import { useMemo } from 'react';
import type { Command } from '../commands/command.ts';
import { useCommands } from '../commands/CommandsProvider.tsx';
import { showIntegrityTab } from '../features/integrity/integrityView.ts';
import { openReadiness, showOverlay, showPage, showScreen, showSettings } from '../session/actions.ts';
import { sessionStore } from '../session/store.ts';
import { useDesktop } from '../port/ports.tsx';
import { usePreferences } from '../session/usePreferences.ts';
import { useVaultSession } from '../session/VaultSessionContext.tsx';
import { resolveTheme } from '../theme/applyTheme.ts';
import { nextTimeDisplay } from './timeDisplay.ts';

const isOpen = (): boolean => sessionStore.getState().stage === 'open';

/** The commands that are there on every page. */
export function useAppCommands(): void {
  const session = useVaultSession();
  const desktop = useDesktop();
  const { change } = usePreferences();
  useCommands(useMemo((): readonly Command[] => {
    const preferences = () => sessionStore.getState().preferences;
    return [
      { id: 'vault.lock', label: 'shell.command.lock', group: 'vault', keys: ['$mod+l'], keysIn: 'everywhere', inDialogs: true, when: isOpen, undo: 'none', run: () => session.lock('command') },
      { id: 'network.kill', label: 'network.kill', keywords: 'network.kill.keywords', group: 'general', keys: ['$mod+Shift+k'], keysIn: 'everywhere', inDialogs: true, when: isOpen, undo: 'none', run: async () => { await desktop.call('gate.kill', {}); } },
      { id: 'palette.open', label: 'shell.command.palette', group: 'general', keys: ['$mod+k'], keysIn: 'everywhere', when: isOpen, undo: 'none', run: () => showOverlay('palette') },
      { id: 'keys.show', label: 'shell.command.keys', group: 'general', keys: ['Shift+?', '?'], undo: 'none', run: () => showOverlay('keys') },
      { id: 'theme.toggle', label: 'shell.command.theme', group: 'general', undo: 'none', run: () => change({ theme: resolveTheme(preferences().theme) === 'dark' ? 'light' : 'dark' }) },
      { id: 'time.display', label: 'shell.command.time', group: 'general', keys: ['z'], when: isOpen, undo: 'none', run: () => change({ timeDisplay: nextTimeDisplay(preferences().timeDisplay) }) },
      { id: 'settings.preferences', label: 'shell.command.preferences', group: 'general', keys: ['$mod+,'], keysIn: 'everywhere', when: isOpen, undo: 'none', run: () => showSettings('preferences') },
      { id: 'settings.slots', label: 'shell.command.slots', keywords: 'shell.command.slots.keywords', group: 'vault', when: isOpen, undo: 'none', run: () => showSettings('keys') },
      { id: 'disclosure.open', label: 'disclosure.open', group: 'go', when: () => isOpen() && sessionStore.getState().log !== null, undo: 'none', run: () => { showIntegrityTab('disclosure'); showScreen('integrity'); } },
      { id: 'techniques.find', label: 'techniques.find', keywords: 'techniques.find.keywords', group: 'general', when: isOpen, undo: 'none', run: () => showOverlay('techniques') },
      { id: 'metrics.show', label: 'metrics.command', keywords: 'metrics.command.keywords', group: 'go', when: isOpen, undo: 'none', run: () => showPage('metrics') },
      { id: 'readiness.open', label: 'readiness.open', keywords: 'readiness.open.keywords', group: 'go', when: isOpen, undo: 'none', run: () => openReadiness() },
      { id: 'app.about', label: 'shell.command.about', group: 'general', undo: 'none', run: () => showOverlay('about') },
      { id: 'app.quit', label: 'shell.command.quit', group: 'general', undo: 'none', run: async () => { await desktop.call('app.quit', {}); } },
    ];
  }, [session, desktop, change]));
}
