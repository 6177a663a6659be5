// Header row of the grid. Keys: Enter or Space sorts, Alt Left and Alt Right change the width. ARIA: columnheader, aria-sort.
import type { KeyboardEvent, ReactNode } from 'react';
import { ariaSort, type GridColumn, type GridSort } from './columns.ts';
import type { ColumnLayout } from './useColumns.ts';
import styles from './DataGrid.module.css';

export interface GridHeadProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly layout: ColumnLayout;
  readonly sort: GridSort | null;
  readonly onSort?: (column: string) => void;
}

/** The column headers with their sort buttons and width handles. */
export function GridHead<Row>({ columns, layout, sort, onSort }: GridHeadProps<Row>): ReactNode {
  const onKeyDown = (event: KeyboardEvent, id: string): void => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    layout.nudge(id, event.key === 'ArrowRight' ? 1 : -1);
  };
  return (
    <div role="rowgroup" className={styles['headGroup']}>
      <div className={styles['head']} role="row" aria-rowindex={1}>
        {columns.map((column, index) => (
          <div
            key={column.id} role="columnheader" aria-colindex={index + 1} className={styles['headCell']} data-align={column.align}
            aria-sort={column.sortable === true ? ariaSort(sort, column.id) : undefined} onKeyDown={(event) => onKeyDown(event, column.id)}
          >
            {column.sortable === true && onSort !== undefined ? (
              <button type="button" className={styles['sort']} onClick={() => onSort(column.id)}>
                <span className={styles['headText']}>{column.header}</span>
                <span aria-hidden="true">{arrow(sort, column.id)}</span>
              </button>
            ) : <span className={styles['headText']}>{column.header}</span>}
            <span
              className={styles['handle']} aria-hidden="true" data-active={layout.resizing === column.id ? '' : undefined}
              onMouseDown={layout.resizeHandler(column.id)} onTouchStart={layout.resizeHandler(column.id)}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

function arrow(sort: GridSort | null, column: string): string {
  const direction = ariaSort(sort, column);
  return direction === 'none' ? '' : direction === 'ascending' ? '↑' : '↓';
}
