/** How fast evidence goes: bytes that went are paid off at the rate of the limit before the next piece. */
export interface Pace {
  readonly limit: (bytesPerSecond: number | null) => void;
  /** Milliseconds until the next piece may go. */
  readonly waitMs: () => number;
  /** So many bytes went. */
  readonly spend: (bytes: number) => void;
  /** Bytes of the next piece: no more than a second's worth, so that a small limit gives a steady flow. */
  readonly pieceBytes: () => number;
}

const LARGEST = 2 ** 20;
const SMALLEST = 16 * 1024;

/** A bucket of credits by a clock that never jumps, in milliseconds. Credits are not saved up: a pause gives no burst. */
export function createPace(monotonicMs: () => number): Pace {
  let perSecond: number | null = null;
  let paidAt = 0;
  return {
    limit: (bytesPerSecond) => {
      // What was owed at the former rate is forgiven: it is one piece at most.
      paidAt = monotonicMs();
      perSecond = bytesPerSecond;
    },
    waitMs: () => (perSecond === null ? 0 : Math.max(0, paidAt - monotonicMs())),
    spend: (bytes) => {
      if (perSecond !== null) paidAt = Math.max(paidAt, monotonicMs()) + (bytes / perSecond) * 1000;
    },
    pieceBytes: () => (perSecond === null ? LARGEST : Math.max(SMALLEST, Math.min(LARGEST, perSecond))),
  };
}
