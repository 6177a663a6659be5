// A profile with a vault in it, made by the real engine on a real folder before the app starts: what journeys of ring B begin with
// that are not about making a vault. The passphrase slot has the smallest work factor that is read.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readyCrypto } from '#crypto';
import { createVaultFolder } from '#disk';
import { passphrase } from '../e2e/ringA/window.ts';
import { INCIDENT, must, note, OPERATOR, runEngine } from './engineHarness.ts';
import { freshFolder, giveToApp } from './runtime.ts';

export interface PreparedProfile {
  readonly profileDir: string;
  readonly home: string;
  /** The folder of the vault. */
  readonly vault: string;
  readonly recoveryKey: string;
}
export interface PreparedContent {
  readonly name?: string;
  /** Title of an incident to be in it; without one the vault is empty. */
  readonly incident?: string;
  /** Notes in that incident. */
  readonly lines?: readonly string[];
}

/** Makes a home, a profile that knows one vault, and that vault. The app has never opened it: its first unlocking builds the working copy. */
export async function prepareProfile({ name = 'Field vault', incident, lines = [] }: PreparedContent = {}): Promise<PreparedProfile> {
  await readyCrypto();
  const [profileDir, home] = [freshFolder('profile'), freshFolder('home')];
  const parent = path.join(home, 'Holdfast');
  mkdirSync(parent, { mode: 0o700 });
  const folder = must(await createVaultFolder({ parent, name, hostStateDir: path.join(profileDir, 'host-state'), ballastBytes: 0 }));
  const { engine, end } = runEngine({ folder: parent, hostStateDir: '', store: new Map() }, folder);
  const { recoveryKey } = must(await engine.handlers['vault.create']({ name, passphrase, operator: OPERATOR, escrowRecipient: null }));
  if (incident !== undefined) {
    const { log } = must(await engine.handlers['incident.create']({ body: { ...INCIDENT, title: incident }, occurred: null }));
    for (const line of lines) must(await engine.handlers['entry.record']({ log, draft: note(line) }));
  }
  await end();
  const vault = path.join(parent, name);
  writeFileSync(path.join(profileDir, 'vaults.json'), JSON.stringify([{ vault: randomBytes(16).toString('hex'), path: vault, lastOpened: Date.now() }]));
  for (const place of [profileDir, home]) giveToApp(place);
  return { profileDir, home, vault, recoveryKey };
}
