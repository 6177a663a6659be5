import type { Failure, LogId, Result } from '#base';
import type { ItemFailure, SyncFailure } from '#ipc';
import type { Transport } from '#sync';
import type { Connection } from '../connection.ts';
import type { ServerMemory } from '../serverMemory.ts';
import type { MoveFailure, PieceFailure } from './movePart.ts';
import type { Pace } from './pace.ts';
import type { Transfer } from './transfer.ts';

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
/** Whose piece it is. What goes by itself stands still while the desk is paused. */
export type Whose = Pick<Transfer, 'isManual' | 'isCancelled'>;
/** One piece in a turn of the connection: after the limit has granted it, and behind the journal. */
export interface PieceTurns {
  readonly whyOver: (on: Connection, whose: Whose) => Failure<'cancelled' | 'closed'> | null;
  readonly run: <T>(on: Connection, whose: Whose, work: (transport: Transport) => Promise<Result<T, PieceFailure>>) => Promise<Result<T, Failure<MoveFailure>>>;
}

const SLICE_MS = 250;
const LONGEST_WAIT_MS = 300_000;

export function createPieceTurns(host: PumpHost, pace: Pace, monotonicMs: () => number): PieceTurns {
  function whyOver(on: Connection, whose: Whose): Failure<'cancelled' | 'closed'> | null {
    if (host.connection() !== on) return { kind: 'closed', message: 'the connection was closed' };
    if (whose.isCancelled || (host.isPaused() && !whose.isManual)) return { kind: 'cancelled', message: 'this was stopped' };
    return null;
  }

  // In slices: a person who ends it, or another limit, is not waited for.
  async function wait(leftMs: () => number, on: Connection, whose: Whose): Promise<void> {
    for (let left = leftMs(); left > 0 && whyOver(on, whose) === null; left = leftMs()) await new Promise<void>((resolve) => setTimeout(resolve, Math.min(SLICE_MS, left)));
  }

  return {
    whyOver,
    run: async (on, whose, work) => {
      for (;;) {
        await wait(pace.waitMs, on, whose);
        const done = await host.inTurn(async (): Promise<Awaited<ReturnType<typeof work>>> => {
          if (whyOver(on, whose) === null) await host.journalFirst();
          const over = whyOver(on, whose);
          if (over !== null) return { ok: false, error: over };
          const result = await work(on.transport);
          if (!result.ok) await host.onFailure(result.error);
          return result;
        });
        if (done.ok || done.error.kind !== 'slow-down') return done;
        const until = monotonicMs() + Math.min(LONGEST_WAIT_MS, Math.max(SLICE_MS, done.error.answered?.retryAfterMs ?? 0));
        await wait(() => until - monotonicMs(), on, whose);
      }
    },
  };
}
