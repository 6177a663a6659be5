import { call, createPortClient, ok, push, servePort, type Handlers, type WiredPort } from '#base';
import { readyCrypto } from '#crypto';
import type { ByteRange } from '../frame/scan.ts';
import { precheckPiece, type PieceFacts } from './precheck.ts';

/** A piece of a log for another thread. `frames`: where its frames lie, when somebody has scanned it already. */
export interface PieceOrder { readonly bytes: Uint8Array; readonly frames: readonly ByteRange[] | null }

/** Somebody on another thread who looks at pieces of a log. Sees signed and sealed bytes only: no key, no plaintext. */
export interface PieceHelper {
  /** True from when it has said that it is ready until it ends. */
  readonly isReady: () => boolean;
  /** Null: no answer will come; look yourself. */
  readonly check: (order: PieceOrder) => Promise<PieceFacts | null>;
  readonly end: () => void;
}

/** What the two threads say to each other. */
const helperContract = { 'piece.check': call<PieceOrder, PieceFacts>(), 'helper.ready': push<null>() } as const;
type HelperContract = typeof helperContract;

/** A piece takes a few hundred milliseconds on a slow machine; who is silent for this long is gone. */
const PATIENCE_MS = 10_000;

/** The helper's side: answers `precheckPiece` over a port. */
export function servePieceHelper(port: WiredPort, onBug: (error: unknown) => void): void {
  const handlers: Handlers<HelperContract> = { 'piece.check': async ({ bytes, frames }) => ok(precheckPiece(bytes, frames)) };
  const announcer = servePort<HelperContract>(port, handlers, { onBug });
  void readyCrypto().then(() => announcer.push('helper.ready', null));
}

/** The other side, over a port to the thread. `terminate` ends the thread; a helper that fails once or is silent too long is ended and not asked again. */
export function createPieceHelper(port: WiredPort, terminate: () => void, patienceMs = PATIENCE_MS): PieceHelper {
  let state: 'starting' | 'ready' | 'ended' = 'starting';
  const giveUp = new Set<() => void>();
  const client = createPortClient<HelperContract>(port);
  client.on('helper.ready', () => {
    if (state === 'starting') state = 'ready';
  });
  port.onClose(end);

  function end(): void {
    if (state === 'ended') return;
    state = 'ended';
    terminate();
    for (const stop of giveUp) stop();
  }

  return {
    isReady: () => state === 'ready',
    end,
    check: (order) => new Promise((resolve) => {
      if (state === 'ended') {
        resolve(null);
        return;
      }
      const timer = setTimeout(end, patienceMs);
      const settle = (facts: PieceFacts | null) => {
        clearTimeout(timer);
        giveUp.delete(stop);
        resolve(facts);
      };
      const stop = () => settle(null);
      giveUp.add(stop);
      void client.call('piece.check', order).then((answer) => {
        if (answer.ok) settle(answer.value);
        else end();
      });
    }),
  };
}
