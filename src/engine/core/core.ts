import type { LiveQueries } from '../queries/liveQueries.ts';
import type { Session, SessionPlace } from '../session/openSession.ts';

/** What the handlers of all nouns share: the place it runs in, the clock, announcements, and the session while unlocked. */
export interface Core extends SessionPlace {
  readonly queries: LiveQueries;
  readonly session: () => Session | null;
  readonly begin: (session: Session) => void;
}
