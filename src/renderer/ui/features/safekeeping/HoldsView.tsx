// Legal holds: what may not be disposed of, by whose order. Keys: N orders one for all evidence, S lifts it, those of the grid.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';

const texts: EntityListTexts = { title: 'safekeeping.holds', placeholder: 'decisions.placeholder', create: 'safekeeping.order', createTitle: 'safekeeping.orderAllTitle', emptyTitle: 'safekeeping.noHolds', emptyText: 'safekeeping.noHoldsText' };

export function HoldsView({ log }: { readonly log: LogId }): ReactNode {
  const columns = useListColumns(holdColumns);
  return <EntityList log={log} kind="legal-hold" texts={texts} columns={columns} hints={[{ keys: ['n'], label: 'safekeeping.hint.order' }, { keys: ['s'], label: 'actions.hint.state' }]} />;
}

function holdColumns({ t, time, ref, state, when }: ColumnTools<'legal-hold'>): readonly ListColumn<'legal-hold'>[] {
  return [
    ref,
    when('from', t('safekeeping.from', { zone: time.shownZone }), (entity) => entity.stamp.occurred),
    { id: 'reason', header: t('inspector.field.reason'), width: 260, minWidth: 160, grow: true, sortable: true, text: (entity) => entity.body.reason },
    { id: 'covers', header: t('safekeeping.covers'), width: 120, text: (entity) => t('safekeeping.coversItems', { count: entity.body.items.length }) },
    { id: 'by', header: t('safekeeping.field.orderedBy'), width: 150, sortable: true, text: (entity) => entity.body.orderedBy },
    { ...when('until', t('safekeeping.untilColumn', { zone: time.shownZone }), (entity) => entity.body.until), hideBelow: 900 },
    state('holdState'),
  ];
}
