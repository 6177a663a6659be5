import type { GridColumn } from './columns.ts';

/**
 * A list as one standalone page with a plain table, all rows, for printing: no script, no links, every value escaped.
 */
export function rowsToHtml<Row>(title: string, columns: readonly GridColumn<Row>[], rows: readonly Row[], isStruck: (row: Row) => boolean): string {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column.header)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = columns.map((column) => {
      const text = escapeHtml(column.text(row));
      return `<td${column.mono === true ? ' class="mono"' : ''}>${isStruck(row) && column.grow === true ? `<s>${text}</s>` : text}</td>`;
    }).join('');
    return `<tr>${cells}</tr>`;
  }).join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>
@page { size: A4 landscape; margin: 18mm 12mm }
body { font: 9pt/1.35 "IBM Plex Sans", "Noto Sans", sans-serif; color: #000 }
h1 { font-size: 12pt; margin: 0 0 6pt }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: 2pt 4pt; border-bottom: 0.5pt solid #999; overflow-wrap: anywhere }
thead { display: table-header-group } tr { break-inside: avoid }
.mono { font-family: "IBM Plex Mono", monospace; font-size: 8pt; white-space: nowrap }
</style></head><body><h1>${escapeHtml(title)}</h1><table><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></body></html>`;
}

/** Text as HTML text or attribute value. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\'', '&#39;');
}
