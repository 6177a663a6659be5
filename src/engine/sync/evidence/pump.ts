import { fail, ok, type EntityId, type Failure, type LogId, type Result } from '#base';
import type { CarriedPiece } from '#ipc';
import type { Core } from '../../core/core.ts';
import type { Session } from '../../session/openSession.ts';
import type { Connection } from '../connection.ts';
import type { Which } from '../rounds.ts';
import type { ServerMemory } from '../serverMemory.ts';
import { createInventory, type Inventory } from './inventory.ts';
import { moveOne } from './moveOne.ts';
import type { MoveFailure } from './movePart.ts';
import { createPace } from './pace.ts';
import { createPieceTurns, type PumpHost } from './pieceTurns.ts';
import { planTransfers, prepareTransfer, type Planning } from './planTransfers.ts';
import { beginTransfer, type Moved, type MoveEnd, type Transfer } from './transfer.ts';
import { createWaiting } from './waiting.ts';

/** Moves sealed parts of evidence, one piece in a turn, so that everything else on the connection goes between (docs/spec/sync.md section 3.4). */
export interface EvidencePump {
  /** A connection has begun: what failed before is tried again. */
  readonly begin: () => void;
  /** Looks for items that are always kept alike, of the logs that a round was for; without one, of those that go by themselves. */
  readonly wake: (which?: Which) => void;
  readonly move: (log: LogId, item: EntityId, direction: Transfer['direction']) => Promise<MoveEnd>;
  readonly cancel: (log: LogId, item: EntityId) => void;
  /** Another choice: what held the item back counts no more, and what it does not allow ends. */
  readonly rechoose: (log: LogId, item: EntityId) => void;
  /** What failed or was ended of an item counts no more; it goes again when it goes by itself. */
  readonly retry: (log: LogId, item: EntityId) => void;
  readonly limit: (bytesPerSecond: number | null) => void;
  /** When nothing waits any more. */
  readonly settled: () => Promise<void>;
  readonly inventory: Inventory;
  /** Looks at parts that a view could not tell of, and says when it is known. */
  readonly lookLater: (log: LogId, pieces: readonly CarriedPiece[]) => void;
  readonly transferOf: (log: LogId, item: EntityId) => Transfer | null;
  readonly failureOf: (log: LogId, item: EntityId) => MoveFailure | null;
}

const PROGRESS_EVERY_MS = 500;

export function createEvidencePump(core: Core, session: Session, host: PumpHost): EvidencePump {
  const { monotonicMs } = core.options.clock;
  const inventory = createInventory(core);
  const pace = createPace(monotonicMs);
  const waiting = createWaiting(host.onChanged);
  const turns = createPieceTurns(host, pace, monotonicMs);
  const planning: Planning = { core, session, host, pace, turns, inventory, waiting };
  const due = new Set<Which>();
  let working: Promise<void> | null = null;
  let toldAt = 0;

  function tell(log: LogId): void {
    const now = monotonicMs();
    if (now - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = now;
    host.onChanged(log);
  }

  async function step(on: Connection, transfer: Transfer): Promise<void> {
    if (transfer.parts === null) {
      const prepared = await prepareTransfer(planning, on, transfer);
      if (!prepared.ok) waiting.end(transfer, prepared);
      return;
    }
    const [piece, ...rest] = transfer.parts;
    if (piece === undefined) return waiting.end(transfer, endOf(transfer));
    const went = await moveOne(planning, on, transfer, piece, tell);
    if (!went.ok) return waiting.end(transfer, went);
    transfer.parts = rest;
    transfer.moved = { parts: transfer.moved.parts + 1, bytes: transfer.moved.bytes + piece.bytes };
    host.onChanged(transfer.log);
  }

  async function work(): Promise<void> {
    for (;;) {
      const [on, memory] = [host.connection(), host.memory()];
      if (on === null || memory === null) break;
      const list = waiting.list();
      const next = list.find(({ isManual }) => isManual) ?? (host.isPaused() ? undefined : list[0]);
      if (due.size > 0 && next?.isManual !== true && !host.isPaused()) {
        const which = [...due];
        due.clear();
        await planTransfers(planning, on, memory, which);
      } else if (next === undefined) return;
      else await step(on, next);
    }
    for (const left of waiting.list()) waiting.end(left, fail('closed', 'the connection was closed'));
  }

  function run(): void {
    // A bug ends it for this session: beginning again would only find it again.
    working ??= work().then(() => {
      working = null;
      if (host.connection() !== null && (waiting.list().some(({ isManual }) => isManual) || (due.size > 0 && !host.isPaused()))) run();
    });
  }

  function wake(which: Which = 'automatic'): void {
    due.add(which);
    run();
  }

  return {
    inventory, wake, limit: pace.limit, transferOf: waiting.find, failureOf: waiting.failureOf,
    lookLater: (log, pieces) => {
      if (pieces.length > 0) void inventory.look(pieces).then(() => host.onChanged(log));
    },
    begin: () => {
      waiting.forgive();
      inventory.forgetServer();
    },
    move: (log, item, direction) => new Promise((resolve) => {
      if (host.connection() === null) return resolve(fail('closed', 'there is no connection to a server'));
      const memory = host.memory();
      if (memory === null || memory.modeOf(log) === 'off' || memory.choiceOf(log, item) === 'hashes-only') return resolve(fail('not-chosen', 'this was chosen not to go to the server'));
      waiting.forgive({ log, item });
      const known = waiting.list().find((one) => one.log === log && one.item === item && one.direction === direction && !one.isCancelled);
      const transfer = known ?? beginTransfer(log, item, direction, true);
      transfer.isManual = true;
      transfer.waiters.push(resolve);
      if (known === undefined) waiting.add(transfer);
      host.onChanged(log);
      run();
    }),
    cancel: (log, item) => {
      waiting.hold(log, item);
      for (const one of waiting.list()) if (one.log === log && one.item === item) one.isCancelled = true;
    },
    retry: (log, item) => {
      waiting.forgive({ log, item });
      host.onChanged(log);
      wake(log);
    },
    rechoose: (log, item) => {
      const memory = host.memory();
      waiting.forgive({ log, item });
      for (const one of waiting.list()) if (one.log === log && one.item === item && memory !== null && !isAllowed(memory, one)) one.isCancelled = true;
      wake();
    },
    settled: async () => {
      while (working !== null) await working;
    },
  };
}

function isAllowed(memory: ServerMemory, { log, item, isManual }: Transfer): boolean {
  const choice = memory.choiceOf(log, item);
  return choice === 'always' || (choice === 'on-demand' && isManual);
}

function endOf({ direction, isManual, lacking, moved }: Transfer): Result<Moved, Failure<MoveFailure>> {
  // What goes by itself goes on when the other parts are somewhere.
  if (lacking === 0 || !isManual) return ok(moved);
  return direction === 'send' ? fail('not-here', 'not all parts are here') : fail('not-on-server', 'the server has not got all parts');
}
