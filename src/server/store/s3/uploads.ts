import { fail, ok, type LogId, type Result } from '#base';
import type { BlobFiles } from '../blobs/blobFiles.ts';
import type { PutFailure } from '../types.ts';
import type { S3Client } from './client.ts';
import type { S3Failure } from './failures.ts';

/** Moves whole blobs from the spool to the store, each once at a time. */
export interface Uploads {
  /** Sends a blob that is whole in the spool; answers when it lies in the store, or why it does not. A failed one stays in the spool and is tried again. */
  readonly send: (log: LogId, blob: string) => Promise<Result<null, PutFailure>>;
  /** Sends what waits in the spool. */
  readonly sweep: () => Promise<void>;
  readonly close: () => Promise<void>;
}
interface Options {
  readonly spool: BlobFiles;
  readonly client: S3Client;
  readonly nameOf: (log: LogId, blob: string) => string;
  readonly onStored: (log: LogId, blob: string, size: number) => void;
  /** Told that uploads fail and why, and null when one succeeds again. */
  readonly onState: (failure: S3Failure | null) => void;
  readonly sweepMs: number;
}

const AT_ONCE = 4;

/** The uploads of one server; what was left in the spool by an earlier process is sent first. */
export function createUploads(options: Options): Uploads {
  const { spool, client, nameOf, onStored, onState } = options;
  const running = new Map<string, Promise<Result<null, PutFailure>>>();
  const turns = createTurns(AT_ONCE);
  let closed = false;

  async function upload(log: LogId, blob: string): Promise<Result<null, PutFailure>> {
    const state = await spool.blob(log, blob);
    if (closed || !state.ok || !state.value.whole) return fail('io', 'the blob is not in the spool');
    const size = state.value.bytes;
    const sent = await putAndLook(client, nameOf(log, blob), { path: spool.pathOf(log, blob), size, hash: blob });
    onState(sent.ok ? null : sent.error);
    if (!sent.ok) return sent.error.kind === 'wrong-hash' ? leave(log, blob) : fail(sent.error.kind === 'full' ? 'disk-full' : 'io', sent.error.message);
    onStored(log, blob, size);
    await spool.drop(log, blob);
    return ok(null);
  }

  // Several times other bytes than the name says: they lie so on the disk.
  async function leave(log: LogId, blob: string): Promise<Result<null, PutFailure>> {
    await spool.putAside(log, blob);
    return fail('wrong-hash', 'the blob was damaged while it waited; it was put aside');
  }

  function send(log: LogId, blob: string): Promise<Result<null, PutFailure>> {
    const key = nameOf(log, blob);
    const work = running.get(key) ?? turns(() => upload(log, blob)).finally(() => running.delete(key));
    running.set(key, work);
    return work;
  }

  async function sweep(): Promise<void> {
    const logs = await spool.logs();
    for (const log of logs.ok ? logs.value : []) {
      const names = await spool.list(log, '');
      for (const blob of names.ok ? names.value : []) {
        // One after the other, and no more of them when the store does not take one.
        if (closed || !(await send(log, blob)).ok) return;
      }
    }
  }

  let sweeping: Promise<void> = Promise.resolve();
  const again = (): void => {
    sweeping = sweeping.then(sweep).catch(() => undefined);
  };
  const timer = setInterval(again, options.sweepMs).unref();
  again();
  return {
    send, sweep,
    close: async () => {
      closed = true;
      clearInterval(timer);
      client.close();
      await Promise.allSettled([...running.values(), sweeping]);
    },
  };
}

// `stored` is believed only when the store shows an object of this size.
async function putAndLook(client: S3Client, name: string, file: { readonly path: string; readonly size: number; readonly hash: string }): Promise<Result<null, S3Failure>> {
  const put = await client.put(name, file);
  if (!put.ok) return put;
  const shown = await client.size(name);
  if (!shown.ok) return shown;
  return shown.value === file.size ? ok(null) : { ok: false, error: { kind: 'bad-answer', message: 'the store of blobs says that it has stored a blob, and does not show it' } };
}

function createTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
