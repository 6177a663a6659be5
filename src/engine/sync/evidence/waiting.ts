import type { EntityId, LogId } from '#base';
import type { MoveFailure } from './movePart.ts';
import type { MoveEnd, Transfer } from './transfer.ts';

/** Items on their way in their order, and what became of others on this connection. */
export interface Waiting {
  readonly add: (transfer: Transfer) => void;
  readonly find: (log: LogId, item: EntityId) => Transfer | null;
  readonly list: () => readonly Transfer[];
  /** Takes a transfer out and tells who waits. One that failed or was ended by a person does not go by itself again. */
  readonly end: (transfer: Transfer, result: MoveEnd) => void;
  readonly hold: (log: LogId, item: EntityId) => void;
  readonly isHeld: (log: LogId, item: EntityId) => boolean;
  readonly failureOf: (log: LogId, item: EntityId) => MoveFailure | null;
  /** What became of an item counts no more; of all without one. */
  readonly forgive: (of?: { readonly log: LogId; readonly item: EntityId }) => void;
}

export function createWaiting(onEnd: (log: LogId) => void): Waiting {
  const queue: Transfer[] = [];
  const failures = new Map<string, MoveFailure>();
  const held = new Set<string>();
  const keyOf = (log: LogId, item: EntityId) => `${log} ${item}`;
  return {
    add: (transfer) => void queue.push(transfer),
    find: (log, item) => queue.find((one) => one.log === log && one.item === item) ?? null,
    list: () => [...queue],
    end: (transfer, result) => {
      queue.splice(queue.indexOf(transfer), 1);
      const key = keyOf(transfer.log, transfer.item);
      if (result.ok) failures.delete(key);
      else if (result.error.kind !== 'cancelled' && result.error.kind !== 'closed') {
        failures.set(key, result.error.kind);
        held.add(key);
      }
      for (const resolve of transfer.waiters) resolve(result);
      onEnd(transfer.log);
    },
    hold: (log, item) => void held.add(keyOf(log, item)),
    isHeld: (log, item) => held.has(keyOf(log, item)),
    failureOf: (log, item) => failures.get(keyOf(log, item)) ?? null,
    forgive: (of) => {
      if (of === undefined) {
        failures.clear();
        held.clear();
      } else {
        failures.delete(keyOf(of.log, of.item));
        held.delete(keyOf(of.log, of.item));
      }
    },
  };
}
