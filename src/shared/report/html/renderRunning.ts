import { issueWords, type Rendering, type ReportDocument } from '../tree/blocks.ts';
import { escapeHtml } from './escape.ts';

const TLP_COLOUR: Readonly<Record<string, string>> = { RED: '#ff2b2b', 'AMBER+STRICT': '#ffc000', AMBER: '#ffc000', GREEN: '#33ff00', CLEAR: '#ffffff' };
const LINE = 'font: 9px IBM Plex Mono, DejaVu Sans Mono, monospace; color: #3c4856; width: 100%; margin: 0 16mm; display: flex; justify-content: space-between; align-items: center; -webkit-print-color-adjust: exact;';

/**
 * Running header and footer as Chromium print templates: these are separate little pages that only take inline styles.
 * Every sheet carries the reference, the issue, the TLP label, the entry it was sealed at, the content hash and page x of y.
 */
export function renderRunning(document: ReportDocument, rendering: Rendering): { readonly header: string; readonly footer: string } {
  if (document.type === 'evidence-label') return { header: '<span></span>', footer: '<span></span>' };
  const issue = issueWords(document, rendering.issue, 'DRAFT, not issued');
  const exercise = document.exercise ? ' · EXERCISE' : '';
  const header = `<div style="${LINE} border-bottom: .75px solid #16202c; padding-bottom: 2px;"><span>${escapeHtml(document.reference)} · ${escapeHtml(document.documentTitle)} · ${issue}${exercise}</span>`
    + `<span style="background: #000; color: ${TLP_COLOUR[document.tlp] ?? '#ffffff'}; padding: 1px 5px;">TLP:${escapeHtml(document.tlp)}</span></div>`;
  const footer = `<div style="${LINE} border-top: .75px solid #c3cbd6; padding-top: 2px;"><span>sealed at entry ${document.sealedAt.entry} · sha256 ${escapeHtml(rendering.contentSha256)}</span>`
    + '<span>page <span class="pageNumber"></span> of <span class="totalPages"></span></span></div>';
  return { header, footer };
}
