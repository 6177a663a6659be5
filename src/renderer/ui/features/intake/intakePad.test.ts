import { expect, test } from 'vitest';
import { padHtml } from './intakePad.ts';

test('the pad leaves room to write, a box for each choice, and escapes every word', () => {
  const html = padHtml({ title: 'Pad <1>', head: 'h', said: 's', lines: ['a', 'b'], boxes: [{ label: 'By', choices: ['Phone', 'E-mail'] }], foot: ['c'] });
  expect(html).toContain('Pad &lt;1&gt;');
  expect(html.match(/class="rule"/g)?.length).toBeGreaterThan(8);
  expect([html.match(/&#9744;/g)?.length, html.match(/<tr>/g)?.length]).toEqual([2, 4]);
});
