import { bytesToHex, fail, ok, type FeedId, type Failure, type Result, type Sha256Hex } from '#base';
import type { FrameKeys } from '#crypto';
import type { Frame, FrameFailure } from '../frame/types.ts';
import { openWithKeys } from '../ingest/content.ts';
import { hashLeaf } from '../merkle/accumulator.ts';
import { verifyInclusion } from '../merkle/path.ts';
import type { DisclosureRecord, ShownLeaf } from './record.ts';
import { readShown, type ShownContent, type ShownFrame } from './shown.ts';

export interface RecordPlace { readonly feed: FeedId; readonly headerSha256: Sha256Hex }

/** What a placed record shows: steps 10 to 12 of docs/spec/disclosure.md section 5. The body hash and the epoch were checked before. */
export function readRecord(record: DisclosureRecord, frame: Frame, place: RecordPlace, withEntries: boolean): Result<ShownContent, Failure<FrameFailure | 'leaf-mismatch' | 'stray-part'>> {
  switch (record.sort) {
    case 'membership': case 'sealed': return ok({ shown: 0, entries: 0, redacted: 0, stray: false, list: [] });
    case 'opened': return readOpened(frame, keysOf(record.key), place, withEntries);
    case 'leaves': return readLeaves(frame, record.leaves, place, withEntries);
  }
}

function readOpened(frame: Frame, keys: FrameKeys, place: RecordPlace, withEntries: boolean): ReturnType<typeof readRecord> {
  const opened = openWithKeys(frame, keys);
  if (!opened.ok) return opened;
  const { body, leaves } = opened.value;
  return ok(readShown({ ...shownFrame(frame, place), leaves: new Map(body.entries.entries()), leafHash: (index) => leaves[index] ?? new Uint8Array(32), hlc: body.hlc }, withEntries));
}

function readLeaves(frame: Frame, shown: readonly ShownLeaf[], place: RecordPlace, withEntries: boolean): ReturnType<typeof readRecord> {
  const { entryCount, entriesRoot } = frame.header;
  const hashes = new Map<number, Uint8Array>();
  for (const { index, salt, path, leaf } of shown) {
    const hash = hashLeaf(salt, leaf);
    if (!verifyInclusion(hash, index, entryCount, path, entriesRoot)) return fail('leaf-mismatch', `leaf ${index} is not one of those that were signed`);
    hashes.set(index, hash);
  }
  const content = readShown({
    ...shownFrame(frame, place), leaves: new Map(shown.map(({ index, leaf }) => [index, leaf])), leafHash: (index) => hashes.get(index) ?? new Uint8Array(32), hlc: null,
  }, withEntries);
  return content.stray ? fail('stray-part', 'a field is shown without its entry') : ok(content);
}

function shownFrame(frame: Frame, { feed, headerSha256 }: RecordPlace): Pick<ShownFrame, 'feed' | 'seq' | 'headerSha256' | 'device'> {
  return { feed, seq: frame.header.seq, headerSha256, device: bytesToHex(frame.header.author) };
}

// The 88 bytes of docs/spec/frames.md section 6.
function keysOf(okm: Uint8Array): FrameKeys {
  return { key: okm.subarray(0, 32), nonce: okm.subarray(32, 56), commitment: okm.subarray(56, 88) };
}
