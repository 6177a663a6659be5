import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogId } from '#base';
import type { IntegrityReport } from '#ipc';
import type { Engine } from '../../port/engine.ts';

/** One check of everything: it goes on while other screens are shown, and its result stays until the next one. */
export interface CheckState {
  readonly log: LogId | null;
  readonly isRunning: boolean;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly report: IntegrityReport | null;
  readonly failure: string | null;
}
export interface CheckRun { readonly store: StoreApi<CheckState>; readonly start: (log: LogId, evidence: boolean) => Promise<void>; readonly cancel: () => void }

const runByEngine = new WeakMap<Engine, CheckRun>();
const nothing: CheckState = { log: null, isRunning: false, progress: null, report: null, failure: null };

/** The check of an engine; made at first use. */
export function checkRunOf(engine: Engine): CheckRun {
  const known = runByEngine.get(engine);
  if (known !== undefined) return known;
  const made = createCheckRun(engine);
  runByEngine.set(engine, made);
  return made;
}

/** Makes a check that runs once at a time. */
export function createCheckRun(engine: Engine): CheckRun {
  const store = createStore<CheckState>(() => nothing);
  engine.on('integrity.progress', (progress) => {
    if (store.getState().isRunning) store.setState({ progress });
  });
  return {
    store,
    start: async (log, evidence) => {
      if (store.getState().isRunning) return;
      store.setState({ ...nothing, log, isRunning: true });
      const answer = await engine.call('integrity.check', { log, evidence });
      store.setState({ isRunning: false, progress: null, ...(answer.ok ? { report: answer.value } : { failure: answer.error.kind }) });
    },
    cancel: () => void engine.call('integrity.cancel', {}),
  };
}
