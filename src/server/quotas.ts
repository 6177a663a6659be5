import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { fail, ok, parseLogId, type Failure, type LogId, type Result } from '#base';
import { defaultQuotas, type Quotas } from './settings.ts';
import { quotaFile } from './store/files/layout.ts';

const amount = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const entrySchema = v.strictObject({ logBytes: amount, logFrames: amount, deviceDayBytes: amount, feedsOfDevice: amount, openBlobs: amount });
const schema = v.strictObject({ format: v.literal('holdfast-quotas'), default: v.optional(entrySchema), logs: v.optional(v.record(v.string(), entrySchema)) });
export type QuotaEntry = v.InferOutput<typeof entrySchema>;
export type QuotaFile = v.InferOutput<typeof schema>;

/** What was set apart from the defaults: `quotas.json` (docs/spec/server.md section 2). Null when there is no such file. */
export async function readQuotaFile(data: string): Promise<Result<QuotaFile | null, Failure<'damaged'>>> {
  const text = await readFile(quotaFile(data), 'utf8').catch(() => null);
  if (text === null) return ok(null);
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    if (parsed.success && Object.keys(parsed.output.logs ?? {}).every((log) => parseLogId(log) !== null)) return ok(parsed.output);
  } catch {
    // Answered below: the text of the file is not repeated.
  }
  return fail('damaged', 'quotas.json is not in its form; see docs/spec/server.md');
}

/** The quotas of a log; null asks for those that are not of a log. */
export function quotasOf(file: QuotaFile | null, log: LogId | null): Quotas {
  const set = { ...file?.default, ...(log === null ? {} : file?.logs?.[log]) };
  return {
    logBytes: set.logBytes ?? defaultQuotas.logBytes, logFrames: set.logFrames ?? defaultQuotas.logFrames, deviceDayBytes: set.deviceDayBytes ?? defaultQuotas.deviceDayBytes,
    feedsOfDevice: set.feedsOfDevice ?? defaultQuotas.feedsOfDevice, openBlobs: set.openBlobs ?? defaultQuotas.openBlobs,
  };
}
