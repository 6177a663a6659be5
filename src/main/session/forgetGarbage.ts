import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects main's garbage now, so that what went through it during the session is not left lying until memory is needed. */
export function forgetGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collect === 'function') collect();
}
