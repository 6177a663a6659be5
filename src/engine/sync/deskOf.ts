import type { Core } from '../core/core.ts';
import type { Session } from '../session/openSession.ts';
import { createSyncDesk, type SyncDesk } from './syncDesk.ts';

const desks = /* @__PURE__ */ new WeakMap<Session, SyncDesk>();

/** The one desk of a session, made when it is first needed; null where the host has no network. */
export function deskOf(core: Core, session: Session): SyncDesk | null {
  const { net } = core.options;
  if (net === undefined) return null;
  const known = desks.get(session) ?? createSyncDesk(core, session, net, () => core.changed(session.workspace()));
  desks.set(session, known);
  return known;
}

/** The desk of a session, when there is one already. */
export function presentDesk(session: Session): SyncDesk | null {
  return desks.get(session) ?? null;
}
