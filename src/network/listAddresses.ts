import { networkInterfaces } from 'node:os';

/** One address of this machine in numbers. */
export interface MachineAddress { readonly name: string; readonly address: string; readonly isLoopback: boolean }

/** The addresses of this machine that somebody else could be told, those of loopback last. Addresses that hold on one link only are left out: they need a zone. */
export function listAddresses(): readonly MachineAddress[] {
  const all = Object.entries(networkInterfaces()).flatMap(([name, addresses]) => (addresses ?? [])
    .filter(({ address }) => !/^fe[89ab]/i.test(address))
    .map(({ address, internal }): MachineAddress => ({ name, address, isLoopback: internal })));
  return [...all.filter(({ isLoopback }) => !isLoopback), ...all.filter(({ isLoopback }) => isLoopback)];
}
