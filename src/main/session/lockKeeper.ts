import type { LockCause } from '#ipc';

/** Ends sessions: on the person's word, when nobody is there, when the computer sleeps or its screen locks. */
export interface LockKeeper {
  /** Ends the session now. Calls while it is ending join the one under way. */
  readonly end: () => Promise<void>;
  /**
   * Asks the window to end its engine and call `session.end`; whatever it does, the session ends after the patience.
   * Does nothing when no session is open.
   */
  readonly request: (cause: LockCause) => Promise<void>;
}

/** How long the window may take to end by itself. */
export const patienceMs = 300;
/** A lock takes half a second at most, so the page has what the patience left over to leave its process. */
const lockMs = 500;
/** What killing a process may take. */
const killMs = 100;

/**
 * `endSession` closes the vault and replaces the page within the milliseconds given; `announce` pushes the wish to the window. Both are injected so
 * that the order can be tested.
 */
export function createLockKeeper(options: { readonly session: () => object | null; readonly announce: (cause: LockCause) => void; readonly endSession: (leaveMs: number) => Promise<void> }): LockKeeper {
  let ending: Promise<void> | null = null;
  function end(leaveMs = lockMs - killMs): Promise<void> {
    ending ??= options.endSession(leaveMs).finally(() => {
      ending = null;
    });
    return ending;
  }
  return {
    end: () => end(),
    request: async (cause) => {
      if (ending !== null) return ending;
      const session = options.session();
      if (session === null) return;
      options.announce(cause);
      await new Promise((resolve) => setTimeout(resolve, patienceMs));
      // The window may have ended the session, and a person may even have opened another one, while we waited.
      if (ending !== null) await ending;
      else if (options.session() === session) await end(lockMs - patienceMs - killMs);
    },
  };
}
