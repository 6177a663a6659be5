/** Holds work to a rate. */
export interface Pace {
  /** Waits until this much more may be read; false when the work is to end. */
  readonly spend: (bytes: number) => Promise<boolean>;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly end: () => void;
}

const LOOK_MS = 100;

/** A pace of bytes a second. While it is paused, or `isBusy` says that others need the machine, nothing goes on. */
export function createPace(bytesPerSecond: number, isBusy: () => boolean = () => false): Pace {
  let [paused, ended] = [false, false];
  let wake: (() => void) | null = null;
  // The instant at which what was spent is paid for. What was not used is not saved up.
  let free = 0;

  const sleep = (ms: number): Promise<void> => new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      wake = null;
      resolve();
    }
    wake = done;
  });

  return {
    spend: async (bytes) => {
      free = Math.max(free, performance.now()) + (bytes / bytesPerSecond) * 1_000;
      while (!ended && (paused || free > performance.now() || isBusy())) await sleep(paused || isBusy() ? LOOK_MS : Math.max(1, free - performance.now()));
      return !ended;
    },
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
      wake?.();
    },
    end: () => {
      ended = true;
      wake?.();
    },
  };
}
