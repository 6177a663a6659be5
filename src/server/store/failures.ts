import { fail, type Failure, type Result } from '#base';
import { toWriteFailure } from '#disk';

/** A thrown error of the file system as an answer of the store. */
export function storeFailure(error: unknown): Result<never, Failure<'disk-full' | 'io'>> {
  const failure = toWriteFailure(error).error;
  return fail(failure.kind === 'disk-full' ? 'disk-full' : 'io', failure.message);
}
