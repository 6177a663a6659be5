import type { Core } from '../core/core.ts';
import { incidentCards } from '../queries/incidentCards.ts';
import type { Session } from './openSession.ts';

/** Left to the window after unlocking, before anything is unfolded in the background. */
const FIRST_TURN_MS = 300;

/** Unfolds the incident that was written last, in turns, so that opening it finds it ready. Ends with the session. */
export async function warmUp(core: Core, session: Session): Promise<void> {
  await turn(FIRST_TURN_MS);
  if (core.session() !== session) return;
  const [latest] = incidentCards(session);
  const open = latest === undefined ? null : session.book.get(latest.log)?.open;
  await open?.unfoldInTurns(() => core.session() === session);
}

function turn(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
