import type { EntryId } from '#base';
import type { EvidenceProgress } from '#ipc';

const INTERVAL_MS = 100;
const WINDOW_MS = 3_000;

/** Counts plaintext bytes and announces them at most ten times a second, with the speed of the last seconds. */
export interface Meter {
  readonly begin: (phase: EvidenceProgress['phase'], total: number) => void;
  readonly add: (bytes: number) => void;
}

/** `now` is a monotonic clock in milliseconds. */
export function createMeter(item: EntryId, announce: (progress: EvidenceProgress) => void, now: () => number = () => performance.now()): Meter {
  let phase: EvidenceProgress['phase'] = 'sealing';
  let total = 0;
  let done = 0;
  let lastSaid = Number.NEGATIVE_INFINITY;
  let samples: { readonly at: number; readonly done: number }[] = [];

  function say(at: number): void {
    lastSaid = at;
    samples = [...samples.filter((sample) => at - sample.at <= WINDOW_MS), { at, done }];
    const first = samples[0] ?? { at, done };
    const bytesPerSecond = at > first.at ? Math.round(((done - first.done) / (at - first.at)) * 1000) : 0;
    announce({ item, phase, done, total, bytesPerSecond });
  }

  return {
    begin: (nextPhase, nextTotal) => {
      phase = nextPhase;
      total = nextTotal;
      done = 0;
      samples = [{ at: now(), done: 0 }];
    },
    add: (bytes) => {
      done += bytes;
      const at = now();
      if (at - lastSaid >= INTERVAL_MS) say(at);
    },
  };
}
