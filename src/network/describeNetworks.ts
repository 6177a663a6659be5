import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { Sha256Hex } from '#base';

/** One network this machine is on, as the system tells it. A hint that can be forged, never a proof. */
export interface NetworkDescription { readonly name: string; readonly subnet: string; readonly gateway: string | null }

/**
 * The networks of this machine without asking anybody: interfaces with their subnets, and on Linux the gateway with its hardware address. The
 * fingerprint is a hash over them, so that a network that was confirmed once is known again (docs/spec/sync.md section 5).
 */
export async function describeNetworks(): Promise<{ readonly networks: readonly NetworkDescription[]; readonly fingerprint: Sha256Hex }> {
  const gateways = await readGateways();
  const networks = Object.entries(networkInterfaces()).flatMap(([name, addresses]) => (addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
    .map(({ address, netmask, family }): NetworkDescription => ({ name, subnet: family === 'IPv4' ? subnetOf(address, netmask) : prefixOf(address), gateway: gateways.get(name) ?? null })));
  const lines = [...new Set(networks.map(({ subnet, gateway }) => `${subnet} ${gateway ?? '-'}`))].toSorted();
  return { networks, fingerprint: createHash('sha256').update(`holdfast/network/1\n${lines.join('\n')}`).digest('hex') as Sha256Hex };
}

/**
 * Whether a machine is on the same networks as before. The hardware address of a gateway counts only while the system tells it both times: it forgets it when nothing was
 * sent for a while.
 */
export function haveSameNetworks(before: readonly NetworkDescription[], now: readonly NetworkDescription[]): boolean {
  const gatewayOf = ({ gateway }: NetworkDescription) => (gateway ?? '').split(' ');
  const isSame = (left: NetworkDescription, right: NetworkDescription) => {
    const [[address = '', hardware = ''], [otherAddress = '', otherHardware = '']] = [gatewayOf(left), gatewayOf(right)];
    return left.name === right.name && left.subnet === right.subnet && address === otherAddress && (hardware === otherHardware || isUnknown(hardware) || isUnknown(otherHardware));
  };
  return before.every((one) => now.some((other) => isSame(one, other))) && now.every((one) => before.some((other) => isSame(one, other)));
}

function isUnknown(hardware: string): boolean {
  return hardware === '' || hardware === '-' || hardware === '00:00:00:00:00:00';
}

function subnetOf(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  const base = address.split('.').map((part, index) => Number(part) & (mask[index] ?? 0)).join('.');
  return `${base}/${mask.reduce((bits, part) => bits + part.toString(2).replaceAll('0', '').length, 0)}`;
}

// The first 64 bits: the rest of an IPv6 address changes with the day.
function prefixOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const full = tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - tail.split(':').filter((group) => group !== '').length)).fill('0')];
  return `${full.slice(0, 4).join(':')}::/64`;
}

/** Gateway of each interface with its hardware address. Where the system has no such files there is none. */
async function readGateways(): Promise<ReadonlyMap<string, string>> {
  const [routes, neighbours] = await Promise.all([readText('/proc/net/route'), readText('/proc/net/arp')]);
  const hardware = new Map(neighbours.split('\n').slice(1).map((line) => line.split(/\s+/)).map((words) => [words[0] ?? '', words[3] ?? '']));
  const gateways = new Map<string, string>();
  for (const line of routes.split('\n').slice(1)) {
    const [name = '', destination, gateway = ''] = line.split('\t');
    if (destination !== '00000000' || !/^[0-9A-F]{8}$/.test(gateway)) continue;
    const address = (gateway.match(/../g) ?? []).toReversed().map((pair) => Number.parseInt(pair, 16)).join('.');
    gateways.set(name, `${address} ${hardware.get(address) ?? '-'}`);
  }
  return gateways;
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
