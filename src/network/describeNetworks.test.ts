import { expect, test } from 'vitest';
import { describeNetworks, haveSameNetworks, type NetworkDescription } from './describeNetworks.ts';

const here: NetworkDescription = { name: 'eth0', subnet: '192.0.2.0/24', gateway: '192.0.2.1 3c:84:00:00:00:01' };

test('another interface, subnet or gateway is another network; a hardware address that the system forgot is not', () => {
  expect(haveSameNetworks([here], [here])).toBe(true);
  for (const same of ['192.0.2.1 -', '192.0.2.1 00:00:00:00:00:00']) expect(haveSameNetworks([here], [{ ...here, gateway: same }])).toBe(true);
  for (const other of [{ ...here, name: 'wlan0' }, { ...here, subnet: '192.0.2.0/25' }, { ...here, gateway: '192.0.2.2 3c:84:00:00:00:01' }, { ...here, gateway: '192.0.2.1 66:66:00:00:00:66' }, { ...here, gateway: null }]) {
    expect(haveSameNetworks([here], [other])).toBe(false);
    expect(haveSameNetworks([here], [here, other])).toBe(false);
    expect(haveSameNetworks([here, other], [here])).toBe(false);
  }
  expect(haveSameNetworks([], [])).toBe(true);
});

test('this machine is on the same networks as a moment ago', async () => {
  const [before, now] = [await describeNetworks(), await describeNetworks()];
  expect(haveSameNetworks(before.networks, now.networks)).toBe(true);
  expect(now.fingerprint).toMatch(/^[0-9a-f]{64}$/);
});
