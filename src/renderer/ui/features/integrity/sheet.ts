import type { PrintJob } from '#ipc';

/** One part of a printed sheet: a heading, a paragraph, rows of two columns, a code in large type, or a picture. */
export type SheetPart =
  | { readonly type: 'heading' | 'text' | 'code'; readonly text: string }
  | { readonly type: 'rows'; readonly rows: readonly (readonly [string, string])[] }
  | { readonly type: 'picture'; readonly source: string; readonly alt: string };

const STYLE = 'body{font:11pt/1.5 sans-serif;margin:18mm;color:black}h1{font-size:16pt}h2{font-size:12pt;margin:7mm 0 2mm}p{margin:2mm 0}'
  + 'code{font:15pt/1.6 monospace;display:block;margin:4mm 0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}'
  + 'td{padding:1mm 4mm 1mm 0;vertical-align:top;border-bottom:.2mm solid #bbb;overflow-wrap:anywhere;white-space:pre-line}td:first-child{width:52mm}img{width:44mm;height:44mm}section{break-inside:avoid}';

/** A plain page for the printer; every value is escaped. */
export function makeSheet(title: string, parts: readonly SheetPart[]): PrintJob {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><h1>${escapeHtml(title)}</h1>${parts.map(partToHtml).join('')}</body></html>`;
  return { title, html, header: '<span></span>', footer: '<span></span>' };
}

/** The same sheet as text for the clipboard. */
export function sheetToText(title: string, parts: readonly SheetPart[]): string {
  const lines = parts.flatMap((part): readonly string[] => {
    switch (part.type) {
      case 'heading': return ['', part.text];
      case 'text': case 'code': return [part.text];
      case 'rows': return part.rows.map(([left, right]) => `${left}: ${right}`);
      case 'picture': return [];
    }
  });
  return [title, ...lines].join('\n');
}

/** A picture given as SVG, as an address that the content policy allows. */
export function svgToSource(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function partToHtml(part: SheetPart): string {
  switch (part.type) {
    case 'heading': return `<h2>${escapeHtml(part.text)}</h2>`;
    case 'text': return `<p>${escapeHtml(part.text)}</p>`;
    case 'code': return `<code>${escapeHtml(part.text)}</code>`;
    case 'rows': return `<table>${part.rows.map(([left, right]) => `<tr><td>${escapeHtml(left)}</td><td>${escapeHtml(right)}</td></tr>`).join('')}</table>`;
    case 'picture': return `<img alt="${escapeHtml(part.alt)}" src="${escapeHtml(part.source)}">`;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
