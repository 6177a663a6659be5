import { exhaustive, formatUtc, type UnixMs } from '#base';
import type { Block, Cell, Column, Inline, Tone } from '../tree/blocks.ts';
import { escapeXml, paragraph, run } from './xml.ts';

/** What the body refers to outside of itself. */
export interface Pictures { readonly add: (qr: string) => number }
export interface Sheet { readonly pictures: Pictures; /** Width between the margins, in twips. */ readonly width: number }

const SHARE: Readonly<Record<Column['width'], number>> = { time: 22, narrow: 14, medium: 18, wide: 36 };
const TONE_WORD: Readonly<Record<Tone, string>> = { adversary: '▲ adversary', defender: '● defender', milestone: '◆ milestone', neutral: '■ other' };
const QR_EMU = 936_000;

/** One block of the report tree as WordprocessingML (ECMA-376 part 1, section 17). */
export function renderBlock(block: Block, sheet: Sheet): string {
  switch (block.type) {
    case 'paragraph': return paragraph('Normal', renderInline(block.text));
    case 'list': return block.items.map((item) => paragraph('ListBullet', renderInline(item))).join('');
    case 'facts': return table(sheet, [26, 74], null, block.rows.map((row) => [run(row.term, '<w:rStyle w:val="Muted"/>'), renderInline(row.value)]));
    case 'figures': return table(sheet, block.items.map(() => 1), null, [block.items.map((item) => `${run(item.value, '<w:b/>')}<w:r><w:br/></w:r>${run(item.caption, '<w:rStyle w:val="Muted"/>')}`)]);
    case 'table': return renderTable(block, sheet);
    case 'timeline': return renderTimeline(block, sheet);
    case 'picture': return caption(`${block.caption} The picture stands in the PDF and HTML forms of this document.`);
    case 'signatures': return table(sheet, [1, 1], null, pairs(block.lines.map((line) => `${run(`\n\n${line.role}: ${line.name}\nDate, time and zone:`)}`)));
    case 'blank-rows': return caption(block.note) + table(sheet, block.columns.map(() => 1), block.columns, Array.from({ length: block.count }, () => block.columns.map(() => run('\n'))));
    case 'qr': return paragraph('Normal', picture(sheet.pictures.add(block.content), block.caption), '<w:keepNext/>') + paragraph('Caption', run(block.caption, '<w:rStyle w:val="Mono"/>'));
    case 'missing': return paragraph('Missing', run(block.text));
    case 'box': return paragraph(block.tone === 'warning' ? 'BoxWarning' : 'Box', `${run(block.title, '<w:b/>')}<w:r><w:br/></w:r>${renderInline(block.text)}`);
    default: return exhaustive(block);
  }
}

function renderInline(cell: Cell): string {
  return cell.map(renderRun).join('');
}

function renderRun(inline: Inline): string {
  switch (inline.type) {
    case 'text': return run(inline.text);
    case 'code': return run(inline.text, '<w:rStyle w:val="Mono"/>');
    case 'strong': return run(inline.text, '<w:b/>');
    case 'struck': return run(inline.text, '<w:rStyle w:val="Muted"/><w:strike/>');
    case 'muted': return run(inline.text, '<w:rStyle w:val="Muted"/>');
    default: return exhaustive(inline);
  }
}

function renderTable(block: Extract<Block, { type: 'table' }>, sheet: Sheet): string {
  const rows = block.rows.length === 0
    ? [block.columns.map((_, index) => (index === 0 ? run(block.empty, '<w:i/>') : ''))]
    : block.rows.map((row) => row.map((cell, index) => (block.columns[index]?.mono === true ? cell.map((inline) => renderRun(inline.type === 'text' ? { type: 'code', text: inline.text } : inline)).join('') : renderInline(cell))));
  return caption(block.caption ?? '') + table(sheet, block.columns.map((column) => SHARE[column.width]), block.columns.map((column) => column.title), rows);
}

/** The figure of key events, told as a table. */
function renderTimeline(block: Extract<Block, { type: 'timeline' }>, sheet: Sheet): string {
  if (block.marks.length === 0) return '';
  const marks = [...block.marks].sort((left, right) => left.at - right.at);
  return caption(block.caption) + table(sheet, [22, 20, 58], ['UTC', 'Side', 'Key event'], marks.map((mark) => [run(formatUtc(mark.at as UnixMs, 'minute'), '<w:rStyle w:val="Mono"/>'), run(TONE_WORD[mark.tone]), run(mark.label)]));
}

function caption(text: string): string {
  return text === '' ? '' : paragraph('Caption', run(text));
}

/** A table of whole width; its head row is repeated on every page. An empty paragraph keeps neighbouring tables apart. */
function table({ width }: Sheet, shares: readonly number[], head: readonly string[] | null, rows: readonly (readonly string[])[]): string {
  if (shares.length === 0 || rows.length === 0) return '';
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => Math.floor((share * width) / whole));
  const cells = (style: string, contents: readonly string[]) => widths.map((cellWidth, index) => `<w:tc><w:tcPr><w:tcW w:w="${cellWidth}" w:type="dxa"/></w:tcPr>${paragraph(style, contents[index] ?? '')}</w:tc>`).join('');
  const headRow = head === null ? '' : `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${cells('TableHeading', head.map((text) => run(text)))}</w:tr>`;
  return `<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="${widths.reduce((sum, part) => sum + part, 0)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="${head === null ? 0 : 1}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>`
    + `<w:tblGrid>${widths.map((part) => `<w:gridCol w:w="${part}"/>`).join('')}</w:tblGrid>${headRow}${rows.map((row) => `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells('TableText', row)}</w:tr>`).join('')}</w:tbl>${paragraph('TableText', '')}`;
}

function pairs(items: readonly string[]): readonly (readonly string[])[] {
  return items.flatMap((item, index) => (index % 2 === 0 ? [[item, items[index + 1] ?? '']] : []));
}

function picture(number: number, description: string): string {
  return `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${QR_EMU}" cy="${QR_EMU}"/><wp:docPr id="${number}" name="QR code ${number}" descr="${escapeXml(`QR code: ${description}`)}"/>`
    + `<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${number}" name="qr${number}.bmp"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdQr${number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`
    + `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${QR_EMU}" cy="${QR_EMU}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
}
