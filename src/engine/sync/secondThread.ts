import type { PieceHelper } from '#log';

/** The second thread of a round: started when the round turns out to be long, ended with it. */
export interface SecondThread {
  /** Asked for each answer with so many frames: a helper from the first on that lets more be expected, null while there is none. */
  readonly helperFor: (frames: number) => PieceHelper | null;
  readonly end: () => void;
}

/** Fewer are looked at before a thread has started. */
const MANY = 256;

/** `start` as the host gives it; absent or failing where no thread is to be had. */
export function createSecondThread(start: (() => PieceHelper | null) | undefined): SecondThread {
  let helper: PieceHelper | null = null;
  let isAsked = false;
  return {
    helperFor: (frames) => {
      if (!isAsked && frames >= MANY) {
        isAsked = true;
        helper = tryTo(start);
      }
      return helper;
    },
    end: () => helper?.end(),
  };
}

function tryTo(start: (() => PieceHelper | null) | undefined): PieceHelper | null {
  try {
    return start?.() ?? null;
  } catch {
    // Where no second thread can be had, one does it all.
    return null;
  }
}
