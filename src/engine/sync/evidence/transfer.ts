import type { EntityId, Failure, LogId, Result } from '#base';
import type { CarriedPiece } from '#ipc';
import { recordedParts } from '../../repair/mendParts.ts';
import type { Session } from '../../session/openSession.ts';
import type { MoveFailure } from './movePart.ts';

export interface Moved { readonly parts: number; readonly bytes: number }
export type MoveEnd = Result<Moved, Failure<MoveFailure>>;
/** An item on its way. What goes by itself has nobody waiting for its end. */
export interface Transfer {
  readonly log: LogId;
  readonly item: EntityId;
  readonly direction: 'send' | 'fetch';
  /** Parts that are still to go; null until both sides were looked at. */
  parts: readonly CarriedPiece[] | null;
  /** Parts that the side they would come from has not got. */
  lacking: number;
  moved: Moved;
  /** Bytes that lie on the side they go to, and bytes of all parts that go. */
  done: number;
  total: number;
  isManual: boolean;
  isCancelled: boolean;
  readonly waiters: ((end: MoveEnd) => void)[];
}
export interface SealedItem { readonly item: EntityId; readonly pieces: readonly CarriedPiece[] }

export function beginTransfer(log: LogId, item: EntityId, direction: Transfer['direction'], isManual: boolean): Transfer {
  return { log, item, direction, parts: null, lacking: 0, moved: { parts: 0, bytes: 0 }, done: 0, total: 0, isManual, isCancelled: false, waiters: [] };
}

/** The sealed items of a log with the parts that their entries record, in the order of their entries. */
export function sealedItems(session: Session, log: LogId): readonly SealedItem[] {
  const items = new Map<EntityId, CarriedPiece[]>();
  for (const { item, part, recorded } of recordedParts(session, log)) {
    const id = item as unknown as EntityId;
    const pieces = items.get(id) ?? [];
    pieces.push({ item, part, bytes: recorded.sealedBytes, sha256: recorded.sealedSha256 });
    items.set(id, pieces);
  }
  return [...items].map(([item, pieces]) => ({ item, pieces }));
}
