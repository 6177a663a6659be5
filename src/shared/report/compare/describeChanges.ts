import type { RowChange, SectionChange } from './compareDocuments.ts';

const ROWS_SHOWN = 4;
const ROW_LENGTH = 140;

/** The changes as a text to put into the next issue: a line for each section with counts, and the first rows that differ. */
export function describeChanges(changes: readonly SectionChange[]): string {
  return changes.map((change) => [`${change.title}: ${countText(change)}`, ...rowLines(change)].join('\n')).join('\n');
}

function countText({ state, rows }: SectionChange): string {
  if (state !== 'changed') return state === 'added' ? 'new section' : 'section left out';
  const count = (test: (row: RowChange) => boolean, word: string) => [rows.filter(test).length, word] as const;
  return [count((row) => row.was === null, 'added'), count((row) => row.was !== null && row.now !== null, 'changed'), count((row) => row.now === null, 'removed')]
    .filter(([found]) => found > 0).map(([found, word]) => `${found} ${word}`).join(', ');
}

function rowLines({ rows }: SectionChange): readonly string[] {
  const lines = rows.slice(0, ROWS_SHOWN).map((row) => `${row.was === null ? '+' : row.now === null ? '−' : '~'} ${shorten(row.now ?? row.was ?? '')}`);
  return rows.length > ROWS_SHOWN ? [...lines, `… and ${rows.length - ROWS_SHOWN} more`] : lines;
}

function shorten(text: string): string {
  const points = [...text];
  return points.length <= ROW_LENGTH ? text : `${points.slice(0, ROW_LENGTH - 1).join('').trimEnd()}…`;
}
