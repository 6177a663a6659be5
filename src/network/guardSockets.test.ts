import dgram from 'node:dgram';
import dns, { lookup } from 'node:dns';
import http, { request } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNetGate, GateClosed, type NetGate } from './gate.ts';
import { guardSockets } from './guardSockets.ts';

const loopback = { host: '127.0.0.1', port: 9 };

describe('with the guard in place', () => {
  let gate: NetGate;
  let lift: () => void;
  beforeAll(() => {
    gate = createNetGate(() => process.getActiveResourcesInfo());
    lift = guardSockets(gate);
  });
  afterAll(() => lift());

  test.each<[string, () => unknown]>([
    ['net.connect', () => net.connect(loopback)],
    ['new net.Socket().connect', () => new net.Socket().connect(9, '127.0.0.1')],
    ['tls.connect', () => tls.connect(loopback)],
    ['net listen', () => net.createServer().listen(0)],
    ['http listen', () => http.createServer().listen(0)],
    ['http.request', () => http.request('http://127.0.0.1:9/')],
    ['http.get', () => http.get('http://127.0.0.1:9/')],
    ['https.request', () => https.request('https://127.0.0.1:9/')],
    ['http2.connect', () => http2.connect('https://127.0.0.1:9/')],
    ['udp send', () => dgram.createSocket('udp4').send('x', 9, '127.0.0.1')],
    ['udp bind', () => dgram.createSocket('udp4').bind()],
    ['dns.lookup', () => dns.lookup('example.org', () => undefined)],
    ['dns.resolve4', () => dns.resolve4('example.org', () => undefined)],
    ['dns.promises.lookup', () => dns.promises.lookup('example.org')],
    ['dns.Resolver', () => new dns.Resolver().resolve4('example.org', () => undefined)],
    ['dns.promises.Resolver', () => new dns.promises.Resolver().resolveMx('example.org')],
    ['fetch', () => fetch('http://127.0.0.1:9/')],
    ['a name imported before', () => lookup('example.org', () => undefined)],
    ['another name imported before', () => request('http://127.0.0.1:9/')],
  ])('%s is refused', (_name, attempt) => {
    const before = gate.refusals();
    expect(attempt).toThrow(GateClosed);
    expect(gate.refusals()).toBe(before + 1);
  });

  test('the guard cannot be written over', () => {
    expect(() => {
      net.Socket.prototype.connect = () => new net.Socket();
    }).toThrow(TypeError);
  });
});

test('the state counts sockets that exist and tells changes once', async () => {
  const gate = createNetGate(() => process.getActiveResourcesInfo());
  const before = gate.read().openSockets;
  const told: number[] = [];
  const stop = gate.onChange((state) => told.push(state.openSockets));
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  expect(gate.read()).toEqual({ state: 'OFFLINE', openSockets: before + 1, address: null, until: null, left: null });
  gate.refresh();
  gate.refresh();
  expect(told).toEqual([before + 1]);
  stop();
  await new Promise((resolve) => server.close(resolve));
  gate.refresh();
  expect(told).toEqual([before + 1]);
});
