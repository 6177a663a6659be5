import { bytesToHex, fail, ok, parseLogId, type Client, type EntityId, type Failure, type LogId, type Result, type UnixMs } from '#base';
import type { ItemChoice, NetContract, SyncFailure, SyncMode } from '#ipc';
import { ask, parseVoucherText, runRound, type Mirror, type RoundCounts } from '#sync';
import type { Core } from '../core/core.ts';
import { incidentLogs, type Session } from '../session/openSession.ts';
import { createEvidencePump, type EvidencePump } from './evidence/pump.ts';
import { connect, only, type Connection } from './connection.ts';
import { createLocalLog } from './localLog.ts';
import { openServerMemory, type ServerMemory } from './serverMemory.ts';
import type { KnownServer } from './trustedThings.ts';

/** What is going on with a server, for the screen. */
export interface SyncStanding {
  readonly server: EntityId | null;
  readonly memory: ServerMemory | null;
  readonly isConnected: boolean;
  readonly isTrusted: boolean;
  readonly isPaused: boolean;
  readonly running: { readonly log: LogId; readonly counts: RoundCounts } | null;
  readonly failure: SyncFailure | null;
  readonly lastRoundAt: UnixMs | null;
  readonly onServer: ReadonlySet<LogId>;
  readonly refused: ReadonlyMap<LogId, number>;
  readonly failures: ReadonlyMap<LogId, SyncFailure>;
  readonly rotation: { readonly identity: Uint8Array; readonly pin: Uint8Array } | null;
}
export interface SyncDesk {
  readonly standing: () => SyncStanding;
  readonly open: (server: KnownServer) => Promise<Result<void, Failure<SyncFailure>>>;
  readonly close: () => Promise<void>;
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

/** How soon what was sealed goes out, and how often is asked for what others wrote. */
const LOOK_MS = 2_000;
const ASK_EVERY_LOOKS = 5;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 300_000;
/** These say something about the server itself: no further word with it until a person has looked. */
const breaksTrust = new Set<SyncFailure>(['rolled-back', 'other-history', 'bad-checkpoint', 'bad-answer', 'wrong-pin', 'wrong-identity', 'bad-session']);
const endsConnection = new Set<SyncFailure>([...breaksTrust, 'closed', 'disarmed', 'timeout', 'no-session', 'unavailable']);

/** Keeps one connection and runs rounds on it: at once after connecting, then while it is trusted, armed and not paused. */
export function createSyncDesk(core: Core, session: Session, net: Client<NetContract>, onChanged: () => void): SyncDesk {
  let connection: Connection | null = null;
  let server: KnownServer | null = null;
  let memory: ServerMemory | null = null;
  let state: Omit<SyncStanding, 'server' | 'memory' | 'isConnected'> = {
    isTrusted: false, isPaused: false, running: null, failure: null, lastRoundAt: null, onServer: new Set(), refused: new Map(), failures: new Map(), rotation: null,
  };
  let turn: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looks = 0;
  let retryMs = 0;
  let retryAt = 0;

  function note(change: Partial<typeof state>): void {
    state = { ...state, ...change };
    onChanged();
  }

  async function leave(failure: SyncFailure | null, disarm: boolean): Promise<void> {
    const left = connection;
    connection = null;
    clearTimeout(timer);
    note({ isTrusted: false, running: null, failure });
    await left?.close(disarm);
  }

  /** Calls follow one another: two rounds at once would tell the same frames twice. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  }

  async function listLogs(on: Connection): Promise<Result<void, Failure<SyncFailure>>> {
    const listed = await ask(on.transport, 'logs', {});
    if (!listed.ok) return listed;
    const logs = listed.value.logs.flatMap(({ log, scope }) => (scope === 'incident' ? (parseLogId(bytesToHex(log)) ?? []) : []));
    note({ onServer: new Set(logs) });
    return ok(undefined);
  }

  async function roundOf(on: Connection, kept: ServerMemory, log: LogId): Promise<Result<RoundCounts, Failure<SyncFailure>>> {
    const before = kept.mirrorOf(log);
    const end = await runRound({
      transport: on.transport, server: on.session.identity, local: createLocalLog(core, session, log), cancelled: () => connection !== on,
      onProgress: (counts) => note({ running: { log, counts } }),
    }, before);
    const stored = isSame(before, end.mirror) || (kept.keep(log, end.mirror), await kept.save());
    const failures = new Map(state.failures);
    const failure: Failure<SyncFailure> | null = end.failure ?? (stored ? null : { kind: 'io', message: 'what the server has acknowledged could not be stored' });
    if (failure === null) failures.delete(log);
    else failures.set(log, failure.kind);
    note({ running: null, failures, refused: new Map(state.refused).set(log, (state.refused.get(log) ?? 0) + end.counts.refused) });
    if (end.counts.pulled > 0) core.changed(log);
    return failure === null ? ok(end.counts) : { ok: false, error: failure };
  }

  async function rounds(which: LogId | 'automatic' | 'wanted'): Promise<Result<RoundCounts, Failure<SyncFailure>>> {
    const on = connection;
    const kept = memory;
    if (on === null || kept === null) return fail('closed', 'there is no connection to a server');
    const listed = await listLogs(on);
    let first: Failure<SyncFailure> | null = listed.ok ? null : listed.error;
    let total: RoundCounts = { pushed: 0, pulled: 0, refused: 0 };
    const wanted = [...state.onServer].filter((log) => isWanted(which, log, kept.modeOf(log)));
    for (const log of first === null ? wanted : []) {
      const done = await roundOf(on, kept, log);
      if (done.ok) total = { pushed: total.pushed + done.value.pushed, pulled: total.pulled + done.value.pulled, refused: total.refused + done.value.refused };
      else first ??= done.error;
      if (first !== null && endsConnection.has(first.kind)) break;
    }
    if (first !== null && endsConnection.has(first.kind)) {
      await leave(first.kind, breaksTrust.has(first.kind));
      return { ok: false, error: first };
    }
    note({ lastRoundAt: core.time.now(), failure: first?.kind ?? null });
    if (first === null) evidence.wake();
    return first === null ? ok(total) : { ok: false, error: first };
  }

  /** Frames that were sealed here and have not gone. */
  function hasNews(): boolean {
    const kept = memory;
    return kept !== null && incidentLogs(session).some(({ open }) => kept.modeOf(open.log) === 'automatic' && state.onServer.has(open.log) && open.bytes > kept.mirrorOf(open.log).sentBytes);
  }

  async function roundsByThemselves(): Promise<void> {
    const failed = !(await rounds('automatic')).ok;
    // Twice as long each time, and not all consoles at the same moment.
    retryMs = failed ? Math.min(LAST_RETRY_MS, Math.max(FIRST_RETRY_MS, retryMs * 2)) : 0;
    retryAt = core.time.now() + retryMs * (1 + (core.options.random(1)[0] ?? 0) / 512);
  }

  const evidence = createEvidencePump(core, session, {
    inTurn, connection: () => (state.isTrusted ? connection : null), memory: () => memory, isPaused: () => state.isPaused, onServer: () => state.onServer, onChanged: (log) => core.changed(log),
    journalFirst: async () => {
      if (!state.isPaused && hasNews() && core.time.now() >= retryAt) await roundsByThemselves();
    },
    onFailure: async ({ kind }) => {
      if (endsConnection.has(kind as SyncFailure)) await leave(kind as SyncFailure, breaksTrust.has(kind as SyncFailure));
    },
  });

  function look(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (connection === null) return;
      looks += 1;
      if (state.isPaused || !(looks % ASK_EVERY_LOOKS === 0 || hasNews()) || core.time.now() < retryAt) return look();
      void inTurn(roundsByThemselves).finally(look);
    }, LOOK_MS);
  }

  return {
    standing: () => ({ ...state, server: server?.entity.id ?? null, memory, isConnected: connection !== null }),
    open: (wanted) => inTurn(async () => {
      await leave(null, false);
      const opened = await connect(core, session, net, { pins: [wanted.pin], accepts: only(wanted.identity) });
      if (!opened.ok) {
        note({ failure: opened.error.kind });
        return opened;
      }
      connection = opened.value;
      server = wanted;
      memory = await openServerMemory(core, session, wanted.entity.body.identity);
      evidence.limit(memory.cap());
      note({ failure: null, failures: new Map(), refused: new Map(), rotation: opened.value.session.rotation === null ? null : { identity: opened.value.session.rotation.nextIdentity, pin: opened.value.session.rotation.nextPin } });
      // Every checkpoint is compared with the last one before the path counts as trusted.
      const compared = await rounds('automatic');
      if (connection === null) return compared.ok ? fail('closed', 'the connection was closed') : compared;
      const trusted = await net.call('net.trust', {});
      if (!trusted.ok) {
        await leave('closed', false);
        return fail('closed', 'the connection was closed');
      }
      note({ isTrusted: true });
      evidence.begin();
      evidence.wake();
      look();
      return ok(undefined);
    }),
    close: () => inTurn(() => leave(null, true)),
    round: (log) => inTurn(() => rounds(log ?? 'wanted')),
    pause: (paused) => {
      note({ isPaused: paused });
      if (!paused) evidence.wake();
    },
    choose: async (log, mode) => {
      if (memory === null) return false;
      memory.choose(log, mode);
      const saved = await memory.save();
      onChanged();
      return saved;
    },
    found: (log, voucher) => inTurn(async () => {
      const on = connection;
      const bytes = parseVoucherText(voucher);
      if (on === null) return fail('closed', 'there is no connection to a server');
      if (!bytes.ok) return fail('bad-voucher', 'this is no voucher');
      const first = await createLocalLog(core, session, log).read(0, 1);
      const [genesis] = first.ok ? first.value.frames : [];
      if (genesis === undefined) return fail('io', 'the beginning of the journal could not be read');
      const founded = await ask(on.transport, 'found', { voucher: bytes.value, genesis });
      if (!founded.ok) return founded;
      const done = await rounds(log);
      return done.ok ? ok(undefined) : done;
    }),
    evidence,
    chooseItem: async (log, item, choice) => {
      memory?.chooseItem(log, item, choice);
      const saved = (await memory?.save()) ?? false;
      evidence.rechoose(log, item);
      core.changed(log);
      return saved;
    },
    cap: async (bytesPerSecond) => {
      memory?.setCap(bytesPerSecond);
      const saved = (await memory?.save()) ?? false;
      evidence.limit(bytesPerSecond);
      for (const { open } of incidentLogs(session)) core.changed(open.log);
      return saved;
    },
    end: () => {
      clearTimeout(timer);
      connection = null;
    },
  };
}

function isWanted(which: LogId | 'automatic' | 'wanted', log: LogId, mode: SyncMode): boolean {
  return which === 'automatic' ? mode === 'automatic' : which === 'wanted' ? mode !== 'off' : which === log;
}

function isSame(left: Mirror, right: Mirror): boolean {
  return left === right || (left.tree.size === right.tree.size && left.sentBytes === right.sentBytes && left.checkpoint?.at === right.checkpoint?.at);
}
