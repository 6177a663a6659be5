import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { OpenVault } from '#disk';
import type { SourceGrant } from '#ipc';

/** Grants of the small files that come with the app for its demo, in the order of their names; the note that describes them is not one. */
export async function grantDemoSources(resources: string, vault: OpenVault): Promise<readonly SourceGrant[]> {
  const folder = path.join(resources, 'demo');
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'README.md' && !entry.name.startsWith('.')).map((entry) => path.join(folder, entry.name)).sort();
  const granted = await Promise.all(files.map((file) => vault.grants.addFile(file)));
  return granted.flatMap((result) => (result.ok ? [result.value] : []));
}
