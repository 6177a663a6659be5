// One row of the grid. Keys are handled by the grid; a click selects, a double click opens. ARIA: row, gridcell.
import type { ReactNode } from 'react';
import { useText } from '../i18n/intl.tsx';
import type { GridColumn, RowMarks } from './columns.ts';
import { Highlight } from './Highlight.tsx';
import styles from './DataGrid.module.css';

export interface GridRowProps<Row> {
  readonly index: number;
  /** Distance from the top of the body in CSS pixels. */
  readonly start: number;
  readonly row: Row | undefined;
  readonly columns: readonly GridColumn<Row>[];
  readonly words: readonly string[];
  readonly selected: boolean;
  readonly focusable: boolean;
  readonly onPick: (index: number) => void;
  readonly onOpen?: (row: Row) => void;
  readonly marks?: (row: Row) => RowMarks;
}

/** A row, or its place while the row is on its way. */
export function GridRow<Row>({ index, start, row, columns, words, selected, focusable, onPick, onOpen, marks }: GridRowProps<Row>): ReactNode {
  const t = useText();
  const mark = row === undefined ? undefined : marks?.(row);
  return (
    <div
      className={styles['row']} role="row" aria-rowindex={index + 2} aria-selected={selected} aria-busy={row === undefined} data-index={index}
      data-struck={mark?.struck === true ? '' : undefined} data-flagged={mark?.flagged === true ? '' : undefined}
      tabIndex={focusable ? 0 : -1} style={{ transform: `translateY(${start}px)` }}
      onClick={() => onPick(index)} onDoubleClick={() => row !== undefined && onOpen?.(row)}
      onFocus={(event) => event.target === event.currentTarget && !selected && onPick(index)}
    >
      {columns.map((column, position) => (
        <div
          key={column.id} role="gridcell" aria-colindex={position + 1} className={styles['cell']} data-align={column.align}
          data-mono={column.mono === true ? '' : undefined} data-muted={column.muted === true ? '' : undefined} data-main={column.grow === true ? '' : undefined}
        >
          {row === undefined ? <span className={styles['waiting']}>{position === 0 ? t('grid.loadingRow') : ''}</span> : (
            <>
              {column.grow === true && mark !== undefined ? <Marks marks={mark} /> : null}
              <span className={styles['content']}>{column.cell === undefined ? <Highlight text={column.text(row)} words={words} /> : column.cell(row, words)}</span>
            </>
          )}
        </div>
      ))}
    </div>
  );
}

function Marks({ marks }: { readonly marks: RowMarks }): ReactNode {
  const t = useText();
  return (
    <>
      {marks.struck === true ? <span className={styles['mark']} data-mark="struck">{t('grid.retracted')}</span> : null}
      {marks.amended === true ? <span className={styles['mark']} data-mark="amended">{t('grid.amended')}</span> : null}
    </>
  );
}
