import path from 'node:path';

/**
 * Where the built files lie, derived from the built main file and from nothing a caller says: out/main, out/preload,
 * out/renderer and, beside out/, resources.
 */
export const builtPlaces = {
  renderer: path.resolve(import.meta.dirname, '../renderer'),
  preload: path.resolve(import.meta.dirname, '../preload/index.cjs'),
  resources: path.resolve(import.meta.dirname, '../../resources'),
} as const;

/** The files main keeps in the user-data folder. None of them holds anything of a case. */
export function userPlaces(userData: string) {
  return {
    preferences: path.join(userData, 'preferences.json'),
    knownVaults: path.join(userData, 'vaults.json'),
    hostState: path.join(userData, 'host-state'),
  } as const;
}
