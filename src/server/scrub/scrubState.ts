import { join } from 'node:path';
import * as v from 'valibot';
import { bytesToText, parseLogId, textToBytes, type LogId } from '#base';
import { readIfPresent, replaceFile, type DiskEnvironment } from '#disk';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const logId = v.custom<LogId>((value) => typeof value === 'string' && parseLogId(value) !== null);
const blobName = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const schema = v.strictObject({
  format: v.literal('holdfast-scrub'),
  rounds: count,
  began: count,
  at: v.nullable(v.strictObject({ log: logId, after: v.nullable(v.union([v.literal(''), blobName])) })),
  frames: count, blobs: count, bytes: count, damaged: count,
  aside: v.pipe(v.array(v.strictObject({ log: logId, blob: blobName, at: count })), v.maxLength(10_000)),
});
interface Place { readonly log: LogId; readonly after: string | null }
interface Aside { readonly log: LogId; readonly blob: string; readonly at: number }
export interface ScrubState {
  readonly format: 'holdfast-scrub';
  /** Rounds that went over everything. */
  readonly rounds: number;
  /** When the round that runs, or the last one, began: Unix milliseconds. */
  readonly began: number;
  /** Where the round is; null between two rounds. `after`: the last blob of the log that was read; null while its frames are read. */
  readonly at: Place | null;
  /** Over all rounds. */
  readonly frames: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly damaged: number;
  /** Blobs that were put aside and are not whole again. */
  readonly aside: readonly Aside[];
}

/** How it begins. */
export const noScrubYet: ScrubState = { format: 'holdfast-scrub', rounds: 0, began: 0, at: null, frames: 0, blobs: 0, bytes: 0, damaged: 0, aside: [] };

/** Reads `scrub.json` (docs/spec/server.md section 12). One that is missing or not in its form begins anew: it holds nothing that cannot be found again. */
export async function readScrubState(data: string, { files }: DiskEnvironment): Promise<ScrubState> {
  try {
    const bytes = await readIfPresent(files, join(data, 'scrub.json'));
    const parsed = v.safeParse(schema, JSON.parse((bytes === null ? null : bytesToText(bytes)) ?? 'null'));
    return parsed.success ? parsed.output : noScrubYet;
  } catch {
    return noScrubYet;
  }
}

/** Keeps the state; false when it could not be written, which costs no more than reading again. */
export async function keepScrubState(data: string, { files, random }: DiskEnvironment, state: ScrubState): Promise<boolean> {
  return replaceFile(files, join(data, 'scrub.json'), textToBytes(`${JSON.stringify(state)}\n`), random).then(() => true, () => false);
}
