import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesToText } from '#base';
import { plain, type FileRendering, type ReportDocument } from '../tree/blocks.ts';
import { showUnseen } from '../tree/unseen.ts';
import { renderDocx, type DocxPart } from './renderDocx.ts';

const rendering: FileRendering = { issue: null, contentSha256: 'ab'.repeat(32), asOf: '2026-11-22T03:00:00Z' };
const documentWith = (text: string, landscape = false): ReportDocument => ({
  type: 'post-incident', reference: 'INC-2026-0042', documentTitle: 'Post-incident report', title: text, subtitle: text, tlp: 'AMBER+STRICT', exercise: false, sealedAt: { entry: 412, head: 'cd'.repeat(32) }, landscape,
  sections: [
    { id: 'one', title: text, numbered: true, mandatory: true, blocks: [
      { type: 'paragraph', text: [{ type: 'struck', text }, { type: 'code', text }, { type: 'strong', text }, { type: 'muted', text }] },
      { type: 'table', columns: [{ title: text, width: 'wide' }, { title: 'Two', width: 'narrow', mono: true }], rows: [[plain(text), plain(text)], [plain(text), plain(text)]], empty: '', caption: text },
      { type: 'facts', rows: [{ term: text, value: plain(text) }] }, { type: 'list', items: [plain(text)] }, { type: 'box', title: text, text: plain(text), tone: 'warning' },
      { type: 'timeline', marks: [{ at: 1, label: text, tone: 'adversary' }], caption: text }, { type: 'figures', items: [{ value: text, caption: text }] }, { type: 'signatures', lines: [{ role: text, name: text }] },
      { type: 'blank-rows', columns: [text], count: 2, note: text }, { type: 'qr', content: 'holdfast:EV-1', caption: text }, { type: 'missing', text },
    ] },
    { id: 'two', title: 'Root cause', numbered: true, mandatory: true, blocks: [] },
  ],
});

function parse(part: DocxPart): Document {
  const complain = (message: string): never => {
    throw new Error(`${part.name}: ${message}`);
  };
  return new DOMParser({ errorHandler: { warning: complain, error: complain, fatalError: complain } }).parseFromString(bytesToText(part.bytes) ?? complain('not UTF-8'), 'application/xml');
}

function partOf(parts: readonly DocxPart[], name: string): Document {
  const part = parts.find((candidate) => candidate.name === name);
  if (part === undefined) throw new Error(`no part ${name}`);
  return parse(part);
}

const all = (document: Document, tag: string): readonly Element[] => Array.from(document.getElementsByTagName(tag));

describe('Word files', () => {
  test('every part is well formed, and every text of the content is in the body as text', () => {
    const hostile = '</w:t><w:br/>&"\'<x>]]>';
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
      const parts = renderDocx(documentWith(text), rendering);
      for (const part of parts.filter(({ name }) => !name.endsWith('.bmp'))) parse(part);
      const title = all(partOf(parts, 'word/document.xml'), 'w:p').find((node) => node.getElementsByTagName('w:pStyle')[0]?.getAttribute('w:val') === 'Title');
      expect(title?.textContent).toBe(showUnseen(text).replace(/[\r\n\t]/g, ''));
    }), { numRuns: process.env.SLOW === '1' ? 2_000 : 60, examples: [[hostile], ['\u202E\u0000\ufffe'], ['\ud800'], ['a\r\nb\tc']] });
  });

  test('relationships lead to parts, every part has a content type, and names are in place', () => {
    const parts = renderDocx(documentWith('x'), rendering);
    const names = parts.map(({ name }) => name);
    for (const [rels, folder] of [['_rels/.rels', ''], ['word/_rels/document.xml.rels', 'word/']] as const) {
      const targets = all(partOf(parts, rels), 'Relationship').map((node) => `${folder}${node.getAttribute('Target') ?? ''}`);
      expect(names).toEqual(expect.arrayContaining(targets));
    }
    const used = all(partOf(parts, 'word/document.xml'), '*').map((node) => node.getAttribute('r:embed') ?? node.getAttribute('r:id')).filter((id) => id !== null && id !== '');
    const known = all(partOf(parts, 'word/_rels/document.xml.rels'), 'Relationship').map((node) => node.getAttribute('Id'));
    expect(known).toEqual(expect.arrayContaining(used));
    const types = partOf(parts, '[Content_Types].xml');
    expect(names).toEqual(expect.arrayContaining(all(types, 'Override').map((node) => (node.getAttribute('PartName') ?? '').slice(1))));
    expect(new Set(names.map((name) => name.split('.').at(-1)))).toEqual(new Set(all(types, 'Default').map((node) => node.getAttribute('Extension'))));
  });

  test('every style that is used exists, headings make the outline, tables repeat their head row', () => {
    const parts = renderDocx(documentWith('x'), rendering);
    const body = partOf(parts, 'word/document.xml');
    const styles = all(partOf(parts, 'word/styles.xml'), 'w:style').map((node) => node.getAttribute('w:styleId'));
    const used = ['w:pStyle', 'w:rStyle', 'w:tblStyle'].flatMap((tag) => all(body, tag).map((node) => node.getAttribute('w:val')));
    expect(styles).toEqual(expect.arrayContaining([...new Set(used)]));
    expect(all(body, 'w:p').filter((node) => node.getElementsByTagName('w:pStyle')[0]?.getAttribute('w:val') === 'Heading1').map((node) => node.textContent)).toEqual(['1 x', '2 Root cause']);
    expect(all(body, 'w:tblHeader')).toHaveLength(3);
    for (const table of all(body, 'w:tbl')) {
      const columns = table.getElementsByTagName('w:gridCol').length;
      for (const row of Array.from(table.getElementsByTagName('w:tr'))) expect(row.getElementsByTagName('w:tc')).toHaveLength(columns);
    }
  });

  test('the running lines carry TLP, issue, hash and page x of y; the properties carry title, language and no clock', () => {
    const parts = renderDocx(documentWith('x', true), { ...rendering, issue: 2 });
    expect(partOf(parts, 'word/header1.xml').documentElement.textContent).toBe('INC-2026-0042 · Post-incident report · issue 2TLP:AMBER+STRICT');
    const footer = partOf(parts, 'word/footer1.xml');
    expect(footer.documentElement.textContent).toContain(`entry 412 · sha256 ${'ab'.repeat(32)}`);
    expect(all(footer, 'w:instrText').map((node) => node.textContent?.trim())).toEqual(['PAGE', 'NUMPAGES']);
    const core = partOf(parts, 'docProps/core.xml');
    expect(['dc:title', 'dc:language', 'dcterms:created', 'cp:contentStatus'].map((tag) => all(core, tag)[0]?.textContent)).toEqual(['INC-2026-0042 Post-incident report', 'en-GB', rendering.asOf, 'Issue 2']);
    expect(all(partOf(parts, 'word/document.xml'), 'w:pgSz')[0]?.getAttribute('w:orient')).toBe('landscape');
    expect(renderDocx(documentWith('x', true), { ...rendering, issue: 2 })).toEqual(parts);
  });

  test('a QR code is a bitmap of the size it says', () => {
    const picture = renderDocx(documentWith('x'), rendering).find(({ name }) => name === 'word/media/qr1.bmp')?.bytes ?? new Uint8Array(64);
    const view = new DataView(picture.buffer, picture.byteOffset);
    expect([view.getUint16(0), view.getUint32(2, true), view.getUint16(28, true)]).toEqual([0x424d, picture.length, 1]);
    expect(view.getInt32(18, true)).toBe(view.getInt32(22, true));
    expect(62 + Math.ceil(view.getInt32(18, true) / 32) * 4 * view.getInt32(22, true)).toBe(picture.length);
  });
});
