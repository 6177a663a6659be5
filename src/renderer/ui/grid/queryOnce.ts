import type { Queries, QueryName } from '#ipc';
import type { QueryHub } from '../port/queryHub.ts';

/** The first result of a live query, or null when it failed: for printing and copying more than is on screen. */
export function queryOnce<N extends QueryName>(queries: QueryHub, name: N, params: Queries[N]['params']): Promise<Queries[N]['result'] | null> {
  return new Promise((resolve) => {
    let stop: (() => void) | null = null;
    let isSettled = false;
    const look = (): void => {
      const state = queries.read(name, params);
      if (state.state === 'loading' || isSettled) return;
      isSettled = true;
      stop?.();
      resolve(state.state === 'ready' ? state.result : null);
    };
    stop = queries.subscribe(name, params, look);
    look();
    // Settled at once by a result that was there already: `stop` was not known yet.
    if (isSettled) stop();
  });
}
