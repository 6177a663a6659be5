import { exhaustive, formatUtc, type UnixMs } from '#base';
import { issueWords, type Block, type Cell, type FileRendering, type Inline, type ReportDocument, type Section, type Tone } from '../tree/blocks.ts';
import { codeSpan, escapeMarkdown, type TextPlace } from './escape.ts';

const TONE_WORD: Readonly<Record<Tone, string>> = { adversary: 'adversary', defender: 'defender', milestone: 'milestone', neutral: 'other' };

/**
 * A whole document as CommonMark with GFM tables and struck text; the only HTML in it is `<br>` inside of table cells. Content
 * never becomes structure, HTML or a link. The same content and issue give the same text: no clock, no name of who wrote the file.
 */
export function renderMarkdown(document: ReportDocument, rendering: FileRendering): string {
  let number = 0;
  const issue = issueWords(document, rendering.issue, '**DRAFT: not issued**');
  const marks = [`TLP:${escapeMarkdown(document.tlp, 'oneLine')}`, issue, ...(document.exercise ? ['**EXERCISE**'] : [])];
  const parts = [
    `# ${escapeMarkdown(document.title, 'oneLine')}`,
    escapeMarkdown(document.subtitle, 'lines'),
    `${escapeMarkdown(document.reference, 'oneLine')} · ${escapeMarkdown(document.documentTitle, 'oneLine')} · ${marks.join(' · ')}`,
    ...document.sections.flatMap((section) => renderSection(section, section.numbered ? (number += 1) : null)),
    '---',
    [`as of ${rendering.asOf}, sealed at entry ${document.sealedAt.entry}`, `head ${codeSpan(document.sealedAt.head, 'lines')}`, `content sha256 ${codeSpan(rendering.contentSha256, 'lines')}`].join('\\\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function renderSection(section: Section, number: number | null): readonly string[] {
  const prefix = number === null ? '' : `${number}\\. `;
  return [`## ${prefix}${escapeMarkdown(section.title, 'oneLine')}`, ...section.blocks.map(renderBlock)];
}

function renderBlock(block: Block): string {
  switch (block.type) {
    case 'paragraph': return renderInline(block.text, 'lines');
    case 'list': return list(block.items.map((item) => renderInline(item, 'lines', '  ')));
    case 'facts': return list(block.rows.map((row) => `${bold(row.term)}: ${renderInline(row.value, 'lines', '  ')}`));
    case 'figures': return list(block.items.map((item) => `${bold(item.value)} ${escapeMarkdown(item.caption, 'lines', '  ')}`));
    case 'table': return renderTable(block);
    case 'timeline': return renderTimeline(block);
    case 'picture': return escapeMarkdown(`${block.caption} The picture stands in the PDF and HTML forms of this document.`, 'lines');
    case 'signatures': return list(block.lines.map((line) => `${escapeMarkdown(line.role, 'oneLine')}: ${escapeMarkdown(line.name, 'oneLine')}; date, time and zone: …………………… signature: ……………………`));
    case 'blank-rows': return table(block.note, block.columns.map(title), Array.from({ length: block.count }, () => block.columns.map(() => '')));
    case 'qr': return `${codeSpan(block.content, 'lines')}\\\n${escapeMarkdown(block.caption, 'lines')}`;
    case 'missing': return `> **Missing:** ${escapeMarkdown(block.text, 'oneLine')}`;
    case 'box': return `> ${bold(block.title)}\\\n> ${renderInline(block.text, 'lines', '> ')}`;
    default: return exhaustive(block);
  }
}

function renderTable(block: Extract<Block, { type: 'table' }>): string {
  const head = block.columns.map((column) => title(column.title));
  const empty = [[escapeMarkdown(block.empty, 'oneLine'), ...block.columns.slice(1).map(() => '')]];
  return table(block.caption ?? '', head, block.rows.length === 0 ? empty : block.rows.map((row) => row.map((cell) => renderInline(cell, 'oneLine'))));
}

/** The figure of key events, told as a table. */
function renderTimeline(block: Extract<Block, { type: 'timeline' }>): string {
  if (block.marks.length === 0) return '';
  const marks = [...block.marks].sort((left, right) => left.at - right.at);
  return table(block.caption, ['UTC', 'Side', 'Key event'], marks.map((mark) => [codeSpan(formatUtc(mark.at as UnixMs, 'minute'), 'oneLine'), TONE_WORD[mark.tone], escapeMarkdown(mark.label, 'oneLine')]));
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
  return caption === '' ? lines : `${escapeMarkdown(caption, 'lines')}\n\n${lines}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function title(text: string): string {
  return escapeMarkdown(text, 'oneLine');
}

function bold(text: string): string {
  return renderInline([{ type: 'strong', text }], 'oneLine');
}

function renderInline(cell: Cell, place: TextPlace, indent = ''): string {
  let out = '';
  for (const run of joined(cell)) {
    const piece = renderRun(run, place, indent);
    // Two code spans that touch would be read as one with other ends.
    out += out.endsWith('`') && piece.startsWith('`') ? ` ${piece}` : piece;
  }
  return out;
}

/** Neighbours of one type as one run. Only then are the ends of a block those of its text. */
function joined(cell: Cell): readonly Inline[] {
  const runs: Inline[] = [];
  for (const run of cell) {
    const last = runs.at(-1);
    const type = run.type === 'muted' ? 'text' : run.type;
    if (last?.type === type) runs.splice(-1, 1, { type, text: last.text + run.text });
    else if (run.text !== '') runs.push({ type, text: run.text });
  }
  return runs;
}

function renderRun(run: Inline, place: TextPlace, indent: string): string {
  switch (run.type) {
    case 'code': return codeSpan(run.text, place, indent);
    case 'strong': return marked(run.text, '**', '', '', escapeMarkdown(run.text, place, indent));
    case 'struck': return marked(run.text, '~~', '(struck out: ', ')', escapeMarkdown(run.text, place, indent));
    default: return escapeMarkdown(run.text, place, indent);
  }
}

// Marks open and close for certain only next to letters and digits; what must not be lost is said in words otherwise.
function marked(text: string, mark: string, before: string, after: string, escaped: string): string {
  const isPlain = /^[\p{L}\p{N}]/u.test(escaped) && /[\p{L}\p{N}]$/u.test(escaped);
  return isPlain && text !== '' ? `${mark}${escaped}${mark}` : `${before}${escaped}${after}`;
}
