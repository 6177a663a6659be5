import type { TechniqueRow, TechniqueTable } from './tables.ts';

/** What is looked for: an id or a part of it, or words in any order; and one tactic, or all. */
export interface TechniqueQuery { readonly text: string; readonly tactic: string | null }

/**
 * Techniques that fit, the best first: the id itself, ids that begin so, names that begin so, names that hold every word. Revoked ones come last in their
 * rank. At most `limit`; no text gives the table in its order.
 */
export function searchTechniques(table: TechniqueTable, { text, tactic }: TechniqueQuery, limit: number): readonly TechniqueRow[] {
  const needle = text.trim().toLowerCase();
  const words = needle.split(/\s+/).filter((word) => word !== '');
  const ranked = [...table.rows.values()].flatMap((row, index) => {
    if (tactic !== null && !row.tactics.includes(tactic)) return [];
    const rank = rankOf(row, needle, words);
    return rank === null ? [] : [{ row, index, rank: rank * 2 + (row.revokedBy !== null || row.isDropped ? 1 : 0) }];
  });
  return ranked.sort((left, right) => left.rank - right.rank || left.index - right.index).slice(0, limit).map(({ row }) => row);
}

function rankOf(row: TechniqueRow, needle: string, words: readonly string[]): number | null {
  if (needle === '') return 0;
  const [id, name] = [row.id.toLowerCase(), row.name.toLowerCase()];
  if (id === needle) return 0;
  if (id.startsWith(needle)) return 1;
  if (name.startsWith(needle)) return 2;
  return words.every((word) => name.includes(word) || id.includes(word)) ? 3 : null;
}
