import { fail, ok, type EntityId, type Failure, type LogId, type Result } from '#base';
import type { CarriedPiece, ItemFailure, SyncFailure } from '#ipc';
import type { Transport } from '#sync';
import type { Core } from '../../core/core.ts';
import type { Session } from '../../session/openSession.ts';
import type { Connection } from '../connection.ts';
import type { ServerMemory } from '../serverMemory.ts';
import { createInventory, type Inventory } from './inventory.ts';
import { fetchPart, sendPart, type MoveFailure, type PieceFailure, type Way } from './movePart.ts';
import { createPace } from './pace.ts';
import { beginTransfer, sealedItems, type Moved, type MoveEnd, type Transfer } from './transfer.ts';

/** What the desk lends: the connection, its turns, and that the journal goes first. */
export interface PumpHost {
  /** The connection while it is trusted. */
  readonly connection: () => Connection | null;
  readonly memory: () => ServerMemory | null;
  readonly isPaused: () => boolean;
  readonly onServer: () => ReadonlySet<LogId>;
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Sends and takes frames that wait; within a turn. */
  readonly journalFirst: () => Promise<void>;
  /** Leaves the server when the failure ends a connection; within a turn. */
  readonly onFailure: (failure: Failure<SyncFailure | ItemFailure>) => Promise<void>;
  readonly onChanged: (log: LogId) => void;
}
/** Moves sealed parts of evidence, one piece in a turn, so that everything else on the connection goes between (docs/spec/sync.md section 3.4). */
export interface EvidencePump {
  /** A connection has begun: what failed before is tried again. */
  readonly begin: () => void;
  /** Looks for items that are always kept alike. */
  readonly wake: () => void;
  readonly move: (log: LogId, item: EntityId, direction: Transfer['direction']) => Promise<MoveEnd>;
  readonly cancel: (log: LogId, item: EntityId) => void;
  /** Another choice: what held the item back counts no more, and what it does not allow ends. */
  readonly rechoose: (log: LogId, item: EntityId) => void;
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
const SLICE_MS = 250;
const LONGEST_WAIT_MS = 300_000;

export function createEvidencePump(core: Core, session: Session, host: PumpHost): EvidencePump {
  const queue: Transfer[] = [];
  const failures = new Map<string, MoveFailure>();
  const held = new Set<string>();
  const inventory = createInventory(core);
  const pace = createPace(core.options.clock.monotonicMs);
  let isDue = false;
  let working: Promise<void> | null = null;
  let toldAt = 0;
  const keyOf = (log: LogId, item: EntityId) => `${log} ${item}`;
  const transferOf = (log: LogId, item: EntityId) => queue.find((one) => one.log === log && one.item === item) ?? null;

  function end(transfer: Transfer, result: MoveEnd): void {
    queue.splice(queue.indexOf(transfer), 1);
    const key = keyOf(transfer.log, transfer.item);
    if (result.ok) failures.delete(key);
    else if (result.error.kind !== 'cancelled' && result.error.kind !== 'closed') {
      failures.set(key, result.error.kind);
      held.add(key);
    }
    for (const resolve of transfer.waiters) resolve(result);
    host.onChanged(transfer.log);
  }

  /** Why nothing more goes for this transfer; null while it goes on. */
  function whyOver(on: Connection, transfer: Transfer): Failure<'cancelled' | 'closed'> | null {
    if (host.connection() !== on) return { kind: 'closed', message: 'the connection was closed' };
    if (transfer.isCancelled || (host.isPaused() && !transfer.isManual)) return { kind: 'cancelled', message: 'this was stopped' };
    return null;
  }

  async function pause(ms: number, on: Connection, transfer: Transfer): Promise<void> {
    const until = core.options.clock.monotonicMs() + ms;
    for (let left = ms; left > 0 && whyOver(on, transfer) === null; left = until - core.options.clock.monotonicMs()) await new Promise<void>((resolve) => setTimeout(resolve, Math.min(SLICE_MS, left)));
  }

  async function inTurn<T>(on: Connection, transfer: Transfer, work: (transport: Transport) => Promise<Result<T, PieceFailure>>): Promise<Result<T, Failure<MoveFailure>>> {
    for (;;) {
      await pause(pace.waitMs(), on, transfer);
      const done = await host.inTurn(async (): Promise<Result<T, PieceFailure>> => {
        if (whyOver(on, transfer) === null) await host.journalFirst();
        const over = whyOver(on, transfer);
        if (over !== null) return { ok: false, error: over };
        const result = await work(on.transport);
        if (!result.ok) await host.onFailure(result.error);
        return result;
      });
      if (done.ok || done.error.kind !== 'slow-down') return done;
      await pause(Math.min(LONGEST_WAIT_MS, Math.max(SLICE_MS, done.error.answered?.retryAfterMs ?? 0)), on, transfer);
    }
  }

  /** Looks at both sides of an item and says which parts go. */
  async function prepare(on: Connection, transfer: Transfer): Promise<Result<void, Failure<MoveFailure>>> {
    const { log, item, direction } = transfer;
    const pieces = sealedItems(session, log).find((one) => one.item === item)?.pieces ?? [];
    await inventory.look(pieces);
    const asked = await inTurn(on, transfer, (transport) => inventory.ask(transport, log, pieces.filter((piece) => inventory.there(piece) !== 'whole')));
    if (!asked.ok) return asked;
    const lacks = pieces.filter((piece) => (direction === 'send' ? inventory.there(piece) !== 'whole' : inventory.isHere(piece) !== true));
    transfer.parts = lacks.filter((piece) => (direction === 'send' ? inventory.isHere(piece) === true : inventory.there(piece) === 'whole'));
    transfer.lacking = lacks.length - transfer.parts.length;
    transfer.total = transfer.parts.reduce((sum, { bytes }) => sum + bytes, 0);
    return ok(undefined);
  }

  async function step(on: Connection, transfer: Transfer): Promise<void> {
    if (transfer.parts === null) {
      const prepared = await prepare(on, transfer);
      if (!prepared.ok) end(transfer, prepared);
      return;
    }
    const [piece, ...rest] = transfer.parts;
    if (piece === undefined) return end(transfer, endOf(transfer));
    const base = transfer.done;
    const way: Way = {
      vault: core.options.vault, log: transfer.log, pieceBytes: pace.pieceBytes, spend: pace.spend, turn: (work) => inTurn(on, transfer, work), isOpen: () => whyOver(on, transfer) === null,
      onStand: (bytes) => {
        transfer.done = base + bytes;
        if (transfer.direction === 'send') inventory.noteThere(piece, bytes);
        tell(transfer.log);
      },
    };
    const [begun = 0] = await inventory.look([piece]);
    const stands = inventory.there(piece);
    const went = transfer.direction === 'send' ? await sendPart(way, piece, typeof stands === 'number' ? stands : 0) : await fetchPart(way, piece, begun);
    if (!went.ok) {
      if (went.error.kind === 'other-bytes' || went.error.kind === 'not-on-server') inventory.noteThere(piece, null);
      return end(transfer, went);
    }
    inventory.noteThere(piece, 'whole');
    inventory.noteHere(piece);
    Object.assign(transfer, { parts: rest, done: base + piece.bytes, moved: { parts: transfer.moved.parts + 1, bytes: transfer.moved.bytes + piece.bytes } });
    host.onChanged(transfer.log);
  }

  function tell(log: LogId): void {
    const now = core.options.clock.monotonicMs();
    if (now - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = now;
    host.onChanged(log);
  }

  /** Asks what the server holds of evidence that was not asked about, and queues what is always kept alike and is not. */
  async function plan(on: Connection, memory: ServerMemory): Promise<void> {
    for (const log of host.onServer()) {
      if (memory.modeOf(log) === 'off' || session.book.get(log) === null) continue;
      const items = sealedItems(session, log);
      const isAlways = (item: EntityId) => memory.choiceOf(log, item) === 'always';
      await inventory.look(items.flatMap(({ item, pieces }) => pieces.filter((piece) => inventory.isHere(piece) === null || isAlways(item))));
      const unknown = items.flatMap(({ item, pieces }) => pieces.filter((piece) => inventory.there(piece) === null || (isAlways(item) && inventory.there(piece) !== 'whole')));
      if (unknown.length > 0) {
        const asked = await inTurn(on, beginTransfer(log, '' as EntityId, 'send', false), (transport) => inventory.ask(transport, log, unknown));
        if (!asked.ok) return;
        host.onChanged(log);
      }
      for (const { item, pieces } of memory.modeOf(log) === 'automatic' ? items : []) {
        if (!isAlways(item) || held.has(keyOf(log, item)) || transferOf(log, item) !== null) continue;
        if (pieces.some((piece) => inventory.isHere(piece) === true && inventory.there(piece) !== 'whole')) queue.push(beginTransfer(log, item, 'send', false));
        else if (pieces.some((piece) => inventory.isHere(piece) !== true && inventory.there(piece) === 'whole')) queue.push(beginTransfer(log, item, 'fetch', false));
      }
    }
  }

  async function work(): Promise<void> {
    for (;;) {
      const [on, memory] = [host.connection(), host.memory()];
      if (on === null || memory === null) break;
      const next = queue.find(({ isManual }) => isManual) ?? (host.isPaused() ? undefined : queue[0]);
      if (isDue && next?.isManual !== true && !host.isPaused()) {
        isDue = false;
        await plan(on, memory);
      } else if (next === undefined) return;
      else await step(on, next);
    }
    for (const left of [...queue]) end(left, fail('closed', 'the connection was closed'));
  }

  function run(): void {
    // A bug ends it for this session: beginning again would only find it again.
    working ??= work().then(() => {
      working = null;
      if (host.connection() !== null && (queue.some(({ isManual }) => isManual) || (isDue && !host.isPaused()))) run();
    });
  }

  return {
    inventory, transferOf,
    lookLater: (log, pieces) => {
      if (pieces.length > 0) void inventory.look(pieces).then(() => host.onChanged(log));
    },
    limit: pace.limit,
    failureOf: (log, item) => failures.get(keyOf(log, item)) ?? null,
    begin: () => {
      failures.clear();
      held.clear();
      inventory.forgetServer();
    },
    wake: () => {
      isDue = true;
      run();
    },
    move: (log, item, direction) => new Promise((resolve) => {
      if (host.connection() === null) return resolve(fail('closed', 'there is no connection to a server'));
      const memory = host.memory();
      if (memory === null || memory.modeOf(log) === 'off' || memory.choiceOf(log, item) === 'hashes-only') return resolve(fail('not-chosen', 'this was chosen not to go to the server'));
      held.delete(keyOf(log, item));
      failures.delete(keyOf(log, item));
      const known = queue.find((one) => one.log === log && one.item === item && one.direction === direction && !one.isCancelled);
      const transfer = known ?? beginTransfer(log, item, direction, true);
      transfer.isManual = true;
      transfer.waiters.push(resolve);
      if (known === undefined) queue.push(transfer);
      host.onChanged(log);
      run();
    }),
    cancel: (log, item) => {
      held.add(keyOf(log, item));
      for (const one of queue) if (one.log === log && one.item === item) one.isCancelled = true;
    },
    rechoose: (log, item) => {
      const memory = host.memory();
      held.delete(keyOf(log, item));
      failures.delete(keyOf(log, item));
      for (const one of queue) if (one.log === log && one.item === item && memory !== null && !isAllowed(memory, one)) one.isCancelled = true;
      isDue = true;
      run();
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
