import { bytesToHex, equalBytes, fail, ok, type Failure, type FeedId, type Result, type Sha256Hex } from '#base';
import { deriveFrameKeys, openBody, type EpochSecret, type FrameKeys } from '#crypto';
import type { PlacedEntry } from '#domain';
import { decodeBody } from '../body/decode.ts';
import type { FrameBody, FrameMeta } from '../body/types.ts';
import { decodeGroup } from '../entry/decode.ts';
import { groupLeaves } from '../entry/parts.ts';
import type { Frame, FrameFailure } from '../frame/types.ts';
import { hashAssociated } from '../identify.ts';
import { hashLeaf } from '../merkle/accumulator.ts';
import { merkleRoot } from '../merkle/path.ts';

export interface OpenedFrame { readonly body: FrameBody; readonly leaves: readonly Uint8Array[] }
export interface OpenedContent { readonly entries: readonly PlacedEntry[]; readonly meta: FrameMeta; readonly unreadable: number }

/** Opens a sealed frame and checks its entries against the header: steps 9 to 12 of docs/spec/frames.md section 8. */
export function openFrame(frame: Frame, feedId: Uint8Array, secret: EpochSecret): Result<OpenedFrame, Failure<FrameFailure>> {
  const { header } = frame;
  return openWithKeys(frame, deriveFrameKeys(secret, { logId: header.logId, feedId, seq: header.seq, salt: header.salt }));
}

/** The same with the key of this one frame, as a disclosure package holds it. */
export function openWithKeys(frame: Frame, keys: FrameKeys): Result<OpenedFrame, Failure<FrameFailure>> {
  const { header } = frame;
  const opened = openBody(keys, header.commitment, frame.proved?.associated ?? hashAssociated(frame), frame.body);
  if (!opened.ok) return opened;
  const body = decodeBody(opened.value);
  if (!body.ok) return body;
  const { entries, salts } = body.value;
  if (entries.length !== header.entryCount) return fail('entries-root-mismatch', 'the header counts other entries');
  const leaves = entries.map((entry, index) => hashLeaf(salts[index] ?? entry, entry));
  if (!equalBytes(merkleRoot(leaves), header.entriesRoot)) return fail('entries-root-mismatch', 'the entries are not those that were signed');
  return ok({ body: body.value, leaves });
}

/** Opens a frame and gives each entry its place: that of its first leaf, when it was written in several. */
export function openContent(frame: Frame, feed: { readonly feed: FeedId; readonly feedId: Uint8Array }, headerSha256: Sha256Hex, secret: EpochSecret): Result<OpenedContent, Failure<FrameFailure>> {
  const opened = openFrame(frame, feed.feedId, secret);
  if (!opened.ok) return opened;
  const { entries: encoded, salts: _salts, ...meta } = opened.value.body;
  let unreadable = 0;
  const entries = groupLeaves(encoded).map((group): PlacedEntry => {
    const { index } = group;
    const leaf = opened.value.leaves[index] ?? new Uint8Array(32);
    const { id, entry } = decodeGroup(encoded, group, leaf);
    if (entry === null) unreadable += 1;
    return {
      id, entry,
      place: {
        feed: feed.feed, seq: frame.header.seq, index, headerSha256, leafSha256: bytesToHex(leaf) as Sha256Hex,
        hlc: { ms: meta.hlc.ms, counter: meta.hlc.counter + index },
        ...(index === 0 && meta.parents.length > 0 ? { parents: meta.parents.map(({ feed: other, seq }) => ({ feed: other, seq })) } : {}),
      },
    };
  });
  return ok({ entries, meta, unreadable });
}
