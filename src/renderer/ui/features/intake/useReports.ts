import { useMemo } from 'react';
import type { LogId } from '#base';
import { isEntityOf, reportViews, type ReportView } from '#domain';
import { useQuery } from '../../port/useQuery.ts';

const noFilter = {};

/** The reports of an incident with what became of them; empty while they load. */
export function useReports(log: LogId): readonly ReportView[] {
  const reports = useQuery('entities', { log, kind: 'intake', filter: noFilter });
  const messages = useQuery('entities', { log, kind: 'communication', filter: noFilter });
  return useMemo(() => {
    if (reports.state !== 'ready' || messages.state !== 'ready') return [];
    return reportViews(reports.result.filter((entity) => isEntityOf(entity, 'intake')), messages.result.filter((entity) => isEntityOf(entity, 'communication')));
  }, [reports, messages]);
}
