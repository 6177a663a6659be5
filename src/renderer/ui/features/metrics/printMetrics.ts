import { escapeHtml } from '../../grid/plainTable.ts';
import type { ChartSection } from './sections.ts';

const BAR_WIDTH = 160;

/** The figures as one standalone page for paper: no script, every value escaped, bars that print in black. */
export function metricsToHtml(title: string, lead: string, sections: readonly ChartSection[], method: string): string {
  const charts = sections.map(({ title: name, note, bars }) => `<section><h2>${escapeHtml(name)}</h2>${note === null ? '' : `<p>${escapeHtml(note)}</p>`}<table><tbody>${bars.map((bar) => `<tr><th scope="row">${escapeHtml(bar.label)}</th><td><svg width="${BAR_WIDTH}" height="10" role="presentation"><rect x="0" y="2" width="${Math.round(bar.share * BAR_WIDTH)}" height="7" fill="#444"/></svg></td><td class="mono">${escapeHtml(bar.value)}</td></tr>`).join('')}</tbody></table></section>`).join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>
@page { size: A4; margin: 18mm 14mm }
body { font: 9.5pt/1.4 "IBM Plex Sans", "Noto Sans", sans-serif; color: #000 }
h1 { font-size: 14pt; margin: 0 0 4pt } h2 { font-size: 10.5pt; margin: 10pt 0 3pt } p { margin: 0 0 4pt; color: #333 }
section { break-inside: avoid } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; font-weight: normal; padding: 2pt 6pt 2pt 0; border-bottom: 0.5pt solid #bbb } th { width: 40% }
.mono { font-family: "IBM Plex Mono", monospace; font-size: 8.5pt; white-space: nowrap }
</style></head><body><h1>${escapeHtml(title)}</h1><p>${escapeHtml(lead)}</p>${charts}<p>${escapeHtml(method)}</p></body></html>`;
}
