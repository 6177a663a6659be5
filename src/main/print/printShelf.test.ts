import { expect, test } from 'vitest';
import { createPrintShelf } from './printShelf.ts';

test('a page is served once, without scripts, under an address nobody can guess', async () => {
  const shelf = createPrintShelf();
  const address = shelf.put(new TextEncoder().encode('<p>one</p>'));
  expect(address).toMatch(/^app:\/\/print\/[0-9a-f]{48}$/);
  const answer = await shelf.serve(new Request(address));
  expect(await answer.text()).toBe('<p>one</p>');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('script-src');
  expect((await shelf.serve(new Request(address))).status).toBe(404);
});

test('pages taken away, other verbs and other addresses get nothing', async () => {
  const shelf = createPrintShelf();
  const taken = shelf.put(new Uint8Array([1]));
  shelf.remove(taken);
  const posted = shelf.put(new Uint8Array([1]));
  const answers = [new Request(taken), new Request(posted, { method: 'POST', body: '' }), new Request('app://print/'), new Request('app://console/index.html')].map(shelf.serve);
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});
