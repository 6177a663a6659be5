import type { Transport } from './ask.ts';

/** Bytes that the next request may carry in each direction (docs/spec/sync.md section 3.4): frames of a push, `maxBytes` of a pull, a piece of a blob. */
export interface PieceSizes { readonly up: () => number; readonly down: () => number }
export interface PieceMeter extends PieceSizes {
  /** A request that was answered: bytes of both bodies, and how long it took. `direction`: which of them was cut to size. */
  readonly note: (direction: keyof PieceSizes, went: { readonly up: number; readonly down: number; readonly ms: number }) => void;
}

export const SMALLEST_PIECE = 16 * 1024;
export const LARGEST_PIECE = 2 ** 20;
/** How long a piece shall be on its way. */
export const PIECE_MS = 500;
/** Up to here a request tells of the way there and back, and nothing of the pace. */
const SMALL_BYTES = 4_096;
/** A pace of long ago is no pace. */
const FORGET_MS = 30_000;

/** Always the most that a request may carry: for a connection that is not measured. */
export const largestPieces: PieceSizes = { up: () => LARGEST_PIECE, down: () => LARGEST_PIECE };

/** Follows the pace of one connection, by a clock that never jumps, in milliseconds. */
export function createPieceMeter(monotonicMs: () => number): PieceMeter {
  let latencyMs = Infinity;
  const sizes = { up: SMALLEST_PIECE, down: SMALLEST_PIECE };
  const notedAt = { up: 0, down: 0 };
  const sizeOf = (direction: keyof PieceSizes) => (monotonicMs() - notedAt[direction] > FORGET_MS ? SMALLEST_PIECE : sizes[direction]);
  return {
    up: () => sizeOf('up'),
    down: () => sizeOf('down'),
    note: (direction, { up, down, ms }) => {
      if (up + down <= SMALL_BYTES) latencyMs = Math.min(latencyMs, ms);
      const bytes = direction === 'up' ? up : down;
      if (bytes <= SMALL_BYTES) return;
      sizes[direction] = nextSize(sizeOf(direction), bytes, ms - (latencyMs === Infinity ? 0 : latencyMs));
      notedAt[direction] = monotonicMs();
    },
  };
}

/** The size after a piece of so many bytes that took so long. */
function nextSize(size: number, bytes: number, ms: number): number {
  // A remainder that went quickly says little of a whole piece.
  if (ms <= PIECE_MS && bytes < size / 2) return size;
  const paced = Math.floor((bytes * PIECE_MS) / Math.max(1, ms));
  return Math.max(SMALLEST_PIECE, Math.min(paced, size * 2, LARGEST_PIECE));
}

/** A transport whose answered requests are measured, and the sizes that follow from it. */
export function measureTransport(transport: Transport, monotonicMs: () => number): { readonly transport: Transport; readonly pieces: PieceSizes } {
  const meter = createPieceMeter(monotonicMs);
  return {
    pieces: { up: meter.up, down: meter.down },
    transport: {
      request: async (verb, body) => {
        const begun = monotonicMs();
        const answer = await transport.request(verb, body);
        // What was refused may not have been looked at to its end.
        if (answer.ok && answer.value.status === 200) meter.note(verb === 'pull' || verb === 'blob.get' ? 'down' : 'up', { up: body.length, down: answer.value.body.length, ms: monotonicMs() - begun });
        return answer;
      },
    },
  };
}
