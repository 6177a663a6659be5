import { dialog, type BrowserWindow } from 'electron';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok } from '#base';
import { looksLikeVault } from '#disk';
import type { HandlersOf } from '../ipc/router.ts';
import type { KnownVaults } from './knownVaults.ts';
import type { VaultSeat } from './vaultSeat.ts';

type VaultCalls = 'vaults.list' | 'vaults.choose' | 'vaults.chooseParent' | 'vaults.forget' | 'vault.open' | 'vault.create';

/** Finding, opening and beginning vaults. The window names them by token; paths are for showing only. */
export function createVaultHandlers(options: {
  readonly known: KnownVaults;
  readonly seat: VaultSeat;
  readonly defaultFolder: string;
  readonly window: () => BrowserWindow | null;
  /** Told when a vault is open from now on, so that the idle timer runs. */
  readonly onOpened: () => void;
}): HandlersOf<VaultCalls> {
  const { known, seat, defaultFolder } = options;
  const parentByToken = new Map<string, string>();
  return {
    'vaults.list': async () => ok({ vaults: await known.list(), defaultFolder }),
    'vaults.choose': async () => {
      const folder = await chooseFolder(options.window(), 'Open a vault', ['openDirectory', 'dontAddToRecent']);
      if (folder === null) return fail('cancelled', 'nothing was chosen');
      if (!(await looksLikeVault(folder))) return fail('not-a-vault', 'this folder holds no vault');
      return ok(await known.remember(folder, null));
    },
    'vaults.chooseParent': async () => {
      const folder = await chooseFolder(options.window(), 'Where should the vault lie?', ['openDirectory', 'createDirectory', 'dontAddToRecent']);
      if (folder === null) return fail('cancelled', 'nothing was chosen');
      const parent = randomBytes(16).toString('hex');
      parentByToken.set(parent, folder);
      return ok({ parent, path: folder });
    },
    'vaults.forget': async ({ vault }) => ((await known.forget(vault)) ? ok({}) : fail('missing', 'this vault is not on the list')),
    'vault.open': async ({ vault }) => {
      const folder = await known.pathOf(vault);
      if (folder === null) return fail('missing', 'this vault is not on the list');
      const opened = await seat.open(folder);
      if (!opened.ok) return fail(opened.error.kind, opened.error.message);
      const remembered = await known.remember(folder, Date.now());
      options.onOpened();
      return ok({ name: remembered.name, readOnly: opened.value.readOnly() });
    },
    'vault.create': async ({ name, parent }) => {
      const place = parent === null ? defaultFolder : parentByToken.get(parent);
      if (place === undefined) return fail('unknown-grant', 'choose the place of the vault again');
      if (parent === null) await mkdir(place, { recursive: true, mode: 0o700 }).catch(() => undefined);
      const vault = randomBytes(16).toString('hex');
      const created = await seat.create({ parent: place, name }, async (finished) => void (await known.remember(finished, Date.now(), vault)));
      if (!created.ok) return created.error.kind === 'disk-full' ? fail('disk-full', created.error.message) : fail('io', created.error.message);
      options.onOpened();
      return ok({ vault, path: path.join(place, name) });
    },
  };
}

async function chooseFolder(window: BrowserWindow | null, title: string, properties: NonNullable<Electron.OpenDialogOptions['properties']>): Promise<string | null> {
  const answer = window === null ? await dialog.showOpenDialog({ title, properties }) : await dialog.showOpenDialog(window, { title, properties });
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}
