import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { probeAddress } from './probeAddress.ts';

const host = '127.0.0.1';

test('a port of somebody else, an address of no interface and a free port are told apart', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, host, resolve));
  const { port } = other.address() as AddressInfo;
  expect(await probeAddress(host, port)).toBe('port-taken');
  expect(await probeAddress('192.0.2.1', port)).toBe('bad-address');
  await new Promise((resolve) => other.close(resolve));
  expect(await probeAddress(host, port)).toBeNull();
  // The probe itself leaves nothing behind.
  expect(await probeAddress(host, port)).toBeNull();
});
