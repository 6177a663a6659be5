import { ok, type Failure, type Result } from '#base';
import type { Core } from '../../core/core.ts';
import type { Session } from '../../session/openSession.ts';
import type { Connection } from '../connection.ts';
import { isWanted, type Which } from '../rounds.ts';
import type { ServerMemory } from '../serverMemory.ts';
import type { Inventory } from './inventory.ts';
import type { MoveFailure } from './movePart.ts';
import type { Pace } from './pace.ts';
import type { PieceTurns, PumpHost } from './pieceTurns.ts';
import { beginTransfer, sealedItems, type Transfer } from './transfer.ts';
import type { Waiting } from './waiting.ts';

/** What all steps of moving evidence share. */
export interface Planning { readonly core: Core; readonly session: Session; readonly host: PumpHost; readonly pace: Pace; readonly turns: PieceTurns; readonly inventory: Inventory; readonly waiting: Waiting }

/** Asks what the server holds of evidence that was not asked about, and queues what is always kept alike and is not. */
export async function planTransfers({ session, host, turns, inventory, waiting }: Planning, on: Connection, memory: ServerMemory, which: readonly Which[]): Promise<void> {
  for (const log of host.onServer()) {
    const mode = memory.modeOf(log);
    if (mode === 'off' || session.book.get(log) === null) continue;
    const items = sealedItems(session, log).map((one) => ({ ...one, isAlways: memory.choiceOf(log, one.item) === 'always' }));
    await inventory.look(items.flatMap(({ isAlways, pieces }) => pieces.filter((piece) => isAlways || inventory.isHere(piece) === null)));
    const unknown = items.flatMap(({ isAlways, pieces }) => pieces.filter((piece) => inventory.there(piece) === null || (isAlways && inventory.there(piece) !== 'whole')));
    if (unknown.length > 0) {
      const asked = await turns.run(on, { isManual: false, isCancelled: false }, (transport) => inventory.ask(transport, log, unknown));
      if (!asked.ok) return;
      host.onChanged(log);
    }
    for (const { item, pieces, isAlways } of which.some((one) => isWanted(one, log, mode)) ? items : []) {
      if (!isAlways || waiting.isHeld(log, item) || waiting.find(log, item) !== null) continue;
      if (pieces.some((piece) => inventory.isHere(piece) === true && inventory.there(piece) !== 'whole')) waiting.add(beginTransfer(log, item, 'send', false));
      else if (pieces.some((piece) => inventory.isHere(piece) !== true && inventory.there(piece) === 'whole')) waiting.add(beginTransfer(log, item, 'fetch', false));
    }
  }
}

/** Looks at both sides of an item and says which of its parts go. */
export async function prepareTransfer({ session, turns, inventory }: Planning, on: Connection, transfer: Transfer): Promise<Result<void, Failure<MoveFailure>>> {
  const { log, item, direction } = transfer;
  const pieces = sealedItems(session, log).find((one) => one.item === item)?.pieces ?? [];
  await inventory.look(pieces);
  const asked = await turns.run(on, transfer, (transport) => inventory.ask(transport, log, pieces.filter((piece) => inventory.there(piece) !== 'whole')));
  if (!asked.ok) return asked;
  const lacks = pieces.filter((piece) => (direction === 'send' ? inventory.there(piece) !== 'whole' : inventory.isHere(piece) !== true));
  transfer.parts = lacks.filter((piece) => (direction === 'send' ? inventory.isHere(piece) === true : inventory.there(piece) === 'whole'));
  transfer.lacking = lacks.length - transfer.parts.length;
  transfer.total = transfer.parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return ok(undefined);
}
