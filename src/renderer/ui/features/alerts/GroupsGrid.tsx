// Groups of alerts as the console sees them, in order of time. Keys: those of a grid; Enter joins one to the detection. Pattern: ARIA grid.
import { useMemo, useState, type ReactNode } from 'react';
import type { AlertGroup, AlertsView } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { formatInstant, useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { select } from '../../session/actions.ts';
import { useSharedText } from './useAlerts.ts';

export interface GroupsGridProps { readonly view: AlertsView; readonly onJoin: (group: AlertGroup) => void; readonly onTake: () => void }

export function GroupsGrid({ view, onJoin, onTake }: GroupsGridProps): ReactNode {
  const t = useText();
  const { span } = useUnits();
  const shared = useSharedText();
  const [picked, setPicked] = useState<string | null>(null);
  const columns = useMemo((): readonly GridColumn<AlertGroup>[] => {
    const refs = new Map(view.alerts.map(({ alert }) => [alert.id, alert.body.ref]));
    const state = ({ alerts, joined }: AlertGroup): string => (joined === 0 ? t('alerts.open') : t('alerts.joinedOf', { joined, count: alerts.length }));
    return [
      { id: 'from', header: t('alerts.first'), width: 172, mono: true, text: ({ from }) => formatInstant(from, 'UTC') },
      { id: 'lasts', header: t('alerts.lasts'), width: 92, mono: true, align: 'end', hideBelow: 700, text: ({ from, to }) => span(to - from) },
      { id: 'count', header: t('alerts.count'), width: 72, mono: true, align: 'end', text: ({ alerts }) => String(alerts.length) },
      { id: 'shared', header: t('alerts.sharedHead'), width: 280, minWidth: 160, grow: true, text: shared },
      { id: 'alerts', header: t('alerts.title'), width: 200, mono: true, muted: true, hideBelow: 900, text: ({ alerts }) => alerts.map((id) => refs.get(id) ?? '').join(' ') },
      { id: 'state', header: t('alerts.group'), width: 140, text: state, cell: (group) => <Badge tone={group.joined === group.alerts.length ? 'ok' : group.joined > 0 ? 'warn' : 'accent'}>{state(group)}</Badge> },
    ];
  }, [view.alerts, shared, span, t]);
  const output = useGridOutput(t('alerts.groups'), columns, () => Promise.resolve(view.groups), () => false);
  return (
    <DataGrid
      label={t('alerts.groups')} columns={columns} total={view.groups.length} rowAt={(index) => view.groups[index]} rowKey={({ id }) => id} selected={picked} onOpen={onJoin} onCopy={output.copy}
      onSelect={({ id }) => { setPicked(id); select(id); }}
      empty={<EmptyState title={t('alerts.noGroups')} text={t('alerts.noGroupsText')}><Button keys="i" onPress={onTake}>{t('alerts.take')}</Button></EmptyState>}
    />
  );
}
