import { fail, type Err, type Failure } from '#base';

/** Answers that many handlers give, worded once. */
export function locked(): Err<Failure<'locked'>> {
  return fail('locked', 'the vault is locked');
}
export function unknownTarget(): Err<Failure<'unknown-target'>> {
  return fail('unknown-target', 'there is no such entry in this journal');
}

/**
 * Narrows the failure of a port call to the kinds a caller has promised. Kinds that only a broken or closed port can give
 * (`denied`, `invalid-input`, `internal`, `closed`) and anything unexpected become `io`.
 */
export function portFailure<K extends string>(error: Failure, expected: readonly K[]): Err<Failure<K | 'io'>> {
  const kind = expected.find((candidate) => candidate === error.kind);
  return kind === undefined ? fail('io', error.kind === 'closed' ? 'the vault folder is closed' : `the vault folder could not be used: ${error.message}`) : fail(kind, error.message);
}
