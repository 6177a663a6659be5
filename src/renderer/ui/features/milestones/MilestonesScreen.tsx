// Milestones of the response in the order of time. Keys: N records one, those of the grid.
import type { ReactNode } from 'react';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import type { ScreenProps } from '../../shell/screen.ts';

const texts: EntityListTexts = { title: 'milestones.title', placeholder: 'milestones.placeholder', create: 'milestones.create', createTitle: 'milestones.createTitle', emptyTitle: 'milestones.emptyTitle', emptyText: 'milestones.emptyText' };

export function MilestonesScreen({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(milestoneColumns);
  return <EntityList log={log} kind="milestone" texts={texts} columns={columns} sort={{ column: 'occurred', descending: false }} isTimeRequired hints={[{ keys: ['n'], label: 'milestones.hint.new' }]} />;
}

function milestoneColumns({ t, word, time, when }: ColumnTools<'milestone'>): readonly ListColumn<'milestone'>[] {
  return [
    when('occurred', t('journal.occurred', { zone: time.shownZone }), (entity) => entity.stamp.occurred),
    { id: 'milestone', header: t('milestones.milestone'), width: 220, sortable: true, text: (entity) => word('milestone', entity.body.milestone) },
    { id: 'basis', header: t('milestones.basis'), width: 300, minWidth: 160, grow: true, muted: true, text: (entity) => entity.body.basis },
    { id: 'author', header: t('journal.author'), width: 140, muted: true, text: (entity) => entity.stamp.author.name },
  ];
}
