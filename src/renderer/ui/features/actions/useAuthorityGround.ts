import { useMemo } from 'react';
import type { LogId, UnixMs } from '#base';
import { isEntityOf } from '#domain';
import { useNow } from '../../kit/useNow.ts';
import { useQuery } from '../../port/useQuery.ts';
import { useSession } from '../../session/store.ts';
import type { FormGround } from './authorityForm.ts';

const noFilter = {};

/** What actions of an incident are judged against, as it stands and moves on; null while it is being read. */
export function useAuthorityGround(log: LogId): FormGround | null {
  const signed = useQuery('entities', { log, kind: 'standing-approval', filter: noFilter });
  const systems = useQuery('entities', { log, kind: 'system', filter: noFilter });
  const accounts = useQuery('entities', { log, kind: 'account', filter: noFilter });
  const overview = useQuery('overview', { log });
  const operator = useSession((state) => state.report?.operator.name ?? '');
  const now = useNow(10_000) as UnixMs;
  return useMemo(() => {
    if (signed.state !== 'ready' || systems.state !== 'ready' || accounts.state !== 'ready' || overview.state !== 'ready') return null;
    const listed = [...systems.result.filter((entity) => isEntityOf(entity, 'system')), ...accounts.result.filter((entity) => isEntityOf(entity, 'account'))];
    const approvals = signed.result.filter((entity) => isEntityOf(entity, 'standing-approval'));
    return { base: { approvals: approvals.filter((entity) => entity.retracted === null), listed: listed.filter((entity) => entity.retracted === null) }, now, newest: overview.result.asOf, operator };
  }, [signed, systems, accounts, overview, operator, now]);
}
