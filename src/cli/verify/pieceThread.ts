import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createPieceHelper, servePieceHelper, type PieceHelper } from '#log';

const MARK = 'holdfast piece helper';

/** Serves as the second thread of a verification when this program was started as one; false when it was started by a person. */
export function servedAsPieceThread(): boolean {
  const port = parentPort;
  if (isMainThread || port === null || workerData !== MARK) return false;
  servePieceHelper({
    postMessage: (message, transfer) => port.postMessage(message, transfer === undefined ? [] : [...transfer]),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  }, (error) => { throw error; });
  return true;
}

/** Starts this program a second time as a thread; null on a machine with one core. A thread that fails ends, and the work goes on without it. */
export function startPieceThread(program: URL): PieceHelper | null {
  if (availableParallelism() < 2) return null;
  const worker = new Worker(program, { workerData: MARK });
  return createPieceHelper({
    postMessage: (message, transfer) => worker.postMessage(message, transfer === undefined ? [] : [...transfer]),
    onMessage: (listener) => void worker.on('message', listener),
    onClose: (listener) => {
      for (const event of ['error', 'messageerror', 'exit'] as const) worker.on(event, listener);
    },
    close: () => void worker.terminate(),
  }, () => void worker.terminate());
}
