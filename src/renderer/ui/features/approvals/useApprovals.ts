import { useMemo } from 'react';
import type { LogId, UnixMs } from '#base';
import { approvalViews, isEntityOf, type ApprovalOrigin, type ApprovalView, type Entity } from '#domain';
import { useNow } from '../../kit/useNow.ts';
import { useQuery } from '../../port/useQuery.ts';

export interface Approvals {
  readonly views: readonly ApprovalView[];
  readonly overrides: readonly Entity<'action'>[];
  /** Where an answer was written; null for requests. */
  readonly originOf: (id: string) => ApprovalOrigin | null;
  readonly titleOfAction: (id: string) => string;
  /** Unix milliseconds as of which they stand. */
  readonly now: UnixMs;
}
const none = { approvals: [], links: [], overrides: [], origins: [], actions: [] };
const noFilter = {};

/** Approvals of an incident as they stand now, moved on with the clock; null while they are read. */
export function useApprovals(log: LogId): Approvals | null {
  const query = useQuery('approvals', { log });
  const now = useNow(10_000) as UnixMs;
  const base = query.state === 'ready' ? query.result : null;
  return useMemo(() => {
    const { approvals, links, overrides, origins, actions } = base ?? none;
    const written = new Map(origins.map((origin): readonly [string, ApprovalOrigin] => [origin.approval, origin]));
    const titles = new Map(actions.map((action): readonly [string, string] => [action.id, [action.ref, action.title].filter(Boolean).join(' ')]));
    return base === null ? null : { views: approvalViews(approvals, links, now), overrides, originOf: (id) => written.get(id) ?? null, titleOfAction: (id) => titles.get(id) ?? '', now };
  }, [base, now]);
}

/** Actions of an incident that stand. */
export function useActions(log: LogId): readonly Entity<'action'>[] {
  const query = useQuery('entities', { log, kind: 'action', filter: noFilter });
  const found = query.state === 'ready' ? query.result : null;
  return useMemo(() => (found ?? []).filter((entity): entity is Entity<'action'> => isEntityOf(entity, 'action') && entity.retracted === null), [found]);
}
