import * as v from 'valibot';
import { nativeTheme } from 'electron';
import { fail, ok } from '#base';
import type { Preferences } from '#ipc';
import { createJsonFile } from '../files/jsonFile.ts';
import { inputSchemas } from '../ipc/schemas.ts';
import type { HandlersOf } from '../ipc/router.ts';

export interface PreferenceDesk {
  readonly read: () => Promise<Preferences>;
  readonly handlers: HandlersOf<'preferences.read' | 'preferences.write' | 'window.setTheme'>;
}

/** Preferences of this computer: looks and times, nothing of a case. `onChange` hears every accepted change. */
export function createPreferenceDesk(file: string, onChange: (preferences: Preferences) => void): PreferenceDesk {
  const stored = createJsonFile<Preferences>(file, v.fallback(inputSchemas['preferences.write'], defaultPreferences()), defaultPreferences());
  return {
    read: stored.read,
    handlers: {
      'preferences.read': async () => ok(await stored.read()),
      'preferences.write': async (preferences) => {
        const written = await stored.write(preferences);
        nativeTheme.themeSource = preferences.theme;
        onChange(preferences);
        return written.ok ? ok({}) : fail('io', written.error.message);
      },
      'window.setTheme': async ({ theme }) => {
        nativeTheme.themeSource = theme;
        return ok({});
      },
    },
  };
}

/** What a new user starts with. */
export function defaultPreferences(): Preferences {
  return { theme: 'dark', zone: hostZone(), timeDisplay: 'utc', idleLockMinutes: 10, navigationWidth: 220, inspectorOpen: true };
}

/** IANA name of the zone this computer is set to. */
export function hostZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
