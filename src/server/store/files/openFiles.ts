import { join } from 'node:path';
import { fail, ok, parseLogId, type Failure, type LogId, type Result } from '#base';
import { acquireLock, createEnvironment, listIfPresent, openLogs, readIfPresent, replaceFile, type DiskEnvironment } from '#disk';
import { storeFailure } from '../failures.ts';
import { createFreeLook } from '../freeLook.ts';
import type { Store, StoredLog } from '../types.ts';
import { createCheckpointFiles, type CheckpointFiles } from './checkpoints.ts';
import { openFileLog, type FileLog } from './fileLog.ts';
import { folders, requestFolder, voucherFile } from './layout.ts';
import { createUsageFiles } from './usage.ts';

export type OpenStoreFailure = Failure<'held' | 'io' | 'disk-full' | 'read-only'>;
export interface FileStoreOptions {
  readonly data: string;
  readonly environment?: Partial<DiskEnvironment>;
  /** Told about torn tails that were put aside: the log, and how many bytes. */
  readonly onTail?: (log: LogId, bytes: number) => void;
  /** Looks without a lock and without putting anything aside; nothing may be written then. */
  readonly readOnly?: boolean;
}

/** Opens the data folder of a server (docs/spec/server.md section 2): takes its lock, scans every log, puts torn tails aside. `held`: another process has it. */
export async function openFileStore(options: FileStoreOptions): Promise<Result<Store, OpenStoreFailure>> {
  const { data, readOnly = false } = options;
  const environment = createEnvironment(options.environment);
  const { files } = environment;
  try {
    if (!readOnly) for (const folder of folders) await files.mkdir(join(data, folder), true);
    const lock = readOnly ? null : await acquireLock({ files, vault: data, processes: environment.processes(), random: environment.random, now: environment.now, takeOver: false });
    if (lock?.ok === false) return fail(lock.error.kind, lock.error.kind === 'held' ? 'another process serves this folder' : lock.error.message);
    const logs = new Map<LogId, FileLog>();
    const scan = { files, vault: data, readOnly, random: environment.random, onProgress: () => undefined };
    const reopen = async (log: LogId): Promise<void> => {
      const [opened] = await openLogs({ ...scan, only: log });
      const file = await openFileLog(data, log, environment, opened ?? null);
      if (!file.ok) return;
      await logs.get(log)?.rest();
      logs.set(log, file.value);
      for (const { bytes } of opened?.condition.quarantined ?? []) options.onTail?.(log, bytes);
    };
    for (const opened of await openLogs(scan)) {
      const { log, quarantined } = opened.condition;
      const file = await openFileLog(data, log, environment, opened);
      if (!file.ok) return file;
      logs.set(log, file.value);
      for (const { bytes } of quarantined) options.onTail?.(log, bytes);
    }
    const checkpoints = createCheckpointFiles(data, files);
    return ok({ ...assemble(data, environment, { logs, checkpoints }, async () => {
      for (const log of logs.values()) await log.rest();
      await checkpoints.rest();
      if (lock?.ok === true) await lock.value.release(data);
    }), reopen: (log) => reopen(log).then(() => checkpoints.rest(log)).catch(() => undefined) });
  } catch (error) {
    return storeFailure(error);
  }
}

function assemble(data: string, environment: DiskEnvironment, { logs, checkpoints }: { readonly logs: Map<LogId, FileLog>; readonly checkpoints: CheckpointFiles }, close: () => Promise<void>): Store {
  const usage = createUsageFiles(data, environment);

  async function obtain(log: LogId): Promise<FileLog | null> {
    const known = logs.get(log);
    if (known !== undefined) return known;
    const created = await openFileLog(data, log, environment, null);
    if (!created.ok) return null;
    logs.set(log, created.value);
    return created.value;
  }

  function describe(log: LogId, file: FileLog): StoredLog {
    return { log, size: file.size(), frameBytes: file.bytes(), damaged: file.damaged };
  }

  return {
    logs: () => Promise.resolve(ok([...logs].filter(([, file]) => file.size() > 0).map(([log, file]) => describe(log, file)))),
    find: (log) => {
      const file = logs.get(log);
      return Promise.resolve(ok(file === undefined || file.size() === 0 ? null : describe(log, file)));
    },
    frames: async (log, from, maxBytes) => (await logs.get(log)?.frames(from, maxBytes)) ?? ok([]),
    append: async (log, size, frames) => (await (await obtain(log))?.append(size, frames)) ?? fail('io', 'the log cannot be opened'),
    checkpoint: async (log) => ok(await checkpoints.read(log)),
    // One process has the folder, so nobody else has signed anything.
    keepCheckpoint: (log, { size }, checkpoint) => checkpoints.write(log, size, checkpoint),
    ...createSmallFiles(data, environment),
    addUsage: async (device, day, bytes) => ok(await usage.add(device, day, bytes)),
    tidy: async (now, ageMs) => {
      for (const log of logs.keys()) await tidyRequests(data, environment, log, now - ageMs);
      await usage.tidy(now);
    },
    freeBytes: createFreeLook(async () => (await environment.space(data)).freeBytes),
    problem: () => null,
    close: async () => {
      await usage.flush();
      await close();
    },
  };
}

/** Vouchers and requests to join: one small file each, replaced as a whole. */
function createSmallFiles(data: string, environment: DiskEnvironment): Pick<Store, 'spendVoucher' | 'requests' | 'putRequest' | 'dropRequests'> {
  const { files, random } = environment;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    spendVoucher: (voucher, log, most) => inTurn(async () => {
      try {
        const text = new TextDecoder().decode((await readIfPresent(files, voucherFile(data, voucher))) ?? new Uint8Array(0));
        const founded = text.split('\n').flatMap((line) => parseLogId(line) ?? []);
        if (founded.includes(log)) return ok(true);
        if (founded.length >= most) return ok(false);
        await replaceFile(files, voucherFile(data, voucher), new TextEncoder().encode([...founded, log, ''].join('\n')), random);
        return ok(true);
      } catch (error) {
        return storeFailure(error);
      }
    }),
    requests: async (log) => {
      const names = await listIfPresent(files, requestFolder(data, log));
      const found = await Promise.all(names.map(async (name) => {
        const [, invitation = '', device = ''] = REQUEST_FILE.exec(name) ?? [];
        const path = join(requestFolder(data, log), name);
        const facts = invitation === '' ? null : await files.stat(path).catch(() => null);
        const bytes = facts === null ? null : await readIfPresent(files, path);
        return facts === null || bytes === null ? [] : [{ invitation, device, at: facts.mtimeMs, bytes }];
      }));
      return ok(found.flat().toSorted((left, right) => left.at - right.at));
    },
    putRequest: (log, { invitation, device, bytes }) => inTurn(async () => {
      try {
        await files.mkdir(requestFolder(data, log), true);
        await replaceFile(files, join(requestFolder(data, log), `${invitation}-${device}.hfj`), bytes, random);
        return ok(null);
      } catch (error) {
        return storeFailure(error);
      }
    }),
    dropRequests: (log, invitation) => inTurn(async () => {
      try {
        for (const name of await listIfPresent(files, requestFolder(data, log))) {
          if (REQUEST_FILE.exec(name)?.[1] === invitation) await files.unlink(join(requestFolder(data, log), name));
        }
        return ok(null);
      } catch (error) {
        return storeFailure(error);
      }
    }),
  };
}

const REQUEST_FILE = /^([0-9a-f]{32})-([0-9a-f]{64})\.hfj$/;

async function tidyRequests(data: string, { files }: DiskEnvironment, log: LogId, before: number): Promise<void> {
  for (const name of await listIfPresent(files, requestFolder(data, log))) {
    const path = join(requestFolder(data, log), name);
    const found = await files.stat(path).catch(() => null);
    if (found !== null && found.mtimeMs < before) await files.unlink(path).catch(() => undefined);
  }
}

