// The kill switch while an answer of many MiB runs.
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { unwrap, type UnixMs } from '#base';
import { createNetGate, type NetGate } from './gate.ts';
import { guardSockets } from './guardSockets.ts';
import { openLink } from './openLink.ts';
import { makeCertificate } from './testing/certificate.ts';

/** Far beyond what the order takes, so that a busy machine does not decide. */
const GENEROUS_MS = 2_000;

test('the socket is dead when the order has been given, and not a byte is read after it', async () => {
  const certificate = makeCertificate();
  const server = https.createServer({ key: certificate.key, cert: certificate.cert, ALPNProtocols: ['holdfast/1'], minVersion: 'TLSv1.3' }, (request, response) => {
    request.resume();
    // Slower than the limit of an answer ends it, faster than anybody reads it.
    response.writeHead(200, { 'content-length': 8 * 2 ** 20 });
    const more = () => void (response.destroyed || response.write(Buffer.alloc(2 ** 14), () => setTimeout(more, 1)));
    more();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const gate = createNetGate(() => process.getActiveResourcesInfo());
  onTestFinished(guardSockets(gate));
  const sockets: TLSSocket[] = [];
  const watched: NetGate = { ...gate, connect: (open) => {
    const opened = gate.connect(open);
    if (opened !== null) sockets.push(opened as unknown as TLSSocket);
    return opened;
  } };
  gate.arm({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, (Date.now() + 60_000) as UnixMs);
  const link = unwrap(await openLink(watched, { pins: [certificate.pin] }));
  const [socket] = sockets;
  if (socket === undefined) throw new Error('no socket was opened');
  const asked = link.request('pull', new Uint8Array(0));
  await expect.poll(() => socket.bytesRead).toBeGreaterThan(2 ** 17);

  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const ordered = performance.now();
  gate.disarm('kill');
  const before = socket.bytesRead;
  expect(socket.destroyed).toBe(true);
  expect(gate.read()).toMatchObject({ state: 'OFFLINE', left: 'kill' });
  await closed;
  expect(performance.now() - ordered).toBeLessThan(GENEROUS_MS);
  expect(await asked).toMatchObject({ ok: false });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(socket.bytesRead).toBe(before);
  expect(sockets).toHaveLength(1);
});
