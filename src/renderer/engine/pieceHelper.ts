import { servePieceHelper } from '#log';

/** The second thread of the check of everything: sees signed and sealed bytes only, and ends with the engine that started it. */
servePieceHelper({
  postMessage: (message, transfer) => self.postMessage(message, { transfer: transfer === undefined ? [] : [...transfer] }),
  onMessage: (listener) => self.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
  onClose: () => undefined,
  close: () => self.close(),
}, (error) => self.reportError(error));
