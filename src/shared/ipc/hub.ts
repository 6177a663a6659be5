import { call, push } from '#base';

/** One address of this machine, in numbers. `isLoopback`: only programs of this machine reach it. */
export interface HubInterface { readonly name: string; readonly address: string; readonly isLoopback: boolean }
/** Why the hub is off: nobody started it, somebody stopped it, the vault was locked, the network was cut, its process ended by itself, or the machine lost the address that it listened on. */
export type HubEnd = 'command' | 'lock' | 'kill' | 'crashed' | 'address-gone';
/** A hub that listens, as people need it: where it is, what proves it, and what lets its holder found logs. `voucher` is text in base32. */
export interface HubRunning {
  readonly address: string; readonly fingerprint: string; readonly pairing: string; readonly voucher: string;
  readonly logs: number;
  /** Logs that it holds and does not serve, because they do not stand. */
  readonly broken: number;
  readonly connections: number;
}
export interface HubState { readonly state: 'off' | 'starting' | 'on'; readonly running: HubRunning | null; readonly ended: HubEnd | null }
/** Why a hub did not start. `io`: the disk does not answer; `held`: another program serves the folder. */
export type HubStartFailure = 'bad-address' | 'port-taken' | 'no-vault' | 'cancelled' | 'hub-on' | 'hub-failed' | 'held' | 'damaged' | 'disk-full' | 'io';

/** The war-room hub: the server of `docs/spec/server.md` in a process of its own, started by a person. */
export const hubContract = {
  'hub.interfaces': call<Record<string, never>, { readonly interfaces: readonly HubInterface[] }>(),
  /** Asks the person in a dialog of the system, then listens on this address of this machine and no other. */
  'hub.start': call<{ readonly address: string; readonly port: number }, HubState, HubStartFailure>(),
  'hub.stop': call<Record<string, never>, HubState>(),
  'hub.read': call<Record<string, never>, HubState>(),
  'hub.changed': push<HubState>(),
} as const;

/** What main tells the process of the hub. */
export type HubOrder =
  | { readonly order: 'start'; readonly data: string; readonly host: string; readonly port: number }
  | { readonly order: 'stop' };
/** What the process of the hub tells main. */
export type HubReport =
  | { readonly report: 'running' } & HubRunning
  | { readonly report: 'counts'; readonly logs: number; readonly broken: number; readonly connections: number }
  | { readonly report: 'failed'; readonly kind: 'held' | 'damaged' | 'disk-full' | 'port-taken' | 'bad-address' | 'io' };
