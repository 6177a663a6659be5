import { renderSVG } from 'uqr';
import { exhaustive } from '#base';
import { drawPicture } from '../figure/drawPicture.ts';
import { drawTimeline } from '../figure/drawTimeline.ts';
import { issueWords, type Block, type Cell, type Inline, type Rendering, type ReportDocument, type Section } from '../tree/blocks.ts';
import { escapeHtml } from './escape.ts';
import { DOCUMENT_CSS } from './style.ts';

/**
 * A whole document as standalone HTML: no script, no outside reference, no style attribute. The same text is shown,
 * saved and printed. Lists number their sections; the seal line names the entry and the content hash.
 */
export function renderHtml(document: ReportDocument, rendering: Rendering): string {
  let number = 0;
  const sections = document.sections.map((section) => {
    if (section.numbered) number += 1;
    return renderSection(section, section.numbered ? number : null);
  });
  const isLabel = document.type === 'evidence-label';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(`${document.reference} ${document.documentTitle}`)}</title>`
    + `<style>${rendering.fontCss}${DOCUMENT_CSS}${document.landscape ? '@page { size: A4 landscape } body { max-width: 265mm }' : ''}${isLabel ? '@page { size: 106mm 74mm; margin: 3mm }' : ''}</style></head>`
    + `<body class="${isLabel ? 'label' : 'document'}"><header>${renderControl(document, rendering)}<h1>${escapeHtml(document.title)}</h1>`
    + `<p class="subtitle">${escapeHtml(document.subtitle)}</p></header><main>${sections.join('')}</main>${renderSeal(document, rendering)}</body></html>`;
}

/** A page that says nothing of when or where it was made: the same content gives the same bytes. */
export interface StaticPage {
  readonly title: string;
  readonly subtitle: string;
  readonly tlp: string | null;
  readonly exercise: boolean;
  readonly sections: readonly Section[];
  readonly landscape: boolean;
  readonly foot: string;
}

/** A page out of a disclosure package: like a document, but without issue, clock and author. */
export function renderStatic(page: StaticPage): string {
  let number = 0;
  const sections = page.sections.map((section) => renderSection(section, section.numbered ? (number += 1) : null));
  const marks = [page.tlp === null ? '' : renderTlp(page.tlp), page.exercise ? '<span class="draft">EXERCISE</span>' : ''].filter((mark) => mark !== '');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(page.title)}</title><style>${DOCUMENT_CSS}${page.landscape ? '@page { size: A4 landscape } body { max-width: 265mm }' : ''}</style></head>`
    + `<body class="document"><header><p>${marks.join(' ')}</p><h1>${escapeHtml(page.title)}</h1><p class="subtitle">${escapeHtml(page.subtitle)}</p></header>`
    + `<main>${sections.join('')}</main><p class="seal mono">${escapeHtml(page.foot)}</p></body></html>\n`;
}

/** The TLP marking as FIRST TLP 2.0 asks for it: label text on black. */
export function renderTlp(tlp: string): string {
  const tone = tlp.startsWith('AMBER') ? 'amber' : tlp.toLowerCase();
  return `<span class="tlp ${escapeHtml(tone)}">TLP:${escapeHtml(tlp)}</span>`;
}

function renderControl(document: ReportDocument, rendering: Rendering): string {
  const marks = [
    renderTlp(document.tlp),
    rendering.issue === null && document.type !== 'metrics' ? '<span class="draft">DRAFT: not issued</span>' : '',
    document.exercise ? '<span class="draft">EXERCISE</span>' : '',
  ];
  return `<p>${marks.filter((mark) => mark !== '').join(' ')}</p>`;
}

function renderSection(section: Section, number: number | null): string {
  const prefix = number === null ? '' : `<span class="no">${number}</span>`;
  return `<section id="${escapeHtml(section.id)}"><h2>${prefix}${escapeHtml(section.title)}</h2>${section.blocks.map(renderBlock).join('')}</section>`;
}

function renderSeal(document: ReportDocument, rendering: Rendering): string {
  const issue = issueWords(document, rendering.issue, 'draft');
  // The same hash as in the foot of every page, to be compared by a camera instead of by eye.
  const code = (rendering.issue === null && document.type !== 'metrics') || document.type === 'evidence-label' ? '' : `<div class="qr">${renderSVG(`sha256:${rendering.contentSha256}`, { ecc: 'M', border: 1 })}<p class="mono">sha256:${escapeHtml(rendering.contentSha256)}</p></div>`;
  return `${code}<p class="seal mono">${escapeHtml(document.reference)} · ${escapeHtml(document.documentTitle)} · ${issue} · generated ${escapeHtml(rendering.generatedAt)} by ${escapeHtml(rendering.generatedBy)}\n`
    + `sealed at entry ${document.sealedAt.entry} · head ${escapeHtml(document.sealedAt.head)}\ncontent sha256 ${escapeHtml(rendering.contentSha256)}</p>`;
}

function renderInline(cell: Cell): string {
  return cell.map(renderRun).join('');
}

function renderRun(run: Inline): string {
  const text = escapeHtml(run.text);
  switch (run.type) {
    case 'text': return text;
    case 'code': return `<span class="mono">${text}</span>`;
    case 'strong': return `<strong>${text}</strong>`;
    case 'struck': return `<s class="struck">${text}</s>`;
    case 'muted': return `<span class="muted">${text}</span>`;
    default: return exhaustive(run);
  }
}

function renderBlock(block: Block): string {
  switch (block.type) {
    case 'paragraph': return `<p>${renderInline(block.text)}</p>`;
    case 'list': return `<ul>${block.items.map((item) => `<li>${renderInline(item)}</li>`).join('')}</ul>`;
    case 'facts': return `<dl>${block.rows.map((row) => `<dt>${escapeHtml(row.term)}</dt><dd>${renderInline(row.value)}</dd>`).join('')}</dl>`;
    case 'figures': return `<div class="figures">${block.items.map((item) => `<div><b>${escapeHtml(item.value)}</b><span>${escapeHtml(item.caption)}</span></div>`).join('')}</div>`;
    case 'table': return renderTable(block);
    case 'timeline': return block.marks.length === 0 ? '' : `<figure>${drawTimeline(block.marks, block.caption)}<figcaption>${escapeHtml(block.caption)}</figcaption></figure>`;
    case 'picture': return `<figure>${drawPicture(block.drawing, block.caption)}<figcaption>${escapeHtml(block.caption)}</figcaption></figure>`;
    case 'signatures': return `<div class="signatures">${block.lines.map((line) => `<div>${escapeHtml(line.role)}: ${escapeHtml(line.name)}<br>Date, time and zone:</div>`).join('')}</div>`;
    case 'blank-rows': return renderBlankRows(block);
    case 'qr': return `<div class="qr">${renderSVG(block.content, { ecc: 'M', border: 1 })}<p class="mono">${escapeHtml(block.caption)}</p></div>`;
    case 'missing': return `<p class="missing">${escapeHtml(block.text)}</p>`;
    case 'box': return `<div class="box ${block.tone}"><b>${escapeHtml(block.title)}</b><p>${renderInline(block.text)}</p></div>`;
    default: return exhaustive(block);
  }
}

function renderTable(block: Extract<Block, { type: 'table' }>): string {
  const head = block.columns.map((column) => `<th scope="col" class="${column.width}">${escapeHtml(column.title)}</th>`).join('');
  const body = block.rows.length === 0
    ? `<tr><td class="empty" colspan="${block.columns.length}">${escapeHtml(block.empty)}</td></tr>`
    : block.rows.map((row) => `<tr>${row.map((cell, index) => renderCell(cell, block, index)).join('')}</tr>`).join('');
  const caption = block.caption === undefined ? '' : `<caption>${escapeHtml(block.caption)}</caption>`;
  return `<table>${caption}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function renderCell(cell: Cell, block: Extract<Block, { type: 'table' }>, index: number): string {
  const column = block.columns[index];
  return `<td class="${column?.width ?? 'wide'}${column?.mono === true ? ' mono' : ''}">${renderInline(cell)}</td>`;
}

function renderBlankRows(block: Extract<Block, { type: 'blank-rows' }>): string {
  const head = block.columns.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('');
  const row = `<tr>${block.columns.map(() => '<td></td>').join('')}</tr>`;
  return `<table class="blank"><caption>${escapeHtml(block.note)}</caption><thead><tr>${head}</tr></thead><tbody>${row.repeat(block.count)}</tbody></table>`;
}
