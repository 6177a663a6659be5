import { fail, ok, type Failure, type Result } from '#base';
import { defaultScrub, openBlobs, type BlobStore, type Finding, type ScrubSettings } from '#server';
import { textOption, type OptionSpecs, type OptionValues } from '../command.ts';
import type { Terminal } from '../terminal.ts';

/** Where a server keeps blobs. */
export const blobOptions: OptionSpecs = {
  blobs: { type: 'string', value: 'PLACE', about: 'where sealed evidence is kept: file:DIR or s3:https://HOST/BUCKET/PREFIX (in the folder)' },
  'blobs-region': { type: 'string', value: 'NAME', about: 'region of the S3 store (AWS_REGION, or us-east-1)' },
  'blobs-credentials': { type: 'string', value: 'FILE', about: 'credentials of the S3 store, instead of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY' },
};
export const scrubOption: OptionSpecs = { scrub: { type: 'string', value: 'N|off', about: 'read everything again at N MiB a second while serving (16)' } };

/** Opens the place that was named; null when none was. */
export async function readBlobOptions(options: OptionValues, terminal: Terminal, readOnly = false, onNotice = (text: string): void => terminal.err(`holdfast: note: ${text}\n`)): Promise<Result<BlobStore | null, Failure>> {
  const place = textOption(options, 'blobs');
  if (place === undefined) return ok(null);
  return openBlobs({
    place, data: textOption(options, 'data') ?? '', region: textOption(options, 'blobs-region') ?? null, credentialsFile: textOption(options, 'blobs-credentials') ?? null,
    variables: terminal.environment, readOnly, onNotice,
  });
}

/** Looks at the place that was named as a start would, and writes nothing (docs/spec/server.md section 10). */
export async function checkBlobs(options: OptionValues, terminal: Terminal): Promise<readonly Finding[]> {
  const notes: string[] = [];
  const opened = await readBlobOptions(options, terminal, true, (text) => notes.push(text));
  if (!opened.ok) return [{ state: 'failed', text: opened.error.message }];
  if (opened.value === null) return [];
  // A store that does not answer keeps no server from starting.
  const logs = notes.length > 0 ? null : await opened.value.logs();
  await opened.value.close();
  if (logs?.ok === false) notes.push(`the place of blobs: ${logs.error.message}`);
  if (logs?.ok !== true) return notes.map((text) => ({ state: 'note', text }));
  return [logs.value.length === 0 ? { state: 'note', text: 'the place of blobs has none yet' } : { state: 'ok', text: `the place of blobs has those of ${logs.value.length} ${logs.value.length === 1 ? 'log' : 'logs'}` }];
}

/** The pace of the scrub; null when it is off. */
export function readScrubOption(options: OptionValues): Result<ScrubSettings | null, Failure<'usage'>> {
  const text = textOption(options, 'scrub');
  if (text === undefined) return ok(defaultScrub);
  if (text === 'off') return ok(null);
  return /^[1-9]\d{0,4}$/.test(text) ? ok({ ...defaultScrub, bytesPerSecond: Number(text) * 2 ** 20 }) : fail('usage', '--scrub is a number of MiB a second, or off');
}
