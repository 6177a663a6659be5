import { fail, type Result } from '#base';
import { toWriteFailure } from '#disk';
import type { StoreFailure } from './types.ts';

/** A thrown system error as an answer of the store. */
export function storeFailure(error: unknown): Result<never, StoreFailure> {
  const failure = toWriteFailure(error).error;
  return fail(failure.kind === 'disk-full' ? 'disk-full' : 'io', failure.message);
}
