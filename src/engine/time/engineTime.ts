import type { UnixMs } from '#base';
import type { HostClock } from '../options.ts';

/** The engine's wall clock: the host's, except while the demonstration plays back its story. */
export interface EngineTime {
  readonly now: () => UnixMs;
  /** An instant that the vault folder measured with the host's clock, on the engine's clock. */
  readonly fromHost: (at: UnixMs) => UnixMs;
  /** Shows `at` as the present time from now on; null goes back to the host's clock. Only the demonstration uses it. */
  readonly pretend: (at: UnixMs | null) => void;
}

/** An engine clock over the clock of the host. */
export function createEngineTime(host: HostClock): EngineTime {
  let shift = 0;
  const shifted = (at: UnixMs) => (at + shift) as UnixMs;
  return {
    now: () => shifted(host.now()),
    fromHost: shifted,
    pretend: (at) => {
      shift = at === null ? 0 : at - host.now();
    },
  };
}
