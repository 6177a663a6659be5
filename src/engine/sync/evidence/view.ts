import type { LogId } from '#base';
import type { SyncEvidenceView, SyncItemView } from '#ipc';
import type { Session } from '../../session/openSession.ts';
import type { SyncDesk } from '../syncDesk.ts';
import { sealedItems } from './transfer.ts';

/** The sealed items of an incident and what of them is here and on the server. What was not looked at yet is looked at, and told when it is known. `desk` null where the host has no network. */
export function syncEvidenceView(session: Session, desk: SyncDesk | null, log: LogId): SyncEvidenceView {
  const standing = desk?.standing() ?? null;
  const memory = standing?.memory ?? null;
  const items = sealedItems(session, log);
  const pump = desk?.evidence ?? null;
  pump?.lookLater(log, items.flatMap(({ pieces }) => pieces.filter((piece) => pump.inventory.isHere(piece) === null)));
  return {
    server: standing?.server ?? null, bytesPerSecond: memory?.cap() ?? null,
    items: items.map(({ item, pieces }): SyncItemView => {
      const here = pieces.map((piece) => pump?.inventory.isHere(piece) ?? null);
      const there = pieces.map((piece) => pump?.inventory.there(piece) ?? null);
      const transfer = pump?.transferOf(log, item) ?? null;
      return {
        item, choice: memory?.choiceOf(log, item) ?? 'on-demand', parts: pieces.length, bytes: pieces.reduce((sum, { bytes }) => sum + bytes, 0),
        here: here.includes(null) ? null : here.filter((one) => one === true).length, onServer: there.includes(null) ? null : there.filter((one) => one === 'whole').length,
        moving: transfer === null ? null : { direction: transfer.direction, done: transfer.done, total: transfer.total }, failure: pump?.failureOf(log, item) ?? null,
      };
    }),
  };
}
