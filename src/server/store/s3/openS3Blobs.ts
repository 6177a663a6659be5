import { join } from 'node:path';
import { bytesToHex, fail, ok, parseLogId, type Failure, type LogId, type Result } from '#base';
import { acquireLock, type DiskEnvironment } from '#disk';
import { createBlobFiles, type BlobFiles } from '../blobs/blobFiles.ts';
import type { BlobStore, StoreFailure } from '../types.ts';
import { createS3Client, type S3Client, type S3Options } from './client.ts';
import type { S3Failure } from './failures.ts';
import type { S3Place } from './place.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { createWholeBlobs, type WholeBlobs } from './wholeBlobs.ts';

export interface S3BlobOptions extends Omit<S3Options, 'onFailure'> {
  readonly place: S3Place;
  /** Folder of the server: unfinished blobs and those that wait for the store are in `spool` of it. */
  readonly data: string;
  readonly environment: DiskEnvironment;
  readonly onNotice?: (text: string) => void;
  /** How long the answer to the last piece waits for the store. */
  readonly waitMs?: number;
  readonly sweepMs?: number;
  /** Looks only: no lock, no uploads. */
  readonly readOnly?: boolean;
}
interface Parts { readonly spool: BlobFiles; readonly client: S3Client; readonly whole: WholeBlobs; readonly uploads: Uploads | null }

const FIRST_SIZES_MS = 2_000;
const SIZES_MS = 600_000;

/**
 * Blobs in an S3-compatible store (docs/spec/server.md section 11). `usage`: it does not let this server in, or has no such bucket; a store that does not answer
 * is told as a notice, and asked again. `held`: another process has the spool.
 */
export async function openS3Blobs(options: S3BlobOptions): Promise<Result<BlobStore, Failure<'usage' | 'held' | 'io' | 'disk-full' | 'read-only'>>> {
  const { place, data, environment, readOnly = false, onNotice = () => undefined } = options;
  const client = createS3Client(place, options);
  const met = await client.list('blobs/', '', 1);
  if (!met.ok && !isPassingAtStart(met.error)) {
    client.close();
    return fail('usage', met.error.message);
  }
  if (!met.ok) onNotice(`${met.error.message}; blobs wait in the spool until it does`);
  const folder = join(data, 'spool');
  if (!readOnly) await environment.files.mkdir(folder, true).catch(() => undefined);
  const lock = readOnly ? null : await acquireLock({ files: environment.files, vault: folder, processes: environment.processes(), random: environment.random, now: environment.now, takeOver: false });
  if (lock?.ok === false) {
    client.close();
    return fail(lock.error.kind, lock.error.kind === 'held' ? 'another process serves this folder' : lock.error.message);
  }
  const spool = createBlobFiles(folder, environment);
  const whole = createWholeBlobs(client.size);
  // Who only looks has the time that it takes, and says nothing that was not counted.
  const sizes = createSizes(client, readOnly ? SIZES_MS : FIRST_SIZES_MS);
  const uploads = readOnly ? null : createUploads({
    spool, client, nameOf, sweepMs: options.sweepMs ?? 60_000, onState: createTeller(onNotice),
    onStored: (log, blob, size) => {
      whole.note(nameOf(log, blob), size);
      sizes.add(log, size);
    },
  });
  const parts = { spool, client, whole, uploads };
  return ok({
    blob: (log, blob) => stateOf(parts, log, blob),
    putBlob: (piece) => putPiece(parts, piece, options.waitMs ?? 20_000),
    getBlob: async (log, blob, from, maxBytes) => {
      if (maxBytes < 1) return ok(null);
      const got = await client.get(nameOf(log, blob), from, maxBytes);
      if (!got.ok) return storeFailureOf(got.error);
      whole.note(nameOf(log, blob), got.value?.size ?? null);
      return ok(got.value);
    },
    bytes: async (log) => (await sizes.of(log)) + (await spool.bytes(log)),
    logs: () => listLogs(client),
    list: async (log, after) => {
      const listed = await client.list(`blobs/${log}/`, after);
      return listed.ok ? ok(listed.value.objects.flatMap(({ name }) => /\/([0-9a-f]{64})$/.exec(name)?.[1] ?? [])) : storeFailureOf(listed.error);
    },
    putAside: (log, blob) => putAside(parts, log, blob, bytesToHex(environment.random(4))),
    tidy: spool.tidy,
    freeBytes: spool.freeBytes,
    close: async () => {
      await uploads?.close();
      client.close();
      if (lock?.ok === true) await lock.value.release(folder);
    },
  });
}

const nameOf = (log: LogId, blob: string): string => `blobs/${log}/${blob}`;

async function stateOf({ spool, whole }: Parts, log: LogId, blob: string): ReturnType<BlobStore['blob']> {
  const local = await spool.blob(log, blob);
  // Whole here means only that it waits for the store.
  if (!local.ok || local.value.whole) return local.ok ? ok({ bytes: local.value.bytes, whole: false }) : local;
  const size = await whole.size(nameOf(log, blob));
  if (!size.ok) return storeFailureOf(size.error);
  return ok(size.value === null ? local.value : { bytes: size.value, whole: true });
}

async function putPiece({ spool, uploads }: Parts, piece: Parameters<BlobStore['putBlob']>[0], waitMs: number): ReturnType<BlobStore['putBlob']> {
  const put = await spool.putBlob(piece);
  if (!put.ok || !put.value.whole) return put;
  if (uploads === null) return fail('io', 'this store is only looked at');
  const sent = await within(uploads.send(piece.log, piece.blob), waitMs);
  if (sent === null) return fail('busy', 'the blob is on its way to the store');
  return sent.ok ? put : sent;
}

/** One request for each log: behind the last name that a log can have comes the next log. */
async function listLogs(client: S3Client): Promise<Result<readonly LogId[], StoreFailure>> {
  const logs: LogId[] = [];
  for (let after = ''; ; ) {
    const first = await client.list('blobs/', after, 1);
    if (!first.ok) return storeFailureOf(first.error);
    const [found] = first.value.objects;
    if (found === undefined) return ok(logs);
    const folder = found.name.split('/')[1] ?? '';
    const log = parseLogId(folder);
    if (log !== null) logs.push(log);
    after = `${folder}/~`;
  }
}

async function putAside({ client, whole }: Parts, log: LogId, blob: string, mark: string): Promise<Result<null, StoreFailure>> {
  const copied = await client.copy(nameOf(log, blob), `quarantine/${log}-${blob}-${mark}`);
  if (!copied.ok) return storeFailureOf(copied.error);
  // Taken away only where the copy can be seen.
  const [before, after] = [await client.size(nameOf(log, blob)), await client.size(`quarantine/${log}-${blob}-${mark}`)];
  if (!before.ok || !after.ok || before.value !== after.value) return fail('io', 'the blob could not be put aside');
  const removed = await client.remove(nameOf(log, blob));
  if (!removed.ok) return storeFailureOf(removed.error);
  whole.note(nameOf(log, blob), null);
  return ok(null);
}

/** Bytes of the objects of each log: listed once in a while, and added up meanwhile. A store that is slow does not hold up those who ask. */
function createSizes(client: S3Client, firstMs: number): { readonly of: (log: LogId) => Promise<number>; readonly add: (log: LogId, bytes: number) => void } {
  const known = new Map<LogId, { bytes: number; at: number }>();
  const asking = new Map<LogId, Promise<void>>();

  async function count(log: LogId): Promise<void> {
    let bytes = 0;
    for (let after: string | null = ''; after !== null; ) {
      const page: Awaited<ReturnType<S3Client['list']>> = await client.list(`blobs/${log}/`, after);
      if (!page.ok) return;
      bytes += page.value.objects.reduce((sum, { size }) => sum + size, 0);
      after = page.value.next;
    }
    known.set(log, { bytes, at: performance.now() });
  }

  return {
    of: async (log) => {
      const found = known.get(log);
      if (found === undefined || performance.now() - found.at > SIZES_MS) {
        const work = asking.get(log) ?? count(log).finally(() => asking.delete(log));
        asking.set(log, work);
        if (found === undefined) await within(work, firstMs);
      }
      return known.get(log)?.bytes ?? 0;
    },
    add: (log, bytes) => {
      const found = known.get(log);
      if (found !== undefined) found.bytes += bytes;
    },
  };
}

function createTeller(onNotice: (text: string) => void): (failure: S3Failure | null) => void {
  let told: string | null = null;
  return (failure) => {
    if ((failure?.message ?? null) === told) return;
    told = failure?.message ?? null;
    onNotice(failure === null ? 'the store of blobs takes blobs again' : `${failure.message}; what was sent waits in the spool`);
  };
}

function isPassingAtStart({ kind }: S3Failure): boolean {
  return kind === 'unreachable' || kind === 'busy';
}

function storeFailureOf({ kind, message }: S3Failure): { readonly ok: false; readonly error: StoreFailure } {
  return { ok: false, error: { kind: kind === 'full' ? 'disk-full' : 'io', message } };
}

/** What a promise gives within a time, or null; it goes on. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
