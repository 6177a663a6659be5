import { fail, ok, type Failure, type Result } from '#base';
import { defaultScrub, openBlobs, type BlobStore, type ScrubSettings } from '#server';
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
export async function readBlobOptions(options: OptionValues, terminal: Terminal, readOnly = false): Promise<Result<BlobStore | null, Failure>> {
  const place = textOption(options, 'blobs');
  if (place === undefined) return ok(null);
  return openBlobs({
    place, data: textOption(options, 'data') ?? '', region: textOption(options, 'blobs-region') ?? null, credentialsFile: textOption(options, 'blobs-credentials') ?? null,
    variables: terminal.environment, readOnly, onNotice: (text) => terminal.err(`holdfast: note: ${text}\n`),
  });
}

/** The pace of the scrub; null when it is off. */
export function readScrubOption(options: OptionValues): Result<ScrubSettings | null, Failure<'usage'>> {
  const text = textOption(options, 'scrub');
  if (text === undefined) return ok(defaultScrub);
  if (text === 'off') return ok(null);
  return /^[1-9]\d{0,4}$/.test(text) ? ok({ ...defaultScrub, bytesPerSecond: Number(text) * 2 ** 20 }) : fail('usage', '--scrub is a number of MiB a second, or off');
}
