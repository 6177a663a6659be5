import { escapeHtml } from '../../grid/plainTable.ts';

/** A line of the printed list: one clock of a regime, or a regime without a clock to show. */
export interface RegimeLine { readonly regime: string; readonly decision: string; readonly clock: string; readonly state: string; readonly due: readonly string[]; readonly lawful: string; readonly sent: string }
/** A regime that is not reported, and why. */
export interface UnreportedLine { readonly regime: string; readonly decision: string; readonly reason: string; readonly by: string }
export interface RegimePageWords {
  readonly title: string; readonly head: string; readonly columns: readonly [string, string, string, string, string, string, string]; readonly unreportedTitle: string; readonly unreportedColumns: readonly [string, string, string, string]; readonly none: string;
}

const style = `@page { size: A4 landscape; margin: 16mm 12mm }
body { font: 9.5pt/1.35 "IBM Plex Sans", "Noto Sans", sans-serif; color: #000 }
h1 { font-size: 13pt; margin: 0 } h2 { font-size: 11pt; margin: 12pt 0 4pt } p { margin: 0 0 6pt }
table { border-collapse: collapse; width: 100% } tr { break-inside: avoid }
th { text-align: left; padding: 3pt 6pt 3pt 0; border-bottom: 0.75pt solid #000 }
td { vertical-align: top; padding: 3pt 6pt 3pt 0; border-bottom: 0.5pt solid #999; overflow-wrap: anywhere; white-space: pre-line }`;

/** All regimes as a standalone page: what is owed by when in three zones, and those not reported with reasons. No script, every value escaped. */
export function regimesHtml(lines: readonly RegimeLine[], unreported: readonly UnreportedLine[], words: RegimePageWords): string {
  const rows = lines.map((line) => [line.regime, line.decision, line.clock, line.state, line.due.join('\n'), line.lawful, line.sent]);
  const without = unreported.map((line) => [line.regime, line.decision, line.reason, line.by]);
  return page(words.title, `<p>${escapeHtml(words.head)}</p>${table(words.columns, rows)}<h2>${escapeHtml(words.unreportedTitle)}</h2>${without.length === 0 ? `<p>${escapeHtml(words.none)}</p>` : table(words.unreportedColumns, without)}`);
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><h1>${escapeHtml(title)}</h1>${content}</body></html>`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (values: readonly string[], tag: 'th' | 'td'): string => values.map((value) => `<${tag}>${escapeHtml(value)}</${tag}>`).join('');
  return `<table><thead><tr>${cells(columns, 'th')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n')}</tbody></table>`;
}
