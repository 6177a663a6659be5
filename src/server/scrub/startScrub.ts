import type { LogId } from '#base';
import type { DiskEnvironment } from '#disk';
import type { Ledger } from '../ledger/openLedger.ts';
import type { BlobStore, Store } from '../store/types.ts';
import { checkBlob, checkFrames, type OnRead } from './checks.ts';
import { createPace, type Pace } from './pace.ts';
import { keepScrubState, readScrubState, type ScrubState } from './scrubState.ts';

export interface ScrubSettings {
  readonly bytesPerSecond: number;
  /** From the beginning of one round to that of the next. */
  readonly roundMs: number;
}
/** Reads everything again while the server serves. */
export interface Scrub {
  readonly state: () => ScrubState;
  readonly isPaused: () => boolean;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Numbers for `holdfast_scrub_…`. */
  readonly numbers: () => Readonly<Record<string, number>>;
  /** What is wrong now, or null. */
  readonly health: () => string | null;
  readonly close: () => Promise<void>;
}
interface Options {
  readonly settings: ScrubSettings;
  readonly data: string;
  readonly environment: DiskEnvironment;
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly ledger: Ledger;
  readonly onNotice: (text: string) => void;
  readonly isBusy: () => boolean;
}

export const defaultScrub: ScrubSettings = { bytesPerSecond: 16 * 2 ** 20, roundMs: 24 * 3_600_000 };
const KEEP_MS = 30_000;
const LOOK_MS = 1_000;

/** Starts the scrub of a server (docs/spec/server.md section 12); it goes on where the one before it ended. */
export async function startScrub(options: Options): Promise<Scrub> {
  const { settings, data, environment, isBusy } = options;
  const pace = createPace(settings.bytesPerSecond, isBusy);
  const work: Work = { options, pace, state: await readScrubState(data, environment), unread: 0, looked: 0, paused: false, ended: false, wake: null };
  const timer = setInterval(() => void keep(work), KEEP_MS).unref();
  const look = setInterval(() => void lookAside(work), LOOK_MS).unref();
  const running = rounds(work).catch(() => options.onNotice('the scrub has ended by a fault of the program'));
  return {
    state: () => work.state,
    isPaused: () => work.paused,
    pause: () => {
      work.paused = true;
      pace.pause();
    },
    resume: () => {
      work.paused = false;
      pace.resume();
    },
    numbers: () => ({
      scrub_rounds: work.state.rounds, scrub_frames: work.state.frames, scrub_blobs: work.state.blobs, scrub_bytes: work.state.bytes, scrub_damaged: work.state.damaged,
      scrub_blobs_aside: work.state.aside.length, scrub_unread: work.unread, scrub_running: work.state.at === null || work.paused ? 0 : 1,
    }),
    health: () => (work.state.aside.length === 0 ? null : 'some blobs are damaged and were put aside'),
    close: async () => {
      work.ended = true;
      for (const each of [timer, look]) clearInterval(each);
      pace.end();
      work.wake?.();
      await running;
      await keep(work);
    },
  };
}

interface Work { readonly options: Options; readonly pace: Pace; state: ScrubState; unread: number; looked: number; paused: boolean; ended: boolean; wake: (() => void) | null }

async function rounds(work: Work): Promise<void> {
  const { settings, environment, ledger } = work.options;
  while (!work.ended) {
    if (work.state.at === null && environment.now() - work.state.began < settings.roundMs) {
      await rest(work, Math.min(LOOK_MS, settings.roundMs));
      continue;
    }
    if (work.state.at === null) {
      work.state = { ...work.state, began: environment.now() };
      work.unread = 0;
      // A log that was put back is found with each round, whether anybody asks for it or not.
      await ledger.retry();
    }
    await round(work);
    if (work.ended) return;
    work.state = { ...work.state, at: null, rounds: work.state.rounds + 1 };
    await keep(work);
  }
}

async function round(work: Work): Promise<void> {
  const stored = await work.options.store.logs();
  const logs = stored.ok ? stored.value.map(({ log }) => log).toSorted() : [];
  const begin = work.state.at;
  for (const log of logs) {
    if (begin !== null && log < begin.log) continue;
    const after = begin?.log === log ? begin.after : null;
    if (after === null) await scrubFrames(work, log);
    if (!work.ended) await scrubBlobs(work, log, after ?? '');
    if (work.ended) return;
  }
}

const reader = (work: Work): OnRead => (bytes, frames) => {
  work.state = { ...work.state, bytes: work.state.bytes + bytes, frames: work.state.frames + frames };
};

async function scrubFrames(work: Work, log: LogId): Promise<void> {
  const { store, ledger, onNotice } = work.options;
  work.state = { ...work.state, at: { log, after: null } };
  if (ledger.broken().has(log)) return;
  let checked = await checkFrames(store, log, work.pace, reader(work));
  // The fault may have been on the way; and what a disk cannot read twice is lost.
  if (checked === 'damaged' || checked === 'unread') checked = await checkFrames(store, log, work.pace, reader(work));
  if (checked === 'damaged' || (checked === 'unread' && store.reopen !== undefined)) {
    work.state = { ...work.state, damaged: work.state.damaged + 1 };
    ledger.breakOff(log, 'frames that lie on the disk are damaged; put a copy of its files back');
  } else if (checked === 'unread') {
    work.unread += 1;
    onNotice(`scrub: the frames of log ${log} could not be read`);
  }
}

async function scrubBlobs(work: Work, log: LogId, from: string): Promise<void> {
  const { blobs, onNotice } = work.options;
  work.state = { ...work.state, at: { log, after: from } };
  for (let after = from; ; ) {
    const page = await blobs.list(log, after);
    if (!page.ok) {
      work.unread += 1;
      onNotice(`scrub: the blobs of log ${log} could not be listed`);
      return;
    }
    if (page.value.length === 0) return;
    for (const blob of page.value) {
      await scrubBlob(work, log, blob);
      if (work.ended) return;
      after = blob;
      work.state = { ...work.state, at: { log, after }, blobs: work.state.blobs + 1 };
    }
  }
}

async function scrubBlob(work: Work, log: LogId, blob: string): Promise<void> {
  const { blobs, environment, onNotice } = work.options;
  const checked = await checkBlob(blobs, log, blob, work.pace, reader(work));
  if (checked === 'unread') {
    work.unread += 1;
    onNotice(`scrub: blob ${blob} of log ${log} could not be read`);
  }
  if (checked !== 'damaged') return;
  const aside = await blobs.putAside(log, blob);
  work.state = { ...work.state, damaged: work.state.damaged + 1, ...(aside.ok ? { aside: [...work.state.aside, { log, blob, at: environment.now() }].slice(-10_000) } : {}) };
  onNotice(aside.ok ? `scrub: blob ${blob} of log ${log} is damaged and was put aside; a console that has it can send it again` : `scrub: blob ${blob} of log ${log} is damaged and could not be put aside`);
  await keep(work);
}

/** Looks at one of the blobs that were put aside: a console may have sent it again. */
async function lookAside(work: Work): Promise<void> {
  const { blobs, onNotice } = work.options;
  work.looked += 1;
  const one = work.state.aside[work.looked % Math.max(1, work.state.aside.length)];
  if (one === undefined || work.ended) return;
  const state = await blobs.blob(one.log, one.blob);
  if (work.ended || !state.ok || !state.value.whole || !work.state.aside.includes(one)) return;
  work.state = { ...work.state, aside: work.state.aside.filter((each) => each !== one) };
  onNotice(`scrub: blob ${one.blob} of log ${one.log} is whole again`);
}

function rest(work: Work, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    timer.unref();
    function done(): void {
      clearTimeout(timer);
      work.wake = null;
      resolve();
    }
    work.wake = done;
  });
}

async function keep({ options: { data, environment }, state }: Work): Promise<void> {
  await keepScrubState(data, environment, state);
}
