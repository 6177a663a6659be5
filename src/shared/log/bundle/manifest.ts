import * as v from 'valibot';
import { bytesToHex, concatBytes, decodeCbor, encodeCbor, fail, ok, parseEntryId, readUint32, textToBytes, uint32ToBytes, type EntryId, type Failure, type FeedId, type LogId, type Result, type Sha256Hex, type UnixMs } from '#base';
import { ed25519Sign, ed25519Verify, logIdToBytes, type DeviceKeys } from '#crypto';
import { hexBytes } from '../body/encode.ts';
import { bytesOf, frameReferenceSchema, uintSchema, type FrameReference } from '../bytesSchema.ts';
import { crc32 } from '../frame/crc32.ts';
import type { Scope } from '../frame/types.ts';
import { BUNDLE_OPENING_BYTES, MAX_BUNDLE_MANIFEST_BYTES, MAX_COSIGNATURE_BYTES, MAX_PARTS, MAX_PIECES } from './limits.ts';

/** A sealed part of evidence that a bundle part carries; `part` counts from 0. */
export interface BundlePiece { readonly item: EntryId; readonly part: number; readonly bytes: number; readonly sha256: Sha256Hex }
/** Frames of a feed up to and including `seq`: left out because the recipients have them. */
export interface FeedMark { readonly feed: FeedId; readonly seq: number }

/** What a part of a bundle says of itself, signed by the device that made it (docs/spec/bundle.md section 2). */
export interface BundleManifest {
  /** 16 bytes, hexadecimal, the same in all parts. */
  readonly bundle: string;
  /** From 1, of `parts`. */
  readonly part: number;
  readonly parts: number;
  readonly log: LogId;
  readonly scope: Scope;
  /** Ed25519 public key, hexadecimal. */
  readonly exporter: string;
  readonly exportedAt: UnixMs;
  /** Frames of this part and their length together. */
  readonly frames: { readonly count: number; readonly bytes: number };
  readonly pieces: readonly BundlePiece[];
  readonly heads: readonly FrameReference[];
  readonly after: readonly FeedMark[];
  readonly cosignatures: readonly Uint8Array[];
  readonly app: { readonly version: string; readonly build: string };
}
export type BundleFailure = 'not-a-bundle' | 'unknown-version' | 'malformed-bundle' | 'bad-signature' | 'crc-mismatch' | 'too-large';

const MAGIC = /* @__PURE__ */ textToBytes('HFB1');
const tag = /* @__PURE__ */ textToBytes('holdfast/bundle/1');

/** The opening of a part; frames and pieces follow it. Answers `too-large` when the manifest is longer than the format allows. */
export function encodeBundleHead(manifest: Omit<BundleManifest, 'exporter'>, device: DeviceKeys): Result<Uint8Array, Failure<'too-large'>> {
  const bytes = encodeCbor({
    format: 'holdfast-bundle', version: 1, bundle: hexBytes(manifest.bundle), part: manifest.part, parts: manifest.parts, log: logIdToBytes(manifest.log), scope: manifest.scope,
    exporter: device.ed25519, exportedAt: manifest.exportedAt, frames: { count: manifest.frames.count, bytes: manifest.frames.bytes },
    pieces: manifest.pieces.map(({ item, part, bytes: length, sha256 }) => ({ item, part, bytes: length, sha256: hexBytes(sha256) })),
    heads: manifest.heads.map((head) => ({ feed: hexBytes(head.feed), seq: head.seq, header: hexBytes(head.headerSha256) })),
    after: manifest.after.map(({ feed, seq }) => ({ feed: hexBytes(feed), seq })),
    cosignatures: [...manifest.cosignatures], app: { version: manifest.app.version, build: manifest.app.build },
  });
  if (bytes.length > MAX_BUNDLE_MANIFEST_BYTES) return fail('too-large', 'the manifest of the bundle is longer than the format allows');
  const signed = concatBytes(MAGIC, uint32ToBytes(bytes.length), bytes, ed25519Sign(concatBytes(tag, bytes), device.signingKey));
  return ok(concatBytes(signed, uint32ToBytes(crc32(signed))));
}

/** How many bytes the opening has, from the first eight of a part: so much is to be read before `decodeBundleHead`. */
export function bundleHeadLength(bytes: Uint8Array): Result<number, Failure<'not-a-bundle' | 'too-large'>> {
  if (bytes.length < 8 || !MAGIC.every((value, index) => bytes[index] === value)) return fail('not-a-bundle', 'this is not a bundle');
  const length = readUint32(bytes, 4);
  return length > MAX_BUNDLE_MANIFEST_BYTES ? fail('too-large', 'the manifest is longer than the format allows') : ok(BUNDLE_OPENING_BYTES + length);
}

/** Reads the opening of a part; `framesAt` is where its frames begin. Whether the exporter is a member is the reader's question. */
export function decodeBundleHead(bytes: Uint8Array): Result<{ readonly manifest: BundleManifest; readonly framesAt: number }, Failure<BundleFailure>> {
  const head = bundleHeadLength(bytes);
  if (!head.ok) return head;
  const length = head.value - BUNDLE_OPENING_BYTES;
  if (bytes.length < head.value) return fail('malformed-bundle', 'the part ends inside its manifest');
  if (crc32(bytes.subarray(0, 72 + length)) !== readUint32(bytes, 72 + length)) return fail('crc-mismatch', 'the manifest is damaged');
  const manifest = bytes.subarray(8, 8 + length);
  const decoded = decodeCbor(manifest);
  const named = decoded.ok ? v.safeParse(v.object({ format: v.literal('holdfast-bundle'), version: v.number() }), decoded.value) : null;
  if (!decoded.ok || named?.success !== true) return fail('malformed-bundle', 'the manifest is not readable');
  if (named.output.version !== 1) return fail('unknown-version', `the bundle has version ${named.output.version}; this build reads version 1`);
  const parsed = v.safeParse(manifestSchema, decoded.value);
  if (!parsed.success) return fail('malformed-bundle', 'the manifest is not in the form of version 1');
  const { format: _format, version: _version, bundle, log, exporter, exportedAt, ...rest } = parsed.output;
  if (!ed25519Verify(bytes.subarray(8 + length, 72 + length), concatBytes(tag, manifest), exporter)) return fail('bad-signature', 'the signature of the bundle does not hold');
  return ok({
    manifest: { ...rest, bundle: bytesToHex(bundle), log: bytesToHex(log) as LogId, exporter: bytesToHex(exporter), exportedAt: exportedAt as UnixMs },
    framesAt: head.value,
  });
}

const shortText = v.pipe(v.string(), v.maxLength(64));
const counted = v.pipe(uintSchema, v.minValue(1));
const pieceSchema = v.pipe(
  v.strictObject({ item: v.pipe(v.string(), v.check((text) => parseEntryId(text) === text)), part: v.pipe(uintSchema, v.maxValue(9_999_998)), bytes: counted, sha256: bytesOf(32) }),
  v.transform(({ item, part, bytes, sha256 }): BundlePiece => ({ item: item as EntryId, part, bytes, sha256: bytesToHex(sha256) as Sha256Hex })),
);
const markSchema = v.pipe(v.strictObject({ feed: bytesOf(32), seq: uintSchema }), v.transform(({ feed, seq }): FeedMark => ({ feed: bytesToHex(feed) as FeedId, seq })));
const manifestSchema = v.pipe(
  v.strictObject({
    format: v.literal('holdfast-bundle'), version: v.literal(1), bundle: bytesOf(16), part: counted, parts: v.pipe(counted, v.maxValue(MAX_PARTS)), log: bytesOf(16),
    scope: v.picklist(['workspace', 'incident']), exporter: bytesOf(32), exportedAt: uintSchema, frames: v.strictObject({ count: uintSchema, bytes: uintSchema }),
    pieces: v.pipe(v.array(pieceSchema), v.maxLength(MAX_PIECES)), heads: v.pipe(v.array(frameReferenceSchema), v.maxLength(4096)), after: v.pipe(v.array(markSchema), v.maxLength(4096)),
    cosignatures: v.pipe(v.array(v.pipe(v.instance(Uint8Array), v.check((bytes) => bytes.length <= MAX_COSIGNATURE_BYTES))), v.maxLength(256)),
    app: v.strictObject({ version: shortText, build: shortText }),
  }),
  v.check(({ part, parts }) => part <= parts),
  v.check(({ frames, pieces }) => frames.count * 80 <= frames.bytes && (frames.count > 0 || frames.bytes === 0) && Number.isSafeInteger(pieces.reduce((sum, piece) => sum + piece.bytes, frames.bytes))),
);
