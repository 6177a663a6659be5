import type { ReactNode } from 'react';

/**
 * One column of a data grid. `text` is the plain reading used for copying, printing and matching; `cell` draws something
 * richer and says the same. Widths are CSS pixels; exactly one column should grow.
 */
export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  readonly minWidth?: number;
  readonly grow?: boolean;
  readonly align?: 'start' | 'end';
  readonly mono?: boolean;
  readonly muted?: boolean;
  readonly sortable?: boolean;
  /** Left out while the grid is narrower than this, in CSS pixels; still copied and printed. */
  readonly hideBelow?: number;
  readonly text: (row: Row) => string;
  readonly cell?: (row: Row, words: readonly string[]) => ReactNode;
}

/** What a row says about itself beside its cells; each mark is drawn and also said in words. */
export interface RowMarks {
  /** Retracted: struck through, with the word. */
  readonly struck?: boolean;
  /** Changed since first sealed. */
  readonly amended?: boolean;
  /** Bar at the left edge: written by a responder, among generated rows. */
  readonly flagged?: boolean;
}

export interface GridSort { readonly column: string; readonly descending: boolean }

/** One row as tab-separated text, header names left out: what Ctrl C puts on the clipboard. */
export function rowToText<Row>(columns: readonly GridColumn<Row>[], row: Row): string {
  return columns.map((column) => column.text(row).replaceAll(/[\t\r\n]+/g, ' ').trim()).join('\t');
}

/** The sort after activating a header: first ascending, then descending, and so on. */
export function nextSort(sort: GridSort | null, column: string): GridSort {
  return sort !== null && sort.column === column ? { column, descending: !sort.descending } : { column, descending: false };
}

/** The value of `aria-sort` for a column. */
export function ariaSort(sort: GridSort | null, column: string): 'ascending' | 'descending' | 'none' {
  if (sort === null || sort.column !== column) return 'none';
  return sort.descending ? 'descending' : 'ascending';
}
