// How items were acquired and examined, in the order of the journal. Keys: those of a grid. Pattern: ARIA grid.
import { useMemo, type ReactNode } from 'react';
import type { EntityId } from '#base';
import type { Entity, SafekeepingView } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { select } from '../../session/actions.ts';
import { useSelection } from '../../session/useSelection.ts';

type Work = Entity<'acquisition'> | Entity<'examination'>;

export function WorkView({ view, refOf }: { readonly view: SafekeepingView; readonly refOf: (item: EntityId) => string }): ReactNode {
  const t = useText();
  const selected = useSelection();
  const rows = useMemo(() => view.items.flatMap(({ acquisitions, examinations }): readonly Work[] => [...acquisitions, ...examinations]).toSorted((left, right) => left.stamp.number - right.stamp.number), [view]);
  const columns = useColumns(refOf);
  const output = useGridOutput(t('safekeeping.work'), columns, () => Promise.resolve(rows), (row) => row.retracted !== null);
  return (
    <DataGrid
      label={t('safekeeping.work')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={({ id }) => id} selected={selected} onSelect={({ id }) => select(id)} onCopy={output.copy}
      empty={<EmptyState title={t('safekeeping.noWork')} text={t('safekeeping.noWorkText')} />}
    />
  );
}

function useColumns(refOf: (item: EntityId) => string): readonly GridColumn<Work>[] {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  return useMemo((): readonly GridColumn<Work>[] => [
    { id: 'item', header: t('evidence.item'), width: 104, mono: true, text: ({ body }) => refOf(body.item) },
    { id: 'when', header: t('safekeeping.ended', { zone: time.shownZone }), width: 172, mono: true, text: ({ stamp }) => time.occurred(stamp.occurred) },
    { id: 'kind', header: t('evidence.kind'), width: 120, text: (row) => t(isAcquisition(row) ? 'safekeeping.acquisition' : 'safekeeping.examination') },
    { id: 'tool', header: t('safekeeping.field.tool'), width: 150, text: ({ body }) => [body.tool, body.toolVersion].filter((part) => part !== undefined && part !== '').join(' ') },
    { id: 'what', header: t('safekeeping.result'), width: 320, minWidth: 180, grow: true, text: (row) => (isAcquisition(row) ? [word('acquisitionMethod', row.body.method), word('acquisitionCheck', row.body.check), row.body.changesMade].filter((part) => part !== undefined && part !== '').join(', ') : row.body.observation) },
    { id: 'by', header: t('safekeeping.field.operator'), width: 130, hideBelow: 900, text: (row) => (isAcquisition(row) ? row.body.operator : row.stamp.author.name) },
  ], [t, word, time, refOf]);
}

function isAcquisition(row: Work): row is Entity<'acquisition'> {
  return row.kind === 'acquisition';
}
