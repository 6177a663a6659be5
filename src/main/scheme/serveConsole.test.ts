import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createConsoleServer, insertNonce } from './serveConsole.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'holdfast-served-'));
writeFileSync(path.join(root, 'index.html'), '<!doctype html><html><head><title>t</title></head><body></body></html>');
writeFileSync(path.join(root, 'x.js'), 'export {};');
afterAll(() => rmSync(root, { recursive: true }));
const serve = createConsoleServer(root);

test('the page carries the nonce of its policy, and another one at the next load', async () => {
  const load = async () => {
    const answer = await serve(new Request('app://console/index.html'));
    const policy = answer.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(nonce.length).toBeGreaterThanOrEqual(22);
    expect(await answer.text()).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
    return { nonce, policy };
  };
  const first = await load();
  const second = await load();
  expect(second.nonce).not.toBe(first.nonce);
  expect(first.policy.replace(first.nonce, 'N')).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-N'; img-src 'self' blob: data:; font-src 'self'; worker-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'",
  );
});

test('scripts carry the policy too, because a worker takes it from its own file', async () => {
  const answer = await serve(new Request('app://console/x.js'));
  expect(answer.headers.get('content-security-policy')).toContain("connect-src 'none'");
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('other verbs, other hosts and missing files are refused without a word', async () => {
  expect((await serve(new Request('app://console/index.html', { method: 'POST', body: 'x' }))).status).toBe(405);
  expect((await serve(new Request('app://print/index.html'))).status).toBe(404);
  const missing = await serve(new Request('app://console/missing.js'));
  expect([missing.status, await missing.text()]).toEqual([404, '']);
});

test('a nonce in the file is replaced', () => {
  expect(insertNonce('<html><head lang="en"><meta property="csp-nonce" nonce="fixed"></head>', 'N')).toBe('<html><head lang="en"><meta property="csp-nonce" nonce="N"></head>');
});
