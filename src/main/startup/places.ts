import path from 'node:path';

/**
 * Where the built files lie, derived from the built main file and from nothing a caller says: out/main, out/preload,
 * out/renderer, the hub's process beside the main file and, beside out/, resources.
 */
export const builtPlaces = {
  renderer: path.resolve(import.meta.dirname, '../renderer'),
  preload: path.resolve(import.meta.dirname, '../preload/index.cjs'),
  resources: path.resolve(import.meta.dirname, '../../resources'),
  hub: path.resolve(import.meta.dirname, 'hub.mjs'),
} as const;

/** The files main keeps in the user-data folder. None of them holds anything of a case that could be read: `hub` is the folder of a server (docs/spec/server.md). */
export function userPlaces(userData: string) {
  return {
    preferences: path.join(userData, 'preferences.json'),
    knownVaults: path.join(userData, 'vaults.json'),
    hostState: path.join(userData, 'host-state'),
    hub: path.join(userData, 'hub'),
  } as const;
}
