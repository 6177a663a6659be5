import * as v from 'valibot';
import type { UnixMs } from '#base';
import { clockSources, timePrecisions } from './vocabulary.ts';

/** What was read is never changed in place; branded texts and numbers stay what they are. */
export type DeepReadonly<T> = T extends string | number | boolean | null | undefined ? T : T extends readonly (infer Item)[] ? readonly DeepReadonly<Item>[] : { readonly [K in keyof T]: DeepReadonly<T[K]> };

/** Milliseconds since the Unix epoch, years 1 to 9999. */
export const unixMsSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(-62_135_596_800_000), v.maxValue(253_402_300_799_999), v.transform((value) => value as UnixMs));

const zone = v.pipe(v.string(), v.maxLength(64));
const offsetMinutes = v.pipe(v.number(), v.safeInteger(), v.minValue(-1080), v.maxValue(1080));

/**
 * When something happened. `at` is null only with precision `unknown`. `nanos` refines `at` below the millisecond.
 * `zone` and `written` keep what the person wrote or the source printed; `clockErrorMs` is how far the source clock was
 * ahead of true time when that is known (negative: slow) and is never applied silently.
 */
export const occurredSchema = v.pipe(v.object({
  at: v.nullable(unixMsSchema),
  until: v.exactOptional(unixMsSchema),
  nanos: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999_999))),
  precision: v.picklist(timePrecisions),
  plusMinusMs: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  zone,
  offsetMinutes,
  written: v.pipe(v.string(), v.maxLength(200)),
  clockErrorMs: v.exactOptional(v.pipe(v.number(), v.safeInteger())),
  clockSource: v.picklist(clockSources),
}), v.check((time) => (time.at === null) === (time.precision === 'unknown'), 'a time is missing exactly when its precision is unknown'),
v.check((time) => time.until === undefined || (time.at !== null && time.until >= time.at), 'a range ends before it begins'));
export type Occurred = DeepReadonly<v.InferOutput<typeof occurredSchema>>;

/** When the entry was written down, by this device's clock: a claim, bracketed by the log around it. */
export const recordedSchema = v.object({
  at: unixMsSchema,
  zone,
  offsetMinutes,
});
export type Recorded = DeepReadonly<v.InferOutput<typeof recordedSchema>>;

/** Written more than this long after the fact: a late entry (15 minutes, a local default). */
export const LATE_AFTER_MS = 15 * 60_000;

/** A value as a time, such as one that an amendment holds; null when it is none. */
export function parseOccurred(value: unknown): Occurred | null {
  const parsed = v.safeParse(occurredSchema, value);
  return parsed.success ? parsed.output : null;
}
