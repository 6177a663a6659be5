import type { WiredPort } from '#base';

/** The part of a browser's MessagePort that is used here. */
export interface BrowserPort {
  readonly postMessage: (message: unknown, transfer: Transferable[]) => void;
  readonly addEventListener: (type: 'message' | 'close', listener: (event: { readonly data?: unknown }) => void) => void;
  readonly start: () => void;
  readonly close: () => void;
}

/** A browser's MessagePort as the base layer speaks to it. Messages begin to arrive with the first listener. */
export function wirePort(port: BrowserPort): WiredPort {
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer === undefined ? [] : [...transfer]),
    onMessage: (listener) => {
      port.addEventListener('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.addEventListener('close', () => listener()),
    close: () => port.close(),
  };
}
