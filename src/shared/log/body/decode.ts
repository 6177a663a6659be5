import * as v from 'valibot';
import { decodeCbor, fail, ok, type Failure, type Result, type UnixMs } from '#base';
import { bytesOf, bytesSchema, frameReferenceSchema, uintSchema } from '../bytesSchema.ts';
import { MAX_ENTRIES, MAX_ENTRY_BYTES } from '../frame/types.ts';
import type { FrameBody } from './types.ts';

const unixMs = v.pipe(v.number(), v.safeInteger(), v.transform((value) => value as UnixMs));
const shortText = v.pipe(v.string(), v.maxLength(64));
const bodySchema = v.strictObject({
  entries: v.pipe(v.array(v.pipe(bytesSchema, v.check((entry) => entry.length >= 1 && entry.length <= MAX_ENTRY_BYTES))), v.minLength(1), v.maxLength(MAX_ENTRIES)),
  salts: v.array(bytesOf(16)),
  hlc: v.strictObject({ ms: v.pipe(unixMs, v.check((ms) => ms >= 0)), counter: v.pipe(uintSchema, v.check((counter) => counter <= 65_535)) }),
  wall: v.strictObject({ ms: unixMs, zone: shortText, offset: v.pipe(v.number(), v.safeInteger(), v.minValue(-1080), v.maxValue(1080)) }),
  mono: v.strictObject({ boot: bytesOf(16), ms: uintSchema }),
  timeSource: v.strictObject({ state: v.picklist(['unsynchronised', 'system', 'witness']), errorMs: v.nullable(uintSchema) }),
  parents: v.pipe(v.array(frameReferenceSchema), v.maxLength(256)),
  app: v.strictObject({ version: shortText, build: shortText }),
});

/** Parses a body map strictly; step 11 of docs/spec/frames.md section 8. */
export function decodeBody(bytes: Uint8Array): Result<FrameBody, Failure<'malformed-body'>> {
  const decoded = decodeCbor(bytes);
  const parsed = decoded.ok ? v.safeParse(bodySchema, decoded.value) : null;
  if (parsed === null || !parsed.success || parsed.output.salts.length !== parsed.output.entries.length) {
    return fail('malformed-body', 'the body is not in the form of version 1');
  }
  return ok(parsed.output);
}
