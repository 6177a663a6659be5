import { exhaustive } from '#base';
import { compareOccurred } from '../occurred/interval.ts';
import type { IncidentState, JournalRow } from '../view.ts';
import type { Page, RowFilter, SortOrder } from '../views.ts';
import { matchesJournalRow } from './filter.ts';

export interface PageRequest { readonly offset: number; readonly limit: number }

/** One page of the journal after filter and order; `total` counts what the filter keeps. */
export function journalPage(state: IncidentState, params: PageRequest & { readonly filter: RowFilter; readonly order: SortOrder; readonly descending: boolean }): Page<JournalRow> {
  const all = Object.keys(params.filter).length === 0 ? [...state.journal] : state.journal.filter((row) => matchesJournalRow(state, row, params.filter));
  if (params.order !== 'number') all.sort((left, right) => compareRows(left, right, params.order) || left.stamp.number - right.stamp.number);
  if (params.descending) all.reverse();
  return pageOf(all, params);
}

/** Cuts a page out of a list; an offset beyond the end gives the last rows there are: none. */
export function pageOf<Row>(rows: readonly Row[], { offset, limit }: PageRequest): Page<Row> {
  const from = Math.max(0, Math.trunc(offset));
  return { total: rows.length, offset: from, rows: rows.slice(from, from + Math.max(0, Math.trunc(limit))) };
}

function compareRows(left: JournalRow, right: JournalRow, order: SortOrder): number {
  switch (order) {
    case 'number': return left.stamp.number - right.stamp.number;
    case 'occurred': return compareOccurred(left.stamp.occurred, right.stamp.occurred);
    case 'recorded': return left.stamp.recorded.at - right.stamp.recorded.at;
    case 'ref': return compareRefs(left.ref, right.ref);
    default: return exhaustive(order);
  }
}

/** References in the order people expect: by text, numbers by size, rows without one last. */
export function compareRefs(left: string | null, right: string | null): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
  const [leftHead, leftNumber] = splitRef(left);
  const [rightHead, rightNumber] = splitRef(right);
  return leftHead < rightHead ? -1 : leftHead > rightHead ? 1 : leftNumber - rightNumber;
}

function splitRef(ref: string): readonly [string, number] {
  const match = /^(.*?)(\d{1,9})$/.exec(ref);
  return match === null ? [ref, 0] : [match[1] ?? '', Number(match[2])];
}
