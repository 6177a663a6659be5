// Lessons: what went well, what went badly, where we were lucky. They may be written in any phase. Keys: N writes one, those of the grid.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';

const texts: EntityListTexts = { title: 'closure.lessons', placeholder: 'decisions.placeholder', create: 'closure.addLesson', createTitle: 'closure.addLesson', emptyTitle: 'closure.noLessons', emptyText: 'closure.noLessonsText' };

export function LessonsView({ log }: { readonly log: LogId }): ReactNode {
  const columns = useListColumns(lessonColumns);
  return <EntityList log={log} kind="lesson" texts={texts} columns={columns} hints={[{ keys: ['n'], label: 'closure.hint.lesson' }]} />;
}

function lessonColumns({ t, time, word, ref, when }: ColumnTools<'lesson'>): readonly ListColumn<'lesson'>[] {
  return [
    ref,
    when('when', t('closure.noted', { zone: time.shownZone }), (entity) => entity.stamp.occurred),
    { id: 'valence', header: t('closure.field.valence'), width: 130, sortable: true, text: (entity) => word('lessonValence', entity.body.valence) },
    { id: 'area', header: t('closure.field.area'), width: 130, sortable: true, text: (entity) => word('lessonArea', entity.body.area) },
    { id: 'text', header: t('closure.lesson'), width: 360, minWidth: 200, grow: true, text: (entity) => entity.body.text },
  ];
}
