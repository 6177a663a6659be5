import { showUnseen } from '../tree/unseen.ts';

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const REPLACEMENT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text made safe for XML 1.0 content and attributes; characters that XML forbids are shown as their code. */
export function escapeXml(text: string): string {
  return showUnseen(text).replace(/[&<>"']/g, (character) => REPLACEMENT[character] ?? character);
}

/** One WordprocessingML run; line ends become breaks, tabs become tabs. `properties` is the inside of `w:rPr`, already XML. */
export function run(text: string, properties = ''): string {
  const pieces = text.split(/(\r\n|\r|\n|\t)/).map((piece) => {
    if (piece === '') return '';
    if (piece === '\t') return '<w:tab/>';
    return /^[\r\n]+$/.test(piece) ? '<w:br/>' : `<w:t xml:space="preserve">${escapeXml(piece)}</w:t>`;
  });
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${pieces.join('')}</w:r>`;
}

/** One paragraph of a style. `more` is further inside of `w:pPr`, in the order of the schema. */
export function paragraph(style: string, runs: string, more = ''): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${runs}</w:p>`;
}

/** A field whose value the word processor computes: PAGE, NUMPAGES. */
export function field(instruction: string, shown: string): string {
  return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
}
