import * as v from 'valibot';
import { decodeCbor, encodeCbor, fail, ok, type Failure, type Result } from '#base';
import type { EpochSecret } from '#crypto';
import { bytesOf, bytesSchema, uintSchema } from '../bytesSchema.ts';
import { partText } from '../entry/parts.ts';
import { hasValidSignature } from '../feed/sign.ts';
import { decodeHeader } from '../frame/header.ts';
import type { Frame, FrameFailure, FrameHeader } from '../frame/types.ts';
import { hashFeed, hashHeader } from '../identify.ts';
import { openFrame } from '../ingest/content.ts';
import { hashLeaf } from '../merkle/accumulator.ts';
import { inclusionPath, verifyInclusion } from '../merkle/path.ts';

/** One entry with all that proves it, and nothing of its neighbours (docs/spec/frames.md section 9). */
export interface EntryProof {
  readonly entry: Uint8Array;
  readonly salt: Uint8Array;
  readonly index: number;
  /** Hashes beside the way to the entries root, lowest first. */
  readonly path: readonly Uint8Array[];
  readonly header: Uint8Array;
  readonly signature: Uint8Array;
}

/** What a proof shows when it is checked. The verifier still has to know the author's key. */
export interface ProvedEntry {
  readonly leaf: Uint8Array;
  readonly header: FrameHeader;
  readonly headerHash: Uint8Array;
  readonly feedId: Uint8Array;
  readonly leafHolds: boolean;
  readonly signatureHolds: boolean;
}

/** Proof of the entry at an index of a frame. Needs the epoch secret, because salt and neighbours' hashes are sealed. */
export function proveEntry(frame: Frame, index: number, secret: EpochSecret): Result<EntryProof, Failure<FrameFailure | 'no-such-entry'>> {
  const { header } = frame;
  const opened = openFrame(frame, hashFeed(header.author, header.logId, header.instance), secret);
  if (!opened.ok) return opened;
  const entry = opened.value.body.entries[index];
  const salt = opened.value.body.salts[index];
  if (entry === undefined || salt === undefined) return fail('no-such-entry', `the frame has ${header.entryCount} entries`);
  return ok({ entry, salt, index, path: inclusionPath(opened.value.leaves, index), header: frame.headerBytes.slice(), signature: frame.signature.slice() });
}

/** Proofs of an entry and of each of its parts (docs/spec/entries.md section 1.1), the entry first. */
export function proveEntryLeaves(frame: Frame, index: number, secret: EpochSecret): Result<readonly EntryProof[], Failure<FrameFailure | 'no-such-entry'>> {
  const first = proveEntry(frame, index, secret);
  if (!first.ok) return first;
  const proofs = [first.value];
  for (let at = index + 1; at < frame.header.entryCount; at += 1) {
    const part = proveEntry(frame, at, secret);
    if (!part.ok || partText(part.value.entry) === null) break;
    proofs.push(part.value);
  }
  return ok(proofs);
}

/** Checks a proof: leaf and path against the signed root, and the signature. */
export function checkEntryProof(proof: EntryProof): Result<ProvedEntry, Failure<'malformed-proof'>> {
  const header = decodeHeader(proof.header);
  if (!header.ok || header.value.type !== 'journal') return fail('malformed-proof', 'the proof holds no journal header');
  const leaf = hashLeaf(proof.salt, proof.entry);
  return ok({
    leaf, header: header.value, headerHash: hashHeader(proof.header), feedId: hashFeed(header.value.author, header.value.logId, header.value.instance),
    leafHolds: verifyInclusion(leaf, proof.index, header.value.entryCount, proof.path, header.value.entriesRoot),
    signatureHolds: hasValidSignature({ header: header.value, headerBytes: proof.header, signature: proof.signature }),
  });
}

const proofSchema = v.strictObject({
  format: v.literal('holdfast-entry-proof'), version: v.literal(1), entry: bytesSchema, salt: bytesOf(16), index: uintSchema,
  path: v.pipe(v.array(bytesOf(32)), v.maxLength(8)), header: bytesSchema, signature: bytesOf(64),
});

/** The proof as CBOR, to hand over. */
export function encodeEntryProof(proof: EntryProof): Uint8Array {
  const { entry, salt, index, path, header, signature } = proof;
  return encodeCbor({ format: 'holdfast-entry-proof', version: 1, entry, salt, index, path, header, signature });
}

/** Reads a proof. */
export function decodeEntryProof(bytes: Uint8Array): Result<EntryProof, Failure<'malformed-proof'>> {
  const decoded = decodeCbor(bytes);
  const parsed = decoded.ok ? v.safeParse(proofSchema, decoded.value) : null;
  if (parsed?.success !== true) return fail('malformed-proof', 'this is not an entry proof of version 1');
  const { format: _format, version: _version, ...proof } = parsed.output;
  return ok(proof);
}
