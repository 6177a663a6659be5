import { createPieceHelper, type PieceHelper } from '#log';

/** Starts the second thread for a check. A thread that cannot be loaded, or that fails, ends, and the check goes on without it. */
export function startPieceHelper(): PieceHelper {
  const worker = new Worker(new URL('./pieceHelper.ts', import.meta.url), { type: 'module', name: 'piece helper' });
  return createPieceHelper({
    postMessage: (message, transfer) => worker.postMessage(message, transfer === undefined ? [] : [...transfer]),
    onMessage: (listener) => worker.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
    onClose: (listener) => {
      for (const type of ['error', 'messageerror'] as const) worker.addEventListener(type, listener);
    },
    close: () => worker.terminate(),
  }, () => worker.terminate());
}
