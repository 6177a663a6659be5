import { bytesToHex, concatBytes, equalBytes, hexToBytes, ok, err, textToBytes, type FeedId, type LogId, type Result } from '#base';
import { ed25519Verify, logIdToBytes, sha256 } from '#crypto';
import { createLogReader, decodeFrame, decodeOperation, feedIdOf, precheckFrames, type Frame, type FrameFailure, type FrameHeader, type LogReader, type ProvedFrame } from '#log';
import type { SyncError } from '#sync';

/** A frame that was found to stand in its feed. */
export interface Standing extends Place { readonly kind: 'stands'; readonly bytes: Uint8Array }
/** Where a frame stands: its feed and its place there. */
export interface Place { readonly headerHash: Uint8Array; readonly feed: string; readonly seq: number }
/** A frame that came, taken apart; `frame` is null when it does not hold by itself. */
export interface Candidate { readonly bytes: Uint8Array; readonly frame: ProvedFrame | null }
export type Judgement = Standing | (Place & { readonly kind: 'known' });

/** Checks frames of one log by docs/spec/sync.md section 3.1, with the log's reader without keys. It holds headers and hashes, no frames. */
export interface Judge {
  readonly reader: () => LogReader;
  /** Looks at frames one after the other; what stands is placed at once. Ends with the first that does not. A device may have `feeds` feeds. `judged`: each frame in turn, null for the one that does not stand. */
  readonly judge: (frames: readonly Candidate[], feeds: number) => { readonly standing: readonly Standing[]; readonly known: number; readonly error: SyncError | null; readonly judged: readonly (Judgement | null)[] };
  /** True when the reader holds things that are not in the store, and must be made anew. */
  readonly isStale: () => boolean;
}

const frameTag = /* @__PURE__ */ textToBytes('holdfast/frame/1');
/** Each refused frame may leave a little behind in the reader. */
const MAX_REFUSED = 4_096;

/** A judge over an empty log. */
export function createJudge(log: LogId): Judge {
  const reader = createLogReader({ log, keys: null });
  const logBytes = logIdToBytes(log);
  const membership = new Set<string>();
  const heads = new Map<string, { readonly size: number; readonly header: Uint8Array }>();
  const feedCounts = new Map<string, number>();
  // Frames mostly follow one another in one feed and under one membership: neither is hashed or written out again for each.
  let latest: { readonly author: Uint8Array; readonly instance: Uint8Array; readonly feed: FeedId } | null = null;
  let latestMembership: Uint8Array | null = null;
  let refused = 0;
  let stale = false;

  function feedOf({ author, instance }: FrameHeader): FeedId {
    if (latest === null || !equalBytes(latest.author, author) || !equalBytes(latest.instance, instance)) latest = { author: author.slice(), instance: instance.slice(), feed: feedIdOf(author, log, instance) };
    return latest.feed;
  }

  function knowsMembership(head: Uint8Array): boolean {
    if (latestMembership !== null && equalBytes(latestMembership, head)) return true;
    if (!membership.has(bytesToHex(head))) return false;
    latestMembership = head.slice();
    return true;
  }

  function note({ header }: Frame, feed: string, headerHash: Uint8Array): void {
    const head = heads.get(feed);
    if (head === undefined) {
      const author = bytesToHex(header.author);
      feedCounts.set(author, (feedCounts.get(author) ?? 0) + 1);
    }
    if (header.seq >= (head?.size ?? 0)) heads.set(feed, { size: header.seq + 1, header: headerHash.slice() });
    if (header.type === 'membership') membership.add(bytesToHex(headerHash));
  }

  /** What a frame needs that is not here, or null. The reader would keep such a frame in memory until it comes. */
  function missing({ header, body }: Frame, feed: FeedId): boolean {
    if (header.seq > 0 && !reader.holds(feed, header.seq - 1, header.previous)) return true;
    const isGenesis = header.type === 'membership' && header.membershipHead.every((value) => value === 0);
    if (isGenesis) return header.seq !== 0;
    if (!knowsMembership(header.membershipHead)) return true;
    if (header.type !== 'membership') return false;
    const operation = decodeOperation(body);
    return operation.ok && 'merges' in operation.value && operation.value.merges.some((hash) => !membership.has(bytesToHex(hash)));
  }

  function place({ bytes, frame }: Candidate, feeds: number): Result<Judgement, SyncError> {
    if (frame === null) return refuse(whyUnproved(bytes));
    const { header, proved: { headerHash } } = frame;
    if (!equalBytes(header.logId, logBytes)) return refuse('wrong-log');
    const feed = feedOf(header);
    if (reader.holds(feed, header.seq, headerHash)) return ok({ kind: 'known', headerHash, feed, seq: header.seq });
    if (missing(frame, feed)) return err({ error: 'not-next', message: 'something before this frame is not here', head: headOf(feed) });
    if (!heads.has(feed) && (feedCounts.get(bytesToHex(header.author)) ?? 0) >= feeds) return err({ error: 'quota', message: 'the device has too many feeds in this log', what: 'feeds' });
    const outcome = reader.admit(frame);
    if (!reader.holds(feed, header.seq, headerHash)) {
      // Waiting for something else than what is looked at above: it may not stay in memory as if it were stored.
      if (outcome.ok) {
        stale = true;
        return err({ error: 'not-next', message: 'something before this frame is not here', head: headOf(feed) });
      }
      return refuse(outcome.error.kind);
    }
    if (outcome.ok && outcome.value.released.length > 0) stale = true;
    note(frame, feed, headerHash);
    return ok({ kind: 'stands', bytes, headerHash, feed, seq: header.seq });
  }

  function refuse(kind: string): Result<never, SyncError> {
    refused += 1;
    return err({ error: 'refused', message: 'the frame does not hold', class: kind });
  }

  function headOf(feed: string): NonNullable<SyncError['head']> {
    const head = heads.get(feed);
    return { feed: hexToBytes(feed) ?? new Uint8Array(32), size: head?.size ?? 0, header: head?.header ?? null };
  }

  return {
    reader: () => reader,
    isStale: () => stale || refused > MAX_REFUSED,
    judge: (frames, feeds) => {
      const judged: (Judgement | null)[] = [];
      let error: SyncError | null = null;
      for (const frame of frames) {
        const judgement = place(frame, feeds);
        judged.push(judgement.ok ? judgement.value : null);
        if (judgement.ok) continue;
        error = judgement.error;
        break;
      }
      const standing = judged.flatMap((one) => (one?.kind === 'stands' ? one : []));
      return { standing, known: judged.filter((one) => one?.kind === 'known').length, error, judged };
    },
  };
}

/** Looks at what frames prove by themselves; all at once, since their signatures cost less together. */
export function lookAt(frames: readonly Uint8Array[]): readonly Candidate[] {
  const proved = precheckFrames(frames);
  return frames.map((bytes, index) => ({ bytes, frame: proved[index] ?? null }));
}

// A frame with another body than was signed must not take its place: what was signed may still come.
function whyUnproved(bytes: Uint8Array): FrameFailure {
  const decoded = decodeFrame(bytes);
  if (!decoded.ok) return decoded.error.kind;
  const { header, headerBytes, signature, body } = decoded.value;
  const signed = ed25519Verify(signature, concatBytes(frameTag, headerBytes), header.author);
  return signed && !equalBytes(sha256(body), header.bodyHash) ? 'body-hash-mismatch' : 'bad-signature';
}
