import { join } from 'node:path';
import { systemErrorCode } from '../durable/failures.ts';
import { itemFolder, partFile } from '../layout.ts';
import { openDestination } from './destination.ts';
import { readParts, type Part, type PartsRead } from './readParts.ts';
import type { Run } from './run.ts';
import { Stopped } from './stop.ts';

/** Bytes that may be shown inside the console. */
export const PEEK_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Opens every part of an item and compares sizes and hashes with what the journal says; with a path the plaintext is
 * written there, and appears only when everything was right. Throws `Stopped` and system errors.
 */
export async function openItem(run: Run, expected: readonly Part[], sha256: string, path: string | null): Promise<{ readonly bytes: number; readonly sha256: string }> {
  run.meter.begin(path === null ? 'verifying' : 'extracting', expected.reduce((sum, part) => sum + part.plainBytes, 0));
  await compareSizes(run, expected);
  if (path === null) {
    const read = await readParts(run, expected.map(namesContent), null);
    compareParts(read, expected);
    compareWhole(read, sha256);
    return { bytes: read.bytes, sha256: read.sha256 };
  }
  const destination = await openDestination(run.environment.files, path, run.environment.random);
  try {
    const read = await readParts(run, expected.map(namesContent), destination.write);
    compareParts(read, expected);
    compareWhole(read, sha256);
    run.token.throwIfCancelled();
    await destination.finish();
    return { bytes: read.bytes, sha256: read.sha256 };
  } catch (error) {
    await destination.abandon();
    throw error;
  }
}

/** The bytes of one small item, compared part by part. Throws `Stopped` and system errors. */
export async function peekItem(run: Run, expected: readonly Part[]): Promise<Uint8Array> {
  const total = expected.reduce((sum, part) => sum + part.plainBytes, 0);
  if (total > PEEK_LIMIT_BYTES) throw new Stopped('too-large', 'the item is too large to be shown here; extract it instead');
  await compareSizes(run, expected);
  const bytes = new Uint8Array(total);
  const read = await readParts(run, expected.map(namesContent), (plain, position) => {
    bytes.set(plain, position);
    return Promise.resolve();
  });
  compareParts(read, expected);
  return bytes;
}

async function compareSizes(run: Run, expected: readonly Part[]): Promise<void> {
  for (const [index, part] of expected.entries()) {
    const size = await run.environment.files.stat(join(itemFolder(run.vault, run.item), partFile(index))).then((found) => found.size, (error: unknown) => {
      if (systemErrorCode(error) === 'ENOENT') throw new Stopped('missing', `part ${index + 1} is not there`);
      throw error;
    });
    if (size !== part.sealedBytes) throw new Stopped('damaged', `part ${index + 1} holds ${size} bytes, not ${part.sealedBytes}`);
  }
}

function namesContent(part: Part): boolean {
  return part.plainSha256 !== undefined;
}

function compareParts(read: PartsRead, expected: readonly Part[]): void {
  for (const [index, part] of read.parts.entries()) {
    const wanted = expected[index];
    if (wanted?.sealedSha256 !== part.sealedSha256) throw new Stopped('damaged', `part ${index + 1} is another file than the one that was sealed`);
    if (wanted.plainSha256 !== undefined && wanted.plainSha256 !== part.plainSha256) throw new Stopped('hash-mismatch', `the content of part ${index + 1} has another hash than recorded`);
  }
}

function compareWhole(read: PartsRead, sha256: string): void {
  if (read.sha256 !== sha256) throw new Stopped('hash-mismatch', 'the content has another hash than recorded');
}
