import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { plain, type FileRendering, type Inline, type ReportDocument } from '../tree/blocks.ts';
import { showUnseen } from '../tree/unseen.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { renderMarkdown } from './renderMarkdown.ts';

const RUNS = process.env.SLOW === '1' ? 50_000 : 400;
const rendering: FileRendering = { issue: null, contentSha256: 'ab'.repeat(32), asOf: '2026-11-22T03:00:00Z' };
// Everything is switched on that could make content more than text.
const reader = new MarkdownIt({ html: true, linkify: true, typographer: false });

const hostile = [
  '# heading', '- item', '+ item', '1. item', '12) item', '> quote', '```\ncode\n```', '~~~', '    indented', '\tindented', '---', '===', '***', ':-:', '| a | b |', '[x](http://a.test)', '![x](y)', '[a]: b', '[^1]',
  '<script>alert(1)</script>', '<https://a.test>', '<!-- x -->', '<br>', '&lt;', '&#42;', '&copy', '**b**', '__b__', '~~s~~', '`c`', '``c', 'a\\', '\\', 'https://evil.test/a?b=1|c', 'www.evil.test', 'a@b.test', 'mailto:a@b.test',
  '//evil.test', 'evil.com', 'a|b', '\\|', '|', 'a\n\nb', 'a\n# b', 'a\n---', 'a\n', '\na', '\n', ' a ', 'a  \nb', '$x$', '{#id}', '\u202Efdp.exe', '\u0000', '\u00a0a\u00a0', 'evil.com`evil.com', 'пример.рф', 'C:\\a.exe\\b.exe', '1\\.', '-', '=', 'a\r\nb\rc',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'\\`*_[]<>&#|~-+=:.!()0a \n\t@/'.split('')) }), fc.array(fc.constantFrom(...hostile), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
);

/** Text of the inline content, line ends from hard breaks and `<br>`; throws on anything that is not text, code or a break. */
function readInline(tokens: ReturnType<typeof reader.parse>[number]['children']): string {
  return (tokens ?? []).map((token) => {
    if (token.type === 'text' || token.type === 'text_special' || token.type === 'code_inline') return token.content;
    if (token.type === 'hardbreak' || (token.type === 'html_inline' && token.content === '<br>')) return '\n';
    throw new Error(`became ${token.type}`);
  }).join('');
}

function shapeOf(markdown: string): readonly string[] {
  return reader.parse(markdown, {}).filter((token) => token.type !== 'inline').map((token) => `${token.type} ${token.tag}`);
}

function textsOf(markdown: string): readonly string[] {
  return reader.parse(markdown, {}).filter((token) => token.type === 'inline').map((token) => readInline(token.children));
}

const seen = (text: string) => showUnseen(text).replace(/\r\n?/g, '\n');
const documentWith = (text: string, runs: readonly Inline[] = plain(text)): ReportDocument => ({
  type: 'post-incident', reference: 'INC-2026-0042', documentTitle: 'Post-incident report', title: text, subtitle: text, tlp: 'AMBER', exercise: true, sealedAt: { entry: 412, head: 'cd'.repeat(32) }, landscape: false,
  sections: [{ id: 'one', title: text, numbered: true, mandatory: true, blocks: [
    { type: 'paragraph', text: runs }, { type: 'table', columns: [{ title: text, width: 'wide' }, { title: 'Two', width: 'narrow' }], rows: [[runs, plain(text)]], empty: '', caption: text },
    { type: 'facts', rows: [{ term: text, value: runs }] }, { type: 'list', items: [runs, plain('end')] }, { type: 'box', title: text, text: runs, tone: 'plain' }, { type: 'missing', text },
    { type: 'timeline', marks: [{ at: 1, label: text, tone: 'adversary' }], caption: text }, { type: 'figures', items: [{ value: text, caption: text }] },
    { type: 'signatures', lines: [{ role: text, name: text }] }, { type: 'blank-rows', columns: [text], count: 2, note: text }, { type: 'qr', content: text, caption: text },
  ] }],
});

describe('text in Markdown', () => {
  test('any text reads back as exactly that text, in one paragraph', () => {
    fc.assert(fc.property(anyText, (text) => {
      const markdown = `x\n\n${escapeMarkdown(text, 'lines')}\n\nz`;
      expect(textsOf(markdown)).toEqual(text === '' ? ['x', 'z'] : ['x', seen(text), 'z']);
      expect(shapeOf(markdown).filter((tag) => tag !== 'paragraph_open p' && tag !== 'paragraph_close p')).toEqual([]);
    }), { numRuns: RUNS, examples: hostile.map((text) => [text]) });
  });

  test('any text in a cell stays in its cell', () => {
    fc.assert(fc.property(anyText, anyText, (left, right) => {
      const texts = textsOf(`| a | b |\n| --- | --- |\n| ${escapeMarkdown(left, 'oneLine')} | ${escapeMarkdown(right, 'oneLine')} |`);
      expect(texts).toEqual(['a', 'b', seen(left), seen(right)]);
    }), { numRuns: RUNS, examples: hostile.map((text) => [text, text]) });
  });

  test('any text as code reads back', () => {
    fc.assert(fc.property(anyText, (text) => {
      expect(textsOf(`x ${codeSpan(text, 'lines')} y`)).toEqual([`x ${seen(text)} y`]);
    }), { numRuns: RUNS, examples: [['2026-11-20 22:14:07Z'], [' a'], ['`'], ['a|b']] });
  });
});

describe('documents in Markdown', () => {
  test('content never changes the shape of a document: no link, image, HTML or further block in it', () => {
    const blocks = (text: string) => shapeOf(renderMarkdown(documentWith(text), rendering)).filter((tag) => !tag.startsWith('paragraph'));
    const expected = blocks('a');
    fc.assert(fc.property(anyText, (text) => {
      const html = reader.render(renderMarkdown(documentWith(text), rendering));
      expect(html).not.toMatch(/<a |<img|<script|<!--|<pre/);
      expect(blocks(text)).toEqual(expected);
    }), { numRuns: RUNS / 4, examples: hostile.map((text) => [text]) });
  });

  test('struck text is always said to be struck', () => {
    const of = (text: string) => renderMarkdown(documentWith('a', [{ type: 'struck', text }, { type: 'muted', text: '\nretracted' }]), rendering);
    expect(of('wiped host')).toContain('~~wiped host~~');
    expect(of('(wiped)')).toContain('(struck out: (wiped))');
  });

  test('headings, key events as a table, the draft mark, TLP and the seal stand in it, and no time of saving', () => {
    const text = renderMarkdown(documentWith('Root cause'), rendering);
    expect(text).toMatch(/^# Root cause\n/);
    expect(text).toContain('\n## 1\\. Root cause\n');
    expect(text).toContain('| UTC | Side | Key event |\n| --- | --- | --- |\n| `1970-01-01T00:00Z` | adversary | Root cause |');
    expect(text).toContain('TLP:AMBER · **DRAFT: not issued** · **EXERCISE**');
    expect(text).toContain(`content sha256 \`${'ab'.repeat(32)}\``);
    expect(renderMarkdown(documentWith('x'), { ...rendering, issue: 3 })).toContain('issue 3');
  });
});
