import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeFileName } from './safeFileName.ts';

test.each([
  ['INC-2026-014 timeline.csv', 'INC-2026-014 timeline.csv'],
  ['../../etc/passwd', 'etc-passwd'],
  ['C:\\Windows\\x.pdf', 'C--Windows-x.pdf'],
  ['NUL.csv', '_NUL.csv'],
  ['', 'holdfast'],
  ['...', 'holdfast'],
  ['report\u202Efdp.exe', 'reportfdp.exe'],
  ['日報.pdf', '日報.pdf'],
])('%j becomes %j', (suggested, expected) => {
  expect(safeFileName(suggested)).toBe(expected);
});

test('the name never leaves its folder and keeps its extension', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (suggested) => {
    const name = safeFileName(`${suggested}x.csv`);
    expect(name).not.toMatch(/[/\\\0]/);
    expect(name.startsWith('.')).toBe(false);
    expect(name.endsWith('.csv')).toBe(true);
    expect(name.length).toBeLessThanOrEqual(200);
  }));
});
