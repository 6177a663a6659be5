import { bytesToHex, fail, ok, parseLogId, type Failure, type LogId, type Result } from '#base';
import type { SyncFailure, SyncMode } from '#ipc';
import { ask, runRound, type Mirror, type RoundCounts } from '#sync';
import type { Core } from '../core/core.ts';
import type { Session } from '../session/openSession.ts';
import type { Connection } from './connection.ts';
import { createLocalLog } from './localLog.ts';
import { createSecondThread } from './secondThread.ts';
import type { ServerMemory } from './serverMemory.ts';
import { endsConnection, type SyncStanding } from './standing.ts';

/** The connection that rounds run on, and where they note what they find. */
export interface RoundPlace {
  readonly core: Core;
  readonly session: Session;
  readonly on: Connection;
  readonly memory: ServerMemory;
  /** False as soon as the connection was left. */
  readonly goesOn: () => boolean;
  readonly standing: () => SyncStanding;
  readonly note: (change: Partial<SyncStanding>) => void;
}
/** One log, those that go by themselves, or all that a person has not kept from this server. */
export type Which = LogId | 'automatic' | 'wanted';

const KEEP_EVERY_MS = 1_000;
const nothing: RoundCounts = { pushed: 0, pulled: 0, refused: 0 };

/** Rounds for the logs that the server lists for this device. A failure of one log lets the others go on, unless it ends the connection. */
export async function runRounds(place: RoundPlace, which: Which): Promise<Result<RoundCounts, Failure<SyncFailure>>> {
  const listed = await listLogs(place);
  let first: Failure<SyncFailure> | null = listed.ok ? null : listed.error;
  let total = nothing;
  const wanted = first === null ? [...place.standing().onServer].filter((log) => isWanted(which, log, place.memory.modeOf(log))) : [];
  for (const log of wanted) {
    const done = await roundOf(place, log);
    if (done.ok) total = { pushed: total.pushed + done.value.pushed, pulled: total.pulled + done.value.pulled, refused: total.refused + done.value.refused };
    else first ??= done.error;
    if (first !== null && endsConnection.has(first.kind)) break;
  }
  return first === null ? ok(total) : { ok: false, error: first };
}

async function listLogs({ on, note }: RoundPlace): Promise<Result<void, Failure<SyncFailure>>> {
  const listed = await ask(on.transport, 'logs', {});
  if (!listed.ok) return listed;
  note({ onServer: new Set(listed.value.logs.flatMap(({ log, scope }) => (scope === 'incident' ? (parseLogId(bytesToHex(log)) ?? []) : []))) });
  return ok(undefined);
}

async function roundOf({ core, session, on, memory, goesOn, standing, note }: RoundPlace, log: LogId): Promise<Result<RoundCounts, Failure<SyncFailure>>> {
  const before = memory.mirrorOf(log);
  const thread = createSecondThread(core.options.startPieceHelper);
  const end = await runRound({
    transport: on.transport, pieces: on.pieces, server: on.session.identity, local: createLocalLog(core, session, log, thread.helperFor), cancelled: () => !goesOn(),
    onProgress: (counts) => note({ running: { log, counts } }), onTaken: keepNowAndThen(core, memory, log),
  }, before).finally(thread.end);
  const isStored = isSame(memory.mirrorOf(log), end.mirror) || (memory.keep(log, end.mirror), await memory.save());
  const failure: Failure<SyncFailure> | null = end.failure ?? (isStored ? null : { kind: 'io', message: 'what the server has acknowledged could not be stored' });
  const failures = new Map(standing().failures);
  if (failure === null) failures.delete(log);
  else failures.set(log, failure.kind);
  note({ running: null, failures, refused: new Map(standing().refused).set(log, (standing().refused.get(log) ?? 0) + end.counts.refused) });
  // What is only here has changed too when something went.
  if (end.counts.pulled + end.counts.pushed > 0) core.changed(log);
  return failure === null ? ok(end.counts) : fail(failure.kind, failure.message);
}

/** Remembers what was taken, so that a process that is killed asks for no more than its last moments again. */
function keepNowAndThen({ options: { clock } }: Core, memory: ServerMemory, log: LogId): (stand: () => Mirror) => Promise<void> {
  let keptAt = clock.monotonicMs();
  return async (stand) => {
    if (clock.monotonicMs() - keptAt < KEEP_EVERY_MS) return;
    memory.keep(log, stand());
    // When the disk does not take it, the end of the round says so.
    await memory.save();
    keptAt = clock.monotonicMs();
  };
}

/** Whether a round of these concerns a log that is synced in this way. */
export function isWanted(which: Which, log: LogId, mode: SyncMode): boolean {
  return which === 'automatic' ? mode === 'automatic' : which === 'wanted' ? mode !== 'off' : which === log;
}

function isSame(left: Mirror, right: Mirror): boolean {
  return left === right || (left.tree.size === right.tree.size && left.sentBytes === right.sentBytes && left.checkpoint?.at === right.checkpoint?.at && left.unsettled?.tree.size === right.unsettled?.tree.size);
}
