import { ok, bytesToHex, type RandomBytes, type UnixMs } from '#base';
import { describeSource, openFileSource, openMemorySource, type Source } from './evidence/source.ts';
import type { FileGrant, Grants } from './vault/door.ts';

/** The grants of one vault, with what only its own handlers may ask. */
export interface GrantStore extends Grants {
  /** Opens a granted source, or null when there is no such grant. Throws `Stopped`. */
  readonly openSource: (grant: string) => Promise<Source> | null;
  /** The path of a destination grant, once. */
  readonly takeDestination: (grant: string) => string | null;
}

export function createGrants(random: RandomBytes): GrantStore {
  const sources = new Map<string, () => Promise<Source>>();
  const destinations = new Map<string, string>();
  const createToken = (): string => bytesToHex(random(16));
  return {
    addFile: async (path) => {
      const facts = await describeSource(path);
      if (!facts.ok) return facts;
      const grant = createToken();
      sources.set(grant, () => openFileSource(path));
      return ok({ grant, ...facts.value });
    },
    addBytes: (name, bytes): FileGrant => {
      const grant = createToken();
      const kept = bytes.slice();
      sources.set(grant, () => Promise.resolve(openMemorySource(kept)));
      return { grant, name, size: kept.length, modified: null as UnixMs | null, throughLink: false };
    },
    addDestination: (path) => {
      const grant = createToken();
      destinations.set(grant, path);
      return grant;
    },
    remove: (grant) => {
      sources.delete(grant);
      destinations.delete(grant);
    },
    openSource: (grant) => sources.get(grant)?.() ?? null,
    takeDestination: (grant) => {
      const path = destinations.get(grant) ?? null;
      destinations.delete(grant);
      return path;
    },
  };
}
