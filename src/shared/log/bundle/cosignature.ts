import * as v from 'valibot';
import { bytesToHex, concatBytes, decodeCbor, encodeCbor, fail, ok, readUint32, textToBytes, uint32ToBytes, type Failure, type LogId, type Result, type UnixMs } from '#base';
import { ed25519Sign, ed25519Verify, logIdToBytes, type DeviceKeys } from '#crypto';
import { hexBytes } from '../body/encode.ts';
import { bytesOf, bytesSchema, uintSchema } from '../bytesSchema.ts';
import { decodeStatement, encodeStatement, type LogStatement, type StatedHead } from '../witness/statement.ts';
import { MAX_COSIGNATURE_BYTES } from './limits.ts';

/** "This device held this log up to here" (docs/spec/bundle.md section 5). */
export interface Cosignature {
  readonly log: LogId;
  /** Ed25519 public key of the device that states it, hexadecimal. */
  readonly device: string;
  /** A claim of its clock. */
  readonly at: UnixMs;
  readonly statement: LogStatement;
}
export type CosignatureFailure = 'malformed-cosignature' | 'wrong-log' | 'not-a-member' | 'bad-signature';

const MAGIC = /* @__PURE__ */ textToBytes('HFC1');
const tag = /* @__PURE__ */ textToBytes('holdfast/cosignature/1');
const SIGNATURE_BYTES = 64;
const schema = v.strictObject({ format: v.literal('holdfast-cosignature'), version: v.literal(1), log: bytesOf(16), device: bytesOf(32), at: uintSchema, statement: bytesSchema });

/** States with a device's key how far it holds each feed of a log. `heads` as in a log statement; at least one. Answers `too-large` beyond 128 KiB. */
export function encodeCosignature({ log, at, heads }: { readonly log: LogId; readonly at: UnixMs; readonly heads: readonly StatedHead[] }, device: DeviceKeys): Result<Uint8Array, Failure<'too-large'>> {
  const stated = encodeCbor({ format: 'holdfast-cosignature', version: 1, log: logIdToBytes(log), device: device.ed25519, at, statement: encodeStatement({ log, heads }) });
  const bytes = concatBytes(MAGIC, uint32ToBytes(stated.length), stated, ed25519Sign(concatBytes(tag, stated), device.signingKey));
  return bytes.length > MAX_COSIGNATURE_BYTES ? fail('too-large', 'the log has too many feeds for one cosignature') : ok(bytes);
}

/**
 * Reads a cosignature and checks it for a log; the first failure is the answer, in the order of the classes. `isMember` is asked with the device in hexadecimal. Whether the headers it names
 * are those that are here is the caller's question.
 */
export function checkCosignature(bytes: Uint8Array, log: LogId, isMember: (device: string) => boolean): Result<Cosignature, Failure<CosignatureFailure>> {
  const malformed = fail('malformed-cosignature', 'this is not a cosignature of version 1');
  if (bytes.length > MAX_COSIGNATURE_BYTES || bytes.length < 8 + SIGNATURE_BYTES || !MAGIC.every((value, index) => bytes[index] === value)) return malformed;
  const length = readUint32(bytes, 4);
  if (bytes.length !== 8 + length + SIGNATURE_BYTES) return malformed;
  const stated = bytes.subarray(8, 8 + length);
  const decoded = decodeCbor(stated);
  const parsed = decoded.ok ? v.safeParse(schema, decoded.value) : null;
  const statement = parsed?.success === true ? decodeStatement(parsed.output.statement) : null;
  if (parsed?.success !== true || statement?.ok !== true) return malformed;
  const named = bytesToHex(parsed.output.log) as LogId;
  if (named !== log || statement.value.log !== log) return fail('wrong-log', 'the cosignature is over another log');
  const device = bytesToHex(parsed.output.device);
  if (!isMember(device)) return fail('not-a-member', 'the cosignature is by a device that is no member of the log');
  if (!ed25519Verify(bytes.subarray(8 + length), concatBytes(tag, stated), hexBytes(device))) return fail('bad-signature', 'the signature under the cosignature does not hold');
  return ok({ log, device, at: parsed.output.at as UnixMs, statement: statement.value });
}
