import type { SealedCopy } from '../copy/sealedCopy.ts';
import type { LogId } from '#base';
import type { OpenLog } from './openLog.ts';
import { writeSnapshot } from './snapshot.ts';

/** Milliseconds of quiet after which a snapshot is written, and entries after which it is written even without quiet. */
const QUIET_MS = 2_000;
const MANY_ENTRIES = 1_000;
/** Of a long log so large a part may be new: what a snapshot costs grows with the log, and a whole journal may come at once from a server. */
const MANY_SHARE = 0.1;

/** Keeps the snapshots of the working copy close behind the logs, never in the way of a recording. */
export interface SnapshotKeeper {
  readonly begin: (open: OpenLog, writtenEntries: number, current: boolean) => void;
  readonly changed: (open: OpenLog) => void;
  /** While paused nothing is written, at the end neither: the next unlock reads the frames instead. */
  readonly pause: (paused: boolean) => void;
  /** Begins a log that was founded just now: its snapshot is written without waiting for quiet. */
  readonly founded: (open: OpenLog) => void;
  /** Writes what is pending now. */
  readonly flush: () => Promise<void>;
  readonly rewrite: (all: readonly OpenLog[]) => Promise<void>;
  readonly end: () => Promise<void>;
}

interface Kept { readonly open: OpenLog; written: number; stale: boolean }

/** A keeper for all logs of a vault. */
export function createSnapshotKeeper(copy: SealedCopy): SnapshotKeeper {
  const kept = new Map<LogId, Kept>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let isPaused = false;

  const writeStale = async () => {
    if (isPaused) return;
    for (const item of kept.values()) {
      if (!item.stale) continue;
      item.stale = false;
      const entries = item.open.entryCount();
      // Pages are cut by arrival, so everything before the last written entry is unchanged.
      if (await writeSnapshot(copy, item.open, item.written)) item.written = entries;
      else item.stale = true;
    }
  };
  const run = () => {
    timer = undefined;
    running ??= writeStale().finally(() => { running = null; });
  };
  const schedule = (soon: boolean) => {
    clearTimeout(timer);
    timer = setTimeout(run, soon ? 0 : QUIET_MS);
  };
  const writePending = async () => {
    clearTimeout(timer);
    await running;
    await writeStale();
  };
  return {
    begin: (open, written, current) => {
      kept.set(open.log, { open, written, stale: !current });
      if (!current) schedule(false);
    },
    changed: (open) => {
      const item = kept.get(open.log);
      if (item === undefined) return;
      item.stale = true;
      schedule(open.entryCount() - item.written >= Math.max(MANY_ENTRIES, item.written * MANY_SHARE));
    },
    pause: (paused) => {
      if (isPaused && !paused) schedule(false);
      isPaused = paused;
    },
    founded: (open) => {
      kept.set(open.log, { open, written: 0, stale: true });
      run();
    },
    flush: writePending,
    rewrite: async (all) => {
      for (const open of all) kept.set(open.log, { open, written: 0, stale: true });
      await running;
      await writeStale();
    },
    end: writePending,
  };
}
