import { bytesToHex, equalBytes, type LogId, type UnixMs } from '#base';
import { deviceFingerprint } from '#crypto';
import type { CheckStanding, FingerprintCheckView, InvitationView, MembersView, MemberView, RemovalVoiceView, RemovedMemberView, WritingRight } from '#ipc';
import { hasBoxes, slipCode, type Member, type MembershipState } from '#log';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { checksOf, peopleOf, type DevicePerson } from './names.ts';
import { ownInvitations } from './invitations.ts';
import { findRemoved, writtenAfterRemoval } from './removed.ts';

/** After so long the console of an admin proposes a new key (docs/spec/membership.md section 3.3). */
const OLD_KEY_MS = 7 * 86_400_000;
/** Tag of the decisions that are recorded with changes of the membership. */
export const MEMBERS_TAG = 'members';

/** Who may read and write a log, with names from its sealed entries: derived from the membership and the journal as they stand here. */
export function membersView(session: Session, log: LogId): MembersView {
  const open = session.book.get(log)?.open;
  const state = open?.reader.membership() ?? null;
  if (open === undefined || state === null) return nothingKnown(log);
  const own = session.keyring.device.ed25519;
  const people = peopleOf(open);
  const checks = checksOf(open);
  const nameOf = (device: Uint8Array): string | null => people(bytesToHex(device)).name ?? checks(bytesToHex(device)).findLast(({ body }) => body.name !== undefined)?.body.name ?? null;
  const newest = state.epochs.at(-1);
  const toMember = (member: Member, index: number): MemberView => {
    const device = bytesToHex(member.device);
    const person = people(device);
    const compared = checks(device).map(({ id, stamp, body }): FingerprintCheckView => ({ entry: id, by: stamp.author.name, at: stamp.recorded.at, means: body.means, result: body.result }));
    const isOwn = equalBytes(member.device, own);
    return {
      device, fingerprint: deviceFingerprint(member.device), name: isOwn ? (person.name ?? session.operator().name) : nameOf(member.device), organisation: person.organisation, role: member.role, own: isOwn, founder: index === 0,
      standing: standingOf(isOwn, compared), checks: compared, hasKey: newest?.lockboxes.some((box) => equalBytes(box.device, member.device)) ?? false,
      firstEntryAt: person.firstAt, lastEntryAt: person.lastAt, entries: person.entries,
    };
  };
  const members = state.members.map(toMember);
  return {
    logCode: slipCode(log), ownRole: members.find((member) => member.own)?.role ?? null, writing: writingRight(open, state, own), members, decided: state.decided, heads: state.heads.length,
    removed: state.removed.map((gone): RemovedMemberView => {
      const person: DevicePerson = people(bytesToHex(gone.device));
      return { device: bytesToHex(gone.device), fingerprint: deviceFingerprint(gone.device), name: nameOf(gone.device), removedBy: nameOf(gone.by), entriesAfter: writtenAfterRemoval(open, gone.device).entries, lastEntryAt: person.lastAt };
    }),
    invitations: openInvitations(session, log, state),
    voices: state.voices.map((voice): RemovalVoiceView => ({ device: bytesToHex(voice.device), name: nameOf(voice.device), by: nameOf(voice.author), byOwn: equalBytes(voice.author, own) })),
    newKey: newKeyOf(session, open, state),
    unopened: open.unopened, waiting: open.reader.counts().waiting,
  };
}

// The last word counts: whoever compared again knows better.
function standingOf(isOwn: boolean, checks: readonly FingerprintCheckView[]): CheckStanding {
  const last = checks.at(-1);
  if (last?.result === 'different') return 'different';
  return isOwn ? 'own' : last === undefined ? 'unverified' : 'verified';
}

function openInvitations(session: Session, log: LogId, state: MembershipState): readonly InvitationView[] {
  const made = ownInvitations(session, log);
  const now = session.now();
  return state.invitations.filter(({ standing }) => standing === 'open').map(({ id, role, history, expires }) => {
    const own = made.get(bytesToHex(id));
    return { invitation: bytesToHex(id), role, history, expires: expires as UnixMs | null, expired: expires !== null && expires <= now, forWhom: own?.body.forWhom ?? null, madeHere: own !== undefined };
  });
}

/** Whether this device may write to a log, and why not. */
export function writingRight(open: OpenLog, state: MembershipState, own: Uint8Array): WritingRight {
  const role = state.members.find((member) => equalBytes(member.device, own))?.role;
  if (role === undefined) return findRemoved(state, own) === null ? 'not-a-member' : 'removed';
  if (role === 'reader' || role === 'witness') return role;
  return open.reader.writingPlace() === null ? 'no-key' : 'yes';
}

// A log whose genesis is damaged or has not come.
function nothingKnown(log: LogId): MembersView {
  return { logCode: slipCode(log), ownRole: null, writing: 'not-a-member', members: [], removed: [], invitations: [], voices: [], heads: 0, newKey: 'not-due', unopened: 0, waiting: 0, decided: true };
}

// Membership frames have no time: the decision that is recorded with each change tells it.
function newKeyOf(session: Session, open: OpenLog, state: MembershipState): MembersView['newKey'] {
  if (open.reader.writingPlace()?.needsNewKey === true) return 'parted';
  const { journal } = open.state();
  const newest = (journal.findLast(({ tags }) => tags.includes(MEMBERS_TAG)) ?? journal[0])?.stamp.recorded.at ?? Infinity;
  return state.members.filter(({ role }) => hasBoxes(role)).length > 1 && session.now() - newest > OLD_KEY_MS ? 'old' : 'not-due';
}
