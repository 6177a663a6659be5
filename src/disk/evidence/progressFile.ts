import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { bytesToText, textToBytes, type EntryId, type RandomBytes, type UnixMs } from '#base';
import type { FileLayer } from '../durable/fileLayer.ts';
import { readIfPresent, replaceFile } from '../durable/files.ts';
import { itemFolder, PROGRESS } from '../layout.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const mark = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const progressSchema = v.object({
  format: v.literal('holdfast-seal'),
  version: v.literal(1),
  /** 'verified' after the read-back: nothing is left to do but to record the item in the journal. */
  state: v.picklist(['sealing', 'verified']),
  startedAt: v.pipe(count, v.transform((value) => value as UnixMs)),
  size: count,
  partBytes: v.pipe(count, v.minValue(1)),
  key: mark,
  source: mark,
  parts: v.array(v.object({ plainBytes: count, sealedBytes: count, prefix: mark })),
});

/**
 * What a run leaves beside its parts (docs/spec/evidence.md section 5). Marks are HMACs under the item's identity, so that
 * whoever holds the folder cannot test a guess at the content against them.
 */
export type SealProgress = v.InferOutput<typeof progressSchema>;

/** The progress file of an item, or null when there is none or it cannot be read: then nothing can be continued. */
export async function readProgress(files: FileLayer, vault: string, item: EntryId): Promise<SealProgress | null> {
  const bytes = await readIfPresent(files, join(itemFolder(vault, item), PROGRESS));
  if (bytes === null) return null;
  try {
    const parsed = v.safeParse(progressSchema, JSON.parse(bytesToText(bytes) ?? ''));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Replaces the progress file durably. Throws system errors. */
export async function writeProgress(files: FileLayer, vault: string, item: EntryId, progress: SealProgress, random: RandomBytes): Promise<void> {
  await replaceFile(files, join(itemFolder(vault, item), PROGRESS), textToBytes(`${JSON.stringify(progress, null, 1)}\n`), random);
}

/** A mark of a value under the item's identity: 64 hexadecimal digits of HMAC-SHA-256. */
export function createMark(identity: string, purpose: 'key' | 'source' | 'prefix', value: string): string {
  return createHmac('sha256', `holdfast/seal-mark/1|${identity}`).update(`${purpose}|${value}`).digest('hex');
}
