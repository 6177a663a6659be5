// Attacks on the content of the window: foreign code, foreign addresses, files outside of the built folder.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { launchHoldfast, type Holdfast } from '../../support/runtime.ts';
import { violationsOf } from '../../support/attack.ts';

let holdfast: Holdfast;
let port: number;
let visits = 0;
const server = createServer((_request, response) => {
  visits += 1;
  response.setHeader('access-control-allow-origin', '*');
  response.end('globalThis.ran = true');
});
test.beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  holdfast = await launchHoldfast();
});
test.afterAll(async () => {
  await holdfast.close();
  server.close();
});
test.afterEach(() => expect(visits).toBe(0));

const page = () => holdfast.window;

test('text is never run as code', async () => {
  // In a task of the page itself: the debugger that runs tests is exempt from the policy while it evaluates.
  const outcomes = await page().evaluate(() => new Promise<readonly string[]>((resolve) => setTimeout(() => {
    const attempt = (run: () => unknown) => {
      try {
        return `ran ${String(run())}`;
      } catch (error) {
        return error instanceof EvalError ? 'refused' : String(error);
      }
    };
    const evaluate = window['ev' + 'al' as 'eval'];
    const Constructor = window['Func' + 'tion' as 'Function'];
    resolve([attempt(() => evaluate('1+1')), attempt(() => new Constructor('return 1')()), attempt(() => (async () => undefined).constructor('return 1')())]);
  })));
  expect(outcomes).toEqual(['refused', 'refused', 'refused']);
  const violated = await violationsOf(page(), () => {
    window.setTimeout('globalThis.ran = true', 0);
    for (const src of ['', 'data:text/javascript,globalThis.ran=true', URL.createObjectURL(new Blob(['globalThis.ran=true']))]) {
      const script = document.createElement('script');
      if (src === '') script.textContent = 'globalThis.ran = true';
      else script.src = src;
      document.head.append(script);
    }
    const holder = document.createElement('div');
    holder.innerHTML = '<img src="x:" onerror="globalThis.ran=true"><svg onload="globalThis.ran=true"></svg>';
    document.body.append(holder);
    holder.remove();
  }, (directives) => directives.filter((one) => one.startsWith('script-src')).length >= 5);
  expect(violated.filter((directive) => directive.startsWith('script-src')).length).toBeGreaterThanOrEqual(5);
  expect(await page().evaluate(() => 'ran' in globalThis)).toBe(false);
});

test('scripts, workers, styles, pictures and fonts from elsewhere are not loaded', async () => {
  const refused = ['script-src-elem', 'style-src-elem', 'img-src', 'media-src', 'font-src', 'worker-src'];
  const violated = await violationsOf(page(), () => {
    const from = 'http://127.0.0.1:9';
    document.head.append(Object.assign(document.createElement('script'), { src: `${from}/x.js` }));
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${from}/x.css` }));
    document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: `${from}/p` }));
    document.body.append(Object.assign(document.createElement('img'), { src: `${from}/x.png` }));
    document.body.append(Object.assign(document.createElement('video'), { src: `${from}/x.mp4` }));
    document.head.append(Object.assign(document.createElement('style'), { textContent: 'body{outline:9px solid red}' }));
    void new FontFace('Stolen', `url(${from}/x.woff2)`).load().catch(() => undefined);
    try {
      new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
    } catch {
      // Some versions throw, others fire an error event; the violation is reported by both.
    }
    void import(/* @vite-ignore */ `${from}/m.js`).catch(() => undefined);
  }, (directives) => refused.every((one) => directives.includes(one)));
  expect(violated).toEqual(expect.arrayContaining(refused));
  expect(await page().evaluate(() => getComputedStyle(document.body).outlineWidth)).not.toBe('9px');
});

test('a style with the nonce of this load applies, one with another does not', async () => {
  const applied = await page().evaluate(() => {
    const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
    const paint = (given: string, width: string) => {
      const style = Object.assign(document.createElement('style'), { textContent: `html{outline:${width} solid}`, nonce: given });
      document.head.append(style);
      const seen = getComputedStyle(document.documentElement).outlineWidth;
      style.remove();
      return seen;
    };
    return [paint(nonce, '7px'), paint('guess', '8px')];
  });
  expect(applied[0]).toBe('7px');
  expect(applied[1]).not.toBe('8px');
});

test('neither the page nor its worker can talk to an address', async () => {
  await expect.poll(() => page().workers().length).toBeGreaterThan(0);
  const probe = async (target: number) => {
    const http = `http://127.0.0.1:${target}/`;
    const settled = (promise: Promise<unknown>) => promise.then(() => 'spoke', () => 'refused');
    const events = (make: () => EventTarget) => new Promise<unknown>((resolve, reject) => {
      try {
        const source = make();
        source.addEventListener('open', resolve);
        source.addEventListener('message', resolve);
        source.addEventListener('error', reject);
      } catch (error) {
        reject(error as Error);
      }
    });
    return Promise.all([
      settled(fetch(http)),
      settled(fetch(http, { mode: 'no-cors' })),
      settled(fetch('app://console/index.html')),
      settled(events(() => new WebSocket(`ws://127.0.0.1:${target}/`))),
      settled(events(() => new EventSource(http))),
      settled(import(/* @vite-ignore */ `${http}m.js`)),
    ]);
  };
  expect(new Set(await page().evaluate(probe, port))).toEqual(new Set(['refused']));
  expect(new Set(await page().workers()[0]?.evaluate(probe, port))).toEqual(new Set(['refused']));
  const rest = await page().evaluate(async (target) => {
    navigator.sendBeacon(`http://127.0.0.1:${target}/`, 'x');
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${target}` }] });
    const candidates: string[] = [];
    peer.onicecandidate = ({ candidate }) => candidate !== null && candidates.push(candidate.candidate);
    peer.createDataChannel('x');
    await peer.setLocalDescription(await peer.createOffer());
    await new Promise((resolve) => setTimeout(resolve, 700));
    peer.close();
    return candidates;
  }, port);
  expect(rest).toEqual([]);
});

test('the scheme serves the built folder and nothing beside it', async () => {
  const statuses = await holdfast.app.evaluate(async ({ session }) => {
    const get = (address: string, init?: RequestInit) => session.defaultSession.fetch(address, { ...init, bypassCustomProtocolHandlers: false }).then(({ status }) => status, () => 0);
    return {
      page: await get('app://console/index.html'),
      post: await get('app://console/index.html', { method: 'POST', body: 'x' }),
      others: await Promise.all(['app://console/../main/index.js', 'app://console/..%2fmain%2findex.js', 'app://console/%2e%2e/main/index.js', 'app://console/..\\main\\index.js', 'app://console//etc/passwd', 'app://console/%00', 'app://console/', 'app://print/index.html', 'app://elsewhere/index.html'].map((address) => get(address))),
    };
  });
  expect(statuses.page).toBe(200);
  expect(statuses.post).toBe(405);
  for (const status of statuses.others) expect([0, 404]).toContain(status);
});

test('the second wall: main itself cannot make the window or the session load foreign addresses', async () => {
  const outcomes = await holdfast.app.evaluate(async ({ session, BrowserWindow }, target) => {
    const refused = (promise: Promise<unknown>) => promise.then(() => 'loaded', () => 'refused');
    const window = new BrowserWindow({ show: false });
    const all = [
      await refused(session.defaultSession.fetch(`http://127.0.0.1:${target}/`)),
      await refused(session.defaultSession.fetch('https://example.org/')),
      await refused(window.loadURL(`http://127.0.0.1:${target}/`)),
      await refused(window.loadURL('file:///etc/hostname')),
      await refused(window.loadURL('https://example.org/')),
    ];
    window.destroy();
    return all;
  }, port);
  expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused', 'refused']);
});

test('the runtime guard: Node in main cannot open a socket, a listener, a datagram or a look-up', async () => {
  const outcomes = await holdfast.app.evaluate((_electron, target) => {
    const node = process as unknown as { getBuiltinModule: (name: string) => Record<string, (...args: readonly unknown[]) => unknown> };
    const attempt = (run: () => unknown) => {
      try {
        run();
        return 'allowed';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return [
      attempt(() => node.getBuiltinModule('net')['connect']?.(target, '127.0.0.1')),
      attempt(() => node.getBuiltinModule('http')['get']?.(`http://127.0.0.1:${target}/`)),
      attempt(() => node.getBuiltinModule('https')['get']?.(`https://127.0.0.1:${target}/`)),
      attempt(() => node.getBuiltinModule('tls')['connect']?.(target, '127.0.0.1')),
      attempt(() => node.getBuiltinModule('dns')['lookup']?.('localhost', () => undefined)),
      attempt(() => (node.getBuiltinModule('dgram')['createSocket']?.('udp4') as { send: (...args: readonly unknown[]) => void }).send('x', target, '127.0.0.1')),
      attempt(() => (node.getBuiltinModule('net')['createServer']?.() as { listen: (port: number) => void }).listen(0)),
      attempt(() => void globalThis.fetch(`http://127.0.0.1:${target}/`)),
    ];
  }, port);
  expect(outcomes).toEqual(Array.from({ length: 8 }, () => 'GateClosed'));
});
