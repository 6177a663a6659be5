// Printing: tagged pages with running header and page numbers, and pages that cannot act.
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { callMain } from '../../support/attack.ts';
import { freshFolder, launchHoldfast, type Holdfast } from '../../support/runtime.ts';

let holdfast: Holdfast;
let folder: string;
test.beforeAll(async () => {
  holdfast = await launchHoldfast();
  folder = freshFolder('pdf');
});
test.afterAll(async () => holdfast.close());

interface Job { readonly html: string; readonly header?: string; readonly footer?: string; readonly landscape?: boolean; readonly pageSize?: 'A4' | 'Letter' | 'label' }

async function render(job: Job): Promise<{ readonly pages: number; readonly info: string; readonly text: string; readonly file: string }> {
  const answer = await holdfast.window.evaluate(async (sent) => {
    const result = (await window.holdfast.call('document.renderPdf', sent)) as { ok: boolean; value: { bytes: Uint8Array; pages: number } };
    return { ok: result.ok, pages: result.value.pages, base64: btoa(Array.from(result.value.bytes, (byte) => String.fromCharCode(byte)).join('')) };
  }, { title: 'Report', header: '', footer: '', ...job });
  expect(answer.ok).toBe(true);
  const file = path.join(folder, `${Math.random()}.pdf`);
  writeFileSync(file, Buffer.from(answer.base64, 'base64'));
  return { pages: answer.pages, file, info: tool('pdfinfo', file), text: tool('pdftotext', '-layout', file, '-') };
}

function tool(name: string, ...args: readonly string[]): string {
  const run = spawnSync(name, args, { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${name}: ${run.error?.message ?? run.stderr}`);
  return run.stdout;
}

const body = (content: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report</title><style>@page{size:A4} h1{color:#123}</style></head><body>${content}</body></html>`;
const small = 'font-size:8px;width:100%;text-align:center';

test('a report is tagged, outlined, titled and numbered on each page', async () => {
  const made = await render({
    html: body('<h1>Summary</h1><p>First page.</p><h1 style="break-before:page">Actions</h1><table><thead><tr><th>Ref</th></tr></thead><tbody><tr><td>ACT-1</td></tr></tbody></table><h1 style="break-before:page">End</h1>'),
    header: `<div style="${small}">TLP:AMBER INC-2026-014</div>`,
    footer: `<div style="${small}">page <span class="pageNumber"></span> of <span class="totalPages"></span></div>`,
  });
  expect(made.pages).toBe(3);
  expect(made.info).toMatch(/^Tagged:\s+yes$/m);
  expect(made.info).toMatch(/^Pages:\s+3$/m);
  expect(made.info).toMatch(/^Title:\s+Report$/m);
  expect(made.info).toMatch(/^JavaScript:\s+no$/m);
  expect(made.info).toMatch(/^Page size:.*A4/m);
  for (const number of [1, 2, 3]) expect(made.text).toContain(`page ${number} of 3`);
  expect(made.text.match(/TLP:AMBER INC-2026-014/g)).toHaveLength(3);
  expect(tool('pdfinfo', '-struct-text', made.file)).toMatch(/Table/);
  expect(tool('pdftohtml', '-xml', '-stdout', '-i', made.file)).toMatch(/<outline>[\s\S]*Summary[\s\S]*Actions/);
});

test('a page without templates gets no header of the browser', async () => {
  const made = await render({ html: body('<p>Only this.</p>') });
  expect(made.text.trim()).toBe('Only this.');
});

test('landscape, letter and label sizes', async () => {
  const size = (info: string) => /^Page size:\s+([\d.]+) x ([\d.]+)/m.exec(info)?.slice(1).map((text) => Math.round(Number(text)));
  expect(size((await render({ html: '<p>x', landscape: true })).info)).toEqual([843, 596]);
  expect(size((await render({ html: '<p>x', pageSize: 'Letter' })).info)).toEqual([612, 792]);
  const label = size((await render({ html: '<p>x', pageSize: 'label' })).info) ?? [];
  expect(label[0]).toBeGreaterThan(278);
  expect(label[0]).toBeLessThan(288);
});

test('a page with scripts, addresses and forms prints as if they were not there', async () => {
  let visits = 0;
  const server = createServer((_request, response) => {
    visits += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = await render({
    html: body(`<p id="p">kept</p><script>document.getElementById('p').textContent='changed by script'</script><img src="${base}/i.png"><link rel="stylesheet" href="${base}/c.css">
      <iframe src="${base}/f"></iframe><iframe src="file:///etc/passwd"></iframe><object data="${base}/o"></object><meta http-equiv="refresh" content="0;url=${base}/r">
      <form action="${base}/p"><button autofocus>go</button></form><img src="x" onerror="document.body.textContent='changed'"><iframe src="app://console/index.html"></iframe>`),
    header: `<div style="${small}"><script>document.body.textContent='changed'</script><img src="${base}/h.png">head</div>`,
  });
  server.close();
  expect(visits).toBe(0);
  expect(made.text).toContain('kept');
  expect(made.text).not.toMatch(/changed|root:/);
});

test('print windows are gone afterwards, and their pages with them', async () => {
  await render({ html: '<p>x' });
  const left = await holdfast.app.evaluate(async ({ BrowserWindow, session }) => ({
    windows: BrowserWindow.getAllWindows().length,
    status: await session.fromPartition('print').fetch('app://print/guess').then(({ status }) => status, () => 0),
  }));
  expect(left.windows).toBe(1);
  expect([0, 404]).toContain(left.status);
});

test('without a printer the system dialog is not tried in vain', async () => {
  const printers = await holdfast.app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getPrintersAsync().then((found) => found.length));
  expect(printers).toBe(0);
  expect((await callMain(holdfast.window, 'document.print', { title: 'x', html: '<p>x', header: '', footer: '' })).error?.kind).toBe('no-printer');
});
