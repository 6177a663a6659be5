import { bytesToHex, equalBytes, err, ok, type Failure, type LogId, type Result, type UnixMs } from '#base';
import type { MembershipState } from '#log';
import { decodeCheckpoint, type ServerSigner } from '#sync';
import type { BlobStore, Store, StoreFailure } from '../store/types.ts';
import { createJudge, lookAt, type Judge } from './judge.ts';
import { createLeafIndex, type LeafIndex } from './leafIndex.ts';

/** `broken`: the store does not give back what was signed for. `members`: as far as it could be read. */
export interface BookFailure extends Failure<'broken' | 'unreadable' | 'unreachable'> { readonly members: MembershipState | null }
/** Who signs now, and the identity keys of the same server whose checkpoints are taken as its own. */
export interface Signing { readonly signer: ServerSigner; readonly related: readonly Uint8Array[] }
export interface BookOptions { readonly log: LogId; readonly store: Store; readonly blobs: Pick<BlobStore, 'bytes'>; readonly signing: () => Signing; readonly now: () => UnixMs }
/** What is in memory of a log: exactly the frames that the store has confirmed or given. `checkpoint`: over all of them, signed by `signer`. `frameBytes`: as they were when it was read last. */
export interface Held { readonly judge: Judge; readonly index: LeafIndex; readonly checkpoint: Uint8Array | null; readonly signer: ServerSigner | null; readonly frameBytes: number }
/** The newest checkpoint that is known to have been signed. */
export interface Signed { readonly size: number; readonly root: Uint8Array }
/** What was read, and the newest checkpoint that stands in the store. */
export interface ReadLog { readonly held: Held; readonly signed: Signed | null }

const WINDOW_BYTES = 4 * 2 ** 20;

/** Reads a log from its beginning. `earlier`: what this process knows to have been signed before, which must still be here. */
export async function readAll(options: BookOptions, earlier: Signed | null): Promise<Result<ReadLog, BookFailure>> {
  const read = await readOn(options, { judge: createJudge(options.log), index: createLeafIndex(), checkpoint: null, signer: null, frameBytes: 0 }, earlier);
  if (!read.ok || earlier === null) return read;
  const { index, judge } = read.value.held;
  if (earlier.size <= index.size() && equalBytes(index.rootAt(earlier.size), earlier.root)) return read;
  return err({ kind: 'broken', message: 'an older copy of the records was put back', members: judge.reader().membership() });
}

/**
 * Reads what the store has beyond what is held (docs/spec/server.md section 9.2): up to the newest checkpoint, whose root it must give, then to the end.
 * `awaited`: header hashes of frames that the judge has placed and the store has not confirmed; those that another node has stored are taken out.
 */
export async function readOn(options: BookOptions, held: Held, earlier: Signed | null, awaited: Set<string> = new Set()): Promise<Result<ReadLog, BookFailure>> {
  const { log, store } = options;
  const { signer, related } = options.signing();
  const { index, judge } = held;
  const failed = (kind: BookFailure['kind'], message: string): Result<never, BookFailure> => err({ kind, message, members: judge.reader().membership() });
  const gone = ({ kind, message }: StoreFailure) => failed(kind === 'unreachable' ? kind : 'unreadable', message);
  // In this order: what another node signs in between is never about more than what is found then.
  const kept = await store.checkpoint(log);
  if (!kept.ok) return gone(kept.error);
  const stored = await store.find(log);
  if (!stored.ok) return gone(stored.error);
  const size = stored.value?.size ?? 0;
  const frameBytes = stored.value?.frameBytes ?? 0;
  const isSame = kept.value !== null && held.checkpoint !== null && equalBytes(kept.value, held.checkpoint) && size === index.size() && stored.value?.damaged !== true;
  if (isSame) return ok({ held: { ...held, frameBytes }, signed: earlier });
  if (size < index.size()) return failed('broken', `${index.size()} frames were here, and ${size} are`);
  const decoded = kept.value === null ? null : decodeCheckpoint(kept.value);
  const newest = decoded?.ok === true ? decoded.value : null;
  const before = await readNew(options, held, Math.min(size, newest?.size ?? 0), awaited);
  const rootThen = index.size() === newest?.size ? index.root() : null;
  const rest = before.ok ? await readNew(options, held, size, awaited) : before;
  if (stored.value?.damaged === true) return failed('broken', 'frames of this log are damaged');
  if (!rest.ok) return rest.error === 'stands-not' ? failed('broken', 'a frame of this log does not stand, or cannot be read') : rest.error.kind === 'unreachable' ? gone(rest.error) : failed('unreadable', 'a frame of this log does not stand, or cannot be read');
  if (decoded === null) return earlier === null ? ok({ held: { ...held, checkpoint: null, signer: null, frameBytes }, signed: null }) : failed('broken', 'the checkpoint that was kept is gone');
  if (newest === null || newest.log !== log || !related.some((identity) => equalBytes(identity, newest.server))) return failed('broken', 'the checkpoint that was kept is not one of this server');
  // What was signed once must be here for ever: to sign less would be to forget.
  if (newest.size > size) return failed('broken', `a checkpoint was signed over ${newest.size} frames, and ${size} are here`);
  if (newest.size < (earlier?.size ?? 0)) return failed('broken', `a checkpoint was signed over ${earlier?.size} frames, and the one that is kept is over ${newest.size}`);
  if (rootThen !== null && !equalBytes(newest.root, rootThen)) return failed('broken', 'the frames do not give the root that was signed');
  const isNewest = newest.size === size && equalBytes(newest.server, signer.identity);
  return ok({ held: { ...held, checkpoint: isNewest ? kept.value : null, signer: isNewest ? signer : null, frameBytes }, signed: { size: newest.size, root: newest.root } });
}

type ReadFailure = StoreFailure | 'stands-not';

async function readNew({ log, store }: BookOptions, { judge, index }: Held, size: number, awaited: Set<string>): Promise<Result<null, ReadFailure>> {
  while (index.size() < size) {
    const frames = await store.frames(log, index.size(), WINDOW_BYTES);
    if (!frames.ok) return frames;
    if (frames.value.length === 0) return err({ kind: 'io', message: 'a frame of this log is missing' });
    for (const judged of judge.judge(lookAt(frames.value.slice(0, size - index.size())), Infinity).judged) {
      // A frame that is here already is no second leaf, unless it is one of those that were on their way.
      if (judged === null || (judged.kind === 'known' && !awaited.delete(bytesToHex(judged.headerHash)))) return err('stands-not');
      index.add(judged.headerHash, judged.feed, judged.seq);
    }
  }
  return ok(null);
}
