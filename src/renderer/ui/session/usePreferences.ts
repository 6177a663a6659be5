import { useCallback } from 'react';
import type { Preferences } from '#ipc';
import { useDesktop } from '../port/ports.tsx';
import { setPreferences } from './actions.ts';
import { sessionStore, useSession } from './store.ts';

/** The preferences and how to change some of them: on the screen at once, and written by the main process. */
export function usePreferences(): { readonly preferences: Preferences; readonly change: (part: Partial<Preferences>) => void } {
  const desktop = useDesktop();
  const preferences = useSession((state) => state.preferences);
  const change = useCallback((part: Partial<Preferences>) => {
    const next = { ...sessionStore.getState().preferences, ...part };
    setPreferences(next);
    void desktop.call('preferences.write', next);
    if (part.theme !== undefined) void desktop.call('window.setTheme', { theme: part.theme });
  }, [desktop]);
  return { preferences, change };
}
