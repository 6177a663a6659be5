import * as v from 'valibot';
import { bytesToHex, concatBytes, decodeCbor, encodeCbor, fail, ok, readUint32, textToBytes, uint32ToBytes, type Failure, type LogId, type Result, type UnixMs } from '#base';
import { ed25519Sign, ed25519Verify, logIdToBytes, type DeviceKeys } from '#crypto';
import { hexBytes } from '../body/encode.ts';
import { bytesOf, frameReferenceSchema, uintSchema, type FrameReference } from '../bytesSchema.ts';
import { crc32 } from '../frame/crc32.ts';
import type { Scope } from '../frame/types.ts';

/** What a journal package says of itself, signed by the device that made it (docs/spec/frames.md section 10). */
export interface PackageManifest {
  readonly log: LogId;
  readonly scope: Scope;
  /** Ed25519 public key, hexadecimal. */
  readonly exporter: string;
  readonly exportedAt: UnixMs;
  readonly frames: number;
  /** Length of all frames together. */
  readonly bytes: number;
  readonly heads: readonly FrameReference[];
  readonly app: { readonly version: string; readonly build: string };
}
export type PackageFailure = 'malformed-package' | 'unknown-version' | 'crc-mismatch' | 'bad-signature' | 'too-large';

const MAGIC = /* @__PURE__ */ textToBytes('HFP1');
const tag = /* @__PURE__ */ textToBytes('holdfast/package/1');
const MAX_MANIFEST_BYTES = 1_048_576;

/** The opening of a package; the frames follow it, byte for byte as stored. */
export function encodePackageHead(manifest: Omit<PackageManifest, 'exporter'>, device: DeviceKeys): Uint8Array {
  const bytes = encodeCbor({
    format: 'holdfast-package', version: 1, log: logIdToBytes(manifest.log), scope: manifest.scope, exporter: device.ed25519, exportedAt: manifest.exportedAt,
    frames: manifest.frames, bytes: manifest.bytes, app: { version: manifest.app.version, build: manifest.app.build },
    heads: manifest.heads.map((head) => ({ feed: hexBytes(head.feed), seq: head.seq, header: hexBytes(head.headerSha256) })),
  });
  const signed = concatBytes(MAGIC, uint32ToBytes(bytes.length), bytes, ed25519Sign(concatBytes(tag, bytes), device.signingKey));
  return concatBytes(signed, uint32ToBytes(crc32(signed)));
}

/** A whole package in memory. */
export function encodePackage(manifest: Omit<PackageManifest, 'exporter' | 'frames' | 'bytes'>, frames: readonly Uint8Array[], device: DeviceKeys): Uint8Array {
  const bytes = frames.reduce((total, frame) => total + frame.length, 0);
  return concatBytes(encodePackageHead({ ...manifest, frames: frames.length, bytes }, device), ...frames);
}

/** True when the bytes begin like a package. */
export function isPackage(bytes: Uint8Array): boolean {
  return MAGIC.every((value, index) => bytes[index] === value);
}

/** Reads the opening; `framesAt` is where `scanFrames` goes on. Whether the exporter is a member is the verifier's question. */
export function decodePackageHead(bytes: Uint8Array): Result<{ readonly manifest: PackageManifest; readonly framesAt: number }, Failure<PackageFailure>> {
  if (bytes.length < 8 || !isPackage(bytes)) return fail('malformed-package', 'this is not a journal package');
  const length = readUint32(bytes, 4);
  if (length > MAX_MANIFEST_BYTES) return fail('too-large', 'the manifest is longer than the format allows');
  if (bytes.length < 8 + length + 68) return fail('malformed-package', 'the package ends inside its manifest');
  if (crc32(bytes.subarray(0, 72 + length)) !== readUint32(bytes, 72 + length)) return fail('crc-mismatch', 'the manifest is damaged');
  const manifest = bytes.subarray(8, 8 + length);
  const decoded = decodeCbor(manifest);
  const named = decoded.ok ? v.safeParse(v.object({ format: v.literal('holdfast-package'), version: v.number() }), decoded.value) : null;
  if (!decoded.ok || named?.success !== true) return fail('malformed-package', 'the manifest is not readable');
  if (named.output.version !== 1) return fail('unknown-version', `the package has version ${named.output.version}; this build reads version 1`);
  const parsed = v.safeParse(manifestSchema, decoded.value);
  if (!parsed.success) return fail('malformed-package', 'the manifest is not in the form of version 1');
  const { exporter, log, exportedAt, format: _format, version: _version, ...rest } = parsed.output;
  if (!ed25519Verify(bytes.subarray(8 + length, 72 + length), concatBytes(tag, manifest), exporter)) return fail('bad-signature', 'the signature of the package does not hold');
  return ok({ manifest: { ...rest, log: bytesToHex(log) as LogId, exportedAt: exportedAt as UnixMs, exporter: bytesToHex(exporter) }, framesAt: 76 + length });
}

const shortText = v.pipe(v.string(), v.maxLength(64));
const manifestSchema = v.strictObject({
  format: v.literal('holdfast-package'), version: v.literal(1), log: bytesOf(16), scope: v.picklist(['workspace', 'incident']), exporter: bytesOf(32),
  exportedAt: uintSchema, frames: uintSchema, bytes: uintSchema, heads: v.pipe(v.array(frameReferenceSchema), v.maxLength(4096)),
  app: v.strictObject({ version: shortText, build: shortText }),
});
