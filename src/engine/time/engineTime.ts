import type { UnixMs } from '#base';
import type { HostClock } from '../options.ts';

/** The engine's wall clock: the host's, except while the demonstration plays back its story. */
export interface EngineTime {
  readonly now: () => UnixMs;
  /** Milliseconds that pass as the wall clock shows them: the host's uptime clock, and what the story skips. Never goes back. */
  readonly monotonicMs: () => number;
  /** An instant that the vault folder measured with the host's clock, on the engine's clock. */
  readonly fromHost: (at: UnixMs) => UnixMs;
  /** Shows `at` as the present time from now on; null goes back to the host's clock. Only the demonstration uses it. */
  readonly pretend: (at: UnixMs | null) => void;
}

/** An engine clock over the clock of the host. */
export function createEngineTime(host: HostClock): EngineTime {
  let shift = 0;
  let skippedMs = 0;
  const shifted = (at: UnixMs) => (at + shift) as UnixMs;
  return {
    now: () => shifted(host.now()),
    monotonicMs: () => host.monotonicMs() + skippedMs,
    fromHost: shifted,
    pretend: (at) => {
      const next = at === null ? 0 : at - host.now();
      // Otherwise every step of the story would look like a clock that somebody set forward.
      skippedMs += Math.max(0, next - shift);
      shift = next;
    },
  };
}
