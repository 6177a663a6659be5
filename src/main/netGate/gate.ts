import type { GateState } from '#ipc';

/** The one place that decides whether this process may speak to a network. */
export interface NetGate {
  /** The state as it is now: derived from the gate and from the sockets that exist, never from a setting. */
  readonly read: () => GateState;
  /** Throws unless the gate is open. Every way to a network passes here. */
  readonly demandOpen: (what: string) => void;
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

/**
 * Creates the gate. It has no way to be opened: trusted networks are not part of this version, so OFFLINE is the only
 * state it can derive, and a socket that exists all the same is counted and shown.
 * `activeHandles` lists the kinds of handles that keep the process alive (`process.getActiveResourcesInfo`).
 */
export function createNetGate(activeHandles: () => readonly string[]): NetGate {
  const listeners = new Set<(state: GateState) => void>();
  let refused = 0;
  let told = '';
  function read(): GateState {
    return { state: 'OFFLINE', openSockets: activeHandles().filter((kind) => networkHandles.has(kind)).length };
  }
  return {
    read,
    demandOpen: (what) => {
      refused += 1;
      throw new GateClosed(what);
    },
    refresh: () => {
      const state = read();
      const now = JSON.stringify(state);
      if (now === told) return;
      told = now;
      for (const listener of listeners) listener(state);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refusals: () => refused,
  };
}
