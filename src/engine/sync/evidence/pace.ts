import { LARGEST_PIECE, SMALLEST_PIECE } from '#sync';

/** How fast evidence goes: bytes that went are paid off at the rate of the limit before the next piece. */
export interface Pace {
  readonly limit: (bytesPerSecond: number | null) => void;
  /** Milliseconds until the next piece may go. */
  readonly waitMs: () => number;
  /** So many bytes went. */
  readonly spend: (bytes: number) => void;
  /** Bytes of the next piece: no more than half a second's worth of the limit, so that a small one gives a steady flow and a cut costs little of it (docs/spec/sync.md section 3.4). */
  readonly pieceBytes: () => number;
}

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
    pieceBytes: () => (perSecond === null ? LARGEST_PIECE : Math.max(SMALLEST_PIECE, Math.min(LARGEST_PIECE, Math.floor(perSecond / 2)))),
  };
}
