import type { Session } from 'electron';
import { blockRequests, type AddressRule } from './blockRequests.ts';
import { denyDownloads } from './denyNavigation.ts';
import { denyPermissions } from './denyPermissions.ts';
import { quietSession } from './quietChromium.ts';

/** Applies every lock-down that belongs to a session. To be awaited before the session's first window. */
export async function lockSession(session: Session, isAllowed: AddressRule): Promise<void> {
  denyPermissions(session);
  denyDownloads(session);
  blockRequests(session, isAllowed);
  disableSpellCheck(session);
  await quietSession(session);
}

/** The spell checker fetches its dictionaries, so it is off before a window could ask for one. */
function disableSpellCheck(session: Session): void {
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
}
