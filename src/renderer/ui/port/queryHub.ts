import type { Queries, QueryName } from '#ipc';
import type { Engine } from './engine.ts';

export type QueryState<N extends QueryName> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly result: Queries[N]['result'] }
  | { readonly state: 'failed'; readonly kind: string };

interface Subscription {
  readonly id: number;
  readonly listeners: Set<() => void>;
  state: QueryState<QueryName>;
}

/** Live queries of one engine: views that ask the same thing share one subscription. */
export interface QueryHub {
  readonly subscribe: <N extends QueryName>(name: N, params: Queries[N]['params'], listener: () => void) => () => void;
  readonly read: <N extends QueryName>(name: N, params: Queries[N]['params']) => QueryState<N>;
}

const loading = { state: 'loading' } as const;
// A view that is replaced by its like (a screen change) finds the result still there instead of a flash of grey.
const LINGER_MS = 250;

/** Opens a query when the first view asks and closes it a moment after the last one leaves. */
export function createQueryHub(engine: Engine): QueryHub {
  const byKey = new Map<string, Subscription>();
  const byId = new Map<number, Subscription>();
  let nextId = 1;
  engine.on('query.result', ({ id, result }) => {
    const subscription = byId.get(id);
    if (subscription !== undefined) settle(subscription, { state: 'ready', result: result as never });
  });

  function settle(subscription: Subscription, state: QueryState<QueryName>): void {
    subscription.state = state;
    for (const listener of subscription.listeners) listener();
  }

  function open<N extends QueryName>(key: string, name: N, params: Queries[N]['params']): Subscription {
    const subscription: Subscription = { id: nextId, listeners: new Set(), state: loading };
    nextId += 1;
    byKey.set(key, subscription);
    byId.set(subscription.id, subscription);
    void engine.call('query.open', { id: subscription.id, name, params }).then((answer) => {
      if (!answer.ok) settle(subscription, { state: 'failed', kind: answer.error.kind });
    });
    return subscription;
  }

  function closeWhenUnused(key: string, subscription: Subscription): void {
    window.setTimeout(() => {
      if (subscription.listeners.size > 0 || byKey.get(key) !== subscription) return;
      byKey.delete(key);
      byId.delete(subscription.id);
      void engine.call('query.close', { id: subscription.id });
    }, LINGER_MS);
  }

  return {
    subscribe: (name, params, listener) => {
      const key = queryKey(name, params);
      const subscription = byKey.get(key) ?? open(key, name, params);
      subscription.listeners.add(listener);
      return () => {
        subscription.listeners.delete(listener);
        closeWhenUnused(key, subscription);
      };
    },
    read: <N extends QueryName>(name: N, params: Queries[N]['params']) => (byKey.get(queryKey(name, params))?.state ?? loading) as QueryState<N>,
  };
}

function queryKey(name: QueryName, params: unknown): string {
  return `${name} ${JSON.stringify(params)}`;
}
