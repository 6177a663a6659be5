import { fail, ok, type Client, type EntityId, type Failure, type LogId, type Result } from '#base';
import type { ItemChoice, LeaveReason, NetContract, SyncFailure, SyncMode } from '#ipc';
import { ask, parseVoucherText, type RoundCounts } from '#sync';
import type { Core } from '../core/core.ts';
import { incidentLogs, type Session } from '../session/openSession.ts';
import { anyOf, connect, type Connection } from './connection.ts';
import type { PumpHost } from './evidence/pieceTurns.ts';
import { createEvidencePump, type EvidencePump } from './evidence/pump.ts';
import { createLocalLog } from './localLog.ts';
import { createRoundTimer } from './roundTimer.ts';
import { runRounds, type RoundPlace, type Which } from './rounds.ts';
import { memoriesOf } from './memories.ts';
import { retireFormers } from './rotations.ts';
import type { ServerMemory } from './serverMemory.ts';
import { createShow, firstStanding, standingOf, type ServerShow } from './showServer.ts';
import { breaksTrust, endsConnection, type SyncStanding } from './standing.ts';
import { keysOf, type KnownServer } from './trustedThings.ts';

export interface SyncDesk extends ServerShow {
  readonly standing: () => SyncStanding;
  /** `network`: the name of the network, null when it was confirmed for this time. */
  readonly open: (server: KnownServer, network: { readonly name: string | null }) => Promise<Result<void, Failure<SyncFailure>>>;
  /** Ends the connection and the order; `failure` says why, when it was not a person's wish. */
  readonly close: (failure?: SyncFailure) => Promise<void>;
  readonly round: (log: LogId | null) => Promise<Result<RoundCounts, Failure<SyncFailure>>>;
  readonly pause: (paused: boolean) => void;
  readonly choose: (log: LogId, mode: SyncMode) => Promise<boolean>;
  readonly found: (log: LogId, voucher: string) => Promise<Result<void, Failure<SyncFailure>>>;
  readonly chooseItem: (log: LogId, item: EntityId, choice: ItemChoice) => Promise<boolean>;
  readonly cap: (bytesPerSecond: number | null) => Promise<boolean>;
  /** Sealed parts on their way; they give way to the journal. */
  readonly evidence: EvidencePump;
  readonly end: () => void;
}

/** Keeps one connection and runs rounds on it: at once after connecting, then while it is trusted, armed and not paused. */
export function createSyncDesk(core: Core, session: Session, net: Client<NetContract>, onChanged: () => void): SyncDesk {
  let connection: Connection | null = null;
  let standing = firstStanding(session);
  let turn: Promise<unknown> = Promise.resolve();
  const note = (change: Partial<SyncStanding>): void => {
    standing = { ...standing, ...change };
    onChanged();
  };
  /** Calls follow one another: two rounds at once would tell the same frames twice. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  const timer = createRoundTimer({
    now: core.time.now, random: core.options.random, hasNews: () => hasNews(session, standing), mayRun: () => connection !== null && !standing.isPaused,
    inTurn, run: async () => (await rounds('automatic')).ok,
  });
  const evidence = createEvidencePump(core, session, {
    inTurn, connection: () => (standing.isTrusted ? connection : null), memory: () => standing.memory, isPaused: () => standing.isPaused, onServer: () => standing.onServer, onChanged: core.changed,
    journalFirst: () => (hasNews(session, standing) ? timer.runNow() : Promise.resolve()), onFailure,
  });

  // Said at once, not at the next word that finds nobody.
  const stopNews = net.on('net.closed', ({ left }) => {
    if (connection !== null) void leave(reasonOf(left), false);
  });

  async function leave(failure: SyncFailure | null, disarm: boolean): Promise<void> {
    const left = connection;
    connection = null;
    timer.stop();
    note({ isConnected: false, isTrusted: false, running: null, network: null, failure });
    await left?.close(disarm);
  }

  function placeOf(): RoundPlace | null {
    const on = connection;
    const { memory } = standing;
    return on === null || memory === null ? null : { core, session, on, memory, goesOn: () => connection === on, standing: () => standing, note };
  }

  async function rounds(which: Which): Promise<Result<RoundCounts, Failure<SyncFailure>>> {
    const place = placeOf();
    if (place === null) return fail('closed', 'there is no connection to a server');
    const done = await runRounds(place, which);
    // Whoever left meanwhile has said why, unless the round knows more than that it was stopped or cut.
    if (!done.ok && connection !== place.on && (done.error.kind === 'cancelled' || done.error.kind === 'closed')) return standing.failure === null ? done : fail(standing.failure, 'the connection has ended');
    if (!done.ok && endsConnection.has(done.error.kind)) await leave(done.error.kind, breaksTrust.has(done.error.kind));
    else {
      note({ lastRoundAt: core.time.now(), failure: done.ok ? null : done.error.kind });
      // One incident that fails does not hold the evidence of the others.
      evidence.wake(which);
    }
    return done;
  }

  async function onFailure({ kind }: Parameters<PumpHost['onFailure']>[0]): Promise<void> {
    const failure = [...endsConnection].find((one) => one === kind);
    if (failure !== undefined) await leave(failure, breaksTrust.has(failure));
  }

  async function open(wanted: KnownServer, network: { readonly name: string | null }): Promise<Result<void, Failure<SyncFailure>>> {
    await leave(null, false);
    const opened = await connect(core, session, net, anyOf(keysOf(wanted)));
    if (!opened.ok) {
      note({ ...standingOf(standing, wanted, await memoriesOf(core, session).of(wanted)), failure: opened.error.kind });
      return opened;
    }
    connection = opened.value;
    const { pin, session: { identity, rotation } } = opened.value;
    const memory = await memoriesOf(core, session).of(wanted);
    note({ ...standingOf(standing, wanted, memory), isConnected: true, network, announced: rotation === null ? null : { server: wanted.entity.id, bytes: rotation } });
    evidence.limit(memory.cap());
    // Every checkpoint is compared with the last one before the path counts as trusted.
    const compared = await rounds('automatic');
    if (connection === null) return compared.ok ? fail('closed', 'the connection was closed') : compared;
    const trusted = await net.call('net.trust', {});
    if (!trusted.ok) {
      await leave('closed', false);
      return fail('closed', 'the connection was closed');
    }
    note({ isTrusted: true });
    await retireFormers(core, session, wanted, { identity, pin });
    evidence.begin();
    evidence.wake();
    timer.start();
    return ok(undefined);
  }

  return {
    standing: () => standing,
    open: (wanted, network) => inTurn(() => open(wanted, network)),
    close: (failure) => inTurn(() => leave(failure ?? null, true)),
    ...createShow(core, session, { inTurn, note, standing: () => standing, isConnected: () => connection !== null, limit: evidence.limit }),
    round: (log) => inTurn(() => rounds(log ?? 'wanted')),
    pause: (paused) => {
      note({ isPaused: paused });
      if (!paused) evidence.wake();
    },
    ...createChoices(core, session, { memory: () => standing.memory, evidence, onChanged }),
    found: (log, voucher) => inTurn(() => found(placeOf(), log, voucher, rounds)),
    evidence,
    end: () => {
      timer.stop();
      stopNews();
      connection = null;
    },
  };
}

function reasonOf(left: LeaveReason | null): SyncFailure {
  return left === 'kill' ? 'killed' : left === 'network' ? 'network-changed' : left === 'expired' ? 'expired' : 'closed';
}

/** Founds a log with a voucher and sends it; within a turn. */
async function found(place: RoundPlace | null, log: LogId, voucher: string, rounds: (which: Which) => Promise<Result<RoundCounts, Failure<SyncFailure>>>): Promise<Result<void, Failure<SyncFailure>>> {
  const bytes = parseVoucherText(voucher);
  if (place === null) return fail('closed', 'there is no connection to a server');
  if (!bytes.ok) return bytes;
  const first = await createLocalLog(place.core, place.session, log).read(0, 1);
  const [genesis] = first.ok ? first.value.frames : [];
  if (genesis === undefined) return fail('io', 'the beginning of the journal could not be read');
  const founded = await ask(place.on.transport, 'found', { voucher: bytes.value, genesis });
  if (!founded.ok) return founded;
  const done = await rounds(log);
  return done.ok ? ok(undefined) : done;
}

interface ChoiceHost { readonly memory: () => ServerMemory | null; readonly evidence: EvidencePump; readonly onChanged: () => void }

/** What a person chooses for a server, kept in its memory before it counts. */
function createChoices(core: Core, session: Session, { memory, evidence, onChanged }: ChoiceHost): Pick<SyncDesk, 'choose' | 'chooseItem' | 'cap'> {
  const keep = async (change: (kept: ServerMemory) => void): Promise<boolean> => {
    const kept = memory();
    if (kept === null) return false;
    change(kept);
    return kept.save();
  };
  return {
    choose: async (log, mode) => {
      const isSaved = await keep((kept) => kept.choose(log, mode));
      onChanged();
      return isSaved;
    },
    chooseItem: async (log, item, choice) => {
      const isSaved = await keep((kept) => kept.chooseItem(log, item, choice));
      evidence.rechoose(log, item);
      core.changed(log);
      return isSaved;
    },
    cap: async (bytesPerSecond) => {
      const isSaved = await keep((kept) => kept.setCap(bytesPerSecond));
      evidence.limit(bytesPerSecond);
      for (const { open: { log } } of incidentLogs(session)) core.changed(log);
      return isSaved;
    },
  };
}

function hasNews(session: Session, { memory, onServer }: SyncStanding): boolean {
  return memory !== null && incidentLogs(session).some(({ open }) => memory.modeOf(open.log) === 'automatic' && onServer.has(open.log) && open.bytes > memory.mirrorOf(open.log).sentBytes);
}
