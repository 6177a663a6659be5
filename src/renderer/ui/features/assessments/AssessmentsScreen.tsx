// The series of assessments, the newest first, with what each changed. Keys: N assesses anew, those of the grid.
import { useMemo, type ReactNode } from 'react';
import type { LogId } from '#base';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useText } from '../../i18n/intl.tsx';
import { Badge, SeverityBadge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { showOverlay, select } from '../../session/actions.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { AssessDialog } from './AssessDialog.tsx';
import { VerdictLine } from './VerdictLine.tsx';
import { useChangeText, useSeries } from './useSeries.ts';

const texts: EntityListTexts = { title: 'assessments.title', placeholder: 'assessments.placeholder', create: 'assessments.create', createTitle: 'assessments.createTitle', emptyTitle: 'assessments.emptyTitle', emptyText: 'assessments.emptyText' };

export function AssessmentsScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const columns = useListColumns(assessmentColumns);
  const [current, changed] = useSeriesColumns(log);
  const all = useMemo(() => [...columns.slice(0, 1), current, ...columns.slice(1, -1), changed, ...columns.slice(-1)], [columns, current, changed]);
  return (
    <EntityList
      log={log} kind="assessment" texts={texts} columns={all} sort={{ column: 'number', descending: true }} hints={[{ keys: ['n'], label: 'assessments.hint.new' }, { keys: ['Shift+q'], label: 'assessments.hint.verdict' }]}
      actions={<Button keys="Shift+q" onPress={() => showOverlay('verdict')}>{t('intake.verdict.open')}</Button>} summary={() => <VerdictLine log={log} />} dialog={(close) => <AssessDialog log={log} onClose={close} onSealed={select} />}
    />
  );
}

function assessmentColumns({ t, word, time, when }: ColumnTools<'assessment'>): readonly ListColumn<'assessment'>[] {
  return [
    { id: 'number', header: t('journal.number'), width: 64, mono: true, sortable: true, sortBy: (entity) => entity.stamp.number, text: (entity) => String(entity.stamp.number) },
    when('occurred', t('journal.occurred', { zone: time.shownZone }), (entity) => entity.stamp.occurred),
    { id: 'severity', header: t('inspector.field.severity'), width: 84, text: (entity) => word('severity', entity.body.severity), cell: (entity) => <SeverityBadge severity={entity.body.severity} /> },
    { id: 'urgency', header: t('assessments.field.urgency'), width: 84, muted: true, hideBelow: 1000, text: (entity) => (entity.body.urgency === undefined ? '' : word('urgency', entity.body.urgency)) },
    { id: 'priority', header: t('inspector.field.priority'), width: 72, text: (entity) => (entity.body.priority === undefined ? '' : word('priority', entity.body.priority)) },
    { id: 'outlook', header: t('assessments.field.outlook'), width: 96, muted: true, hideBelow: 1200, text: (entity) => (entity.body.outlook === undefined ? '' : word('outlook', entity.body.outlook)) },
    { id: 'reason', header: t('inspector.field.reason'), width: 260, minWidth: 160, grow: true, text: (entity) => entity.body.reason },
  ];
}

function useSeriesColumns(log: LogId): readonly [ListColumn<'assessment'>, ListColumn<'assessment'>] {
  const t = useText();
  const series = useSeries(log);
  const changeText = useChangeText();
  const byId = useMemo(() => new Map((series ?? []).map((view) => [view.assessment.id, { isCurrent: view.isCurrent, text: view.changed.map(changeText).join('; ') }])), [series, changeText]);
  return [
    { id: 'current', header: t('assessments.standing'), width: 84, text: (entity) => (byId.get(entity.id)?.isCurrent === true ? t('assessments.current') : ''), cell: (entity) => (byId.get(entity.id)?.isCurrent === true ? <Badge tone="accent">{t('assessments.current')}</Badge> : null) },
    { id: 'changed', header: t('assessments.changed'), width: 210, hideBelow: 760, muted: true, text: (entity) => byId.get(entity.id)?.text ?? '' },
  ];
}
