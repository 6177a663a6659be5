import fc from 'fast-check';
import { renderSVG } from 'uqr';
import { describe, expect, test } from 'vitest';
import { contentOf, missingSections, plain, type Rendering, type ReportDocument } from '../tree/blocks.ts';
import { escapeHtml } from './escape.ts';
import { renderHtml } from './renderHtml.ts';
import { renderRunning } from './renderRunning.ts';

const rendering: Rendering = { issue: null, contentSha256: 'ab'.repeat(32), generatedAt: '2026-11-22T03:00:00Z', generatedBy: 'K. Moen', fontCss: '' };

function documentWith(text: string): ReportDocument {
  return {
    type: 'post-incident', reference: 'INC-2026-0042', documentTitle: 'Post-incident report', title: text, subtitle: text, tlp: 'AMBER+STRICT', exercise: false,
    sealedAt: { entry: 412, head: 'cd'.repeat(32) }, landscape: false,
    sections: [
      { id: 'one', title: text, numbered: true, mandatory: true, blocks: [
        { type: 'paragraph', text: [{ type: 'struck', text }, { type: 'code', text }] },
        { type: 'table', columns: [{ title: text, width: 'wide' }], rows: [[plain(text)]], empty: '' },
        { type: 'facts', rows: [{ term: text, value: plain(text) }] },
        { type: 'timeline', marks: [{ at: 1, label: text, tone: 'adversary' }, { at: 2, label: text, tone: 'milestone' }], caption: text },
        { type: 'list', items: [plain(text)] }, { type: 'box', title: text, text: plain(text), tone: 'plain' },
        { type: 'figures', items: [{ value: text, caption: text }] }, { type: 'signatures', lines: [{ role: text, name: text }] },
      ] },
      { id: 'two', title: 'Root cause', numbered: true, mandatory: true, blocks: [{ type: 'missing', text: 'empty' }] },
    ],
  };
}

describe('standalone HTML', () => {
  test('hostile text never becomes markup, in any block', () => {
    const html = renderHtml(documentWith('<script>alert(1)</script>"onload=x\'<img src=x onerror=y>'), rendering);
    expect(html).not.toMatch(/<script|<img/i);
    expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(10);
  });

  test('holds no script, no style attribute and nothing to fetch', () => {
    const html = renderHtml(documentWith('https://example.test/a?b=1'), rendering);
    expect(html).not.toMatch(/\sstyle=|<script|<link|\ssrc=|\shref=|url\(|@import/);
  });

  test('any text survives escaping once decoded, and leaves no bare angle bracket', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"']/);
    }), { numRuns: process.env.SLOW === '1' ? 100_000 : 300 });
  });

  test('invisible reordering characters are shown as codes', () => {
    expect(escapeHtml('invoice\u202Efdp.exe')).toContain('U+202E');
  });

  test('numbers its sections and names what is missing', () => {
    const html = renderHtml(documentWith('Findings'), rendering);
    expect(html).toContain('<span class="no">2</span>Root cause');
    expect(missingSections(documentWith('x'))).toEqual(['Root cause']);
  });

  test('an issue carries its content hash as a code as well, a draft and a label do not', () => {
    const picture = renderSVG(`sha256:${rendering.contentSha256}`, { ecc: 'M', border: 1 });
    expect(renderHtml(documentWith('x'), { ...rendering, issue: 1 })).toContain(picture);
    expect(renderHtml(documentWith('x'), rendering)).not.toContain(picture);
    expect(renderHtml({ ...documentWith('x'), type: 'evidence-label' }, { ...rendering, issue: 1 })).not.toContain(picture);
  });

  test('says that a draft is not issued, and which issue it is once issued', () => {
    expect(renderHtml(documentWith('x'), rendering)).toContain('DRAFT: not issued');
    expect(renderHtml(documentWith('x'), { ...rendering, issue: 2 })).toContain('issue 2');
    expect(renderRunning(documentWith('x'), rendering).header).toContain('DRAFT');
  });
});

test('running lines carry TLP, the sealing entry, the whole hash and page x of y, escaped', () => {
  const running = renderRunning({ ...documentWith('x'), reference: '<b>INC' }, { ...rendering, issue: 1 });
  expect(running.header).toContain('TLP:AMBER+STRICT');
  expect(running.header).toContain('&lt;b&gt;INC');
  expect(running.footer).toContain(`sealed at entry 412 · sha256 ${'ab'.repeat(32)}`);
  expect(running.footer).toMatch(/pageNumber.*totalPages/);
});

test('content does not depend on the rendering', () => {
  const text = JSON.stringify(contentOf(documentWith('x')));
  expect(text).not.toContain(rendering.generatedAt);
  expect(text).toContain('INC-2026-0042');
});
