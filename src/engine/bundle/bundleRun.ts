import { fail, type Err, type Failure } from '#base';
import type { Core } from '../core/core.ts';
import { portFailure } from '../core/failures.ts';

type Doing = 'checking' | 'writing' | 'reading' | 'taking';
/** An export, import or acknowledgement that somebody follows and may stop. */
export interface BundleRun {
  readonly cancelled: () => boolean;
  /** Says what is being done from here on, and how many bytes that will be. */
  readonly begin: (doing: Doing, total: number) => void;
  readonly onBytes: (bytes: number) => void;
}

/** Tells the window how far a run has come. */
export function createBundleRun(core: Core, cancelled: () => boolean): BundleRun {
  let now: { readonly doing: Doing; readonly total: number } = { doing: 'reading', total: 0 };
  let done = 0;
  const say = (): void => core.announce({ name: 'bundle.progress', payload: { doing: now.doing, done: Math.min(done, now.total), total: now.total } });
  return {
    cancelled,
    begin: (doing, total) => {
      now = { doing, total };
      done = 0;
      say();
    },
    onBytes: (bytes) => {
      done += bytes;
      say();
    },
  };
}

/** The answer of a run that somebody stopped. */
export function stopped(): Err<Failure<'cancelled'>> {
  return fail('cancelled', 'this was stopped');
}

/** A failure of the vault folder in a run: a stop is one, whatever else failed because of it. */
export function runFailure<K extends string>(run: BundleRun, error: Failure, expected: readonly K[]): Err<Failure<K | 'io' | 'cancelled'>> {
  return run.cancelled() || error.kind === 'cancelled' ? stopped() : portFailure(error, expected);
}
