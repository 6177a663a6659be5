import { isIP } from 'node:net';
import { GateClosed, type NetGate } from './gate.ts';

/**
 * The rule for the process of a server (for `guardSockets`): it may listen on this one address in numbers, and reach nobody. Node looks up even an
 * address in numbers before it listens; that look-up asks nobody and is let through.
 */
export function listenOnly(host: string): Pick<NetGate, 'demandOpen'> {
  return {
    demandOpen: (what, args = []) => {
      if (isIP(host) !== 0 && what === 'net.listen' && hostOf(args) === host) return;
      if (isIP(host) !== 0 && what === 'dns.lookup' && args[0] === host) return;
      throw new GateClosed(what);
    },
  };
}

/** The host in `listen(port, host, …)` or `listen({ host, … })`. */
function hostOf([first, second]: readonly unknown[]): unknown {
  return typeof first === 'object' && first !== null && 'host' in first ? first.host : second;
}
