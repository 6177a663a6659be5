// What a stranger, a broken client and a hostile member may try, and that another client does not notice (docs/spec/sync.md sections 2 to 4, server.md section 5).
import { spawn } from 'node:child_process';
import { connect as connectTcp, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, encodeCbor } from '#base';
import { createDevice, logIdToBytes, readyCrypto } from '#crypto';
import { encodeRequest, isSessionSigned, MAX_REQUEST_BYTES, signLogin } from '#sync';
import type { RunningServer } from '#server';
import { createWriter, seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { connectClient, openTls } from '../../support/sync/client.ts';
import { founded, serve, session } from '../../support/sync/harness.ts';

beforeAll(readyCrypto);
const strangerOf = (seed: number) => ({ device: createDevice(seededRandom(seed)) });
const ended = (socket: Socket | TLSSocket) => new Promise<string>((resolve) => {
  let text = '';
  socket.on('data', (piece: Buffer) => { text += piece.toString('latin1'); });
  socket.on('error', () => undefined);
  socket.once('close', () => resolve(text));
});

/** Runs something against a server while a member pushes: the member must never notice. */
async function unnoticed(server: RunningServer, attack: () => Promise<void>): Promise<void> {
  const { writer, client } = await founded(server, 90);
  const log = logIdToBytes(writer.genesis.log);
  let running = true;
  const slowest = { ms: 0 };
  const work = (async () => {
    let pushed = 0;
    while (running || pushed < 3) {
      const started = performance.now();
      expect((await client.must('push', { log, frames: [writer.write([`n${pushed}`]).bytes] })).stored).toBe(1);
      slowest.ms = Math.max(slowest.ms, performance.now() - started);
      pushed += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return pushed;
  })();
  try {
    await attack();
  } finally {
    running = false;
  }
  expect(await work).toBeGreaterThanOrEqual(3);
  expect(slowest.ms).toBeLessThan(5_000);
}

describe('the handshake', () => {
  test('TLS 1.2, another protocol and none at all get no answer', async () => {
    const server = await serve();
    await expect(openTls(server.address, { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' })).rejects.toThrow();
    await expect(openTls(server.address, { ALPNProtocols: ['http/1.1'] })).rejects.toThrow();
    const silent = await openTls(server.address, { ALPNProtocols: [] });
    silent.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await ended(silent)).toBe('');
    const plain = connectTcp(server.address.port, server.address.host);
    plain.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await ended(plain)).not.toContain('HTTP/1.1 2');
  });

  test('no ticket is given, and a session cannot be resumed', async () => {
    const server = await serve();
    let ticket: Buffer | undefined;
    const first = await connectClient(server.address);
    first.socket.on('session', (given: Buffer) => { ticket = given; });
    await first.hello();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const again = await connectClient(server.address, { session: ticket ?? first.socket.getSession() ?? undefined });
    expect(again.socket.isSessionReused()).toBe(false);
    expect(bytesToHex(again.binding)).not.toBe(bytesToHex(first.binding));
    first.close();
    again.close();
  });

  test('another TLS library agrees: 1.3, the protocol, P-256, no ticket', async () => {
    const server = await serve();
    const openssl = spawn('openssl', ['s_client', '-connect', `127.0.0.1:${server.address.port}`, '-alpn', 'holdfast/1']);
    let text = '';
    openssl.stdout.on('data', (piece: Buffer) => { text += piece.toString(); });
    await expect.poll(() => text).toMatch(/ALPN protocol: holdfast\/1/);
    await expect.poll(() => text).toMatch(/TLSv1\.3/);
    expect(text).toMatch(/Server public key is 256 bit/);
    expect(text).not.toMatch(/New Session Ticket|Reused/);
    openssl.kill();
  });
});

describe('the session', () => {
  test('nothing but hello before login, each once, and a failed login ends the connection', async () => {
    const server = await serve();
    const client = await connectClient(server.address);
    expect((await client.ask('hello', { versions: [2], nonce: new Uint8Array(32) })).error?.error).toBe('unknown-version');
    const facts = await client.hello();
    expect((await client.ask('hello', { versions: [1], nonce: new Uint8Array(32) })).error?.error).toBe('bad-request');
    const { device } = strangerOf(1);
    expect((await client.ask('login', { device: device.ed25519, signature: signLogin(facts, facts.identity, strangerOf(2).device) })).error?.error).toBe('bad-signature');
    await expect(client.login(device)).rejects.toThrow();
    for (const verb of ['logs', 'push'] as const) {
      const early = await connectClient(server.address);
      const body = verb === 'logs' ? encodeRequest('logs', {}) : encodeRequest('push', { log: new Uint8Array(16), frames: [new Uint8Array(90)] });
      expect((await early.send(`/v1/${verb}`, body)).status).toBe(401);
      early.close();
    }
    expect(server.metrics.value('logins_total', 'refused')).toBe(1);
  });

  test('a login that was heard on one connection does not hold on another', async () => {
    const server = await serve();
    const { device } = strangerOf(3);
    const first = await connectClient(server.address);
    const facts = await first.hello();
    const heard = { device: device.ed25519, signature: signLogin(facts, facts.identity, device) };
    const second = await connectClient(server.address);
    const other = await second.hello();
    expect((await second.ask('login', heard)).error?.error).toBe('bad-signature');
    expect((await first.ask('login', heard)).error).toBeNull();
    // Nor does what the server signed: a middleman with a connection of its own on each side has another binding.
    const signed = await (await connectClient(server.address)).must('hello', { versions: [1], nonce: facts.clientNonce });
    expect(isSessionSigned({ ...other, serverNonce: signed.nonce, clientNonce: facts.clientNonce }, first.pin, signed.identity, signed.signature)).toBe(false);
    first.close();
  });
});

describe('requests', () => {
  test('what is not of this protocol is refused before it is read', async () => {
    const server = await serve();
    const client = await session(server, strangerOf(4));
    const status = async (path: string, body: Uint8Array, headers?: Readonly<Record<string, string | number>>) => (await client.send(path, body, headers)).status;
    const empty = encodeCbor({});
    expect(await status('/v1/delete', empty)).toBe(400);
    expect(await status('/v1/__proto__', empty)).toBe(400);
    expect(await status('/', empty)).toBe(400);
    expect(await status('/v1/logs', encodeCbor({ more: 1 }))).toBe(400);
    expect(await status('/v1/logs', Uint8Array.of(0xa0, 0))).toBe(400);
    expect(await status('/v1/logs', empty, { 'content-type': 'text/plain' })).toBe(400);
    expect(await status('/v1/logs', empty, { 'content-encoding': 'gzip' })).toBe(400);
    expect(await status('/v1/logs', empty)).toBe(200);
    expect(await status('/v1/logs', new Uint8Array(MAX_REQUEST_BYTES + 1))).toBe(413);
    await expect(client.send('/v1/logs', empty)).rejects.toThrow();
  });

  test('header lines that are too long, pipelined requests, CONNECT and Upgrade end the connection', async () => {
    const server = await serve();
    const request = `POST /v1/hello HTTP/1.1\r\nhost: x\r\ncontent-type: application/cbor\r\ncontent-length: 60\r\n\r\n`;
    for (const text of [`POST /v1/logs HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(9_000)}\r\n\r\n`, `${request}${'x'.repeat(60)}`.repeat(3), 'CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n', 'POST /v1/logs HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n', 'nonsense\r\n\r\n']) {
      const socket = await openTls(server.address);
      socket.write(text);
      expect((await ended(socket)).match(/HTTP\/1\.1 2/)).toBeNull();
    }
  });

  test('too many requests are slowed down, and it says for how long', async () => {
    const server = await serve({ settings: { requestsPerSecond: 5, requestBurst: 10 } });
    const client = await session(server, strangerOf(5));
    const errors = [];
    for (let count = 0; count < 14; count += 1) errors.push((await client.ask('logs', {})).error);
    const slowed = errors.filter((error) => error !== null);
    expect(slowed.length).toBeGreaterThanOrEqual(3);
    expect(slowed.every((error) => error?.error === 'slow-down' && (error.retryAfterMs ?? 0) > 0 && (error.retryAfterMs ?? 0) <= 400)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await client.ask('logs', {})).error).toBeNull();
  });
});

describe('connections', () => {
  test('at most so many of one address; the next one is free when one ends', async () => {
    const server = await serve({ settings: { connectionsOfAddress: 3 } });
    const clients = [await connectClient(server.address), await connectClient(server.address), await connectClient(server.address)];
    await expect(openTls(server.address)).rejects.toThrow();
    clients[0]?.close();
    await expect.poll(() => server.listener.connections()).toBe(2);
    (await connectClient(server.address)).close();
    for (const client of clients) client.close();
  });

  test('slow headers, slow bodies, silence and half-open connections end by themselves, unnoticed by a member', async () => {
    const server = await serve({ settings: { handshakeMs: 400, headerMs: 400, requestMs: 700, loginMs: 900 } });
    await unnoticed(server, async () => {
      const raw = Array.from({ length: 20 }, () => connectTcp(server.address.port, server.address.host));
      const silent = await Promise.all(Array.from({ length: 10 }, () => openTls(server.address)));
      const headers = await Promise.all(Array.from({ length: 10 }, () => openTls(server.address)));
      const bodies = await Promise.all(Array.from({ length: 10 }, () => openTls(server.address)));
      for (const socket of bodies) socket.write('POST /v1/hello HTTP/1.1\r\nhost: x\r\ncontent-type: application/cbor\r\ncontent-length: 4000\r\n\r\n');
      const drip = setInterval(() => {
        for (const socket of [...headers, ...bodies]) if (!socket.destroyed) socket.write('x');
      }, 100);
      const all = await Promise.all([...raw, ...silent, ...headers, ...bodies].map((socket) => ended(socket)));
      clearInterval(drip);
      expect(all.filter((text) => /HTTP\/1\.1 2/.test(text))).toEqual([]);
    });
    await expect.poll(() => server.listener.budget.used()).toBe(0);
  });

  test('a flood of handshakes and logins is turned away after the burst, unnoticed by a member', async () => {
    const server = await serve({ settings: { connectionsPerSecond: 5, connectionBurst: 30 } });
    await unnoticed(server, async () => {
      const outcomes = await Promise.allSettled(Array.from({ length: 120 }, () => openTls(server.address)));
      const through = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      expect(through.length).toBeLessThan(60);
      expect(server.metrics.value('connections_total', 'turned-away')).toBeGreaterThan(50);
      for (const socket of through) socket.destroy();
    });
  });

  test('large bodies on many connections stay within one budget, and so do answers that nobody reads', async () => {
    const server = await serve({ settings: { bodyBudget: 4 * 2 ** 20, stalledMs: 500, requestMs: 1_000 } });
    await unnoticed(server, async () => {
      const before = process.memoryUsage().rss;
      const clients = await Promise.all(Array.from({ length: 12 }, (_, index) => session(server, strangerOf(100 + index))));
      let most = 0;
      const watch = setInterval(() => { most = Math.max(most, server.listener.budget.used()); }, 5);
      const statuses = await Promise.all(clients.map(async ({ socket }) => {
        const answer = ended(socket);
        socket.write(`POST /v1/push HTTP/1.1\r\nhost: x\r\ncontent-type: application/cbor\r\ncontent-length: ${MAX_REQUEST_BYTES}\r\n\r\n`);
        socket.write(Buffer.alloc(1_000_000));
        return answer;
      }));
      clearInterval(watch);
      expect(most).toBeLessThanOrEqual(4 * 2 ** 20);
      expect(statuses.filter((text) => text.startsWith('HTTP/1.1 429')).length).toBeGreaterThan(3);
      expect(process.memoryUsage().rss - before).toBeLessThan(120 * 2 ** 20);
    });
  });
});

test('a hostile member: refused frames leave nothing in memory, and too many feeds are a quota', async () => {
  const server = await serve();
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  let error = null;
  for (let seed = 200; error === null; seed += 1) ({ error } = await client.ask('push', { log, frames: [createWriter({ seed, join: writer, device: writer.device }).write(['x']).bytes] }));
  expect(error).toMatchObject({ error: 'quota', what: 'feeds' });
  expect(server.ledger.find(writer.genesis.log)?.size()).toBe(64);
  const stranger = createWriter({ seed: 400, join: writer });
  const foreign = Array.from({ length: 5 }, () => stranger.write(['no']).bytes);
  for (const frame of foreign) expect((await client.ask('push', { log, frames: [frame] })).error?.error).toMatch(/refused|not-next/);
  expect((await client.must('push', { log, frames: [writer.write(['still']).bytes] })).stored).toBe(1);
});
