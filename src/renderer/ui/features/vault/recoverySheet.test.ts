import { expect, test } from 'vitest';
import { recoverySheet } from './recoverySheet.ts';

test('a vault name is text on the sheet, never markup', () => {
  const html = recoverySheet({ title: '<script>alert(1)</script>', lead: 'Keep & hide', key: 'AGE-SECRET', picture: 'data:image/svg+xml,"onerror=' });
  expect(html).not.toContain('<script>');
  expect(html).toContain('&#60;script&#62;');
  expect(html).toContain('Keep &#38; hide');
  expect(html).not.toContain('"onerror');
});
