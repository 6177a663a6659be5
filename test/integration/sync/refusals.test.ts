// Paths that are not trusted, with real sockets: what stands between, what answers in place of the server, and what changes underneath. Each is OFFLINE with its reason.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { EntityId, Sha256Hex } from '#base';
import { startServer, type RunningServer } from '#server';
import { addressText } from '#sync';
import type { NetworkDescription } from '../../../src/network/describeNetworks.ts';
import { ask, must } from '../../support/engineHarness.ts';
import { arm, closeConsole, connectTo, fingerprintOf, openConsole, pairWith, type Console } from '../../support/sync/console.ts';
import { quick } from '../../support/sync/settings.ts';

const office: readonly NetworkDescription[] = [{ name: 'eth0', subnet: '192.0.2.0/24', gateway: '192.0.2.1 3c:84:00:00:00:01' }];
let networks = office;
let isProxied = false;
let console_: Console;
let server: RunningServer;
let id: EntityId;
const keys = makeAuthority();
beforeAll(async () => {
  const describe = async () => ({ networks, fingerprint: Buffer.from(networks.map(({ subnet }) => subnet).join()).toString('hex').padEnd(64, '0').slice(0, 64) as Sha256Hex });
  console_ = await openConsole({ describe, lookMs: 20 }, () => isProxied);
  server = must(await startServer({ data: path.join(console_.place.folder, 'server'), address: { host: '127.0.0.1', port: 0 }, settings: quick }));
  id = await pairWith(console_, server);
});
afterAll(async () => {
  await server.close();
  await closeConsole(console_);
  rmSync(keys.folder, { recursive: true });
});

/** What an address answers that is none of the server's; counts the bytes of requests that reached it after the handshake. */
async function stand(listener: Server): Promise<{ readonly address: { readonly host: string; readonly port: number }; readonly heard: () => number }> {
  let heard = 0;
  listener.on('secureConnection', (socket: Socket) => socket.on('data', (part) => { heard += part.length; }));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void listener.close());
  return { address: { host: '127.0.0.1', port: (listener.address() as AddressInfo).port }, heard: () => heard };
}
const view = () => ask(console_, 'sync', {});
async function refusedBy(address: { readonly host: string; readonly port: number }, kind: string): Promise<void> {
  expect(await connectTo(console_, { address }, id)).toMatchObject({ ok: false, error: { kind } });
  expect(await view()).toMatchObject({ isConnected: false, isTrusted: false, failure: kind });
  expect(console_.gate.read()).toMatchObject({ state: 'OFFLINE', left: 'failed' });
}

test('somebody in the middle whose certificate a root of the system vouches for', async () => {
  const { address, heard } = await stand(https.createServer({ key: keys.key, cert: keys.cert, ALPNProtocols: ['holdfast/1', 'http/1.1'] }, (_request, response) => response.end('let me look')));
  // Whoever asks the roots of the system believes it.
  const script = `require('node:https').get({ host: '127.0.0.1', port: ${address.port}, servername: 'war-room.example', ALPNProtocols: ['http/1.1'] }, (answer) => { answer.resume(); process.stdout.write(String(answer.statusCode)); }).on('error', (error) => process.stdout.write(error.code))`;
  const answered = async (environment: Readonly<Record<string, string>>) => (await promisify(execFile)(process.execPath, ['-e', script], { env: { ...process.env, ...environment } })).stdout;
  expect(await answered({ NODE_EXTRA_CA_CERTS: keys.root })).toBe('200');
  expect(await answered({})).not.toBe('200');
  const before = heard();
  await refusedBy(address, 'wrong-pin');
  expect(heard()).toBe(before);
});

test('a captive portal: a page without TLS, a page with TLS of another name, and one that redirects', async () => {
  const page = (_request: http.IncomingMessage, response: http.ServerResponse) => void response.writeHead(302, { location: 'https://portal.example/' }).end('<html>Accept the terms</html>');
  await refusedBy((await stand(http.createServer(page))).address, 'not-a-server');
  await refusedBy((await stand(https.createServer({ key: keys.key, cert: keys.cert, ALPNProtocols: ['http/1.1'] }, page))).address, 'not-a-server');
  const talking = await stand(https.createServer({ key: keys.key, cert: keys.cert, ALPNCallback: () => 'holdfast/1' }, page));
  await refusedBy(talking.address, 'wrong-pin');
  expect(talking.heard()).toBe(0);
});

test('the right key, but an older TLS, another protocol, or no proof on this connection', async () => {
  const { key, certificate: cert } = server.identity.tls;
  await refusedBy((await stand(https.createServer({ key, cert, ALPNProtocols: ['holdfast/1'], minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }))).address, 'not-tls13');
  await refusedBy((await stand(https.createServer({ key, cert, ALPNProtocols: ['h2'] }))).address, 'not-a-server');
  // Who carries the bytes between two TLS connections cannot know both of their secrets.
  const relay = https.createServer({ key, cert, ALPNProtocols: ['holdfast/1'], minVersion: 'TLSv1.3' }, (request, response) => {
    const onward = https.request({ ...server.address, path: request.url ?? '', method: 'POST', headers: request.headers, rejectUnauthorized: false, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, ALPNProtocols: ['holdfast/1'] });
  onTestFinished(() => agent.destroy());
  await refusedBy((await stand(relay)).address, 'bad-session');
});

test('a proxy that the environment names, also when it is named after the vault was opened', async () => {
  isProxied = true;
  onTestFinished(() => { isProxied = false; });
  await refusedBy(server.address, 'proxy-configured');
});

test('while it is trusted the network changes: down and up, another subnet, another gateway, a tunnel', async () => {
  const changes: readonly (readonly NetworkDescription[])[] = [
    [], [{ ...office[0], name: 'eth0', subnet: '198.51.100.0/24', gateway: '192.0.2.1 3c:84:00:00:00:01' }],
    [{ name: 'eth0', subnet: '192.0.2.0/24', gateway: '192.0.2.1 66:66:00:00:00:66' }], [...office, { name: 'tun0', subnet: '10.8.0.0/24', gateway: null }],
  ];
  for (const change of changes) {
    networks = office;
    must(await connectTo(console_, server, id));
    expect(console_.gate.read().state).toBe('TRUSTED');
    networks = change;
    await expect.poll(() => console_.gate.read()).toMatchObject({ state: 'OFFLINE', left: 'network' });
    await expect.poll(view).toMatchObject({ isConnected: false, failure: 'network-changed' });
  }
  // A hardware address that the system forgot for a while is no other network.
  networks = office;
  must(await connectTo(console_, server, id));
  networks = [{ name: 'eth0', subnet: '192.0.2.0/24', gateway: '192.0.2.1 -' }];
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(console_.gate.read().state).toBe('TRUSTED');
  must(await console_.engine.handlers['sync.disconnect']({}));
});

test('a network that is marked as one that nothing goes over, also when it was confirmed before', async () => {
  networks = office;
  arm(console_, server.address);
  must(await console_.engine.handlers['sync.connect']({ server: id, network: { confirm: 'always', name: 'office' } }));
  expect(await view()).toMatchObject({ network: { name: 'office' }, networks: [{ name: 'office', refused: null }] });
  must(await console_.engine.handlers['sync.refuseNetwork']({ name: 'corporate segment', reason: 'the attacker reads it' }));
  expect(await view()).toMatchObject({ isConnected: false, failure: 'refused-network', network: null });
  expect(console_.gate.read().state).toBe('OFFLINE');
  for (const network of [null, { confirm: 'once' }, { confirm: 'always', name: 'office' }] as const) {
    arm(console_, server.address);
    expect(await console_.engine.handlers['sync.connect']({ server: id, network })).toMatchObject({ ok: false, error: { kind: 'refused-network' } });
    expect(console_.gate.read()).toMatchObject({ state: 'OFFLINE', left: 'failed' });
  }
  // Nor does a pairing go over it: that alone would tell whoever listens that this console is here.
  const before = server.listener.connections();
  const numbers = server.metrics.text({});
  arm(console_, server.address);
  expect(await console_.engine.handlers['sync.pair']({ name: 'other', address: addressText(server.address), code: null, fingerprint: fingerprintOf(server) })).toMatchObject({ ok: false, error: { kind: 'refused-network' } });
  expect(console_.gate.read()).toMatchObject({ state: 'OFFLINE', left: 'failed' });
  expect([server.listener.connections(), server.metrics.text({})]).toEqual([before, numbers]);
  const marked = (await view()).networks.find(({ refused }) => refused !== null);
  expect(await console_.engine.handlers['sync.network']({})).toMatchObject({ value: { known: null, refused: 'the attacker reads it' } });
  must(await console_.engine.handlers['sync.forgetNetwork']({ network: marked?.id ?? id }));
  arm(console_, server.address);
  must(await console_.engine.handlers['sync.connect']({ server: id, network: null }));
  must(await console_.engine.handlers['sync.disconnect']({}));
});

/** An authority, and a certificate of it for another name, made by OpenSSL. */
function makeAuthority(): { readonly folder: string; readonly root: string; readonly key: Buffer; readonly cert: Buffer } {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-authority-'));
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'ignore', cwd: folder });
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'root.key', '-out', 'root.crt', '-days', '30', '-subj', '/CN=Corporate root');
  openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=war-room.example');
  writeFileSync(file('names'), 'subjectAltName=DNS:war-room.example,IP:127.0.0.1\n');
  openssl('x509', '-req', '-in', 'leaf.csr', '-CA', 'root.crt', '-CAkey', 'root.key', '-CAcreateserial', '-out', 'leaf.crt', '-days', '30', '-extfile', 'names');
  return { folder, root: file('root.crt'), key: readFileSync(file('leaf.key')), cert: readFileSync(file('leaf.crt')) };
}
