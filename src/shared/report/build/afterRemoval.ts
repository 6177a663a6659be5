import type { Stamp } from '#domain';
import type { Block, Cell, Inline, ReportDocument } from '../tree/blocks.ts';
import type { ReportInput } from './input.ts';

const MARK = '[after removal]';

/** True for an entry of a device that had been removed from the log, which nobody had seen then (docs/spec/membership.md section 3.4). */
export function isAfterRemoval({ afterRemoval }: Pick<ReportInput, 'afterRemoval'>, { number }: Pick<Stamp, 'number'>): boolean {
  return afterRemoval?.some((entry) => entry.number === number) ?? false;
}

/** A line of the journal with the mark before it where it has to have one. */
export function markedText(input: Pick<ReportInput, 'afterRemoval'>, stamp: Pick<Stamp, 'number'>, text: string): string {
  return isAfterRemoval(input, stamp) ? `${MARK} ${text}` : text;
}

/** The document with the mark behind every "entry 14" in its tables, facts and lists that names such an entry: a reader sees it where the entry stands, and not in an appendix alone. */
export function markAfterRemoval(document: ReportDocument, { afterRemoval = [] }: Pick<ReportInput, 'afterRemoval'>): ReportDocument {
  if (afterRemoval.length === 0) return document;
  const numbers = new Set(afterRemoval.map(({ number }) => String(number)));
  const mark = (text: string): string => text.replaceAll(/\bentry (\d+)\b/g, (found, number: string) => (numbers.has(number) ? `${found} ${MARK}` : found));
  const inline = (run: Inline): Inline => (run.type === 'code' ? run : { ...run, text: mark(run.text) });
  const cell = (runs: Cell): Cell => runs.map(inline);
  const block = (one: Block): Block => {
    if (one.type === 'table') return { ...one, rows: one.rows.map((row) => row.map(cell)) };
    if (one.type === 'facts') return { ...one, rows: one.rows.map((row) => ({ ...row, value: cell(row.value) })) };
    return one.type === 'list' ? { ...one, items: one.items.map(cell) } : one;
  };
  return { ...document, sections: document.sections.map((section) => ({ ...section, blocks: section.blocks.map(block) })) };
}
