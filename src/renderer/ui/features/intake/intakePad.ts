import { escapeHtml } from '../../grid/plainTable.ts';

/** The words of the blank pad; `lines` are filled in by hand, `boxes` are ticked. */
export interface PadWords {
  readonly title: string; readonly head: string; readonly said: string; readonly lines: readonly string[];
  readonly boxes: readonly { readonly label: string; readonly choices: readonly string[] }[]; readonly foot: readonly string[];
}

const RULED = 12;

/** One page to write on: what was said on ruled lines first, then who and when, boxes to tick, and what became of the sheet. */
export function padHtml(words: PadWords): string {
  const line = (label: string): string => `<tr><th>${escapeHtml(label)}</th><td></td></tr>`;
  const boxes = ({ label, choices }: PadWords['boxes'][number]): string => `<tr><th>${escapeHtml(label)}</th><td class="boxes">${choices.map((choice) => `<span>&#9744;&nbsp;${escapeHtml(choice)}</span>`).join(' ')}</td></tr>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(words.title)}</title><style>${STYLE}</style></head><body>`
    + `<h1>${escapeHtml(words.title)}</h1><p>${escapeHtml(words.head)}</p><h2>${escapeHtml(words.said)}</h2>${'<div class="rule"></div>'.repeat(RULED)}`
    + `<table>${words.lines.map(line).join('')}${words.boxes.map(boxes).join('')}${words.foot.map(line).join('')}</table></body></html>`;
}

const STYLE = 'body{font:10pt sans-serif;color:#000;margin:0}h1{font-size:14pt;margin:0 0 4mm}h2{font-size:10pt;margin:4mm 0 0}.rule{height:9mm;border-bottom:0.3mm solid #888}'
  + 'table{width:100%;border-collapse:collapse;margin-top:6mm}th{width:34%;text-align:left;font-weight:normal;vertical-align:top;padding:2mm 3mm 2mm 0}td{border-bottom:0.3mm solid #888;height:8mm}.boxes{padding:2mm 0;line-height:1.7}.boxes span{white-space:nowrap;margin-right:4mm}';
