import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { createExecutor, type Job, type JobAnswer } from './jobs.ts';

/** Executes jobs one after the other, in the order in which they were given. */
export interface Lane {
  readonly run: (job: Job) => Promise<JobAnswer>;
  /** True when its thread has died. */
  readonly isBroken: () => boolean;
  readonly close: () => Promise<void>;
}

/** The lanes of one vault: made when the first evidence is sealed, kept while it goes on. */
export interface LanePool {
  /** All lanes; jobs of one stream must stay on one lane. */
  readonly acquire: () => Promise<readonly Lane[]>;
  readonly release: () => void;
  readonly close: () => Promise<void>;
}

const IDLE_MS = 15_000;

/** A pool of two to four worker threads, or of the calling thread alone when there is no worker file. */
export function createLanePool(worker: URL | undefined): LanePool {
  let lanes: Promise<readonly Lane[]> | null = null;
  let idle: NodeJS.Timeout | null = null;

  async function close(): Promise<void> {
    if (idle !== null) clearTimeout(idle);
    const closing = lanes;
    lanes = null;
    for (const lane of (await closing) ?? []) await lane.close();
  }

  return {
    acquire: async () => {
      if (idle !== null) clearTimeout(idle);
      if ((await lanes)?.some((lane) => lane.isBroken()) === true) await close();
      lanes ??= createLanes(worker ?? defaultWorker());
      return lanes;
    },
    release: () => {
      idle = setTimeout(() => void close(), IDLE_MS);
      idle.unref();
    },
    close,
  };
}

/** The built worker beside the running bundle, when the build made one. Out of an archive threads load only unpacked files. */
function defaultWorker(): URL | undefined {
  const beside = new URL('sealWorker.mjs', import.meta.url);
  const unpacked = new URL(beside.href.replace('/app.asar/', '/app.asar.unpacked/'));
  return [unpacked, beside].find((url) => url.protocol === 'file:' && existsSync(url));
}

async function createLanes(worker: URL | undefined): Promise<readonly Lane[]> {
  if (worker === undefined) return [await createLocalLane()];
  const count = Math.min(4, Math.max(2, availableParallelism()));
  try {
    return await Promise.all(Array.from({ length: count }, () => createWorkerLane(worker)));
  } catch {
    return [await createLocalLane()];
  }
}

/** A lane on the calling thread; between jobs other work gets its turn. */
export async function createLocalLane(): Promise<Lane> {
  const execute = await createExecutor();
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (job) => {
      const result = last.then(() => new Promise<JobAnswer>((resolve) => setImmediate(() => resolve(execute(job)))));
      last = result.catch(() => undefined);
      return result;
    },
    isBroken: () => false,
    close: () => Promise.resolve(),
  };
}

function createWorkerLane(url: URL): Promise<Lane> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(url);
    const waiting: { readonly resolve: (answer: JobAnswer) => void; readonly reject: (error: unknown) => void }[] = [];
    let failure: Error | null = null;
    worker.on('message', (answer: JobAnswer) => {
      waiting.shift()?.resolve(answer);
      if (waiting.length === 0) worker.unref();
    });
    worker.on('error', (error) => {
      failure = error;
      reject(error);
      for (const each of waiting.splice(0)) each.reject(error);
    });
    worker.on('exit', () => {
      failure ??= new Error('the sealing thread ended');
      for (const each of waiting.splice(0)) each.reject(failure);
    });
    worker.once('online', () => {
      worker.unref();
      resolve({
        run: (job) =>
          new Promise<JobAnswer>((done, fail) => {
            if (failure !== null) {
              fail(failure);
              return;
            }
            // An open job keeps the process alive; an idle thread does not.
            if (waiting.length === 0) worker.ref();
            waiting.push({ resolve: done, reject: fail });
            worker.postMessage(job);
          }),
        isBroken: () => failure !== null,
        close: async () => {
          await worker.terminate();
        },
      });
    });
  });
}
