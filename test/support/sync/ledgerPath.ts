// The ledger of a real server over a store in memory, and paths to it that can be cut at any request: what it stored survives a failure of its power, nothing else does.
import { bytesToHex, err, ok, type LogId, type RandomBytes, type Result, type UnixMs, unwrap } from '#base';
import { createDevice, logIdToBytes } from '#crypto';
import { decodeFrame } from '#log';
import { decodeRequest, encodeAnswer, encodeSyncError, parseVerb, statusOf, type ServerSigner, type SyncError, type Transport, type Verb, type VerbAnswer, type VerbRequest } from '#sync';
import { openLedger, memberOf, toLogId, type Ledger } from '../../../src/server/ledger/openLedger.ts';
import { defaultQuotas } from '../../../src/server/settings.ts';
import type { BlobStore, Store } from '../../../src/server/store/types.ts';
import { createPower, type Power } from './power.ts';

interface Stored { frames: readonly Uint8Array[]; checkpoint: Uint8Array | null }
type Answered = Awaited<ReturnType<Transport['request']>>;

/** What happens to one request of a path: it arrives, it is lost, or its answer is. `late`: it arrives when the connection is long gone. */
export type Fate = 'arrives' | 'lost' | 'unanswered' | 'late';
export interface LedgerPath {
  readonly signer: ServerSigner;
  readonly frames: (log: LogId) => readonly Uint8Array[];
  /** The path of one connection of a device; `fate` says what becomes of each request, counted from 0. After anything but `arrives` the connection is gone. */
  readonly transport: (device: Uint8Array, fate?: (request: number) => Fate) => Transport;
  /** The power fails before the so many-th step of the store from now on; it comes back with the next connection. */
  readonly failAt: (step: number) => void;
  /** Requests of connections that are gone reach it now. */
  readonly deliverLate: () => Promise<void>;
  /** Its clock, which nothing may depend on. */
  now: number;
}

export function createLedgerPath(random: RandomBytes): LedgerPath {
  const keys = createDevice(random);
  const signer: ServerSigner = { identity: keys.ed25519, signingKey: keys.signingKey };
  const disk = new Map<LogId, Stored>();
  const late: (() => Promise<unknown>)[] = [];
  let running: { readonly power: Power; readonly ledger: Promise<Ledger> } | null = null;
  let stepsLeft = Infinity;

  function start(): { readonly power: Power; readonly ledger: Promise<Ledger> } {
    if (running?.power.isOn() === true) return running;
    const power = createPower();
    stepsLeft = Infinity;
    running = { power, ledger: openLedger({ store: storeOn(disk, power, () => (stepsLeft -= 1) < 0), blobs: noBlobs, signing: () => ({ signer, related: [signer.identity] }), now: () => path.now as UnixMs }).then((opened) => unwrap(opened)) };
    return running;
  }

  async function answer(device: Uint8Array, name: string, body: Uint8Array): Promise<Answered | null> {
    const { power, ledger } = start();
    const verb = parseVerb(name);
    const request = verb === null ? null : decodeRequest(verb, body);
    if (verb === null || request?.ok !== true) return refused({ error: 'bad-request', message: 'not of this page' });
    const answered = await power.run(async () => answerVerb(await ledger, device, verb, request.value as never));
    if (answered === null) return null;
    return answered.ok ? { ok: true, value: { status: 200, body: encodeAnswer(verb, answered.value) } } : refused(answered.error);
  }

  const path: LedgerPath = {
    signer, now: 1_731_946_440_000,
    frames: (log) => disk.get(log)?.frames ?? [],
    failAt: (step) => {
      start();
      stepsLeft = step;
    },
    deliverLate: async () => {
      for (const request of late.splice(0)) await request();
    },
    transport: (device, fate = () => 'arrives') => {
      let count = 0;
      let isGone = false;
      const gone: Answered = { ok: false, error: { kind: 'closed', message: 'the connection is closed' } };
      return {
        request: async (name, body) => {
          const what = fate(count++);
          if (isGone || what === 'lost') return (isGone = true, gone);
          if (what === 'late') {
            late.push(() => answer(device, name, body.slice()));
            return (isGone = true, gone);
          }
          const answered = await answer(device, name, body);
          if (answered === null || what === 'unanswered') return (isGone = true, gone);
          return answered;
        },
      };
    },
  };
  return path;
}

async function answerVerb(ledger: Ledger, device: Uint8Array, verb: Verb, request: unknown): Promise<Result<VerbAnswer<Verb>, SyncError>> {
  if (verb === 'logs') {
    const mine = ledger.all().filter((book) => memberOf(book.membership(), device) !== null);
    return ok({ logs: mine.map((book) => ({ log: logIdToBytes(book.log), scope: 'incident' as const, size: book.size() })) });
  }
  if (verb === 'found') {
    const { genesis } = request as VerbRequest<'found'>;
    const frame = decodeFrame(genesis);
    const book = frame.ok ? await ledger.begin(toLogId(frame.value.header.logId)) : null;
    return book === null ? err({ error: 'unavailable', message: 'not here' }) : book.push([genesis], defaultQuotas);
  }
  const { log } = request as VerbRequest<'push'>;
  const book = ledger.find(toLogId(log));
  if (book === null || memberOf(book.membership(), device) === null) return err({ error: 'not-allowed', message: 'not a member' });
  if (verb === 'push') return book.push((request as VerbRequest<'push'>).frames, defaultQuotas);
  const { from, have, maxBytes } = request as VerbRequest<'pull'>;
  return book.pull(from, new Map(have.map(({ feed, size }) => [bytesToHex(feed), size])), maxBytes);
}

function storeOn(disk: Map<LogId, Stored>, power: Power, isOver: () => boolean): Store {
  /** A step of the disk: it is done or not, and the power may fail before or behind it. */
  const step = <T>(work: () => T): Promise<T> => power.step(() => {
    if (!isOver()) return work();
    power.cut();
    return undefined as T;
  });
  const of = (log: LogId): Stored => disk.get(log) ?? { frames: [], checkpoint: null };
  const about = (log: LogId) => ({ log, size: of(log).frames.length, frameBytes: of(log).frames.reduce((sum, { length }) => sum + length, 0), blobBytes: 0, damaged: false });
  return {
    logs: () => step(() => ok([...disk.keys()].map(about))),
    find: (log: LogId) => step(() => ok(disk.has(log) ? about(log) : null)),
    frames: (log: LogId, from: number, maxBytes: number) => step(() => {
      const taken: Uint8Array[] = [];
      let bytes = 0;
      for (const frame of of(log).frames.slice(from)) {
        if (taken.length > 0 && bytes + frame.length > maxBytes) break;
        taken.push(frame);
        bytes += frame.length;
      }
      return ok(taken);
    }),
    append: (log: LogId, size: number, frames: readonly Uint8Array[]) => step(() => {
      if (of(log).frames.length !== size) return err({ kind: 'moved' as const, message: 'moved' });
      disk.set(log, { ...of(log), frames: [...of(log).frames, ...frames.map((frame) => frame.slice())] });
      return ok(null);
    }),
    checkpoint: (log: LogId) => step(() => ok(of(log).checkpoint)),
    keepCheckpoint: (log: LogId, _over: unknown, checkpoint: Uint8Array) => step(() => {
      disk.set(log, { ...of(log), checkpoint: checkpoint.slice() });
      return ok(null);
    }),
    // The ledger asks for nothing else.
  } as unknown as Store;
}

// Of blobs a ledger asks how much room they take.
const noBlobs = { bytes: async () => 0 } as unknown as BlobStore;

function refused(error: SyncError): Answered {
  return { ok: true, value: { status: statusOf(error.error), body: encodeSyncError(error) } };
}
