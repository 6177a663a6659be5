import { equalBytes, err, ok, type Failure, type LogId, type Result, type UnixMs } from '#base';
import type { MembershipState, Scope } from '#log';
import { decodeCheckpoint, MAX_PULL_ITEMS, MAX_PUSH_FRAMES, signCheckpoint, type ServerSigner, type SyncError } from '#sync';
import type { Quotas } from '../settings.ts';
import type { BlobStore, Store } from '../store/types.ts';
import { createBackoff } from './backoff.ts';
import { createJudge, type Judge, type Standing } from './judge.ts';
import { createLeafIndex, type LeafIndex } from './leafIndex.ts';

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
  readonly push: (frames: readonly Uint8Array[], quotas: Quotas) => Promise<Result<Pushed, SyncError>>;
  readonly pull: (from: number, have: ReadonlyMap<string, number>, maxBytes: number) => Promise<Result<Pulled, SyncError>>;
}
/** `broken`: the store does not give back what was signed for. `members`: as far as it could be read. */
export interface BookFailure extends Failure<'broken'> { readonly members: MembershipState | null }
/** Who signs now, and the identity keys of the same server whose checkpoints are taken as its own. */
export interface Signing { readonly signer: ServerSigner; readonly related: readonly Uint8Array[] }
interface Options { readonly log: LogId; readonly store: Store; readonly blobs: Pick<BlobStore, 'bytes'>; readonly signing: () => Signing; readonly now: () => UnixMs }
interface Waiting { readonly frames: readonly Uint8Array[]; readonly quotas: Quotas; readonly settle: (outcome: Result<Pushed, SyncError>) => void }
interface Held { readonly judge: Judge; readonly index: LeafIndex; readonly checkpoint: Uint8Array | null; readonly signer: ServerSigner | null }

const GROUP_FRAMES = 64;
const RETRY_MS = { firstMs: 100, mostMs: 5_000 };
const WINDOW_BYTES = 4 * 2 ** 20;
const unavailable: SyncError = { error: 'unavailable', message: 'the log cannot be served now' };

/**
 * Reads a log out of the store, checking every frame, and compares it with the newest checkpoint that was signed. `broken`: frames are damaged, missing,
 * or do not give the root that was signed; nothing more is signed for such a log.
 */
export async function openLogBook(options: Options): Promise<Result<LogBook, BookFailure>> {
  const held = await readAll(options);
  return held.ok ? ok(buildBook(options, held.value)) : held;
}

function buildBook(options: Options, opened: Held): LogBook {
  const { log, store } = options;
  const waiting: Waiting[] = [];
  // A store that does not write is not asked to give everything back for each request.
  const backoff = createBackoff(RETRY_MS);
  let running: Promise<void> | null = null;
  // Null after a failed write: what is in memory is then not what is stored.
  let held: Held | null = opened;
  let newest = opened;

  async function obtain(): Promise<Held | null> {
    if (held === null && !backoff.mayTry()) return null;
    if (held === null || held.judge.isStale()) {
      const again = await readAll(options);
      held = again.ok ? again.value : null;
    }
    if (held !== null) held = await catchUp(options, held);
    // After a rotation nothing is answered with a signature of the keys before.
    if (held !== null && held.signer !== options.signing().signer) held = { ...held, checkpoint: null };
    if (held !== null) newest = held;
    return held;
  }

  async function drain(): Promise<void> {
    // Pushes of the same turn join the first group.
    await null;
    while (waiting.length > 0) await commit(takeGroup(waiting));
    running = null;
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    const current = await obtain();
    if (current === null) {
      for (const { settle } of group) settle(err(unavailable));
      return;
    }
    const room = await roomOf(options, current);
    const judged = group.map(({ frames, quotas, settle }) => ({ settle, ...judgeWithin(current.judge, frames, quotas, room) }));
    const standing = judged.flatMap((one) => one.standing);
    const checkpoint = await write(current, standing);
    for (const { settle, standing: own, known, error } of judged) {
      if (!checkpoint.ok) settle(err(checkpoint.error));
      else settle(error === null ? ok({ stored: own.length, known, checkpoint: checkpoint.value }) : err({ ...error, stored: own.length, known }));
    }
  }

  async function write(current: Held, standing: readonly Standing[]): Promise<Result<Uint8Array, SyncError>> {
    if (standing.length === 0 && current.checkpoint !== null) return ok(current.checkpoint);
    if (standing.length > 0) {
      const written = await store.append(log, current.index.size(), standing.map(({ bytes }) => bytes));
      if (!written.ok) {
        held = null;
        if (written.error.kind === 'io') backoff.failed();
        return err(written.error.kind === 'disk-full' ? diskFull : unavailable);
      }
      for (const { headerHash, feed, seq } of standing) current.index.add(headerHash, feed, seq);
    }
    const { signer } = options.signing();
    const signed = await sign(options, current.index, signer);
    if (!signed.ok) {
      held = null;
      if (signed.error.kind === 'io') backoff.failed();
      return err(signed.error.kind === 'disk-full' ? diskFull : unavailable);
    }
    held = { ...current, checkpoint: signed.value, signer };
    newest = held;
    backoff.worked();
    return ok(signed.value);
  }

  async function afterPushes(): Promise<Held | null> {
    await running;
    if (held !== null && !held.judge.isStale()) {
      const stored = await store.find(log);
      if (stored?.size === held.index.size() && held.checkpoint !== null && held.signer === options.signing().signer) return held;
    }
    // As a push of nothing, so that only one at a time changes what is held.
    return new Promise((resolve) => {
      waiting.push({ frames: [], quotas: { logBytes: 0, logFrames: 0, deviceDayBytes: 0, feedsOfDevice: 0, openBlobs: 0 }, settle: () => resolve(held) });
      running ??= drain();
    });
  }

  return {
    log,
    size: () => newest.index.size(),
    scope: () => newest.judge.reader().scope(),
    membership: () => newest.judge.reader().membership(),
    forks: () => newest.judge.reader().forks().length,
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

const diskFull: SyncError = { error: 'quota', message: 'the server has no room left', what: 'disk' };

interface Room { frames: number; bytes: number }

async function roomOf({ log, store, blobs }: Options, { index }: Held): Promise<Room> {
  const stored = await store.find(log);
  return { frames: index.size(), bytes: (stored?.frameBytes ?? 0) + (await blobs.bytes(log)) };
}

// What does not fit any more is not looked at, so that nothing stands that is not stored.
function judgeWithin(judge: Judge, frames: readonly Uint8Array[], quotas: Quotas, room: Room): ReturnType<Judge['judge']> {
  let fitting = 0;
  let error: SyncError | null = null;
  for (const { length } of frames) {
    if (room.frames + 1 > quotas.logFrames) error = { error: 'quota', message: 'the log has as many frames as it may', what: 'log-frames' };
    else if (room.bytes + length > quotas.logBytes) error = { error: 'quota', message: 'the log is as long as it may be', what: 'log-bytes' };
    if (error !== null) break;
    room.frames += 1;
    room.bytes += length;
    fitting += 1;
  }
  const judged = judge.judge(frames.slice(0, fitting), quotas.feedsOfDevice);
  return { ...judged, error: judged.error ?? error };
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
async function collect({ log, store }: Options, index: LeafIndex, from: number, have: ReadonlyMap<string, number>, maxBytes: number): Promise<readonly Uint8Array[] | null> {
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

async function sign({ log, store, now }: Options, index: LeafIndex, signer: ServerSigner): Promise<Result<Uint8Array, Failure<'disk-full' | 'io'>>> {
  const checkpoint = signCheckpoint({ log, size: index.size(), root: index.root(), at: now() }, signer);
  const kept = await store.keepCheckpoint(log, index.size(), checkpoint);
  return kept.ok ? ok(checkpoint) : kept;
}

async function readAll(options: Options): Promise<Result<Held, BookFailure>> {
  const { log, store } = options;
  const { signer, related } = options.signing();
  const stored = await store.find(log);
  const started: Held = { judge: createJudge(log), index: createLeafIndex(), checkpoint: null, signer: null };
  const broken = (message: string): Result<never, BookFailure> => err({ kind: 'broken', message, members: started.judge.reader().membership() });
  const read = await readNew(options, started, stored?.size ?? 0);
  if (stored?.damaged === true) return broken('frames of this log are damaged');
  if (!read) return broken('a frame of this log does not stand, or cannot be read');
  const kept = await store.checkpoint(log);
  if (kept === null) return ok(started);
  const checkpoint = decodeCheckpoint(kept);
  if (!checkpoint.ok || checkpoint.value.log !== log || !related.some((identity) => equalBytes(identity, checkpoint.value.server))) return broken('the checkpoint that was kept is not one of this server');
  const { server, size, root } = checkpoint.value;
  // What was signed once must be here for ever: to sign less would be to forget.
  if (size > started.index.size()) return broken(`a checkpoint was signed over ${size} frames, and ${started.index.size()} are here`);
  if (!equalBytes(root, started.index.rootAt(size))) return broken('the frames do not give the root that was signed');
  const isOurs = equalBytes(server, signer.identity);
  return ok({ ...started, checkpoint: size === started.index.size() && isOurs ? kept : null, signer: isOurs ? signer : null });
}

/** Frames that another process of the same store has added. */
async function catchUp(options: Options, held: Held): Promise<Held | null> {
  const stored = await options.store.find(options.log);
  if (stored === null || stored.size === held.index.size()) return held;
  return stored.size > held.index.size() && (await readNew(options, held, stored.size)) ? { ...held, checkpoint: null } : null;
}

async function readNew({ log, store }: Options, { judge, index }: Held, size: number): Promise<boolean> {
  while (index.size() < size) {
    const frames = await store.frames(log, index.size(), WINDOW_BYTES);
    if (!frames.ok || frames.value.length === 0) return false;
    const { standing } = judge.judge(frames.value, Infinity);
    for (const { headerHash, feed, seq } of standing) index.add(headerHash, feed, seq);
    if (standing.length !== frames.value.length) return false;
  }
  return true;
}
