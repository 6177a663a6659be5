import { useMemo } from 'react';
import type { UnixMs } from '#base';
import type { RowFilter } from '#ipc';
import { readTime } from '../kit/readTime.ts';
import { useSession } from '../session/store.ts';
import { useFilterLine } from './filterStore.ts';
import { readFilter, type FilterToken } from './filterText.ts';
import { useNow } from './useNow.ts';

const DAY_MS = 86_400_000;

export interface ListFilter {
  readonly line: string;
  readonly setLine: (line: string) => void;
  readonly filter: RowFilter;
  readonly words: readonly string[];
  readonly unread: readonly FilterToken[];
}

/** The filter line of a list, read. Times without a zone are read in the operator's zone; a day runs to its end for `before:`. */
export function useListFilter(list: string): ListFilter {
  const [line, setLine] = useFilterLine(list);
  const zone = useSession((state) => state.preferences.zone);
  const now = useNow();
  const read = useMemo(() => readFilter(line, (written, end) => {
    const reading = readTime(written, { zone, now });
    if (reading.state !== 'read' || reading.occurred.at === null) return null;
    return (reading.occurred.precision === 'date' && end ? reading.occurred.at + DAY_MS - 1 : reading.occurred.at) as UnixMs;
  }), [line, zone, now]);
  return { line, setLine, ...read };
}
