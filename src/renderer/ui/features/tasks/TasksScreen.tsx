// Tasks: who does what by when. Keys: N new task, S state, M amend, those of the grid.
import type { ReactNode } from 'react';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { Badge } from '../../kit/Badge.tsx';
import type { ScreenProps } from '../../shell/screen.ts';
import { isDue } from '../actions/due.ts';

const texts: EntityListTexts = { title: 'tasks.title', placeholder: 'tasks.placeholder', create: 'tasks.create', createTitle: 'tasks.createTitle', emptyTitle: 'tasks.emptyTitle', emptyText: 'tasks.emptyText' };

export function TasksScreen({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(taskColumns);
  return <EntityList log={log} kind="task" texts={texts} columns={columns} hints={[{ keys: ['n'], label: 'tasks.hint.new' }, { keys: ['s'], label: 'actions.hint.state' }]} />;
}

function taskColumns({ t, word, time, ref, state, now }: ColumnTools<'task'>): readonly ListColumn<'task'>[] {
  return [
    ref,
    { id: 'title', header: t('tasks.what'), width: 260, minWidth: 160, grow: true, sortable: true, text: (entity) => entity.body.title },
    { id: 'phase', header: t('actions.phase'), width: 96, muted: true, sortable: true, text: (entity) => (entity.body.phase === undefined ? '' : word('phase', entity.body.phase)) },
    { id: 'owner', header: t('tasks.owner'), width: 132, sortable: true, text: (entity) => entity.body.owner ?? '' },
    {
      id: 'due', header: t('actions.due', { zone: time.shownZone }), width: 172, mono: true, sortable: true, sortBy: (entity) => entity.body.due?.at ?? Number.MAX_SAFE_INTEGER,
      text: (entity) => (entity.body.due === undefined ? '' : `${time.occurred(entity.body.due)}${isDue(entity, now) ? ` ${t('actions.overdue')}` : ''}`),
      cell: (entity) => (entity.body.due === undefined ? null : <>{time.occurred(entity.body.due)}{isDue(entity, now) ? <>{' '}<Badge tone="danger">{t('actions.overdue')}</Badge></> : null}</>),
    },
    state('taskState'),
  ];
}
