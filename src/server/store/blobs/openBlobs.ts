import { resolve } from 'node:path';
import { fail, ok, type Failure, type Result } from '#base';
import { acquireLock, createEnvironment, type DiskEnvironment } from '#disk';
import { storeFailure } from '../failures.ts';
import { createCredentials } from '../s3/credentials.ts';
import { openS3Blobs } from '../s3/openS3Blobs.ts';
import { parseS3Place } from '../s3/place.ts';
import type { BlobStore } from '../types.ts';
import { createBlobFiles } from './blobFiles.ts';

export interface BlobPlaceOptions {
  /** `file:DIR` or `s3:https://HOST/BUCKET/PREFIX`. */
  readonly place: string;
  /** Folder of the server. */
  readonly data: string;
  readonly region?: string | null;
  /** A file of credentials, instead of the variables of the environment. */
  readonly credentialsFile?: string | null;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly environment?: Partial<DiskEnvironment>;
  readonly onNotice?: (text: string) => void;
  /** Looks only: no lock, nothing is sent. */
  readonly readOnly?: boolean;
  /** Paces of an S3 store; tests make them shorter. */
  readonly pace?: { readonly backoffMs?: number; readonly idleMs?: number; readonly waitMs?: number; readonly sweepMs?: number };
}
export type OpenBlobsFailure = Failure<'usage' | 'held' | 'io' | 'disk-full' | 'read-only'>;

/** Opens the place of blobs that an operator has named (docs/spec/server.md section 11). `usage`: it is not in a known form, or does not let this server in. */
export async function openBlobs(options: BlobPlaceOptions): Promise<Result<BlobStore, OpenBlobsFailure>> {
  const { place, variables = {}, readOnly = false } = options;
  const environment = createEnvironment(options.environment);
  if (place.startsWith('file:')) return openFolder(resolve(place.slice('file:'.length)), environment, readOnly);
  if (!place.startsWith('s3:')) return fail('usage', 'blobs are kept in file:DIR or s3:https://HOST/BUCKET/PREFIX');
  const s3 = parseS3Place(place.slice('s3:'.length), options.region ?? variables['AWS_REGION'] ?? variables['AWS_DEFAULT_REGION'] ?? 'us-east-1');
  if (!s3.ok) return s3;
  const credentials = createCredentials(variables, options.credentialsFile ?? null);
  const first = await credentials(false);
  if (!first.ok) return first;
  return openS3Blobs({ place: s3.value, data: options.data, environment, credentials, readOnly, ...options.pace, ...(options.onNotice === undefined ? {} : { onNotice: options.onNotice }) });
}

async function openFolder(folder: string, environment: DiskEnvironment, readOnly: boolean): Promise<Result<BlobStore, OpenBlobsFailure>> {
  if (readOnly) return ok(createBlobFiles(folder, environment));
  try {
    await environment.files.mkdir(folder, true);
    const lock = await acquireLock({ files: environment.files, vault: folder, processes: environment.processes(), random: environment.random, now: environment.now, takeOver: false });
    if (!lock.ok) return fail(lock.error.kind, lock.error.kind === 'held' ? 'another process has the folder of blobs; several servers need a store that they share, such as S3' : lock.error.message);
    return ok({ ...createBlobFiles(folder, environment), close: () => lock.value.release(folder) });
  } catch (error) {
    return storeFailure(error);
  }
}
