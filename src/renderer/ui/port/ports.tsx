import { createContext, useContext, type ReactNode } from 'react';
import type { Desktop } from './desktop.ts';
import type { Engine } from './engine.ts';
import type { QueryHub } from './queryHub.ts';

/** The two sides the window talks to, made in the composition root. */
export interface Ports { readonly desktop: Desktop; readonly engine: Engine; readonly queries: QueryHub }

const PortsContext = createContext<Ports | null>(null);

export function PortsProvider({ ports, children }: { readonly ports: Ports; readonly children: ReactNode }) {
  return <PortsContext value={ports}>{children}</PortsContext>;
}

/** Both ports and the query hub. Throws outside the provider: a bug. */
export function usePorts(): Ports {
  const ports = useContext(PortsContext);
  if (ports === null) throw new Error('ports are used outside their provider');
  return ports;
}

/** The typed client of the engine: `engine.call('entry.record', …)`. */
export function useEngine(): Engine {
  return usePorts().engine;
}

/** The typed client of the main process, with `grantsFromFiles` for dropped files. */
export function useDesktop(): Desktop {
  return usePorts().desktop;
}
