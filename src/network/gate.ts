import type { UnixMs } from '#base';
import type { GateState, LeaveReason } from '#ipc';

/** A server as a person named it: an address in numbers, because no name service is asked. */
export interface Address { readonly host: string; readonly port: number }
/** What the gate holds of a connection: enough to cut it. */
export interface Cuttable { readonly destroy: () => unknown; readonly once: (event: 'close', listener: () => void) => unknown }

/** The one place that decides whether this process may speak to a network (docs/spec/sync.md section 5). */
export interface NetGate {
  /** The state as it is now: derived from the gate and from the sockets that exist, never from a setting. */
  readonly read: () => GateState;
  /** Throws unless this very call was let through by `pass`. Every way to a network passes here; `args` are those of the call. */
  readonly demandOpen: (what: string, args?: readonly unknown[]) => void;
  /** A person's order: this address, until then. Ends what was ordered before. */
  readonly arm: (address: Address, until: UnixMs) => void;
  /** Runs `open` with the gate open for the armed address while it runs, and takes charge of the connection it answers. Null when nothing is armed or a connection exists. */
  readonly connect: <T extends Cuttable>(open: (address: Address) => T) => T | null;
  /** Runs one call that writes on a connection of the gate. Throws `GateClosed` when there is none. */
  readonly pass: <T>(work: () => T) => T;
  /** All conditions hold for the connection that exists. */
  readonly trust: () => void;
  /** Cuts every connection and forgets the order, at once. */
  readonly disarm: (reason: LeaveReason) => void;
  /** Looks again and tells the listeners when the state differs from what they were told last. */
  readonly refresh: () => void;
  /** Subscribes to changes; returns the disposer. */
  readonly onChange: (listener: (state: GateState) => void) => () => void;
  /** How many attempts were refused since the start. */
  readonly refusals: () => number;
}

/** Thrown at whoever tries to reach a network while the gate is closed. */
export class GateClosed extends Error {
  constructor(what: string) {
    super(`${what} refused: the network gate is closed`);
    this.name = 'GateClosed';
  }
}

/** Kinds of handles, as Node names them, that are sockets of a network or become one. */
const networkHandles = new Set(['TCPSocketWrap', 'TCPServerWrap', 'TCPConnectWrap', 'TCPWRAP', 'TLSWrap', 'UDPWrap', 'UDPWRAP', 'UDPSendWrap', 'GetAddrInfoReqWrap', 'QueryReqWrap']);
/** Calls that name where they lead. */
const targetedCalls = new Set(['net.connect', 'tls.connect']);
/** Calls that lead nowhere by themselves: they write on a connection that they were given. */
const carriedCalls = new Set(['http.request']);

interface Order extends Address { readonly until: UnixMs; readonly timer: ReturnType<typeof setTimeout> }

/**
 * Creates the gate, closed. `activeHandles` lists the kinds of handles that keep the process alive (`process.getActiveResourcesInfo`), `now` is the wall clock
 * in milliseconds.
 */
export function createNetGate(activeHandles: () => readonly string[], now: () => number = () => Date.now()): NetGate {
  const listeners = new Set<(state: GateState) => void>();
  let order: Order | null = null;
  let connection: Cuttable | null = null;
  let isTrusted = false;
  let left: LeaveReason | null = null;
  let passing: 'connect' | 'write' | null = null;
  let refused = 0;
  let told = '';

  function read(): GateState {
    const openSockets = activeHandles().filter((kind) => networkHandles.has(kind)).length;
    if (order === null) return { state: 'OFFLINE', openSockets, address: null, until: null, left };
    const state = connection === null ? 'ARMED' : isTrusted ? 'TRUSTED' : 'PROBING';
    return { state, openSockets, address: formatAddress(order), until: order.until, left: null };
  }

  function tell(): void {
    const state = read();
    const text = JSON.stringify(state);
    if (text === told) return;
    told = text;
    for (const listener of listeners) listener(state);
  }

  function cut(reason: LeaveReason): void {
    const former = connection;
    if (order !== null) clearTimeout(order.timer);
    if (order !== null || former !== null) left = reason;
    order = null;
    connection = null;
    isTrusted = false;
    former?.destroy();
  }

  function disarm(reason: LeaveReason): void {
    cut(reason);
    tell();
  }

  function within<T>(mode: 'connect' | 'write', work: () => T): T {
    const before = passing;
    passing = mode;
    try {
      return work();
    } finally {
      passing = before;
    }
  }

  return {
    read,
    demandOpen: (what, args = []) => {
      if (order !== null && passing === 'connect' && targetedCalls.has(what) && leadsTo(order, args)) return;
      if (connection !== null && passing === 'write' && carriedCalls.has(what)) return;
      refused += 1;
      throw new GateClosed(what);
    },
    arm: (address, until) => {
      cut('command');
      const timer = setTimeout(() => disarm('expired'), Math.max(0, until - now()));
      timer.unref?.();
      order = { ...address, until, timer };
      tell();
    },
    connect: (open) => {
      if (order === null || connection !== null || now() >= order.until) return null;
      const address = order;
      const opened = within('connect', () => open({ host: address.host, port: address.port }));
      connection = opened;
      opened.once('close', () => {
        if (connection !== opened) return;
        connection = null;
        isTrusted = false;
        tell();
      });
      tell();
      return opened;
    },
    pass: (work) => {
      if (connection === null) {
        refused += 1;
        throw new GateClosed('a request');
      }
      return within('write', work);
    },
    trust: () => {
      isTrusted = connection !== null;
      tell();
    },
    disarm,
    refresh: tell,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refusals: () => refused,
  };
}

/** `host:port`, an IPv6 host in brackets. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether a call of Node's to connect leads to the address: `connect(options)`, or the list of arguments that Node passes on inside. */
function leadsTo(address: Address, args: readonly unknown[]): boolean {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first !== 'object' || first === null) return false;
  const { host, port, path } = first as { readonly host?: unknown; readonly port?: unknown; readonly path?: unknown };
  return host === address.host && port === address.port && (path === undefined || path === null);
}
