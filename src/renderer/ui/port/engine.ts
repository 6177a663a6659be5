import { createPortClient, type Client, type WiredPort } from '#base';
import { VAULT_PORT_MESSAGE, type EngineContract } from '#ipc';

export type Engine = Client<EngineContract>;

/** The engine of this window: a worker with one port to the window and, once a vault is open, one to the main process. */
export interface EngineProcess {
  readonly client: Engine;
  /** Hands the worker its vault port. */
  readonly attachVault: (port: MessagePort, zone: string) => void;
  /** Ends the worker: keys and plaintext go with its memory. Open calls answer `closed`. */
  readonly end: () => void;
}

/** Starts the worker and gives it its port to the window. */
export function startEngine(build: string): EngineProcess {
  const worker = new Worker(new URL('../../engine/worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  const channel = new MessageChannel();
  const closing = new Set<() => void>();
  const client = createPortClient<EngineContract>(wirePort(channel.port1, closing));
  worker.postMessage({ type: 'ui-port' }, [channel.port2]);
  return {
    client,
    attachVault: (port, zone) => worker.postMessage({ type: 'vault-port', zone, build }, [port]),
    end: () => {
      worker.terminate();
      channel.port1.close();
      for (const close of closing) close();
    },
  };
}

/** Waits for the port that the preload passes on after `vault.open` or `vault.create`; start waiting before the call. */
export function awaitVaultPort(): { readonly port: Promise<MessagePort>; readonly stop: () => void } {
  let stop = (): void => undefined;
  const port = new Promise<MessagePort>((resolve) => {
    const receive = (event: MessageEvent): void => {
      const [received] = event.ports;
      if (event.source !== window || event.data !== VAULT_PORT_MESSAGE || received === undefined) return;
      stop();
      resolve(received);
    };
    window.addEventListener('message', receive);
    stop = () => window.removeEventListener('message', receive);
  });
  return { port, stop: () => stop() };
}

function wirePort(port: MessagePort, closing: Set<() => void>): WiredPort {
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer === undefined ? [] : [...transfer]),
    close: () => port.close(),
    onMessage: (listener) => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data));
      port.start();
    },
    onClose: (listener) => {
      closing.add(listener);
    },
  };
}
