// Decisions: the question, the choice, who decided. Keys: N new decision, S state, M amend, those of the grid.
import type { ReactNode } from 'react';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import type { ScreenProps } from '../../shell/screen.ts';

const texts: EntityListTexts = { title: 'decisions.title', placeholder: 'decisions.placeholder', create: 'decisions.create', createTitle: 'decisions.createTitle', emptyTitle: 'decisions.emptyTitle', emptyText: 'decisions.emptyText' };

export function DecisionsScreen({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(decisionColumns);
  return <EntityList log={log} kind="decision" texts={texts} columns={columns} hints={[{ keys: ['n'], label: 'decisions.hint.new' }, { keys: ['s'], label: 'actions.hint.state' }]} />;
}

function decisionColumns({ t, time, ref, state, when }: ColumnTools<'decision'>): readonly ListColumn<'decision'>[] {
  return [
    ref,
    when('decided', t('decisions.decided', { zone: time.shownZone }), (entity) => entity.stamp.occurred),
    { id: 'question', header: t('decisions.question'), width: 200, sortable: true, muted: true, hideBelow: 900, text: (entity) => entity.body.question },
    { id: 'choice', header: t('decisions.choice'), width: 240, minWidth: 160, grow: true, sortable: true, text: (entity) => entity.body.choice },
    { id: 'by', header: t('decisions.by'), width: 120, sortable: true, text: (entity) => entity.body.decidedBy },
    state('decisionState'),
    { ...when('review', t('decisions.review', { zone: time.shownZone }), (entity) => entity.body.reviewBy), hideBelow: 1100 },
  ];
}
