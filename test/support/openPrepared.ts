// A vault that was prepared for an app, opened before the app is started: what its owner writes there headless.
import path from 'node:path';
import type { UnixMs } from '#base';
import { openVaultFolder } from '#disk';
import { must, runEngine, type Running } from './engineHarness.ts';
import { passphrase } from '../e2e/ringA/window.ts';
import type { PreparedProfile } from './preparedProfile.ts';

/** Opens and unlocks the vault at an instant; the caller ends it before the app is started, and gives its folders to the app again. */
export async function openPrepared({ profileDir, vault }: Pick<PreparedProfile, 'profileDir' | 'vault'>, instant: string): Promise<Running> {
  const shift = Date.parse(instant) - Date.now();
  const folder = must(await openVaultFolder({ path: vault, hostStateDir: path.join(profileDir, 'host-state'), ballastBytes: 0 }));
  const running = runEngine({ folder: path.dirname(vault), hostStateDir: '', store: new Map() }, folder, { now: () => (Date.now() + shift) as UnixMs });
  must(await running.engine.handlers['vault.unlock']({ passphrase }));
  return running;
}
