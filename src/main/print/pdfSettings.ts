import type { PackedPrintJob } from '#ipc';

type PdfSettings = Electron.PrintToPDFOptions;
type DialogSettings = Electron.WebContentsPrintOptions;

// Inches. Room for the running header and footer; a label has neither.
const pageMargins = { top: 0.75, bottom: 0.75, left: 0.6, right: 0.6 };
const labelMargins = { top: 0.08, bottom: 0.08, left: 0.08, right: 0.08 };
// 100 by 62 mm, a common size of thermal labels, in inches.
const labelSize = { width: 100 / 25.4, height: 62 / 25.4 };
const MICRONS_PER_INCH = 25_400;

/** Settings of `printToPDF`: sizes the page asks for itself win, header and footer repeat on each page, tags and outline are made. */
export function toPdfSettings(job: PackedPrintJob): PdfSettings {
  const isLabel = job.pageSize === 'label';
  return {
    landscape: job.landscape ?? false,
    printBackground: true,
    preferCSSPageSize: true,
    pageSize: isLabel ? labelSize : (job.pageSize === 'Letter' ? 'Letter' : 'A4'),
    margins: isLabel ? labelMargins : pageMargins,
    displayHeaderFooter: job.header !== '' || job.footer !== '',
    // An empty template would be replaced by Chromium's own header with date and address.
    headerTemplate: job.header === '' ? emptyTemplate : job.header,
    footerTemplate: job.footer === '' ? emptyTemplate : job.footer,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  };
}

/** Settings of the system's print dialog: it prints plain texts as header and footer and numbers the pages itself. */
export function toDialogSettings(job: PackedPrintJob): DialogSettings {
  const isLabel = job.pageSize === 'label';
  const header = plainTextOf(job.header);
  const footer = plainTextOf(job.footer);
  return {
    silent: false,
    printBackground: true,
    landscape: job.landscape ?? false,
    pageSize: isLabel ? { width: Math.round(labelSize.width * MICRONS_PER_INCH), height: Math.round(labelSize.height * MICRONS_PER_INCH) } : (job.pageSize === 'Letter' ? 'Letter' : 'A4'),
    ...(header === '' && footer === '' ? {} : { header, footer }),
  };
}

/** How many pages a PDF of Chromium has: its page objects are written uncompressed. */
export function countPages(pdf: Uint8Array): number {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  let pages = 0;
  for (let at = bytes.indexOf(pageMark); at !== -1; at = bytes.indexOf(pageMark, at + pageMark.length)) {
    // `/Type /Pages` is the tree above the pages.
    if (bytes[at + pageMark.length] !== 's'.charCodeAt(0)) pages += 1;
  }
  return pages;
}

const pageMark = Buffer.from('/Type /Page');
const emptyTemplate = '<span></span>';

function plainTextOf(template: string): string {
  return template.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/<[^>]*>/g, ' ').replace(/&nbsp;/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
}
