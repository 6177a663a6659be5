import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { guardSockets } from './guardSockets.ts';
import { listAddresses } from './listAddresses.ts';
import { listenOnly } from './listenOnly.ts';

test('a server listens on its own address, on no other, and reaches nobody', async () => {
  onTestFinished(guardSockets(listenOnly('127.0.0.1')));
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(() => connect({ host: '127.0.0.1', port })).toThrow(/connect refused/);
  for (const host of ['0.0.0.0', '::', '127.0.0.2']) expect(() => createServer().listen(0, host)).toThrow(/listen refused/);
  expect(() => createServer().listen(0)).toThrow(/listen refused/);
});

test.each<[string, readonly unknown[]]>([['dns.lookup', ['example.org']], ['dns.resolve', ['127.0.0.1']], ['dgram.send', []], ['fetch', ['https://127.0.0.1']], ['tls.connect', [{ host: '127.0.0.1' }]]])('%s is refused', (what, args) => {
  expect(() => listenOnly('127.0.0.1').demandOpen(what, args)).toThrow();
});

test('a name is no address to listen on', () => {
  expect(() => listenOnly('localhost').demandOpen('net.listen', [0, 'localhost'])).toThrow();
});

test('the addresses of this machine are in numbers, and loopback comes last', () => {
  const addresses = listAddresses();
  expect(addresses.map(({ address }) => address)).toContain('127.0.0.1');
  for (const { address } of addresses) expect(address).toMatch(/^[0-9a-f.:]+$/i);
  expect(addresses.map(({ isLoopback }) => Number(isLoopback))).toEqual(addresses.map(({ isLoopback }) => Number(isLoopback)).toSorted());
});
