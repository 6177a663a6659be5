import type { OpenLog } from '../logs/openLog.ts';
import { membersView } from '../membership/view.ts';
import type { Session } from '../session/openSession.ts';
import { takenCosignatures } from '../witness/cosignatures.ts';

/**
 * How many things speak against this copy of a log beside what its entries show: forks, gaps, cosignatures of others that differ or name frames that are not here (docs/spec/bundle.md section 5),
 * fingerprints that were different (docs/spec/membership.md section 5), and removed devices that wrote on (section 3.4).
 */
export function trustFindings(session: Session, open: OpenLog): number {
  const { reader } = open;
  const state = reader.membership();
  const isAlone = state === null || state.members.length + state.removed.length < 2;
  const own = reader.forks().length + reader.gaps().length;
  if (isAlone) return own;
  const { members, removed } = membersView(session, open.log);
  return own + takenCosignatures(open).filter(({ isFinding }) => isFinding).length + members.filter(({ standing }) => standing === 'different').length + removed.filter(({ entriesAfter }) => entriesAfter > 0).length;
}
