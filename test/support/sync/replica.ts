// One member's laptop in a history: the logs, rounds and memory of the engine over a disk in memory, a clock that nobody can rely on, and power that fails. What it had not stored is gone then.
import { bytesToHex, createEntryId, fail, ok, zoneOffsetMinutes, type Client, type EntryId, type LogId, type RandomBytes, type UnixMs, type VaultId } from '#base';
import { createEpoch, logIdToBytes, sealLockbox, sha256, type DeviceKeys, type VaultKey } from '#crypto';
import { projectIncident, type Entry, type IncidentState } from '#domain';
import type { VaultContract } from '#ipc';
import { createLogReader, logIdOf, resumeLogReader, type LogReader } from '#log';
import type { ServerSigner, Transport } from '#sync';
import type { SealedCopy } from '../../../src/engine/copy/sealedCopy.ts';
import type { Core } from '../../../src/engine/core/core.ts';
import { findNewFeedReason, firstOfNewFeed } from '../../../src/engine/host/newFeed.ts';
import { openHostMemory, type HostMemory } from '../../../src/engine/host/hostMemory.ts';
import { createLogBook, type LogBook } from '../../../src/engine/logs/logBook.ts';
import type { EngineOptions } from '../../../src/engine/options.ts';
import type { Session } from '../../../src/engine/session/openSession.ts';
import { runRounds } from '../../../src/engine/sync/rounds.ts';
import { openServerMemory } from '../../../src/engine/sync/serverMemory.ts';
import { noStanding, type SyncStanding } from '../../../src/engine/sync/standing.ts';
import { createHybridClock } from '../../../src/engine/time/hybridClock.ts';
import { signFrame } from '../../../src/shared/log/feed/sign.ts';
import { encodeGenesis } from '../../../src/shared/log/membership/operation.ts';
import { emptyAccumulator, rootOf } from '../../../src/shared/log/merkle/accumulator.ts';
import { createNote } from '../../../src/shared/log/testing/writer.ts';
import { createPower, type Power } from './power.ts';

const ZONE = 'Europe/Oslo';
const VAULT_KEY = new Uint8Array(32).fill(5) as VaultKey;

/** What lies on the disk of a laptop. Frames of the one log in the order of the file. */
export interface Disk { frames: readonly Uint8Array[]; host: Uint8Array | null; memory: Uint8Array | null }
export interface Replica {
  readonly device: DeviceKeys;
  readonly disk: Disk;
  /** Milliseconds that its wall clock is wrong by. */
  skew: number;
  /** Bytes that a request of a round carries: a frame or two, so that it is of many requests. */
  pieceBytes: number;
  /** True while it has power. */
  readonly isOn: () => boolean;
  /** The power fails before the so many-th write of the disk from now on; of the frames of that write only the first `kept` reach it. */
  readonly failAt: (write: number, kept: number) => void;
  /** Starts it, as unlocking does. */
  readonly start: () => Promise<void>;
  /** Locks it: everything pending is written. */
  readonly stop: () => Promise<void>;
  /** Records an entry; false when the log is not here or the power failed. */
  readonly record: (make: (state: IncidentState, at: UnixMs, random: RandomBytes) => Entry) => Promise<boolean>;
  /** As an admin: a new key for the members as they are. */
  readonly rotate: () => Promise<boolean>;
  /** Rounds with a server over one connection; what failed, `null` for nothing, `off` when the power did. */
  readonly sync: (server: ServerSigner, transport: Transport) => Promise<string | null>;
  /** Puts frames of a stick through the ingest, as an import does. */
  readonly take: (frames: readonly Uint8Array[]) => Promise<void>;
  readonly state: () => IncidentState | null;
  /** What the entries come to when they are projected in one go. */
  readonly replayed: () => IncidentState | null;
  readonly reader: () => LogReader | null;
}

/** Founds a log of all these devices, of whom the first two are admins: its genesis. */
export function foundLog(devices: readonly DeviceKeys[], random: RandomBytes): { readonly log: LogId; readonly genesis: Uint8Array } {
  const [founder] = devices;
  if (founder === undefined) throw new Error('a log needs a founder');
  const [nonce, instance, zeros, empty] = [random(16), random(16), new Uint8Array(32), rootOf(emptyAccumulator)];
  const log = logIdOf(founder.ed25519, 'incident', nonce);
  const epoch = createEpoch(log, random);
  const members = devices.map(({ ed25519, x25519 }, index) => ({ device: ed25519, x25519, role: index < 2 ? ('admin' as const) : ('writer' as const) })).toSorted((left, right) => (bytesToHex(left.device) < bytesToHex(right.device) ? -1 : 1));
  const body = encodeGenesis({ op: 'genesis', nonce, members, epoch: { id: epoch.id, lockboxes: members.map(({ device, x25519 }) => ({ device, box: sealLockbox(log, epoch, x25519) })) } });
  const genesis = signFrame({
    type: 'membership', scope: 'incident', logId: logIdToBytes(log), author: founder.ed25519, instance, seq: 0, previous: zeros, feedRoot: empty, entryCount: 0, entriesRoot: empty, epochId: zeros,
    membershipHead: zeros, checkpoint: null, salt: zeros, commitment: zeros, bodyLength: body.length, bodyHash: sha256(body),
  }, body, founder.signingKey);
  return { log, genesis: genesis.frame };
}

interface Running { readonly power: Power; readonly book: LogBook; readonly host: HostMemory; readonly session: Session; readonly core: Core; readonly boot: Uint8Array }

export function createReplica(log: LogId, device: DeviceKeys, random: RandomBytes, time: () => number): Replica {
  const disk: Disk = { frames: [], host: null, memory: null };
  let running: Running | null = null;
  let [writesLeft, keptOfLast] = [Infinity, 0];
  const now = () => (time() + replica.skew) as UnixMs;
  const own = `${bytesToHex(device.ed25519).slice(0, 2)}`.toUpperCase();

  /** A write of the disk: done, or not and the power fails. */
  function write<T>(power: Power, work: () => T, partly: () => void = () => undefined): Promise<T> {
    return power.step(() => {
      if ((writesLeft -= 1) >= 0) return work();
      partly();
      power.cut();
      return undefined as T;
    });
  }

  function vaultOn(power: Power): Client<VaultContract> {
    const lengthOf = (frames: readonly Uint8Array[]) => frames.reduce((sum, { length }) => sum + length, 0);
    const calls: { readonly [name: string]: (input: never) => Promise<unknown> } = {
      'logs.list': () => power.step(() => ok({ logs: disk.frames.length === 0 ? [] : [{ log, frames: disk.frames.length, bytes: lengthOf(disk.frames), quarantined: [], damaged: [] }] })),
      'log.read': ({ from, maxBytes }: { readonly from: number; readonly maxBytes: number }) => power.step(() => {
        const taken: Uint8Array[] = [];
        let [at, bytes] = [0, 0];
        for (const frame of disk.frames) {
          if (at >= from && (taken.length === 0 || bytes + frame.length <= maxBytes)) {
            taken.push(frame);
            bytes += frame.length;
          }
          at += frame.length;
        }
        return ok({ bytes: new Uint8Array(Buffer.concat(taken)), next: from + bytes < at ? from + bytes : null });
      }),
      'log.append': ({ expectedBytes, frames }: { readonly expectedBytes: number; readonly frames: readonly Uint8Array[] }) => write(power, () => {
        if (lengthOf(disk.frames) !== expectedBytes) return fail('moved', 'the log has another length');
        disk.frames = [...disk.frames, ...frames.map((frame) => frame.slice())];
        return ok({ bytes: lengthOf(disk.frames) });
      }, () => {
        // The rest of the write is a torn tail, which opening puts aside.
        disk.frames = [...disk.frames, ...frames.slice(0, keptOfLast).map((frame) => frame.slice())];
      }),
      'host.read': () => power.step(() => ok({ bytes: disk.host })),
      'host.write': ({ bytes }: { readonly bytes: Uint8Array }) => write(power, () => (disk.host = bytes.slice(), ok({}))),
      'sync.read': () => power.step(() => ok({ bytes: disk.memory })),
      'sync.write': ({ bytes }: { readonly bytes: Uint8Array }) => write(power, () => (disk.memory = bytes.slice(), ok({}))),
    };
    return { on: () => () => undefined, call: (name: string, input: never) => calls[name]?.(input) ?? Promise.reject(new Error(`no ${name} here`)) } as unknown as Client<VaultContract>;
  }

  async function begin(power: Power): Promise<Running> {
    const vault = vaultOn(power);
    const boot = random(16);
    const options = { vault, random, zone: ZONE, clock: { now, monotonicMs: time, boot }, app: { version: '0.1.0', build: 'test' } } as unknown as EngineOptions;
    const clock = createHybridClock();
    const host = await openHostMemory(vault, '0'.repeat(32) as VaultId, () => VAULT_KEY, random);
    const book = createLogBook({
      options, vault, device, host, clock, now, monotonicMs: time, onReadOnly: () => undefined, onWritten: () => undefined, checkpoint: async () => null,
      firstOfFeed: (open) => firstOfNewFeed({ open, host, device, author: { name: own, prefix: own }, person: () => createNote(createEntryId(now(), random), `${own} begins`, now()), now: now(), zone: ZONE, random }),
    }, { vault, keys: { device }, clock, now, ownFeed: () => null }, noCopy, () => undefined);
    const opened = await book.openAll();
    if (!opened.ok) throw new Error('the logs of a replica do not open');
    const logs = book.list().map(({ open }) => open);
    if (findNewFeedReason(host, device, logs) !== null) host.renew();
    for (const open of logs) for (const head of open.reader.heads()) host.remember(open.log, head.feed, head.seq, head.headerSha256);
    const session = { book, host, keyring: { device, vaultKey: () => VAULT_KEY, head: () => ({ vaultId: '0'.repeat(32) }) } } as unknown as Session;
    return { power, book, host, boot, session, core: { options, time: { now, monotonicMs: time, fromHost: (at: UnixMs) => at, pretend: () => undefined }, changed: () => undefined } as unknown as Core };
  }

  /** Does something while there is power; `null` when it failed meanwhile. Timers of what was running end with it. */
  async function during<T>(work: (on: Running) => Promise<T>): Promise<T | null> {
    const on = running;
    if (on === null) return null;
    const done = await on.power.run(() => work(on));
    if (!on.power.isOn()) end(on);
    return on.power.isOn() ? done : null;
  }
  function end(on: Running): void {
    on.host.end();
    void on.book.end();
    running = null;
  }
  const openLog = () => running?.book.get(log)?.open ?? null;

  const replica: Replica = {
    device, disk, skew: 0, pieceBytes: 2_500,
    isOn: () => running !== null,
    failAt: (count, kept) => {
      [writesLeft, keptOfLast] = [count, kept];
    },
    start: async () => {
      [writesLeft, keptOfLast] = [Infinity, 0];
      running ??= await begin(createPower());
    },
    stop: async () => {
      await during(async ({ host }) => host.flush());
      if (running !== null) end(running);
    },
    record: async (make) => {
      const done = await during(async ({ book }) => {
        const entry = book.get(log);
        return entry === null ? null : entry.writer.record(() => ok([make(entry.open.state(), now(), random)]));
      });
      return done?.ok === true;
    },
    rotate: async () => {
      const done = await during(async ({ book }) => book.get(log)?.writer.change((reader) => {
        const place = reader.changePlace();
        return place === null ? fail('not-an-admin', 'no place') : ok({ action: { op: 'rotate' }, place });
      }) ?? null);
      return done?.ok === true;
    },
    sync: async (server, transport) => {
      const failure = await during(async ({ core, session }) => {
        const memory = await openServerMemory(core, session, bytesToHex(server.identity));
        let standing: SyncStanding = { ...noStanding, memory, isConnected: true };
        const on = { transport, pieces: { up: () => replica.pieceBytes, down: () => replica.pieceBytes }, pin: new Uint8Array(32), session: { identity: server.identity, serverNow: now(), rotation: null }, close: async () => undefined };
        const done = await runRounds({ core, session, on, memory, goesOn: () => true, standing: () => standing, note: (change) => { standing = { ...standing, ...change }; } }, 'automatic');
        return done.ok ? 'none' : done.error.kind;
      });
      return failure === null ? 'off' : failure === 'none' ? null : failure;
    },
    take: async (frames) => {
      await during(async ({ book }) => {
        const before = book.get(log)?.open ?? null;
        const wanted = judge(log, device, before?.reader ?? null, frames);
        if (wanted.length === 0) return;
        if (before !== null) return void (await book.receive(log, wanted));
        await book.mend(log, async (expectedBytes) => void (await vaultOf(running).call('log.append', { log, expectedBytes, frames: wanted })));
      });
    },
    state: () => openLog()?.state() ?? null,
    replayed: () => (openLog() === null ? null : projectIncident(openLog()?.placed() ?? [])),
    reader: () => openLog()?.reader ?? null,
  };
  return replica;
}

function vaultOf(running: Running | null): Client<VaultContract> {
  if (running === null) throw new Error('there is no power');
  return running.core.options.vault;
}

/** Frames that stand, in the order in which they found their place: what the import of a bundle does with the parts that it has. */
function judge(log: LogId, device: DeviceKeys, before: LogReader | null, frames: readonly Uint8Array[]): readonly Uint8Array[] {
  const resumed = before === null ? null : resumeLogReader({ log, keys: { device }, state: before.exportState() });
  const reader = resumed?.ok === true ? resumed.value : createLogReader({ log, keys: { device } });
  const waiting = new Map<string, Uint8Array>();
  return frames.flatMap((bytes): readonly Uint8Array[] => {
    const ingested = reader.ingest(bytes);
    if (!ingested.ok) throw new Error(`an honest frame was refused: ${ingested.error.kind}`);
    const { status, frame, released } = ingested.value;
    if (status === 'waiting') waiting.set(frame.headerSha256, bytes);
    return [...(status === 'waiting' || status === 'duplicate' ? [] : [bytes]), ...released.flatMap((one) => waiting.get(one.frame.headerSha256) ?? [])];
  });
}

// Everything is read from the frames.
const noCopy: SealedCopy = {
  owner: 'off', read: async () => ({ found: 'nothing' }), readAll: async () => ({ rows: [], damaged: 0 }), write: async () => true, remove: async () => true, reset: async () => undefined, close: () => undefined,
};

/** A note, as somebody types it at the time that their laptop shows. */
export function noteAt(text: string): (state: IncidentState, at: UnixMs, random: RandomBytes) => Entry {
  return (_state, at, random) => stamped(createNote(createEntryId(at, random), text, at), at);
}

/** An amendment of one of the notes that are here: two of them at once are a conflict that everybody must see alike. */
export function amendmentAt(which: number, text: string): (state: IncidentState, at: UnixMs, random: RandomBytes) => Entry {
  return (state, at, random) => {
    const notes = state.byKind.note;
    const target = notes[which % Math.max(1, notes.length)];
    const note = stamped(createNote(createEntryId(at, random), text, at), at);
    return target === undefined ? note : ({ ...note, kind: 'amend', body: { target: target as unknown as EntryId, field: 'text', value: text, reason: 'seen otherwise' } } as Entry);
  };
}

function stamped(entry: Entry, at: UnixMs): Entry {
  const place = { at, zone: ZONE, offsetMinutes: zoneOffsetMinutes(at, ZONE) };
  return { ...entry, occurred: { ...entry.occurred, ...place }, recorded: place };
}

