import { bytesToHex, err, ok, type LogId, type Result } from '#base';
import type { MembershipState, Scope } from '#log';
import { MAX_PULL_ITEMS, MAX_PUSH_FRAMES, type SyncError } from '#sync';
import type { Quotas } from '../settings.ts';
import { createBackoff } from './backoff.ts';
import { lookAt, type Judge, type Standing } from './judge.ts';
import type { LeafIndex } from './leafIndex.ts';
import { createStoring, unavailable } from './storing.ts';
import { readAll, readOn, type BookFailure, type BookOptions, type Held, type ReadLog, type Signed } from './readLog.ts';

export interface Pushed { readonly stored: number; readonly known: number; readonly checkpoint: Uint8Array }
export interface Pulled { readonly from: number; readonly items: readonly Uint8Array[]; readonly checkpoint: Uint8Array }

/** One log of the server: what may be stored of it, in which order, and what is signed for it. */
export interface LogBook {
  readonly log: LogId;
  readonly size: () => number;
  readonly scope: () => Scope | null;
  readonly membership: () => MembershipState | null;
  /** Places where two signed frames stand. */
  readonly forks: () => number;
  /** Why it is not served any more, or null: the store has less, or something else, than was signed. */
  readonly problem: () => string | null;
  /** The newest checkpoint that was signed. */
  readonly signed: () => Signed | null;
  /** Takes what another node of the same store has added; false when that cannot be known now. */
  readonly refresh: () => Promise<boolean>;
  readonly push: (frames: readonly Uint8Array[], quotas: Quotas) => Promise<Result<Pushed, SyncError>>;
  readonly pull: (from: number, have: ReadonlyMap<string, number>, maxBytes: number) => Promise<Result<Pulled, SyncError>>;
}
interface Waiting { readonly frames: readonly Uint8Array[]; readonly quotas: Quotas; readonly settle: (outcome: Result<Pushed, SyncError>) => void }
interface JudgedPush { readonly settle: Waiting['settle']; readonly standing: readonly Standing[]; readonly known: number; readonly error: SyncError | null }

const GROUP_FRAMES = 64;
const RETRY_MS = { firstMs: 100, mostMs: 5_000 };
const WINDOW_BYTES = 4 * 2 ** 20;
const tooManyFrames: SyncError = { error: 'quota', message: 'the log has as many frames as it may', what: 'log-frames' };
const tooLong: SyncError = { error: 'quota', message: 'the log is as long as it may be', what: 'log-bytes' };
const noQuotas: Quotas = { logBytes: 0, logFrames: 0, deviceDayBytes: 0, feedsOfDevice: 0, openBlobs: 0 };

/**
 * Reads a log out of the store, checking every frame, and compares it with the newest checkpoint that was signed. `broken`: frames are damaged, missing,
 * or do not give the root that was signed; nothing more is signed for such a log. `earlier`: what this process knows to have been signed before.
 */
export async function openLogBook(options: BookOptions, earlier: Signed | null = null): Promise<Result<LogBook, BookFailure>> {
  const read = await readAll(options, earlier);
  return read.ok ? ok(buildBook(options, read.value)) : read;
}

function buildBook(options: BookOptions, opened: ReadLog): LogBook {
  const { log, store } = options;
  const waiting: Waiting[] = [];
  // A store that does not write is not asked to give everything back for each request.
  const backoff = createBackoff(RETRY_MS);
  let running: Promise<void> | null = null;
  // Null after a failed write: what is in memory is then not what is stored.
  let held: Held | null = opened.held;
  let newest = opened.held;
  let signed: Signed | null = opened.signed;
  let problem: string | null = null;

  function take({ held: now, signed: then }: ReadLog): Held {
    signed = then ?? signed;
    // After a rotation nothing is answered with a signature of the keys before.
    const current = now.signer === options.signing().signer ? now : { ...now, checkpoint: null };
    held = current;
    newest = current;
    return current;
  }

  const storing = createStoring(options, { take, signed: () => signed, backoff });

  async function obtain(): Promise<Held | null> {
    if (problem !== null || (held === null && !backoff.mayTry())) return null;
    if (held !== null && !held.judge.isStale()) {
      const read = await readOn(options, held, signed);
      if (read.ok) return take(read.value);
      // What was read of it before it failed is held; no checkpoint is over that.
      held = read.error.kind === 'broken' ? null : { ...held, checkpoint: null };
      if (held !== null) return null;
    }
    const again = await readAll(options, signed);
    if (again.ok) return take(again.value);
    held = null;
    if (again.error.kind === 'broken') problem = again.error.message;
    return null;
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // What has arrived and was not read yet joins the group: its writes and its checkpoint serve all that are in it.
      await nextTurn();
      await commit(takeGroup(waiting));
    }
    running = null;
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    const current = await obtain();
    if (current === null) {
      for (const { settle } of group) settle(err(unavailable));
      return;
    }
    const room = await roomOf(options, current);
    const judged = judgeGroup(current.judge, group, room);
    const written = await storing.write(current, judged.flatMap((one) => one.standing));
    // What is in the judge and not in the store may not be taken for known.
    if (!written.ok) held = null;
    for (const { settle, standing, known, error } of judged) {
      if (!written.ok) {
        settle(err(written.error));
        continue;
      }
      const { checkpoint, byOthers } = written.value;
      const stored = standing.filter(({ headerHash }) => !byOthers.has(bytesToHex(headerHash))).length;
      const outcome = { stored, known: known + standing.length - stored };
      settle(error === null ? ok({ ...outcome, checkpoint }) : err({ ...error, ...outcome }));
    }
  }

  const nothing = () => new Promise<Held | null>((resolve) => {
    // As a push of nothing, so that only one at a time changes what is held.
    waiting.push({ frames: [], quotas: noQuotas, settle: (outcome) => resolve(outcome.ok ? held : null) });
    running ??= drain();
  });

  async function isPresent(): Promise<boolean | null> {
    const stored = await store.find(log);
    if (!stored.ok) return null;
    return held !== null && problem === null && !held.judge.isStale() && (stored.value?.size ?? 0) === held.index.size();
  }

  async function afterPushes(): Promise<Held | null> {
    await running;
    if ((await isPresent()) === true && held !== null && held.checkpoint !== null && held.signer === options.signing().signer) return held;
    return nothing();
  }

  return {
    log,
    size: () => newest.index.size(),
    scope: () => newest.judge.reader().scope(),
    membership: () => newest.judge.reader().membership(),
    forks: () => newest.judge.reader().forks().length,
    problem: () => problem,
    signed: () => signed,
    refresh: async () => {
      const present = await isPresent();
      return present === false ? (await nothing()) !== null : present === true;
    },
    push: (frames, quotas) => new Promise((settle) => {
      waiting.push({ frames, quotas, settle });
      running ??= drain();
    }),
    pull: async (from, have, maxBytes) => {
      const current = await afterPushes();
      const checkpoint = current?.checkpoint ?? null;
      const items = current === null || checkpoint === null ? null : await collect(options, current.index, from, have, maxBytes);
      return items === null || checkpoint === null ? err(unavailable) : ok({ from, items, checkpoint });
    },
  };
}

// Behind all that the sockets have for us now.
function nextTurn(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}

interface Room { frames: number; bytes: number }

async function roomOf({ log, blobs }: BookOptions, { index, frameBytes }: Held): Promise<Room> {
  return { frames: index.size(), bytes: frameBytes + (await blobs.bytes(log)) };
}

// What does not fit any more is not looked at, so that nothing stands that is not stored. Signatures of the whole group cost less together.
function judgeGroup(judge: Judge, group: readonly Waiting[], room: Room): readonly JudgedPush[] {
  const fitting = group.map(({ frames, quotas }) => fit(frames, quotas, room));
  const looked = lookAt(fitting.flatMap(({ frames }) => frames));
  let from = 0;
  return group.map(({ quotas, settle }, index): JudgedPush => {
    const { frames, error } = fitting[index] ?? nothingFits;
    const judgement = judge.judge(looked.slice(from, (from += frames.length)), quotas.feedsOfDevice);
    return { settle, ...judgement, error: judgement.error ?? error };
  });
}

interface Fitting { readonly frames: readonly Uint8Array[]; readonly error: SyncError | null }
const nothingFits: Fitting = { frames: [], error: null };

/** Those of the first frames of a push for which there is room, which they then have. */
function fit(frames: readonly Uint8Array[], quotas: Quotas, room: Room): Fitting {
  for (const [index, { length }] of frames.entries()) {
    const isFull = room.frames + 1 > quotas.logFrames;
    if (isFull || room.bytes + length > quotas.logBytes) return { frames: frames.slice(0, index), error: isFull ? tooManyFrames : tooLong };
    room.frames += 1;
    room.bytes += length;
  }
  return { frames, error: null };
}

function takeGroup(waiting: Waiting[]): readonly Waiting[] {
  const group: Waiting[] = [];
  let frames = 0;
  for (let next = waiting[0]; next !== undefined && (group.length === 0 || frames + next.frames.length <= Math.max(GROUP_FRAMES, MAX_PUSH_FRAMES)); next = waiting[0]) {
    waiting.shift();
    group.push(next);
    frames += next.frames.length;
    if (frames >= GROUP_FRAMES) break;
  }
  return group;
}

/** Leaves from one on: the frame, or its header hash where the other side has it. Null when the store does not answer. */
async function collect({ log, store }: BookOptions, index: LeafIndex, from: number, have: ReadonlyMap<string, number>, maxBytes: number): Promise<readonly Uint8Array[] | null> {
  const items: Uint8Array[] = [];
  let taken = 0;
  const size = index.size();
  let frames: readonly Uint8Array[] = [];
  let framesAt = from;
  for (let at = from; at < size && items.length < MAX_PULL_ITEMS; at += 1) {
    const { headerHash, feed, seq } = index.leaf(at);
    if (seq < (have.get(feed) ?? 0)) {
      if (items.length > 0 && taken + headerHash.length > maxBytes) break;
      items.push(headerHash);
      taken += headerHash.length;
      continue;
    }
    if (at < framesAt || at >= framesAt + frames.length) {
      const read = await store.frames(log, at, Math.max(1, Math.min(WINDOW_BYTES, maxBytes - taken)));
      if (!read.ok || read.value.length === 0) return null;
      frames = read.value;
      framesAt = at;
    }
    const frame = frames[at - framesAt];
    if (frame === undefined || (items.length > 0 && taken + frame.length > maxBytes)) break;
    items.push(frame);
    taken += frame.length;
  }
  return items;
}
