import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { textToBytes, type UnixMs } from '#base';
import { createNetGate, GateClosed, type NetGate } from './gate.ts';
import { guardSockets } from './guardSockets.ts';
import { openLink } from './openLink.ts';
import { parseAddress } from './parseAddress.ts';
import { makeCertificate } from './testing/certificate.ts';

const certificate = makeCertificate();
const other = makeCertificate();
const secondsFromNow = (seconds: number) => (Date.now() + seconds * 1000) as UnixMs;
const closing: (() => void)[] = [];

async function serve(options: https.ServerOptions & { readonly onRequest?: http.RequestListener } = {}) {
  const { onRequest, ...rest } = options;
  const server = https.createServer({ key: certificate.key, cert: certificate.cert, ALPNProtocols: ['holdfast/1'], minVersion: 'TLSv1.3', ...rest }, onRequest ?? ((request, response) => {
    const binding = (request.socket as TLSSocket).exportKeyingMaterial(32, 'EXPORTER-holdfast-1', Buffer.alloc(0));
    request.resume().on('end', () => response.end(binding));
  }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

async function plain(server: net.Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

describe('a link through the guarded gate', () => {
  let gate: NetGate;
  let lift: () => void;
  // Servers of the test listen before the guard stands, as those of another process would.
  let address: Awaited<ReturnType<typeof serve>>;
  let foreign: typeof address;
  let old: typeof address;
  let endless: typeof address;
  let dripping: typeof address;
  let stuck: typeof address;
  let portal: typeof address;
  let silent: typeof address;
  let page: typeof address;
  let banner: typeof address;
  beforeAll(async () => {
    address = await serve();
    foreign = await serve({ key: other.key, cert: other.cert });
    old = await serve({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' });
    portal = await serve({ ALPNProtocols: ['http/1.1'] });
    endless = await serve({ onRequest: (request, response) => {
      request.resume();
      const more = () => response.write(Buffer.alloc(2 ** 20), (error) => (error === null || error === undefined ? more() : undefined));
      more();
    } });
    // A byte every fifth of a second, twelve in all.
    dripping = await serve({ onRequest: (request, response) => {
      request.resume();
      let count = 0;
      const timer = setInterval(() => {
        response.write(Buffer.from([count += 1]));
        if (count < 12) return;
        clearInterval(timer);
        response.end();
      }, 200);
    } });
    stuck = await serve({ onRequest: (request, response) => void request.resume().on('end', () => response.write(Buffer.alloc(100))) });
    page = await plain(http.createServer((_request, response) => response.writeHead(302, { location: 'http://portal.example/' }).end('<html>Log in to the guest network</html>')));
    banner = await plain(net.createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\n\r\n<html>Blocked by policy</html>')));
    const mute = net.createServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    closing.push(() => mute.close());
    silent = { host: '127.0.0.1', port: (mute.address() as AddressInfo).port };
    gate = createNetGate(() => process.getActiveResourcesInfo());
    lift = guardSockets(gate);
  });
  afterEach(() => gate.disarm('command'));
  afterAll(() => {
    lift();
    for (const close of closing) close();
  });
  const pins = [certificate.pin];

  test('both ends know the same binding, requests share one connection, and the gate tells its states', async () => {
    const states: string[] = [];
    const stop = gate.onChange(({ state }) => states.push(state));
    gate.arm(address, secondsFromNow(60));
    const opened = await openLink(gate, { pins });
    if (!opened.ok) throw new Error(opened.error.kind);
    for (const verb of ['hello', 'blob.have']) expect(await opened.value.request(verb, textToBytes('x'))).toEqual({ ok: true, value: { status: 200, body: opened.value.binding } });
    gate.trust();
    expect(gate.read()).toMatchObject({ state: 'TRUSTED', address: `127.0.0.1:${address.port}` });
    opened.value.close();
    await expect.poll(() => gate.read().state).toBe('ARMED');
    gate.disarm('command');
    stop();
    expect(states).toEqual(['ARMED', 'PROBING', 'TRUSTED', 'ARMED', 'OFFLINE']);
  });

  test.each<[string, () => typeof address, string]>([
    ['another key', () => foreign, 'wrong-pin'],
    ['an older TLS', () => old, 'not-tls13'],
    ['something that is no Holdfast', () => portal, 'not-a-server'],
    ['a page without TLS', () => page, 'not-a-server'],
    ['a page of a proxy that speaks first', () => banner, 'not-a-server'],
    ['nobody', () => ({ host: '127.0.0.1', port: 1 }), 'unreachable'],
    ['silence', () => silent, 'timeout'],
  ])('%s is left without a request', async (_name, target, kind) => {
    gate.arm(target(), secondsFromNow(60));
    expect(await openLink(gate, { pins, timeoutMs: 400 })).toMatchObject({ ok: false, error: { kind } });
    await expect.poll(() => gate.read().state).toBe('ARMED');
  });

  test('without an order there is no connection, and an order for one address opens no other', async () => {
    expect(await openLink(gate, { pins })).toMatchObject({ ok: false, error: { kind: 'disarmed' } });
    gate.arm(foreign, secondsFromNow(60));
    expect(() => gate.connect(() => net.connect(address.port, address.host))).toThrow(GateClosed);
    expect(() => gate.connect(() => net.connect({ host: foreign.host, port: address.port }))).toThrow(GateClosed);
    expect(() => gate.connect(() => net.connect({ path: '/tmp/socket', ...foreign } as never))).toThrow(GateClosed);
    expect(() => net.connect(foreign)).toThrow(GateClosed);
    expect(() => http.request({ host: foreign.host, port: foreign.port })).toThrow(GateClosed);
  });

  test('the kill switch destroys the connection at once, and what was asked is answered', async () => {
    gate.arm(address, secondsFromNow(60));
    const opened = await openLink(gate, { pins });
    if (!opened.ok) throw new Error(opened.error.kind);
    const asked = opened.value.request('hello', new Uint8Array(10));
    gate.disarm('kill');
    expect(gate.read()).toMatchObject({ state: 'OFFLINE', left: 'kill', address: null });
    expect(await asked).toMatchObject({ ok: false });
    expect(await opened.value.request('hello', new Uint8Array(0))).toMatchObject({ ok: false, error: { kind: 'closed' } });
  });

  test('an order ends by itself', async () => {
    gate.arm(address, (Date.now() + 60) as UnixMs);
    const opened = await openLink(gate, { pins });
    expect(opened.ok).toBe(true);
    await expect.poll(() => gate.read()).toMatchObject({ state: 'OFFLINE', left: 'expired' });
    expect(await openLink(gate, { pins })).toMatchObject({ ok: false, error: { kind: 'disarmed' } });
  });

  test('a path is left when no byte comes any more, not because it is slow', async () => {
    for (const [target, answer] of [[dripping, { ok: true, value: { status: 200 } }], [stuck, { ok: false, error: { kind: 'timeout' } }]] as const) {
      gate.arm(target, secondsFromNow(60));
      const opened = await openLink(gate, { pins, requestTimeoutMs: 1_500 });
      if (!opened.ok) throw new Error(opened.error.kind);
      expect(await opened.value.request('pull', new Uint8Array(0))).toMatchObject(answer);
      gate.disarm('command');
    }
  });

  test('an answer without end is cut at the limit', async () => {
    gate.arm(endless, secondsFromNow(60));
    const opened = await openLink(gate, { pins });
    if (!opened.ok) throw new Error(opened.error.kind);
    expect(await opened.value.request('pull', new Uint8Array(0))).toMatchObject({ ok: false, error: { kind: 'bad-answer' } });
  });
});

test('addresses are numbers, with a port or the usual one', () => {
  expect(parseAddress('192.0.2.7')).toEqual({ host: '192.0.2.7', port: 8443 });
  expect(parseAddress(' 192.0.2.7:99 ')).toEqual({ host: '192.0.2.7', port: 99 });
  expect(parseAddress('[2001:DB8::1]:8443')).toEqual({ host: '2001:db8::1', port: 8443 });
  for (const wrong of ['server.example', 'http://192.0.2.7', '192.0.2.256', '192.0.2.7:0', '192.0.2.7:70000', '2001:db8::1', '']) expect(parseAddress(wrong)).toBeNull();
});
