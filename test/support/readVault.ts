// A vault whose app was closed, opened once more by an engine of the test's own: what stands in it after a story, to be read.
import path from 'node:path';
import { readyCrypto } from '#crypto';
import { openVaultFolder } from '#disk';
import type { Entity, JournalRow } from '#domain';
import { passphrase } from '../e2e/ringA/window.ts';
import { ask, must, runEngine } from './engineHarness.ts';
import type { PreparedProfile } from './preparedProfile.ts';

/** What an incident holds: its journal by number, and its approvals. */
export interface ReadIncident { readonly rows: readonly JournalRow[]; readonly approvals: readonly Entity<'approval'>[] }

/** Reads the incident of this title. The app must be closed. */
export async function readIncident({ profileDir, vault }: Pick<PreparedProfile, 'profileDir' | 'vault'>, title: string): Promise<ReadIncident> {
  await readyCrypto();
  const folder = must(await openVaultFolder({ path: vault, hostStateDir: path.join(profileDir, 'host-state'), ballastBytes: 0 }));
  const running = runEngine({ folder: path.dirname(vault), hostStateDir: '', store: new Map() }, folder);
  must(await running.engine.handlers['vault.unlock']({ passphrase }));
  const { log } = (await ask(running, 'incidents', {})).find((card) => card.title === title) ?? {};
  if (log === undefined) throw new Error(`no incident is called ${title}`);
  const { rows } = await ask(running, 'journal', { log, filter: {}, order: 'number', descending: false, offset: 0, limit: 10_000 });
  const approvals = await ask(running, 'entities', { log, kind: 'approval', filter: {} });
  await running.end();
  return { rows, approvals: approvals.filter((entity): entity is Entity<'approval'> => entity.kind === 'approval') };
}
