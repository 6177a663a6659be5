import * as v from 'valibot';
import { bytesToHex, compareBytes, concatBytes, decodeCbor, encodeCbor, fail, ok, readUint32, textToBytes, uint32ToBytes, type Failure, type LogId, type Result, type Sha256Hex } from '#base';
import { ed25519Sign, ed25519Verify, logIdToBytes, type DeviceKeys } from '#crypto';
import { hexBytes } from '../body/encode.ts';
import { bytesOf, frameReferenceSchema, uintSchema } from '../bytesSchema.ts';
import type { DisclosureManifest } from './types.ts';
import { isPlainName, MAX_ZIP_MEMBERS } from './zip.ts';

export type DisclosureHeadFailure = 'malformed-package' | 'unknown-version' | 'bad-signature';
/** `failure` is set when the signature does not hold: what it says may still be named. */
export interface DisclosureHead { readonly manifest: DisclosureManifest; readonly signed: boolean; readonly recordsAt: number }

const MAGIC = /* @__PURE__ */ textToBytes('HFD1');
const tag = /* @__PURE__ */ textToBytes('holdfast/disclosure/1');
const MAX_MANIFEST_BYTES = 16_777_216;
const MAX_HEADS = 4096;

/** The opening of a disclosure: magic, manifest, signature. `too-large`: more feeds than the format takes. */
export function encodeDisclosureHead(manifest: Omit<DisclosureManifest, 'exporter'>, device: DeviceKeys): Result<Uint8Array, Failure<'too-large'>> {
  const bytes = encodeCbor({
    format: 'holdfast-disclosure', version: 1, log: logIdToBytes(manifest.log), scope: manifest.scope, exporter: device.ed25519,
    app: { version: manifest.app.version, build: manifest.app.build }, statement: manifest.statement,
    records: { count: manifest.records.count, bytes: manifest.records.bytes, sha256: hexBytes(manifest.records.sha256) }, counts: { ...manifest.counts },
    heads: manifest.heads.map((head) => ({ feed: hexBytes(head.feed), seq: head.seq, header: hexBytes(head.headerSha256) })),
    files: manifest.files.map((file) => ({ name: file.name, size: file.size, sha256: hexBytes(file.sha256) })),
  });
  if (bytes.length > MAX_MANIFEST_BYTES || manifest.heads.length > MAX_HEADS) return fail('too-large', 'the manifest is larger than the format allows');
  return ok(concatBytes(MAGIC, uint32ToBytes(bytes.length), bytes, ed25519Sign(concatBytes(tag, bytes), device.signingKey)));
}

/** True when the bytes begin like a `disclosure.hfd`. */
export function isDisclosure(bytes: Uint8Array): boolean {
  return MAGIC.every((value, index) => bytes[index] === value);
}

/** Reads the opening: steps 1 to 3 of docs/spec/disclosure.md section 5. */
export function decodeDisclosureHead(bytes: Uint8Array): Result<DisclosureHead, Failure<'malformed-package' | 'unknown-version'>> {
  if (bytes.length < 8 || !isDisclosure(bytes)) return fail('malformed-package', 'this is not a disclosure package');
  const length = readUint32(bytes, 4);
  if (length < 1 || length > MAX_MANIFEST_BYTES || 8 + length + 64 > bytes.length) return fail('malformed-package', 'the manifest does not fit');
  const encoded = bytes.subarray(8, 8 + length);
  const decoded = decodeCbor(encoded);
  const named = decoded.ok ? v.safeParse(v.object({ format: v.literal('holdfast-disclosure'), version: v.pipe(v.number(), v.safeInteger()) }), decoded.value) : null;
  if (!decoded.ok || named?.success !== true) return fail('malformed-package', 'the manifest is not readable');
  if (named.output.version !== 1) return fail('unknown-version', `the package has version ${named.output.version}; this build reads version 1`);
  const parsed = v.safeParse(manifestSchema, decoded.value);
  if (!parsed.success) return fail('malformed-package', 'the manifest is not in the form of version 1');
  const { log, exporter, format: _format, version: _version, ...rest } = parsed.output;
  const signed = ed25519Verify(bytes.subarray(8 + length, 72 + length), concatBytes(tag, encoded), exporter);
  return ok({ manifest: { ...rest, log: bytesToHex(log) as LogId, exporter: bytesToHex(exporter) }, signed, recordsAt: 72 + length });
}

const shortText = v.pipe(v.string(), v.maxLength(64));
const hash = v.pipe(bytesOf(32), v.transform((value) => bytesToHex(value) as Sha256Hex));
const fileName = v.pipe(v.string(), v.check((name) => isPlainName(textToBytes(name))));
const manifestSchema = v.strictObject({
  format: v.literal('holdfast-disclosure'), version: v.literal(1), log: bytesOf(16), scope: v.picklist(['workspace', 'incident']), exporter: bytesOf(32),
  app: v.strictObject({ version: shortText, build: shortText }), statement: v.pipe(v.string(), v.maxLength(4000)),
  records: v.strictObject({ count: uintSchema, bytes: uintSchema, sha256: hash }),
  counts: v.strictObject({ frames: uintSchema, leaves: uintSchema, shown: uintSchema, entries: uintSchema, redacted: uintSchema }),
  heads: v.pipe(v.array(frameReferenceSchema), v.maxLength(MAX_HEADS), v.check((heads) => ascends(heads, (left, right) => (left.feed < right.feed ? -1 : 1)))),
  files: v.pipe(v.array(v.strictObject({ name: fileName, size: uintSchema, sha256: hash })), v.maxLength(MAX_ZIP_MEMBERS - 1), v.check((files) => ascends(files, (left, right) => compareBytes(textToBytes(left.name), textToBytes(right.name))))),
});

function ascends<T>(items: readonly T[], compare: (left: T, right: T) => number): boolean {
  return items.every((item, index) => index === 0 || compare(items[index - 1] ?? item, item) < 0);
}
