// Attacks on the window from inside its page: leaving it, opening others, asking for devices, running foreign code.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { processTypes, launchHoldfast, type Holdfast } from '../../support/runtime.ts';
import { callMain, freshConsole, isAlive, rendererOf, violationsOf } from '../../support/attack.ts';

let holdfast: Holdfast;
test.beforeAll(async () => {
  holdfast = await launchHoldfast();
});
test.afterAll(async () => holdfast.close());

const page = () => holdfast.window;

test('every renderer runs behind a seccomp filter and cannot gain privileges', async () => {
  const renderers = (await processTypes(holdfast.app)).filter(({ type }) => type === 'Tab');
  expect(renderers.length).toBeGreaterThan(0);
  for (const { pid } of renderers) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    expect(status).toMatch(/^Seccomp:\s+2$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
  }
});

test('a crash of main writes no memory', () => {
  expect(readFileSync(`/proc/${holdfast.app.process().pid}/coredump_filter`, 'utf8').trim()).toBe('00000000');
});

test('the page sees nothing of Node or Electron, and a bridge of three functions', async () => {
  const seen = await page().evaluate(() => ({
    globals: ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'ipcRenderer', 'electron', 'setImmediate'].filter((name) => name in globalThis),
    bridge: Object.keys(window.holdfast).sort(),
    frozen: Object.getOwnPropertyDescriptor(window, 'holdfast')?.writable,
  }));
  expect(seen).toEqual({ globals: [], bridge: ['call', 'grantsFromFiles', 'on'], frozen: false });
});

test('the worker of the page sees nothing of Node either', async () => {
  await expect.poll(() => page().workers().length).toBeGreaterThan(0);
  const seen = await page().workers()[0]?.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', 'holdfast'].filter((name) => name in globalThis));
  expect(seen).toEqual([]);
});

const elsewhere = ['https://example.org/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'app://console/other.html', 'app://print/x', 'app://curtain/', 'data:text/html,<p>x', 'javascript:document.title="run"', 'chrome://gpu/'];
for (const address of elsewhere) {
  test(`the page cannot go to ${address}`, async () => {
    const before = page().url();
    await page().evaluate((target) => {
      window.location.href = target;
    }, address).catch(() => undefined);
    await page().evaluate((target) => {
      const link = Object.assign(document.createElement('a'), { href: target });
      document.body.append(link);
      link.click();
      link.remove();
    }, address).catch(() => undefined);
    await page().waitForTimeout(150);
    expect(page().url()).toBe(before);
    expect(await page().evaluate(() => document.title)).not.toBe('run');
  });
}

// Chromium asks nobody about the empty page; a console that got there has lost its session and starts anew.
test('a page that blanks itself is replaced by a fresh console', async () => {
  const before = await rendererOf(holdfast);
  await page().evaluate(() => {
    window.location.href = 'about:blank';
  });
  await expect.poll(() => isAlive(before)).toBe(false);
  await freshConsole(holdfast);
});

test('forms, meta refreshes, base addresses and history lead nowhere', async () => {
  const before = page().url();
  const violated = await violationsOf(page(), () => {
    const form = Object.assign(document.createElement('form'), { action: 'https://example.org/', method: 'post' });
    const base = Object.assign(document.createElement('base'), { href: 'https://example.org/' });
    const refresh = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url=https://example.org/' });
    document.head.append(base, refresh);
    document.body.append(form);
    form.submit();
    history.back();
    for (const element of [form, base, refresh]) element.remove();
  }, (directives) => ['form-action', 'base-uri'].every((one) => directives.includes(one)));
  expect(violated).toEqual(expect.arrayContaining(['form-action', 'base-uri']));
  expect(page().url()).toBe(before);
});

test('no frame shows anything foreign and none has a bridge', async () => {
  const violated = await violationsOf(page(), () => {
    for (const src of ['https://example.org/', 'file:///etc/passwd', 'app://console/index.html', 'data:text/html,<p>x', URL.createObjectURL(new Blob(['<p>x'], { type: 'text/html' }))]) {
      document.body.append(Object.assign(document.createElement('iframe'), { src, className: 'attack' }));
    }
    document.body.append(Object.assign(document.createElement('iframe'), { srcdoc: '<script>parent.document.title="run"</script>', className: 'attack' }));
    document.body.append(Object.assign(document.createElement('object'), { data: 'https://example.org/', className: 'attack' }));
    document.body.append(Object.assign(document.createElement('embed'), { src: 'https://example.org/', className: 'attack' }));
  }, (directives) => directives.includes('object-src') && directives.filter((one) => one === 'frame-src').length >= 4);
  // The file is refused even before the policy is asked.
  expect(violated.filter((directive) => directive === 'frame-src').length).toBeGreaterThanOrEqual(4);
  expect(violated).toContain('object-src');
  expect(await page().title()).not.toBe('run');
  const bridges = await page().evaluate(() => [...document.querySelectorAll('iframe')].map(({ contentWindow }) => {
    try {
      return contentWindow !== null && 'holdfast' in contentWindow;
    } catch {
      return false;
    }
  }));
  expect(bridges).toEqual([false, false, false, false, false, false]);
  await page().evaluate(() => document.querySelectorAll('.attack').forEach((element) => element.remove()));
});

test('no other window opens, and no webview', async () => {
  const opened = await page().evaluate(() => [window.open('app://console/index.html'), window.open('https://example.org/', '_blank'), window.open('about:blank'), window.open('')].map((other) => other === null));
  expect(opened).toEqual([true, true, true, true]);
  expect(await page().evaluate(() => 'loadURL' in document.createElement('webview'))).toBe(false);
  expect(await holdfast.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('redirects and webviews that would reach the handlers are prevented', async () => {
  const prevented = await holdfast.app.evaluate(({ webContents }) => {
    const contents = webContents.getAllWebContents()[0];
    return ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'].map((name) => {
      let held = false;
      contents?.emit(name, { preventDefault: () => { held = true; } });
      return held;
    });
  });
  expect(prevented).toEqual([true, true, true, true]);
});

test('nothing is downloaded', async () => {
  await holdfast.app.evaluate(({ session }) => {
    const store = globalThis as unknown as { downloads: string[] };
    store.downloads = [];
    session.defaultSession.on('will-download', (event, item) => store.downloads.push(`${event.defaultPrevented} ${item.getState()}`));
  });
  await page().evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['stolen'])), download: 'stolen.txt' });
    document.body.append(link);
    link.click();
    link.remove();
  });
  await page().waitForTimeout(300);
  const downloads = await holdfast.app.evaluate(() => (globalThis as unknown as { downloads: string[] }).downloads);
  for (const state of downloads) expect(state).toMatch(/^true|cancelled/);
  const files = readdirSync(holdfast.home, { recursive: true }).map(String);
  expect(files.filter((file) => path.basename(file).includes('stolen'))).toEqual([]);
});

test('permissions are refused when asked for and when checked', async () => {
  const states = await page().evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'persistent-storage', 'screen-wake-lock'] as const;
    return Promise.all(names.map((name) => navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state, () => 'denied')));
  });
  expect([...new Set(states)]).toEqual(['denied']);
  const outcomes = await page().evaluate(async () => {
    const refused = (promise: Promise<unknown> | undefined) => (promise ?? Promise.reject(new Error('absent'))).then(() => 'granted', () => 'refused');
    return [
      await refused(navigator.mediaDevices?.getUserMedia({ audio: true, video: true })),
      await refused(navigator.mediaDevices?.getDisplayMedia({ video: true })),
      await refused(navigator.clipboard?.readText()),
      await refused(new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 1000 }))),
      await Notification.requestPermission(),
    ];
  });
  expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused', 'denied']);
  expect(await holdfast.app.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(false);
});

test('devtools stay closed', async () => {
  const opened = await holdfast.app.evaluate(async ({ webContents }) => {
    const contents = webContents.getAllWebContents().find((candidate) => candidate.getURL().startsWith('app://console'));
    contents?.openDevTools({ mode: 'detach' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return contents?.isDevToolsOpened();
  });
  expect(opened).toBe(false);
});

test('forged inputs are refused one by one, and strangers are not answered', async () => {
  for (const [name, input] of [['vault.open', { vault: '../../etc' }], ['vault.open', null], ['file.save', { suggestedName: '', bytes: 'x' }], ['preferences.write', { theme: 'dark' }], ['document.renderPdf', { title: 'x', html: 7, header: '', footer: '' }], ['app.info', { more: 1 }]] as const) {
    expect((await callMain(page(), name, input)).error?.kind).toBe('invalid-input');
  }
  for (const name of ['', 'sources.fromPaths', 'gate.changed', 'holdfast:call', '__proto__', 'constructor']) expect((await callMain(page(), name, {})).error?.kind).toBe('denied');
  for (const name of ['demo.sources']) expect((await callMain(page(), name, {})).error?.kind).toBe('denied');
  expect((await callMain(page(), 'selfTest.report', { passed: true, detail: '' })).error?.kind).toBe('denied');
});

test('a file made by script is no file', async () => {
  expect(await page().evaluate(() => window.holdfast.grantsFromFiles([new File(['x'], '/etc/passwd'), '/etc/passwd', { path: '/etc/passwd' }]))).toEqual([]);
});

test('our own page in another window is a stranger to main', async () => {
  const answers = await holdfast.app.evaluate(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`;
    const forged = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await forged.loadURL('app://console/index.html');
    const ask = (name: string) => forged.webContents.executeJavaScript(`window.holdfast.call(${JSON.stringify(name)}, {})`) as Promise<{ error?: { kind: string } }>;
    const kinds = [(await ask('app.info')).error?.kind, (await ask('vaults.list')).error?.kind, (await ask('session.end')).error?.kind];
    forged.destroy();
    return kinds;
  });
  expect(answers).toEqual(['denied', 'denied', 'denied']);
});
