import { useEffect, useState } from 'react';
import type { Failure, Payload, Result } from '#base';
import type { EngineContract } from '#ipc';
import { useEngine } from '../../port/ports.tsx';

/** What a run of the engine over files is doing. */
export type BundleRun<Output> =
  | { readonly state: 'asking' }
  | { readonly state: 'running'; readonly path: string }
  | { readonly state: 'done'; readonly path: string; readonly result: Output }
  | { readonly state: 'refused'; readonly kind: string };
export type BundleProgress = Payload<EngineContract, 'bundle.progress'>;

export interface BundleRunner<Output> {
  readonly run: BundleRun<Output>;
  readonly progress: BundleProgress | null;
  readonly isRunning: boolean;
  /** Asks for a place by `choose`, then does `work` with it. A place that is not chosen changes nothing. */
  readonly begin: <Place extends { readonly path: string }>(choose: () => Promise<Result<Place, Failure>>, work: (place: Place) => Promise<Result<Output, Failure>>) => Promise<void>;
  readonly cancel: () => void;
}

/** Runs one export, import or acknowledgement and follows it. */
export function useBundleRun<Output>(): BundleRunner<Output> {
  const engine = useEngine();
  const [run, setRun] = useState<BundleRun<Output>>({ state: 'asking' });
  const [progress, setProgress] = useState<BundleProgress | null>(null);
  useEffect(() => engine.on('bundle.progress', setProgress), [engine]);
  return {
    run, progress, isRunning: run.state === 'running',
    begin: async (choose, work) => {
      const place = await choose();
      if (!place.ok) {
        if (place.error.kind !== 'cancelled') setRun({ state: 'refused', kind: place.error.kind });
        return;
      }
      const { path } = place.value;
      setProgress(null);
      setRun({ state: 'running', path });
      const answer = await work(place.value);
      setRun(answer.ok ? { state: 'done', path, result: answer.value } : { state: 'refused', kind: answer.error.kind });
    },
    cancel: () => void engine.call('bundle.cancel', {}),
  };
}
