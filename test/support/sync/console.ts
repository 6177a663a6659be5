// A console with a vault and a network of its own, without a window.
import { rm } from 'node:fs/promises';
import type { EntityId, UnixMs } from '#base';
import { createNetClient, createNetGate, createNetHandlers, type NetGate } from '#network';
import type { RunningServer } from '#server';
import { addressText, serverFingerprint, type ServerAddress } from '#sync';
import { createInPlace, createPlace, must, type Place, type Running } from '../engineHarness.ts';

export interface Console extends Running { readonly path: string; readonly place: Place & { readonly remove: () => Promise<void> }; readonly gate: NetGate }
type NetworkOptions = Parameters<typeof createNetHandlers>[2];

/** A network over a gate of its own. */
export function createNetwork(options: NetworkOptions = {}, hasProxy: () => boolean = () => false): { readonly gate: NetGate; readonly net: ReturnType<typeof createNetClient> } {
  const gate = createNetGate(() => []);
  return { gate, net: createNetClient(createNetHandlers(gate, () => Promise.resolve(hasProxy()), options), gate) };
}

/** Opens a console with a fresh vault. */
export async function openConsole(options: NetworkOptions = {}, hasProxy?: () => boolean): Promise<Console> {
  const place = await createPlace();
  const { gate, net } = createNetwork(options, hasProxy);
  return { ...(await createInPlace(place, { net })), place, gate };
}
export async function closeConsole(console_: Console): Promise<void> {
  await console_.end();
  await console_.place.remove();
  await rm(console_.place.folder, { recursive: true, force: true });
}
export function arm({ gate }: Pick<Console, 'gate'>, { host, port }: ServerAddress): void {
  gate.arm({ host, port }, (Date.now() + 60_000) as UnixMs);
}
export const fingerprintOf = ({ identity: { signer, tls } }: RunningServer): string => serverFingerprint(signer.identity, tls.pin);

/** Pairs by the fingerprint that the server shows. */
export async function pairWith(console_: Console, server: RunningServer, name = 'war room'): Promise<EntityId> {
  arm(console_, server.address);
  return must(await console_.engine.handlers['sync.pair']({ name, address: addressText(server.address), code: null, fingerprint: fingerprintOf(server) })).server;
}
/** Arms and connects, with the network confirmed for this time. */
export async function connectTo(console_: Console, server: Pick<RunningServer, 'address'>, id: EntityId): ReturnType<Running['engine']['handlers']['sync.connect']> {
  arm(console_, server.address);
  return console_.engine.handlers['sync.connect']({ server: id, network: { confirm: 'once' } });
}
