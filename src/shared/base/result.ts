/** Expected outcomes as plain data: a function returns a Result for what can go wrong in use, and throws only for bugs. */
export type Result<T, E> = Ok<T> | Err<E>;
export interface Ok<T> { readonly ok: true; readonly value: T }
export interface Err<E> { readonly ok: false; readonly error: E }

/** A failure: a literal `kind` to switch on, and a sentence for a person that holds no secret and no case text. */
export interface Failure<K extends string = string> { readonly kind: K; readonly message: string }

/** Wraps a value as success. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** Wraps an error as expected failure. */
export function err<E>(error: E): Err<E> {
  return { ok: false, error };
}

/** Builds an expected failure of a literal kind. */
export function fail<K extends string>(kind: K, message: string): Err<Failure<K>> {
  return { ok: false, error: { kind, message } };
}

/** Returns the value, or throws: for places where a failure would be a bug. */
export function unwrap<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  const error: unknown = result.error;
  const kind = typeof error === 'object' && error !== null && 'kind' in error ? String(error.kind) : 'failure';
  throw new Error(`unexpected failure: ${kind}`);
}
