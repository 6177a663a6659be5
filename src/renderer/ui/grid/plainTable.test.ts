import { expect, test } from 'vitest';
import type { GridColumn } from './columns.ts';
import { rowsToHtml } from './plainTable.ts';

interface Row { readonly when: string; readonly what: string; readonly struck: boolean }
const columns: readonly GridColumn<Row>[] = [
  { id: 'when', header: 'When', width: 100, mono: true, text: (row) => row.when },
  { id: 'what', header: 'What', width: 100, grow: true, text: (row) => row.what },
];

test('every row is there, escaped, and retracted rows are struck through', () => {
  const html = rowsToHtml('Journal <INC-1>', columns, [{ when: '22:14', what: '<img src=x onerror=alert(1)>', struck: false }, { when: '22:15', what: 'wrong host', struck: true }], (row) => row.struck);
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(html).toContain('<s>wrong host</s>');
  expect(html).toContain('<h1>Journal &lt;INC-1&gt;</h1>');
});
