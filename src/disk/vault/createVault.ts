import { join, resolve } from 'node:path';
import { bytesToHex, fail, ok, type Failure, type Result } from '#base';
import type { WriteFailure } from '#ipc';
import { requireCode, toWriteFailure } from '../durable/failures.ts';
import type { FileLayer } from '../durable/fileLayer.ts';
import { createEnvironment } from '../environment.ts';
import { FOLDERS, HEAD, NEW_FOLDER, SLOTS, toFolderName } from '../layout.ts';
import { acquireLock } from '../lock/acquireLock.ts';
import type { LogHandlers } from '../log/handlers.ts';
import { assembleVault } from './assemble.ts';
import type { CreateVaultFailure, CreateVaultOptions, OpenVault } from './door.ts';

const TRIES = 1_000;

/**
 * Begins a vault in a hidden folder beside its future place. `creation.finish` gives the folder its name; a vault that is
 * closed before that is taken away again, because nobody was ever told that it exists.
 */
export async function createVaultFolder(options: CreateVaultOptions): Promise<Result<OpenVault, CreateVaultFailure>> {
  const environment = createEnvironment(options.environment);
  const { files } = environment;
  const parent = resolve(options.parent);
  let path = join(parent, `${NEW_FOLDER}${bytesToHex(environment.random(8))}`);
  try {
    if (!(await files.stat(parent)).isDirectory) return fail('missing', 'the place for the vault is not a folder');
    await files.mkdir(path, false);
    for (const folder of FOLDERS) await files.mkdir(join(path, folder), false);
  } catch (error) {
    return requireCode(error) === 'ENOENT' ? fail('missing', 'the place for the vault is not there') : toWriteFailure(error);
  }
  const lock = await acquireLock({ files, vault: path, processes: environment.processes(), random: environment.random, now: environment.now, takeOver: false });
  if (!lock.ok) return fail(lock.error.kind === 'held' ? 'io' : lock.error.kind, lock.error.message);
  let isFinished = false;

  async function finish(logs: LogHandlers): Promise<Result<Record<string, never>, Failure<WriteFailure | 'exists'>>> {
    if (isFinished) return fail('exists', 'this vault has its name already');
    try {
      if (!(await files.isTaken(join(path, HEAD)))) throw new Error('creation.finish before vault.json was written');
      await logs.rest();
      for (const folder of [join(path, SLOTS), path]) await files.syncFolder(folder);
      const named = await giveName(files, parent, path, toFolderName(options.name));
      if (named === null) return fail('exists', 'too many vaults of this name');
      path = named;
      isFinished = true;
      await files.syncFolder(parent);
      return ok({});
    } catch (error) {
      return toWriteFailure(error);
    }
  }

  return ok(
    assembleVault({
      vault: () => path, hostStateDir: options.hostStateDir, sealWorker: options.sealWorker, ballastBytes: options.ballastBytes, environment,
      opened: [], isReadOnly: false, lock: lock.value, finishCreation: finish,
      onClosed: async () => {
        if (!isFinished) await files.removeTree(path);
      },
    }),
  );
}

/** Renames to the first free name: `Name`, `Name 2`, … Null when there is none. */
async function giveName(files: FileLayer, parent: string, path: string, name: string): Promise<string | null> {
  for (let number = 1; number <= TRIES; number += 1) {
    const wanted = join(parent, number === 1 ? name : `${name} ${number}`);
    if (await files.isTaken(wanted)) continue;
    try {
      await files.rename(path, wanted);
      return wanted;
    } catch (error) {
      if (!['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes(requireCode(error))) throw error;
    }
  }
  return null;
}
