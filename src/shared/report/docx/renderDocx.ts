import { textToBytes } from '#base';
import { issueWords, type FileRendering, type ReportDocument } from '../tree/blocks.ts';
import { drawQr } from './drawQr.ts';
import { renderBlock, type Sheet } from './renderBlocks.ts';
import { NUMBERING_XML, SETTINGS_XML, STYLES_XML, W } from './styles.ts';
import { escapeXml, field, paragraph, run, XML_HEAD } from './xml.ts';

/** One part of a package of ECMA-376 part 2: its name without the leading slash, and its bytes. */
export interface DocxPart { readonly name: string; readonly bytes: Uint8Array }

// A4 and its margins in twips: 16 mm left and right, 22 mm above, 20 mm below.
const [A4_SHORT, A4_LONG, SIDE_MARGIN] = [11906, 16838, 907];
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const TLP_COLOUR: Readonly<Record<string, string>> = { RED: 'FF2B2B', 'AMBER+STRICT': 'FFC000', AMBER: 'FFC000', GREEN: '33FF00', CLEAR: 'FFFFFF' };

/**
 * A whole document as the parts of a Word file (ECMA-376, transitional): built-in heading styles, tables with repeated head rows,
 * TLP in the running header, page x of y and the content hash in the footer. The same content and issue give the same parts.
 */
export function renderDocx(document: ReportDocument, rendering: FileRendering): readonly DocxPart[] {
  const qrs: string[] = [];
  const width = (document.landscape ? A4_LONG : A4_SHORT) - 2 * SIDE_MARGIN;
  const body = renderBody(document, rendering, { width, pictures: { add: (qr) => qrs.push(qr) } });
  const texts: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', contentTypes()],
    ['_rels/.rels', relationships([['rId1', `${OFFICE}/officeDocument`, 'word/document.xml'], ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'], ['rId3', `${OFFICE}/extended-properties`, 'docProps/app.xml']])],
    ['docProps/core.xml', coreProperties(document, rendering)],
    ['docProps/app.xml', `${XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Holdfast</Application></Properties>`],
    ['word/document.xml', body],
    ['word/styles.xml', STYLES_XML], ['word/numbering.xml', NUMBERING_XML], ['word/settings.xml', SETTINGS_XML],
    ['word/header1.xml', renderHeader(document, rendering, width)], ['word/footer1.xml', renderFooter(document, rendering, width)],
    ['word/_rels/document.xml.rels', relationships([
      ['rId1', `${OFFICE}/styles`, 'styles.xml'], ['rId2', `${OFFICE}/numbering`, 'numbering.xml'], ['rId3', `${OFFICE}/settings`, 'settings.xml'], ['rId4', `${OFFICE}/header`, 'header1.xml'], ['rId5', `${OFFICE}/footer`, 'footer1.xml'],
      ...qrs.map((_, index) => [`rIdQr${index + 1}`, `${OFFICE}/image`, `media/qr${index + 1}.bmp`] as const),
    ])],
  ];
  return [...texts.map(([name, text]) => ({ name, bytes: textToBytes(text) })), ...qrs.map((qr, index) => ({ name: `word/media/qr${index + 1}.bmp`, bytes: drawQr(qr) }))];
}

function renderBody(document: ReportDocument, rendering: FileRendering, sheet: Sheet): string {
  let number = 0;
  const marks = [...(rendering.issue === null && document.type !== 'metrics' ? ['DRAFT: not issued'] : []), ...(document.exercise ? ['EXERCISE'] : [])];
  const sections = document.sections.map((section) => {
    if (section.numbered) number += 1;
    return paragraph('Heading1', run(`${section.numbered ? `${number} ` : ''}${section.title}`)) + section.blocks.map((block) => renderBlock(block, sheet)).join('');
  });
  const page = document.landscape ? `<w:pgSz w:w="${A4_LONG}" w:h="${A4_SHORT}" w:orient="landscape"/>` : `<w:pgSz w:w="${A4_SHORT}" w:h="${A4_LONG}"/>`;
  return `${XML_HEAD}<w:document ${W} xmlns:r="${OFFICE}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>`
    + `${paragraph('Normal', [tlpRun(document.tlp), ...marks.map((mark) => run(`   ${mark}`, '<w:b/><w:color w:val="B8261D"/>'))].join(''))}${paragraph('Title', run(document.title))}${paragraph('Subtitle', run(document.subtitle))}`
    + `${sections.join('')}${paragraph('Seal', run(sealText(document, rendering)))}`
    + `<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>${page}<w:pgMar w:top="1247" w:right="${SIDE_MARGIN}" w:bottom="1134" w:left="${SIDE_MARGIN}" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`;
}

function sealText(document: ReportDocument, rendering: FileRendering): string {
  return `${document.reference} · ${document.documentTitle} · ${issueWords(document, rendering.issue, 'draft')} · as of ${rendering.asOf}\nsealed at entry ${document.sealedAt.entry} · head ${document.sealedAt.head}\ncontent sha256 ${rendering.contentSha256}`;
}

function renderHeader(document: ReportDocument, rendering: FileRendering, width: number): string {
  const issue = issueWords(document, rendering.issue, 'DRAFT, not issued');
  const line = run(`${document.reference} · ${document.documentTitle} · ${issue}${document.exercise ? ' · EXERCISE' : ''}\t`) + tlpRun(document.tlp);
  return `${XML_HEAD}<w:hdr ${W}>${paragraph('Header', line, rightTab(width))}</w:hdr>`;
}

function renderFooter(document: ReportDocument, rendering: FileRendering, width: number): string {
  const line = `${run(`entry ${document.sealedAt.entry} · sha256 ${rendering.contentSha256}\tpage `)}${field('PAGE', '1')}${run(' of ')}${field('NUMPAGES', '1')}`;
  return `${XML_HEAD}<w:ftr ${W}>${paragraph('Footer', line, rightTab(width))}</w:ftr>`;
}

function rightTab(width: number): string {
  return `<w:tabs><w:tab w:val="right" w:pos="${width}"/></w:tabs>`;
}

/** The TLP marking as FIRST TLP 2.0 asks for it: label text on black. */
function tlpRun(tlp: string): string {
  return run(`TLP:${tlp}`, `<w:rStyle w:val="Mono"/><w:b/><w:color w:val="${TLP_COLOUR[tlp] ?? 'FFFFFF'}"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>`);
}

function coreProperties(document: ReportDocument, rendering: FileRendering): string {
  const made = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${escapeXml(rendering.asOf)}</dcterms:${name}>`;
  return `${XML_HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`
    + `<dc:title>${escapeXml(`${document.reference} ${document.documentTitle}`)}</dc:title><dc:subject>${escapeXml(document.title)}</dc:subject><dc:creator>Holdfast</dc:creator><cp:keywords>${escapeXml(`TLP:${document.tlp}`)}</cp:keywords><dc:identifier>sha256 ${escapeXml(rendering.contentSha256)}</dc:identifier><dc:language>en-GB</dc:language>`
    + `<cp:contentStatus>${rendering.issue === null ? 'Draft' : `Issue ${rendering.issue}`}</cp:contentStatus>${made('created')}${made('modified')}</cp:coreProperties>`;
}

function contentTypes(): string {
  const parts = [['document', 'document.main'], ['styles', 'styles'], ['numbering', 'numbering'], ['settings', 'settings'], ['header1', 'header'], ['footer1', 'footer']];
  return `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bmp" ContentType="image/bmp"/>`
    + `${parts.map(([part, type]) => `<Override PartName="/word/${part}.xml" ContentType="${WORD_TYPE}.${type}+xml"/>`).join('')}`
    + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>';
}

function relationships(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`).join('')}</Relationships>`;
}
