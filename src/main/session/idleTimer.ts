/** Counts the time since the last sign of a person. */
export interface IdleTimer {
  /** Starts counting anew, and from now on with these minutes. */
  readonly start: (minutes: number) => void;
  /** A sign of a person: counts anew when it is counting at all. */
  readonly touch: () => void;
  readonly stop: () => void;
}

const checkEveryMs = 1_000;

/**
 * Calls `onIdle` once when nobody touched for the given minutes. It compares clock times every second instead of waiting
 * once, because a single long timer stands still while a laptop sleeps. `now` is a clock in milliseconds.
 */
export function createIdleTimer(onIdle: () => void, now: () => number = Date.now): IdleTimer {
  let minutes = 0;
  let touchedAt = 0;
  let ticking: NodeJS.Timeout | null = null;
  function stop(): void {
    if (ticking !== null) clearInterval(ticking);
    ticking = null;
  }
  function look(): void {
    // A clock set back must not give a stranger more time.
    if (now() < touchedAt) touchedAt = now();
    if (now() - touchedAt < minutes * 60_000) return;
    stop();
    onIdle();
  }
  return {
    start: (newMinutes) => {
      stop();
      minutes = newMinutes;
      touchedAt = now();
      ticking = setInterval(look, checkEveryMs);
    },
    touch: () => {
      touchedAt = now();
    },
    stop,
  };
}
