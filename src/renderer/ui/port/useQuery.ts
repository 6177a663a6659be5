import { useCallback, useState, useSyncExternalStore } from 'react';
import type { Queries, QueryName } from '#ipc';
import { usePorts } from './ports.tsx';
import type { QueryState } from './queryHub.ts';

/**
 * A live query: loading, then ready, and ready again whenever the journal changes. While new parameters of the same
 * incident load, the last result stays on screen. `params` null asks nothing and stays loading.
 */
export function useQuery<N extends QueryName>(name: N, params: Queries[N]['params'] | null): QueryState<N> {
  const { queries } = usePorts();
  const key = params === null ? null : JSON.stringify(params);
  const [last, setLast] = useState<{ readonly of: string; readonly state: QueryState<N> } | null>(null);
  const subscribe = useCallback(
    (listener: () => void) => (key === null ? () => undefined : queries.subscribe(name, JSON.parse(key) as Queries[N]['params'], listener)),
    [queries, name, key],
  );
  const read = useCallback((): QueryState<N> => (key === null ? idle : queries.read(name, JSON.parse(key) as Queries[N]['params'])), [queries, name, key]);
  const state = useSyncExternalStore(subscribe, read);
  const of = `${name} ${incidentOf(params)}`;
  if (state.state === 'ready' && (last?.state !== state || last.of !== of)) setLast({ of, state });
  if (state.state === 'loading' && last?.of === of) return last.state;
  return state;
}

const idle = { state: 'loading' } as const;

function incidentOf(params: unknown): string {
  return typeof params === 'object' && params !== null && 'log' in params ? String(params.log) : '';
}
