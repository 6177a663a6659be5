import { join, resolve } from 'node:path';
import { err, fail, ok, type Result } from '#base';
import { requireCode, systemErrorCode } from '../durable/failures.ts';
import { systemFiles, type FileLayer } from '../durable/fileLayer.ts';
import { createEnvironment, type DiskEnvironment } from '../environment.ts';
import { BALLAST, FOLDERS, SLOTS } from '../layout.ts';
import { acquireLock, type HeldLock, type LockFailure } from '../lock/acquireLock.ts';
import { openLogs } from '../log/openLogs.ts';
import { assembleVault } from './assemble.ts';
import { readClaimedId } from './heads.ts';
import type { OpenVault, OpenVaultFailure, OpenVaultOptions } from './door.ts';

/**
 * Opens a vault folder: takes the lock, scans the logs, puts torn tails aside. On media that cannot be written to it opens
 * without a lock and read-only. Failures: `missing`, `not-a-vault`, `held` (with the holder), `io`.
 */
export async function openVaultFolder(options: OpenVaultOptions): Promise<Result<OpenVault, OpenVaultFailure>> {
  const path = resolve(options.path);
  const environment = createEnvironment(options.environment);
  const { files } = environment;
  try {
    if (!(await files.isTaken(path))) return fail('missing', 'the folder is not there');
    if (!(await holdsHead(files, path))) return fail('not-a-vault', 'the folder does not hold a vault');
    const lock = await takeLock(path, options.takeOver === true, environment);
    if (!lock.ok && lock.error.kind !== 'read-only') return err(lock.error.kind === 'held' ? lock.error : { kind: 'io', message: lock.error.message });
    const held: HeldLock | null = lock.ok ? lock.value : null;
    try {
      if (held !== null) for (const folder of FOLDERS) await files.mkdir(join(path, folder), true);
      // A head or slot that was renamed before a crash is used from now on.
      if (held !== null) for (const folder of [join(path, SLOTS), path]) await files.syncFolder(folder);
      const opened = await openLogs({ files, vault: path, readOnly: held === null, random: environment.random, onProgress: options.onProgress ?? (() => undefined) });
      return ok(
        assembleVault({
          vault: () => path, hostStateDir: options.hostStateDir, sealWorker: options.sealWorker, ballastBytes: options.ballastBytes, environment, opened,
          isReadOnly: held === null, lock: held, finishCreation: null, onClosed: () => Promise.resolve(),
        }),
      );
    } catch (error) {
      await held?.release(path);
      throw error;
    }
  } catch (error) {
    return fail('io', `the vault cannot be read (${requireCode(error)})`);
  }
}

/** True when the folder carries the head of a vault. False for anything that cannot be read. */
export async function looksLikeVault(path: string): Promise<boolean> {
  return holdsHead(systemFiles, path);
}

async function holdsHead(files: FileLayer, path: string): Promise<boolean> {
  try {
    return (await readClaimedId(files, path)) !== null;
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return false;
  }
}

async function takeLock(vault: string, takeOver: boolean, environment: DiskEnvironment): Promise<Result<HeldLock, LockFailure>> {
  const options = { files: environment.files, vault, processes: environment.processes(), random: environment.random, now: environment.now, takeOver };
  const first = await acquireLock(options);
  if (first.ok || first.error.kind !== 'disk-full') return first;
  // A full disk has no room for a lock, and the ballast is there for such a day. Whoever else had the vault open has given it up already.
  await environment.files.unlink(join(vault, BALLAST)).catch(() => undefined);
  const second = await acquireLock(options);
  return second.ok || second.error.kind !== 'disk-full' ? second : fail('read-only', 'the disk is full');
}
