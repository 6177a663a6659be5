import { useMemo, type CSSProperties } from 'react';
import { columnResizingFeature, columnSizingFeature, tableFeatures, useTable, type ColumnDef } from '@tanstack/react-table';
import type { GridColumn } from './columns.ts';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature });
type NoRow = Record<string, never>;
const noRows: NoRow[] = [];
const STEP = 16;

/** Widths of a grid's columns and how to change them. */
export interface ColumnLayout {
  readonly style: CSSProperties;
  readonly resizing: string | null;
  readonly resizeHandler: (column: string) => ((event: unknown) => void) | undefined;
  /** Wider (positive) or narrower by whole steps: the keyboard's way. */
  readonly nudge: (column: string, steps: number) => void;
}

/**
 * Column widths kept by TanStack Table and handed to CSS as one grid template, so that dragging a border moves every row
 * without drawing rows again. The growing column takes what is left.
 */
export function useColumns<Row>(columns: readonly GridColumn<Row>[]): ColumnLayout {
  const definitions = useMemo<ColumnDef<typeof features, NoRow>[]>(
    () => columns.map((column) => ({ id: column.id, header: column.header, size: column.width, minSize: column.minWidth ?? 48, maxSize: 1600 })),
    [columns],
  );
  const table = useTable({ features, columns: definitions, data: noRows, columnResizeMode: 'onChange' });
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const width = (id: string): number => headers.find((header) => header.column.id === id)?.getSize() ?? 100;
  const template = columns.map((column) => (column.grow === true ? `minmax(${width(column.id)}px, 1fr)` : `${width(column.id)}px`)).join(' ');
  const total = columns.reduce((sum, column) => sum + width(column.id), 0);
  const resizing = table.state.columnResizing.isResizingColumn;
  return {
    style: { '--columns': template, '--columns-width': `${total}px` } as CSSProperties,
    resizing: resizing === false ? null : resizing,
    resizeHandler: (id) => headers.find((header) => header.column.id === id)?.getResizeHandler(),
    nudge: (id, steps) => {
      const least = columns.find((column) => column.id === id)?.minWidth ?? 48;
      table.setColumnSizing((sizes) => ({ ...sizes, [id]: Math.max(least, width(id) + steps * STEP) }));
    },
  };
}
