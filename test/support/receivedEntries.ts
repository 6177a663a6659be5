// What a vault received, in the order in which it came: read by the engine's own reading of the log, after the app was closed.
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { LogId, UnixMs } from '#base';
import { readyCrypto } from '#crypto';
import { createLocalClient, openVaultFolder } from '#disk';
import type { PlacedEntry } from '#domain';
import { createMemoryCopy } from '#engine';
import type { Core } from '../../src/engine/core/core.ts';
import { vaultHandlers } from '../../src/engine/handlers/vaultHandlers.ts';
import { createLiveQueries } from '../../src/engine/queries/liveQueries.ts';
import type { Session } from '../../src/engine/session/openSession.ts';
import { createEngineTime } from '../../src/engine/time/engineTime.ts';
import { must } from './engineHarness.ts';
import type { PreparedProfile } from './preparedProfile.ts';

/** Entries of a log as they lie on disk: own ones when they were sealed, others when they came. The app must be closed. */
export async function receivedEntries({ profileDir, vault, recoveryKey }: PreparedProfile, log: LogId): Promise<readonly PlacedEntry[]> {
  await readyCrypto();
  const folder = must(await openVaultFolder({ path: vault, hostStateDir: path.join(profileDir, 'host-state'), ballastBytes: 0 }));
  const clock = { now: () => Date.now() as UnixMs, monotonicMs: () => performance.now(), boot: new Uint8Array(randomBytes(16)) };
  let session: Session | null = null;
  const core: Core = {
    options: { vault: createLocalClient(folder.handlers, folder.onPush), workingCopy: createMemoryCopy(new Map()), random: (length) => new Uint8Array(randomBytes(length)), zone: 'UTC', clock, app: { version: '0.1.0', build: 'test' } },
    announce: () => {}, queries: createLiveQueries(() => {}), time: createEngineTime(clock), session: () => session, begin: (next) => { session = next; }, changed: () => {},
  };
  must(await vaultHandlers(core)['vault.unlock']({ recoveryKey }));
  const placed = [...(core.session()?.book.get(log)?.open.placed() ?? [])];
  await folder.close();
  return placed;
}
