// Corrective actions: what is changed so that it does not happen again, by whom and when, and whether it worked. Keys: N writes one, S state, M amend, those of the grid.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { Badge } from '../../kit/Badge.tsx';

const texts: EntityListTexts = { title: 'closure.actions', placeholder: 'decisions.placeholder', create: 'closure.addAction', createTitle: 'closure.addAction', emptyTitle: 'closure.noActions', emptyText: 'closure.noActionsText' };
const ended: readonly string[] = ['done', 'verified-effective', 'declined'];

export function CorrectiveActionsView({ log }: { readonly log: LogId }): ReactNode {
  const columns = useListColumns(actionColumns);
  return <EntityList log={log} kind="corrective-action" texts={texts} columns={columns} hints={[{ keys: ['n'], label: 'closure.hint.action' }, { keys: ['s'], label: 'actions.hint.state' }]} />;
}

function actionColumns({ t, time, word, now, ref, state, when }: ColumnTools<'corrective-action'>): readonly ListColumn<'corrective-action'>[] {
  return [
    ref,
    { id: 'text', header: t('closure.field.change'), width: 320, minWidth: 180, grow: true, sortable: true, text: (entity) => entity.body.text },
    { id: 'type', header: t('closure.field.correctiveType'), width: 100, sortable: true, hideBelow: 900, text: (entity) => word('correctiveType', entity.body.correctiveType) },
    { id: 'control', header: t('closure.field.control'), width: 110, sortable: true, hideBelow: 1000, text: (entity) => word('correctiveControl', entity.body.control) },
    { id: 'owner', header: t('inspector.field.owner'), width: 140, sortable: true, text: (entity) => entity.body.owner ?? t('closure.nobody') },
    when('due', t('closure.due', { zone: time.shownZone }), (entity) => entity.body.due),
    {
      id: 'late', header: t('closure.overdue'), width: 90, hideBelow: 820, text: (entity) => (isOverdue(entity.state, entity.body.due?.at ?? null, now) ? t('closure.isOverdue') : ''),
      cell: (entity) => (isOverdue(entity.state, entity.body.due?.at ?? null, now) ? <Badge tone="danger">{t('closure.isOverdue')}</Badge> : null),
    },
    state('correctiveState'),
  ];
}

function isOverdue(state: string | null, due: number | null, now: number): boolean {
  return due !== null && due < now && !ended.includes(state ?? '');
}
