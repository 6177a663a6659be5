import { useMemo } from 'react';
import type { LogId, UnixMs } from '#base';
import { clockAt, type UpdateRow } from '#domain';
import { useQuery } from '../../port/useQuery.ts';
import { useSecond } from '../clocks/useClocks.ts';

/** Subscriptions with their clocks moved on to the present, by id; null while they are on their way. */
export function useUpdates(log: LogId): { readonly rows: ReadonlyMap<string, UpdateRow> | null; readonly now: UnixMs } {
  const query = useQuery('updates', { log });
  const now = useSecond();
  const found = query.state === 'ready' ? query.result : null;
  const rows = useMemo(() => (found === null ? null : new Map(found.map((row) => [row.subscription.id as string, { ...row, clock: row.clock === null ? null : clockAt(row.clock, now) }]))), [found, now]);
  return { rows, now };
}

/** True while an update is owed. */
export function isOwed({ clock }: UpdateRow): boolean {
  return clock !== null && (clock.state === 'running' || clock.state === 'overdue' || clock.state === 'tolled');
}
