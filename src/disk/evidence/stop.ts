import type { Failure } from '#base';
import type { SealFailure } from '#ipc';

export type EvidenceFailureKind = SealFailure | 'missing' | 'damaged' | 'hash-mismatch' | 'exists' | 'too-large';

/**
 * Ends a run from inside its many parallel steps. It never leaves the operation that started the run: there it becomes
 * an expected failure.
 */
export class Stopped extends Error {
  readonly failure: Failure<EvidenceFailureKind>;

  constructor(kind: EvidenceFailureKind, message: string) {
    super(message);
    this.failure = { kind, message };
  }
}

/** Whether a person has asked the run to end. */
export interface CancelToken {
  readonly throwIfCancelled: () => void;
  readonly isCancelled: () => boolean;
  /** Settles, with rejection, at the moment of the cancel. */
  readonly whenCancelled: Promise<never>;
  readonly cancel: () => void;
}

export function createCancelToken(): CancelToken {
  let cancelled = false;
  let reject: (reason: Stopped) => void = () => undefined;
  const whenCancelled = new Promise<never>((_resolve, rejecter) => {
    reject = rejecter;
  });
  whenCancelled.catch(() => undefined);
  const stopped = new Stopped('cancelled', 'stopped on request');
  return {
    isCancelled: () => cancelled,
    throwIfCancelled: () => {
      if (cancelled) throw stopped;
    },
    whenCancelled,
    cancel: () => {
      cancelled = true;
      reject(stopped);
    },
  };
}
