import { expect, test } from 'vitest';
import { makeSheet, sheetToText, svgToSource } from './sheet.ts';

const parts = [{ type: 'heading', text: 'Slip <1>' }, { type: 'rows', rows: [['Log', '2477-0030'], ['"', '&']] }, { type: 'code', text: 'one two' }, { type: 'picture', source: svgToSource('<svg/>'), alt: 'QR' }] as const;

test('a sheet holds nothing but its words: every value is escaped', () => {
  const { html } = makeSheet('A & B', parts);
  expect(html).toContain('<h2>Slip &#60;1&#62;</h2>');
  expect(html).toContain('<td>&#34;</td><td>&#38;</td>');
  expect(html).toContain('src="data:image/svg+xml,%3Csvg%2F%3E"');
  expect(html).not.toContain('<1>');
});

test('the same sheet reads as text', () => {
  expect(sheetToText('Title', parts)).toBe('Title\n\nSlip <1>\nLog: 2477-0030\n": &\none two');
});
