// Milestones of the response in the order of time, and what contradicts what. Keys: N records one, those of the grid.
import { useMemo, type ReactNode } from 'react';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import type { ScreenProps } from '../../shell/screen.ts';
import { useConflicts } from './useConflicts.ts';

const texts: EntityListTexts = { title: 'milestones.title', placeholder: 'milestones.placeholder', create: 'milestones.create', createTitle: 'milestones.createTitle', emptyTitle: 'milestones.emptyTitle', emptyText: 'milestones.emptyText' };

export function MilestonesScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const columns = useListColumns(milestoneColumns);
  const { textOf } = useConflicts(log);
  const all = useMemo((): readonly ListColumn<'milestone'>[] => [
    ...columns,
    {
      id: 'contradiction', header: t('milestones.contradiction'), width: 120, text: (entity) => textOf(entity.id) ?? '',
      cell: (entity) => (textOf(entity.id) === null ? null : <span title={textOf(entity.id) ?? ''}><Badge tone="warn">{t('milestones.contradicted')}</Badge></span>),
    },
  ], [columns, textOf, t]);
  return <EntityList log={log} kind="milestone" texts={texts} columns={all} sort={{ column: 'occurred', descending: false }} isTimeRequired hints={[{ keys: ['n'], label: 'milestones.hint.new' }]} />;
}

function milestoneColumns({ t, word, time, when }: ColumnTools<'milestone'>): readonly ListColumn<'milestone'>[] {
  return [
    when('occurred', t('journal.occurred', { zone: time.shownZone }), (entity) => entity.stamp.occurred),
    { id: 'milestone', header: t('milestones.milestone'), width: 220, sortable: true, text: (entity) => word('milestone', entity.body.milestone) },
    { id: 'basis', header: t('milestones.basis'), width: 300, minWidth: 160, grow: true, muted: true, text: (entity) => entity.body.basis },
    { id: 'author', header: t('journal.author'), width: 140, muted: true, text: (entity) => entity.stamp.author.name },
  ];
}
