import type { Failure, LogId, Result } from '#base';
import type { CarriedPiece } from '#ipc';
import type { Connection } from '../connection.ts';
import { fetchPart, sendPart, type MoveFailure, type Way } from './movePart.ts';
import type { Planning } from './planTransfers.ts';
import type { Transfer } from './transfer.ts';

/** Moves one part of a transfer from where it stands, and notes what lies where then. `tell` hears of each piece. */
export async function moveOne({ core, pace, turns, inventory }: Planning, on: Connection, transfer: Transfer, piece: CarriedPiece, tell: (log: LogId) => void): Promise<Result<void, Failure<MoveFailure>>> {
  const base = transfer.done;
  const way: Way = {
    vault: core.options.vault, log: transfer.log, pieceBytes: () => Math.min(pace.pieceBytes(), transfer.direction === 'send' ? on.pieces.up() : on.pieces.down()), spend: pace.spend, turn: (work) => turns.run(on, transfer, work), isOpen: () => turns.whyOver(on, transfer) === null,
    onStand: (bytes) => {
      transfer.done = base + bytes;
      if (transfer.direction === 'send') inventory.noteThere(piece, bytes);
      tell(transfer.log);
    },
  };
  const [begun = 0] = await inventory.look([piece]);
  const stands = inventory.there(piece);
  const went = transfer.direction === 'send' ? await sendPart(way, piece, typeof stands === 'number' ? stands : 0) : await fetchPart(way, piece, begun);
  transfer.done = base + (went.ok ? piece.bytes : 0);
  if (went.ok) {
    inventory.noteThere(piece, 'whole');
    inventory.noteHere(piece);
  } else if (went.error.kind === 'other-bytes' || went.error.kind === 'not-on-server') inventory.noteThere(piece, null);
  return went;
}
