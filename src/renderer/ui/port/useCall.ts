import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure, Result } from '#base';

export interface CallState<Input, Output, Kind extends string> {
  /** Runs the call; a second run while one is busy answers null and does nothing. */
  readonly run: (input: Input) => Promise<Result<Output, Failure<Kind>> | null>;
  readonly busy: boolean;
  /** The failure of the last run, until the next one or `clear`. */
  readonly error: Failure<Kind> | null;
  readonly clear: () => void;
}

/** Wraps one call of a port for a form: `useCall((input: Input) => engine.call('entry.record', input))`. */
export function useCall<Input, Output, Kind extends string>(call: (input: Input) => Promise<Result<Output, Failure<Kind>>>): CallState<Input, Output, Kind> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Failure<Kind> | null>(null);
  const latest = useRef(call);
  const running = useRef(false);
  useEffect(() => {
    latest.current = call;
  });
  const run = useCallback(async (input: Input) => {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      const result = await latest.current(input);
      if (!result.ok) setError(result.error);
      return result;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { run, busy, error, clear };
}
