import path from 'node:path';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * Where the built files lie, derived from the built main file and from nothing a caller says: out/main, out/preload,
 * out/renderer and, beside out/, resources.
 */
export const builtPlaces = {
  renderer: path.resolve(import.meta.dirname, '../renderer'),
  preload: path.resolve(import.meta.dirname, '../preload/index.cjs'),
  resources: path.resolve(import.meta.dirname, '../../resources'),
} as const;

/** The built worker that hashes and seals beside the event loop, or null in a build without it. */
export function findSealWorker(): URL | null {
  const file = path.resolve(import.meta.dirname, 'sealWorker.js');
  return existsSync(file) ? pathToFileURL(file) : null;
}

/** The files main keeps in the user-data folder. None of them holds anything of a case. */
export function userPlaces(userData: string) {
  return {
    preferences: path.join(userData, 'preferences.json'),
    knownVaults: path.join(userData, 'vaults.json'),
    hostState: path.join(userData, 'host-state'),
  } as const;
}
