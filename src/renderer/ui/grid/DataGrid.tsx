// Dense list of rows, 28 px each, that draws only what is visible and keeps the selected row in the document.
// Keys: J and K (commands, so also from outside the grid), arrows, PageUp, PageDown, Home and End move and select; Enter
// opens; Ctrl C copies the row. On a header: Enter sorts, Alt Left and Alt Right change the width.
// ARIA: role grid with aria-rowcount, rows with aria-rowindex and roving focus, headers with aria-sort.
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { GridColumn, GridSort, RowMarks } from './columns.ts';
import { rowToText } from './columns.ts';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import { keyToMove, moveIndex, type GridMove } from './move.ts';
import { useColumns } from './useColumns.ts';
import { useScreenCommands } from './useScreenCommands.ts';
import styles from './DataGrid.module.css';

export interface DataGridProps<Row> {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  /** Rows in the whole result, not only those loaded. */
  readonly total: number;
  /** The row at a position, or undefined while it is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowKey: (row: Row) => string;
  readonly selected: string | null;
  readonly onSelect: (row: Row, index: number) => void;
  readonly onOpen?: (row: Row) => void;
  /** Told which rows are visible, so that pages can follow. */
  readonly onVisible?: (first: number, last: number) => void;
  readonly onCopy: (text: string) => void;
  readonly sort?: GridSort | null;
  readonly onSort?: (column: string) => void;
  readonly marks?: (row: Row) => RowMarks;
  /** Search words to mark in the cells. */
  readonly words?: readonly string[];
  /** Shown instead of rows when there are none. */
  readonly empty: ReactNode;
}

const noWords: readonly string[] = [];

/** A virtual data grid over rows that may be loaded in windows. */
export function DataGrid<Row>(props: DataGridProps<Row>): ReactNode {
  const { total, rowAt, rowKey, selected, onSelect, onVisible } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = useMemo(() => props.columns.filter((column) => width === null || column.hideBelow === undefined || width >= column.hideBelow), [props.columns, width]);
  const active = useRef(-1);
  const wantsFocus = useRef(false);
  // A row that was moved to before it was loaded: selected as soon as it arrives.
  const pending = useRef(-1);
  const layout = useColumns(columns);
  const at = pending.current >= 0 && pending.current < total ? pending.current : positionOf(selected, active.current, total, rowAt, rowKey);
  active.current = at;
  const rowHeight = useRowHeight(scroller);
  const virtual = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: total, getScrollElement: () => scroller.current, estimateSize: () => rowHeight.current, overscan: 12, scrollPaddingStart: rowHeight.current,
    // The selected row stays in the document, so that focus is never lost to scrolling.
    rangeExtractor: (range) => withRow(defaultRangeExtractor(range), active.current),
  });
  const items = virtual.getVirtualItems();
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => onVisible?.(first, last), [first, last, onVisible]);
  useEffect(() => {
    const row = pending.current < 0 ? undefined : rowAt(pending.current);
    if (row === undefined) return;
    const index = pending.current;
    pending.current = -1;
    onSelect(row, index);
  });
  useEffect(() => {
    if (!wantsFocus.current || at < 0) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"]`);
    if (row === null || row === undefined) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });

  function select(index: number): void {
    const row = rowAt(index);
    active.current = index;
    wantsFocus.current = true;
    pending.current = row === undefined ? index : -1;
    virtual.scrollToIndex(index, { align: 'auto' });
    if (row !== undefined) onSelect(row, index);
  }

  function move(step: GridMove): boolean {
    const next = moveIndex(active.current, step, total, visibleRows(scroller.current, rowHeight.current));
    if (next >= 0) select(next);
    return next >= 0;
  }
  useScreenCommands([
    { id: 'list.next', label: 'grid.next', group: 'screen', keys: ['j'], undo: 'none', run: () => void move('next') },
    { id: 'list.previous', label: 'grid.previous', group: 'screen', keys: ['k'], undo: 'none', run: () => void move('previous') },
  ]);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (!(event.target instanceof HTMLElement) || event.target.closest('[role="columnheader"]') !== null) return;
    const step = keyToMove(event);
    if (step !== null) {
      event.preventDefault();
      move(step);
      return;
    }
    const row = active.current < 0 ? undefined : rowAt(active.current);
    if (row !== undefined && actOnRow(event, row, props)) event.preventDefault();
  }

  return (
    <div className={styles['grid']} style={layout.style}>
      <div ref={scroller} className={styles['scroller']} role="grid" aria-label={props.label} aria-rowcount={total + 1} aria-colcount={columns.length} onKeyDown={onKeyDown}>
        <GridHead columns={columns} layout={layout} sort={props.sort ?? null} {...(props.onSort === undefined ? {} : { onSort: props.onSort })} />
        {total === 0 ? null : (
          <div className={styles['body']} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => (
              <GridRow
                key={item.key} index={item.index} start={item.start} row={rowAt(item.index)} columns={columns} words={props.words ?? noWords}
                selected={item.index === at} focusable={item.index === (at < 0 ? 0 : at)} onPick={select} {...(props.onOpen === undefined ? {} : { onOpen: props.onOpen })}
                {...(props.marks === undefined ? {} : { marks: props.marks })}
              />
            ))}
          </div>
        )}
      </div>
      {total === 0 ? <div className={styles['message']}>{props.empty}</div> : null}
    </div>
  );
}

/** Runs what a key means for the row; answers whether it was used. */
function actOnRow<Row>(event: KeyboardEvent, row: Row, props: DataGridProps<Row>): boolean {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === 'c' && (window.getSelection()?.isCollapsed ?? true)) {
    props.onCopy(rowToText(props.columns, row));
    return true;
  }
  if (command || event.altKey || event.key !== 'Enter' || props.onOpen === undefined) return false;
  props.onOpen(row);
  return true;
}

/** Where the selected row stands among the loaded rows: near its last position first, since pages move little. */
function positionOf<Row>(selected: string | null, near: number, total: number, rowAt: (index: number) => Row | undefined, rowKey: (row: Row) => string): number {
  if (selected === null || total === 0) return -1;
  const holds = (index: number): boolean => {
    const row = index >= 0 && index < total ? rowAt(index) : undefined;
    return row !== undefined && rowKey(row) === selected;
  };
  if (holds(near)) return near;
  for (let distance = 0; distance < Math.min(total, 1000); distance += 1) {
    if (holds(near + distance)) return near + distance;
    if (holds(near - distance)) return near - distance;
  }
  return near >= 0 && near < total && rowAt(near) === undefined ? near : -1;
}

function withRow(range: readonly number[], index: number): number[] {
  if (index < 0 || range.includes(index)) return [...range];
  return [...range, index].toSorted((left, right) => left - right);
}

function visibleRows(scroller: HTMLElement | null, rowHeight: number): number {
  return scroller === null ? 1 : Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 1);
}

/** Width of the grid in CSS pixels, or null before it is drawn. */
function useWidth(scroller: { readonly current: HTMLDivElement | null }): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    if (scroller.current === null) return undefined;
    const observer = new ResizeObserver((entries) => setWidth(entries[0]?.contentRect.width ?? null));
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [scroller]);
  return width;
}

/** Height of a row from the design token, in CSS pixels. */
function useRowHeight(scroller: { readonly current: HTMLDivElement | null }): { readonly current: number } {
  const height = useRef(28);
  useEffect(() => {
    if (scroller.current === null) return;
    const token = Number.parseFloat(getComputedStyle(scroller.current).getPropertyValue('--row'));
    if (Number.isFinite(token) && token > 0) height.current = token;
  }, [scroller]);
  return height;
}
