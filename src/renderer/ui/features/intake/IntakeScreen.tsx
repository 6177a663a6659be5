// Reports as they came in, and whether each was acknowledged. Keys: N takes one down, K acknowledges the selected one, Shift P prints a blank pad, those of the grid.
import { useMemo, useState, type ReactNode } from 'react';
import { isEntityOf, type Entity } from '#domain';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import { useSelection } from '../../session/useSelection.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { AcknowledgeDialog } from './AcknowledgeDialog.tsx';
import { NewReportDialog } from './NewReportDialog.tsx';
import { useIntakePad } from './useIntakePad.ts';
import { useReports } from './useReports.ts';

const texts: EntityListTexts = { title: 'intake.title', placeholder: 'intake.placeholder', create: 'intake.create', createTitle: 'intake.createTitle', emptyTitle: 'intake.emptyTitle', emptyText: 'intake.emptyText' };

export function IntakeScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const columns = useListColumns(reportColumns);
  const acknowledged = useAcknowledgedColumn(log);
  const all = useMemo((): readonly ListColumn<'intake'>[] => [...columns.slice(0, -1), acknowledged, ...columns.slice(-1)], [columns, acknowledged]);
  const pad = useIntakePad();
  const selected = useSelection();
  const reports = useQuery('entities', { log, kind: 'intake', filter: noFilter });
  const chosen = (reports.state === 'ready' ? reports.result : []).find((entity) => entity.id === selected);
  const [answering, setAnswering] = useState<Entity<'intake'> | null>(null);
  useScreenCommands([
    { id: 'intake.acknowledge', label: 'intake.acknowledge', group: 'record', keys: ['k'], undo: 'entry', when: () => isEntityOf(chosen, 'intake'), run: () => { if (isEntityOf(chosen, 'intake')) setAnswering(chosen); } },
    { id: 'intake.pad', label: 'intake.pad', group: 'screen', keys: ['Shift+p'], undo: 'none', run: () => void pad.print() },
  ]);
  return (
    <>
      <EntityList
        log={log} kind="intake" texts={texts} columns={all} sort={{ column: 'received', descending: false }} actions={<Button keys="Shift+p" onPress={() => void pad.print()}>{t('intake.pad')}</Button>}
        hints={[{ keys: ['n'], label: 'intake.hint.new' }, { keys: ['k'], label: 'intake.hint.acknowledge' }]} dialog={(close) => <NewReportDialog log={log} onClose={close} onSealed={select} />}
      />
      {answering === null ? null : <AcknowledgeDialog log={log} report={answering} onClose={() => setAnswering(null)} />}
    </>
  );
}

const noFilter = {};

function reportColumns({ t, word, ref, time, when }: ColumnTools<'intake'>): readonly ListColumn<'intake'>[] {
  return [
    { ...ref, width: 92 },
    when('received', t('intake.received', { zone: time.shownZone }), (entity) => entity.stamp.occurred),
    { id: 'channel', header: t('intake.channel'), width: 96, sortable: true, muted: true, hideBelow: 760, text: (entity) => (entity.body.channel === undefined ? '' : word('intakeChannel', entity.body.channel)) },
    { id: 'source', header: t('intake.source'), width: 132, sortable: true, muted: true, hideBelow: 980, text: (entity) => (entity.body.detectionSource === undefined ? '' : word('detectionSource', entity.body.detectionSource)) },
    { id: 'reporter', header: t('intake.field.reporter'), width: 148, sortable: true, hideBelow: 640, text: (entity) => [entity.body.reporter, entity.body.reporterOrganisation].filter(Boolean).join(', ') },
    { id: 'text', header: t('intake.field.text'), width: 260, minWidth: 160, grow: true, text: (entity) => entity.body.text },
  ];
}

function useAcknowledgedColumn(log: ScreenProps['log']): ListColumn<'intake'> {
  const t = useText();
  const { span } = useUnits();
  const views = useReports(log);
  return useMemo((): ListColumn<'intake'> => {
    const byId = new Map(views.map((view) => [view.report.id, view]));
    const after = (entity: Entity<'intake'>): string | null => {
      const at = byId.get(entity.id)?.acknowledgement?.at ?? null;
      const received = entity.stamp.occurred.at;
      return at === null || received === null ? null : span(Math.max(0, at - received));
    };
    const text = (entity: Entity<'intake'>): string => {
      if ((byId.get(entity.id)?.acknowledgement ?? null) === null) return t('intake.open');
      const waited = after(entity);
      return waited === null ? t('intake.acknowledged') : t('intake.acknowledgedAfter', { span: waited });
    };
    return { id: 'acknowledged', header: t('intake.answer'), width: 132, sortable: true, text, cell: (entity) => <Badge tone={byId.get(entity.id)?.acknowledgement ? 'ok' : 'warn'}>{text(entity)}</Badge> };
  }, [views, t, span]);
}
