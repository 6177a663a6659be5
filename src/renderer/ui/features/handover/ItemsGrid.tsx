// The items of a hand-over and where each stands. Keys: those of a grid. Pattern: ARIA grid.
import { useMemo, type ReactNode } from 'react';
import type { HandoverView, ItemStanding } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';

export interface ItemsGridProps { readonly view: HandoverView; readonly selected: number | null; readonly onSelect: (number: number) => void }

export function ItemsGrid({ view, selected, onSelect }: ItemsGridProps): ReactNode {
  const t = useText();
  const columns = useItemColumns(view);
  const output = useGridOutput(t('handover.items'), columns, () => Promise.resolve(view.items), () => false);
  return (
    <DataGrid
      label={t('handover.items')} columns={columns} total={view.items.length} rowAt={(index) => view.items[index]} rowKey={({ number }) => String(number)} selected={selected === null ? null : String(selected)}
      onSelect={({ number }) => onSelect(number)} onCopy={output.copy} empty={<EmptyState title={t('handover.noItems')} />}
    />
  );
}

function useItemColumns({ handover }: HandoverView): readonly GridColumn<ItemStanding>[] {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const { from } = handover.body;
  return useMemo((): readonly GridColumn<ItemStanding>[] => {
    const said = ({ remarks }: ItemStanding): string => remarks.filter(({ note }) => note !== null).toReversed().map(({ outcome, by, note }) => t('handover.said', { by, outcome: word('handoverOutcome', outcome), note: note ?? '' })).join(' · ');
    const standing = ({ settled, remarks }: ItemStanding): string => {
      if (settled !== null) return word('handoverOutcome', settled.outcome);
      return remarks.at(-1)?.outcome === 'query' ? t('handover.asked') : t('handover.open');
    };
    return [
      { id: 'number', header: t('handover.number'), width: 44, mono: true, align: 'end', text: ({ number }) => String(number) },
      { id: 'kind', header: t('handover.kind'), width: 128, muted: true, text: ({ item }) => word('handoverItemKind', item.itemKind) },
      { id: 'what', header: t('handover.what'), width: 240, minWidth: 180, grow: true, text: ({ item }) => item.title },
      { id: 'detail', header: t('handover.detail'), width: 160, muted: true, hideBelow: 1240, text: ({ item }) => item.detail ?? '' },
      { id: 'due', header: t('handover.due', { zone: time.shownZone }), width: 172, mono: true, hideBelow: 640, text: ({ item }) => (item.due === undefined ? '' : time.instant(item.due)) },
      { id: 'standing', header: t('grid.state'), width: 108, text: standing, cell: (row) => <Badge tone={toneOf(row)}>{standing(row)}</Badge> },
      { id: 'with', header: t('handover.with'), width: 120, hideBelow: 720, text: ({ settled }) => (settled?.outcome === 'accepted' ? handover.body.to : from) },
      { id: 'said', header: t('handover.words'), width: 220, hideBelow: 860, text: said },
    ];
  }, [t, word, time, handover, from]);
}

function toneOf({ settled, remarks }: ItemStanding): 'ok' | 'danger' | 'warn' | 'neutral' {
  if (settled !== null) return settled.outcome === 'accepted' ? 'ok' : 'danger';
  return remarks.at(-1)?.outcome === 'query' ? 'warn' : 'neutral';
}
