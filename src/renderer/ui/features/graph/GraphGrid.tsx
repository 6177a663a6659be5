// The attack graph as rows: each node, then each edge. Keys: those of a grid. Pattern: ARIA grid.
import { useMemo, type ReactNode } from 'react';
import type { AttackGraph } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';

interface Row { readonly id: string; readonly what: string; readonly name: string; readonly to: string; readonly why: string; readonly events: number; readonly first: string }

export function GraphGrid({ graph, selected, onSelect }: { readonly graph: AttackGraph; readonly selected: string | null; readonly onSelect: (id: string) => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const rows = useMemo((): readonly Row[] => {
    const names = new Map(graph.nodes.map((node) => [node.id, node.label]));
    return [
      ...graph.nodes.map((node): Row => ({ id: node.id, what: t(`scope.band.${node.kind}`), name: node.label, to: '', why: node.entity === null && node.kind !== 'technique' ? t('scope.namedOnly') : '', events: node.events.length, first: node.firstAt === null ? '' : node.isFirstCorrected ? t('timeline.corrected', { time: time.instant(node.firstAt) }) : time.instant(node.firstAt) })),
      ...graph.edges.map((edge): Row => ({ id: edge.id, what: t('scope.edge'), name: names.get(edge.from) ?? '', to: names.get(edge.to) ?? '', why: edge.type === 'link' ? word('linkRelation', edge.relation ?? '') : t(`scope.edge.${edge.type}`), events: edge.events.length, first: '' })),
    ];
  }, [graph, t, word, time]);
  const columns = useMemo((): readonly GridColumn<Row>[] => [
    { id: 'what', header: t('scope.what'), width: 104, muted: true, text: ({ what }) => what },
    { id: 'name', header: t('scope.name'), width: 200, minWidth: 120, grow: true, mono: true, text: ({ name }) => name },
    { id: 'to', header: t('scope.to'), width: 180, mono: true, text: ({ to }) => to },
    { id: 'why', header: t('scope.how'), width: 140, hideBelow: 720, text: ({ why }) => why },
    { id: 'events', header: t('scope.events'), width: 72, mono: true, align: 'end', text: ({ events }) => String(events) },
    { id: 'first', header: t('scope.firstEvent'), width: 172, mono: true, hideBelow: 860, text: ({ first }) => first },
  ], [t]);
  const output = useGridOutput(t('scope.graph'), columns, () => Promise.resolve(rows), () => false);
  return <DataGrid label={t('scope.graph')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={({ id }) => id} selected={selected} onSelect={({ id }) => onSelect(id)} onCopy={output.copy} empty={null} />;
}
