import type { Block, Cell, ReportDocument, Section } from '../tree/blocks.ts';

/** One row that differs, in words: `was` is null for an added one, `now` for a removed one. */
export interface RowChange { readonly was: string | null; readonly now: string | null }
export interface SectionChange { readonly section: string; readonly title: string; readonly state: 'added' | 'removed' | 'changed'; readonly rows: readonly RowChange[] }

/** A line of a section that can be compared: `cells` in words, and what it is known by, when it has a name of its own. */
interface Row { readonly name: string | null; readonly cells: readonly string[]; readonly text: string }

// These say how far the journal reaches: they differ in every case and tell nothing.
const IGNORED_SECTIONS = ['verification'];
const IGNORED_FACTS = ['Entries'];
/** Comparing each with each beyond this would cost more than it tells: they are listed as removed and added. */
const PAIR_LIMIT = 2_000_000;

/** What differs between two states of one document, by section, in the order of the later one; removed sections stand last. */
export function compareDocuments(before: ReportDocument, after: ReportDocument): readonly SectionChange[] {
  const earlier = new Map(before.sections.map((section) => [section.id, section]));
  const kept = new Set(after.sections.map((section) => section.id));
  const changes = [
    ...after.sections.map((section) => changeOf(earlier.get(section.id) ?? null, section)),
    ...before.sections.filter((section) => !kept.has(section.id)).map((section) => changeOf(section, null)),
  ];
  return changes.filter((change) => change !== null && !IGNORED_SECTIONS.includes(change.section)) as readonly SectionChange[];
}

function changeOf(before: Section | null, after: Section | null): SectionChange | null {
  const section = after ?? before;
  if (section === null) return null;
  const rows = compareRows(before === null ? [] : rowsOf(before), after === null ? [] : rowsOf(after));
  if (before === null || after === null) return { section: section.id, title: section.title, state: before === null ? 'added' : 'removed', rows };
  return rows.length === 0 ? null : { section: section.id, title: section.title, state: 'changed', rows };
}

function compareRows(before: readonly Row[], after: readonly Row[]): readonly RowChange[] {
  const counts = new Map<string, number>();
  for (const row of before) counts.set(row.text, (counts.get(row.text) ?? 0) + 1);
  const added = after.filter((row) => !takeOne(counts, row.text));
  const removed = [...before].reverse().filter((row) => takeOne(counts, row.text)).reverse();
  const partner = pairUp(removed, added);
  const paired = new Set(partner.values());
  return [
    ...added.map((row) => ({ was: partner.get(row)?.text ?? null, now: row.text })),
    ...removed.filter((row) => !paired.has(row)).map((row) => ({ was: row.text, now: null })),
  ];
}

function takeOne(counts: Map<string, number>, text: string): boolean {
  const left = counts.get(text) ?? 0;
  if (left > 0) counts.set(text, left - 1);
  return left > 0;
}

/** Rows that are the same thing before and after: of one name, or of as many equal cells as different ones. */
function pairUp(removed: readonly Row[], added: readonly Row[]): ReadonlyMap<Row, Row> {
  const partner = new Map<Row, Row>();
  const open = new Set(removed);
  const byName = new Map(removed.flatMap((row) => (row.name === null ? [] : [[row.name, row]])));
  const isSmall = removed.length * added.length <= PAIR_LIMIT;
  for (const row of added) {
    const named = row.name === null ? undefined : byName.get(row.name);
    const found = named !== undefined && open.has(named) ? named : isSmall ? [...open].find((candidate) => isAlike(candidate, row)) : undefined;
    if (found === undefined) continue;
    partner.set(row, found);
    open.delete(found);
  }
  return partner;
}

function isAlike(left: Row, right: Row): boolean {
  if (left.name !== null || right.name !== null || left.cells.length !== right.cells.length) return false;
  if (left.cells.length === 1) return true;
  const equal = left.cells.filter((cell, index) => cell !== '' && cell === right.cells[index]).length;
  return equal * 2 >= left.cells.filter((cell) => cell !== '').length;
}

function rowsOf(section: Section): readonly Row[] {
  return section.blocks.flatMap(rowsOfBlock);
}

function rowsOfBlock(block: Block): readonly Row[] {
  switch (block.type) {
    case 'paragraph': return [rowOf([wordsOf(block.text)])];
    case 'box': return [rowOf([`${block.title}: ${wordsOf(block.text)}`], block.title)];
    case 'list': return block.items.map((item) => rowOf([wordsOf(item)]));
    case 'facts': return block.rows.filter((row) => !IGNORED_FACTS.includes(row.term)).map((row) => rowOf([`${row.term}: ${wordsOf(row.value)}`], row.term));
    case 'figures': return block.items.map((item) => rowOf([`${item.caption}: ${item.value}`], item.caption));
    case 'table': return block.rows.map((row) => tableRow(row.map(wordsOf)));
    // The figure is made from rows that stand in tables; the others hold no content of their own.
    case 'timeline': case 'picture': case 'signatures': case 'blank-rows': case 'qr': case 'missing': return [];
  }
}

// References such as ACT-K7-004 and numbers of entries never change; other rows are recognised by what is equal.
function tableRow(cells: readonly string[]): Row {
  const first = cells[0] ?? '';
  return rowOf(cells, /^[A-Z]{1,5}-[A-Z0-9-]+$/.test(first) ? first : null);
}

function rowOf(cells: readonly string[], name: string | null = null): Row {
  return { name, cells, text: cells.filter((cell) => cell !== '').join(' · ') };
}

function wordsOf(cell: Cell): string {
  return cell.map((run) => (run.type === 'struck' ? `(struck out: ${run.text})` : run.text)).join('').replace(/\s+/g, ' ').trim();
}
