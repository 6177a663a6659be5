import type { PieceHelper } from '#log';

/** The second thread of a round: started when the round turns out to be long, ended with it. */
export interface SecondThread {
  /** Asked for each answer with frames: a helper from the second one on, null while there is none. */
  readonly helperFor: () => PieceHelper | null;
  readonly end: () => void;
}

/** `start` as the host gives it; absent or failing where no thread is to be had. */
export function createSecondThread(start: (() => PieceHelper | null) | undefined): SecondThread {
  let helper: PieceHelper | null = null;
  let answers = 0;
  return {
    helperFor: () => {
      answers += 1;
      if (answers === 2) helper = tryTo(start);
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
