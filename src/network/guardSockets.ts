import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import type { NetGate } from './gate.ts';

type Callable = (this: unknown, ...args: unknown[]) => unknown;
type Table = Record<string, unknown>;
/** Who decides about a call: the gate, or the process of a server. */
type Doorkeeper = Pick<NetGate, 'demandOpen'>;

/**
 * Puts the gate in front of every way Node has to a network, in this process and for every module, bundled or not:
 * stream sockets, listening sockets, datagrams, name look-ups, HTTP in all versions, fetch and WebSocket.
 * A second wall behind the rule that one module opens connections: whatever else tries gets an exception.
 * Returns the disposer, for tests.
 */
export function guardSockets(gate: Doorkeeper): () => void {
  const undo: (() => void)[] = [];
  const guard = (holder: object, names: readonly string[], label: string) => {
    for (const name of names) undo.push(replace(holder as Table, name, `${label}${name}`, gate));
  };
  // TLS, HTTP and fetch end in these two; they are also guarded by name, so that the refusal names the caller's own verb.
  guard(net.Socket.prototype, ['connect'], 'net.');
  guard(net.Server.prototype, ['listen'], 'net.');
  guard(tls, ['connect'], 'tls.');
  guard(dgram.Socket.prototype, ['bind', 'connect', 'send'], 'dgram.');
  guard(http, ['request', 'get'], 'http.');
  guard(https, ['request', 'get'], 'https.');
  guard(http2, ['connect'], 'http2.');
  guard(dns, resolverNames(dns), 'dns.');
  guard(dns.promises, resolverNames(dns.promises), 'dns.');
  for (const resolver of [dns.Resolver, dns.promises.Resolver]) guard(resolver.prototype, resolverNames(resolver.prototype), 'dns.');
  guard(globalThis, ['fetch', 'WebSocket', 'EventSource'], '');
  syncBuiltinESMExports();
  return () => {
    for (const step of undo.reverse()) step();
    syncBuiltinESMExports();
  };
}

function replace(holder: Table, name: string, label: string, gate: Doorkeeper): () => void {
  const before = Object.getOwnPropertyDescriptor(holder, name);
  const original = holder[name];
  if (typeof original !== 'function') return () => {};
  const guarded = function guarded(this: unknown, ...args: unknown[]): unknown {
    gate.demandOpen(label, args);
    return (original as Callable).apply(this, args);
  };
  Object.defineProperty(holder, name, { value: guarded, writable: false, configurable: true, enumerable: before?.enumerable ?? true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(holder, name);
    else Object.defineProperty(holder, name, before);
  };
}

function resolverNames(holder: object): readonly string[] {
  const own = [...Object.getOwnPropertyNames(holder), ...Object.getOwnPropertyNames(Object.getPrototypeOf(holder) ?? {})];
  return [...new Set(own)].filter((name) => /^(lookup|resolve|reverse)/.test(name));
}
