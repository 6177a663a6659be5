// A profile with a vault in it, made by the real engine on a real folder before the app starts: what journeys of ring B begin with
// that are not about making a vault. The passphrase slot has the smallest work factor that is read.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EntryId, LogId, UnixMs } from '#base';
import { readyCrypto } from '#crypto';
import { createVaultFolder } from '#disk';
import type { Engine } from '#engine';
import type { BodyOf, EntryDraft, EntryKind, Envelope, Occurred } from '#domain';
import type { OperatorInput } from '#ipc';
import { passphrase } from '../e2e/ringA/window.ts';
import { INCIDENT, must, note, OPERATOR, runEngine } from './engineHarness.ts';
import { freshFolder, giveToApp } from './runtime.ts';
import { shareDerivation } from './sharedDerivation.ts';

export interface PreparedProfile {
  readonly profileDir: string;
  readonly home: string;
  /** The folder of the vault. */
  readonly vault: string;
  readonly recoveryKey: string;
}
export interface PreparedContent {
  readonly name?: string;
  /** Who writes there. */
  readonly operator?: OperatorInput;
  /** Title of an incident to be in it; without one the vault is empty. */
  readonly incident?: string;
  /** Notes in that incident. */
  readonly lines?: readonly string[];
  /** Records what belongs to no incident, before there is one: contacts, channels, standing approvals. */
  readonly prepare?: (engine: Engine, workspace: LogId) => Promise<void>;
  /** The instant at which the vault is made, when the story has a time of its own. */
  readonly start?: string;
  /** Fields of that incident that differ from those of the harness. */
  readonly body?: Partial<BodyOf<'incident'>>;
  /** What happened in that incident before the app is started. */
  readonly tell?: (story: Story) => Promise<void>;
}
/** Writes the beginning of a story by the engine, each entry at the instant that was set last. */
export interface Story {
  readonly engine: Engine;
  readonly log: LogId;
  /** Sets the clock on; uptime passes with it, so that no jump is found. */
  readonly at: (instant: string) => void;
  readonly record: <K extends EntryKind>(kind: K, body: BodyOf<K>, more?: { readonly occurred?: Occurred; readonly links?: Envelope['links']; readonly tags?: readonly string[] }) => Promise<{ readonly entryId: EntryId; readonly ref: string | null; readonly number: number }>;
  /** Many entries in one step. */
  readonly recordAll: (drafts: readonly EntryDraft[]) => Promise<void>;
}

/** Makes a home, a profile that knows one vault, and that vault. The app has never opened it: its first unlocking builds the working copy. */
export async function prepareProfile({ name = 'Field vault', operator = OPERATOR, incident, lines = [], prepare, start, body, tell }: PreparedContent = {}): Promise<PreparedProfile> {
  await readyCrypto();
  shareDerivation(passphrase);
  const [profileDir, home] = [freshFolder('profile'), freshFolder('home')];
  const parent = path.join(home, 'Holdfast');
  mkdirSync(parent, { mode: 0o700 });
  const folder = must(await createVaultFolder({ parent, name, hostStateDir: path.join(profileDir, 'host-state'), ballastBytes: 0 }));
  const clock = storyClock(start);
  const { engine, end } = runEngine({ folder: parent, hostStateDir: '', store: new Map() }, folder, clock);
  const { recoveryKey, report } = must(await engine.handlers['vault.create']({ name, passphrase, operator, escrowRecipient: null }));
  await prepare?.(engine, report.workspace);
  if (incident !== undefined) {
    const { log } = must(await engine.handlers['incident.create']({ body: { ...INCIDENT, ...body, title: incident }, occurred: null }));
    for (const line of lines) must(await engine.handlers['entry.record']({ log, draft: note(line) }));
    // The engine checks each body against the schema of its kind before anything is sealed.
    await tell?.({ engine, log, at: clock.at, record: async (kind, entry, more) => must(await engine.handlers['entry.record']({ log, draft: { kind, body: entry, occurred: null, ...more } as unknown as EntryDraft })), recordAll: async (drafts) => { must(await engine.handlers['entry.recordAll']({ log, drafts })); } });
  }
  await end();
  const vault = path.join(parent, name);
  writeFileSync(path.join(profileDir, 'vaults.json'), JSON.stringify([{ vault: randomBytes(16).toString('hex'), path: vault, lastOpened: Date.now() }]));
  for (const place of [profileDir, home]) giveToApp(place);
  return { profileDir, home, vault, recoveryKey };
}

function storyClock(start: string | undefined): { readonly now: () => UnixMs; readonly monotonicMs: () => number; readonly at: (instant: string) => void } {
  let shift = start === undefined ? 0 : Date.parse(start) - Date.now();
  const first = shift;
  return {
    now: () => (Date.now() + shift) as UnixMs,
    monotonicMs: () => performance.now() + Math.max(0, shift - first),
    at: (instant) => { shift = Date.parse(instant) - Date.now(); },
  };
}
