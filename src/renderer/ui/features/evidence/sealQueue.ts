import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EntryId, In, LogId } from '#base';
import type { EngineContract, EvidenceProgress } from '#ipc';
import type { Engine } from '../../port/engine.ts';

export type SealInput = In<EngineContract, 'evidence.seal'>;
/** One file on its way into the journal. */
export interface SealJob {
  readonly id: number;
  readonly log: LogId;
  readonly name: string;
  readonly input: SealInput;
  readonly state: 'waiting' | 'running' | 'failed' | 'sealed';
  /** Known once the engine announces progress; needed to cancel. */
  readonly item: EntryId | null;
  readonly progress: EvidenceProgress | null;
  readonly failure: string | null;
  readonly sealed: { readonly entryId: EntryId; readonly duplicateOf: string | null } | null;
}

export interface SealQueue {
  readonly store: StoreApi<{ readonly jobs: readonly SealJob[]; readonly progressByItem: Readonly<Record<string, EvidenceProgress>> }>;
  /** Adds files; they are sealed one after the other, whatever screen is shown. */
  readonly add: (jobs: readonly { readonly log: LogId; readonly name: string; readonly input: SealInput }[]) => void;
  /** Stops a running job after its present part, or takes a waiting one out. */
  readonly cancel: (id: number) => void;
  /** Tries a failed job again; parts that a cancel or a full disk left complete are kept. */
  readonly retry: (id: number) => void;
  /** Takes a finished or failed job off the list. */
  readonly dismiss: (id: number) => void;
}

// After these the parts on disk are good and the run can go on; after others it begins anew.
const resumable: readonly string[] = ['cancelled', 'disk-full', 'io', 'read-only'];

const queueByEngine = new WeakMap<Engine, SealQueue>();

/** The queue of an engine; made at first use and kept while the vault is open. */
export function sealQueueOf(engine: Engine): SealQueue {
  const known = queueByEngine.get(engine);
  if (known !== undefined) return known;
  const made = createSealQueue(engine);
  queueByEngine.set(engine, made);
  return made;
}

/** Makes a queue: main seals one item at a time, so the queue starts the next when one has ended. */
export function createSealQueue(engine: Engine): SealQueue {
  const store: SealQueue['store'] = createStore(() => ({ jobs: [], progressByItem: {} }));
  let nextId = 1;
  const change = (id: number, part: Partial<SealJob>): void => store.setState((state) => ({ jobs: state.jobs.map((job) => (job.id === id ? { ...job, ...part } : job)) }));
  const running = (): SealJob | undefined => store.getState().jobs.find((job) => job.state === 'running');

  engine.on('evidence.progress', (progress) => {
    const job = running();
    const isSeal = progress.phase === 'sealing' || progress.phase === 'reading-back';
    if (isSeal && job !== undefined && (job.item === null || job.item === progress.item)) change(job.id, { item: progress.item, progress });
    store.setState((state) => ({ progressByItem: { ...state.progressByItem, [progress.item]: progress } }));
  });

  async function runNext(): Promise<void> {
    if (running() !== undefined) return;
    const job = store.getState().jobs.find((candidate) => candidate.state === 'waiting');
    if (job === undefined) return;
    change(job.id, { state: 'running', item: job.input.resume });
    const answer = await engine.call('evidence.seal', job.input);
    if (answer.ok) change(job.id, { state: 'sealed', progress: null, sealed: { entryId: answer.value.entryId, duplicateOf: answer.value.duplicateOf } });
    else change(job.id, { state: 'failed', progress: null, failure: answer.error.kind });
    await runNext();
  }

  return {
    store,
    add: (jobs) => {
      const added = jobs.map((job): SealJob => {
        const id = nextId;
        nextId += 1;
        return { id, ...job, state: 'waiting', item: null, progress: null, failure: null, sealed: null };
      });
      store.setState((state) => ({ jobs: [...state.jobs, ...added] }));
      void runNext();
    },
    cancel: (id) => {
      const job = store.getState().jobs.find((candidate) => candidate.id === id);
      if (job?.state === 'waiting') store.setState((state) => ({ jobs: state.jobs.filter((candidate) => candidate.id !== id) }));
      else if (job?.state === 'running' && job.item !== null) void engine.call('evidence.cancel', { item: job.item });
    },
    retry: (id) => {
      const job = store.getState().jobs.find((candidate) => candidate.id === id);
      if (job?.state !== 'failed') return;
      const resume = job.failure !== null && resumable.includes(job.failure) ? job.item : null;
      change(id, { state: 'waiting', failure: null, item: null, input: { ...job.input, resume } });
      void runNext();
    },
    dismiss: (id) => store.setState((state) => ({ jobs: state.jobs.filter((job) => job.id !== id || job.state === 'running') })),
  };
}

const PART_BYTES = 256 * 1024 * 1024;

/** Which part of how many is being worked on, and the milliseconds left at the present speed. */
export function readProgress(progress: EvidenceProgress): { readonly part: number; readonly parts: number; readonly fraction: number; readonly leftMs: number | null } {
  const parts = Math.max(1, Math.ceil(progress.total / PART_BYTES));
  const fraction = progress.total === 0 ? 1 : Math.min(1, progress.done / progress.total);
  const leftMs = progress.bytesPerSecond > 0 ? ((progress.total - progress.done) / progress.bytesPerSecond) * 1000 : null;
  return { part: Math.min(parts, Math.floor(progress.done / PART_BYTES) + 1), parts, fraction, leftMs };
}
