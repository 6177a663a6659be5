import { bytesToHex, fail, hexToBytes, ok, type Failure, type In, type LogId, type Out, type Result } from '#base';
import { createInvitationSecret, deriveInvitation, deviceFingerprint } from '#crypto';
import type { BodyOf, EntryDraft } from '#domain';
import type { EngineContract, JoinRefusal, MembershipFailure, MemberRole } from '#ipc';
import { findMember, hasBoxes, isAdmin, seenOf, takesOneVoice, type ChangePlace, type LogReader, type MembershipAction } from '#log';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { makeSheet, ownInvitations } from './invitations.ts';
import { readRequest } from './join.ts';
import { membersView, MEMBERS_TAG } from './view.ts';

type Refused = Failure<MembershipFailure>;
interface ChangeOf { readonly place: ChangePlace; readonly reader: LogReader }
type Made<T> = Result<{ readonly action: MembershipAction; readonly answer: T }, Refused>;

/** Invites somebody: the operation goes into the log, the secret into the workspace of this vault. */
export async function invite(core: Core, session: Session, input: In<EngineContract, 'member.invite'>): Promise<Result<Out<EngineContract, 'member.invite'>, Refused>> {
  const { log, role, history, expires, forWhom } = input;
  if (forWhom.trim() === '' || forWhom.length > 500) return fail('invalid-entry', 'for whom the invitation is has 1 to 500 characters');
  const secret = createInvitationSecret(core.options.random);
  const body: BodyOf<'invitation'> = { secret: bytesToHex(secret), log, invitation: bytesToHex(deriveInvitation(log, secret).id), role, history, forWhom: forWhom.trim(), ...(expires === null ? {} : { expires }) };
  const made = await changeLog(session, log, (): Made<null> => ok({ action: { op: 'invite', secret, role, history, expires }, answer: null }));
  if (!made.ok) return made;
  const kept = await recordDrafts(core, session, session.workspace(), () => ok([{ draft: { kind: 'invitation', body, occurred: null } }]));
  if (!kept.ok) return kept;
  core.changed(log);
  return ok(makeSheet(session, log, { body }));
}

/** Shows an open invitation of this vault again. */
export function showInvitation(session: Session, { log, invitation }: In<EngineContract, 'member.showInvitation'>): Result<Out<EngineContract, 'member.showInvitation'>, Failure<'unknown-invitation' | 'spent-invitation'>> {
  const made = ownInvitations(session, log).get(invitation);
  const known = session.book.get(log)?.open.reader.membership()?.invitations.find(({ id }) => bytesToHex(id) === invitation);
  if (made === undefined || known === undefined) return fail('unknown-invitation', 'this vault did not make such an invitation');
  return known.standing === 'open' ? ok(makeSheet(session, log, made)) : fail('spent-invitation', 'the invitation is not open any more');
}

export async function cancelInvitation(session: Session, { log, invitation }: In<EngineContract, 'member.cancelInvitation'>): Promise<Result<Record<string, never>, Failure<'unknown-invitation' | 'spent-invitation' | MembershipFailure>>> {
  const known = session.book.get(log)?.open.reader.membership()?.invitations.find(({ id }) => bytesToHex(id) === invitation);
  if (known === undefined) return fail('unknown-invitation', 'the incident has no such invitation');
  if (known.standing !== 'open') return fail('spent-invitation', 'the invitation is not open any more');
  const done = await changeLog(session, log, (): Made<null> => ok({ action: { op: 'cancel', invitation: known.id }, answer: null }));
  return done.ok ? ok({}) : done;
}

/** Admits the device of a request, records it as a decision and, when the fingerprint was compared, that too. */
export async function admit(core: Core, session: Session, { log, bytes, without, check }: In<EngineContract, 'member.admit'>): Promise<Result<Out<EngineContract, 'member.admit'>, Failure<JoinRefusal | 'other-fingerprint' | MembershipFailure>>> {
  const read = readRequest(core, session, bytes);
  if (!read.ok) return read;
  const { request, view } = read.value;
  if (request.log !== log) return fail('wrong-log', 'the request is for another incident');
  const allowed = without === null ? view.invited : ['unknown-invitation', 'spent-invitation', 'expired-invitation'].includes(view.refusal ?? '') ? { role: without.role, history: without.history } : null;
  if (allowed === null) return fail(view.refusal ?? 'malformed-request', 'the request cannot be admitted');
  if (without !== null && without.typed.toLowerCase().replaceAll(/[^0-9a-f]/g, '') !== view.fingerprint.replaceAll(' ', '')) return fail('other-fingerprint', 'the fingerprint that was typed is another one');
  const done = await changeLog(session, log, (change): Made<null> => {
    if (findMember(change.place.state, request.device) !== null) return fail('unknown-member', 'the device is a member already');
    const action: MembershipAction = without === null ? { op: 'admit', request } : { op: 'admit', request: null, member: { device: request.device, x25519: request.x25519, role: without.role }, history: without.history };
    return ok({ action, answer: null });
  });
  if (!done.ok) return done;
  const name = view.person?.name || check?.name || view.forWhom || null;
  const drafts: EntryDraft[] = [decision(session, `Admit ${name ?? 'a device'} to this journal?`, `Admitted as ${allowed.role}: device ${view.fingerprint}`, without === null ? 'By invitation' : 'By fingerprint alone, without an invitation')];
  if (check !== null) drafts.push({ kind: 'fingerprint-check', occurred: null, body: { device: view.device, means: check.means, result: 'same', ...(name === null ? {} : { name }) } });
  if (allowed.history === 'from-now' && hasBoxes(allowed.role)) drafts.push(...restatedIncident(session, log));
  await recordAbout(core, session, log, drafts);
  return ok({ device: view.device, name });
}

export async function setRole(core: Core, session: Session, { log, device, role }: In<EngineContract, 'member.setRole'>): Promise<Result<Record<string, never>, Refused>> {
  const done = await changeLog(session, log, (change): Made<MemberRole> => {
    const member = memberOf(change, device);
    if (!member.ok) return member;
    if (member.value.role === role) return fail('invalid-entry', 'the member has this role already');
    if (member.value.role === 'admin' && adminsIn(change) < 2) return fail('last-admin', 'the log would have no admin left');
    return ok({ action: { op: 'role', device: member.value.device, role }, answer: member.value.role });
  });
  if (!done.ok) return done;
  await recordAbout(core, session, log, [decision(session, `Role of ${nameOf(session, log, device)} in this journal?`, `From ${done.value} to ${role}`, '')]);
  return ok({});
}

/** Removes a device or raises a voice; the reason is sealed as a decision and stands nowhere else. */
export async function remove(core: Core, session: Session, { log, device, reason }: In<EngineContract, 'member.remove'>): Promise<Result<Out<EngineContract, 'member.remove'>, Refused>> {
  const name = nameOf(session, log, device);
  const done = await changeLog(session, log, (change): Made<boolean> => {
    const member = memberOf(change, device);
    if (!member.ok) return member;
    if (member.value.role === 'admin' && adminsIn(change) < 2) return fail('last-admin', 'the log would have no admin left');
    const { device: key } = member.value;
    return ok({ action: { op: 'remove', device: key, seen: seenOf(change.reader.heads(), key) }, answer: takesOneVoice(change.place.state, key, session.keyring.device.ed25519) });
  });
  if (!done.ok) return done;
  const choice = done.value ? 'Removed, and a new key made' : 'One voice for its removal; the second of another admin is asked';
  await recordAbout(core, session, log, [decision(session, `Remove ${name} from this journal?`, `${choice}: device ${fingerprintOf(device)}`, reason.trim())]);
  return ok({ effective: done.value });
}

/** A new key for the members as they are; heads that parted come together in it. */
export async function rotate(core: Core, session: Session, { log }: In<EngineContract, 'member.rotate'>): Promise<Result<Record<string, never>, Refused>> {
  const done = await changeLog(session, log, (): Made<null> => ok({ action: { op: 'rotate' }, answer: null }));
  if (!done.ok) return done;
  await recordAbout(core, session, log, [decision(session, 'A new key for this journal?', 'Made, for the members as they are', '')]);
  return ok({});
}

/** Puts one operation at the end of this device's feed, made from the membership as it stands when its turn comes. */
async function changeLog<T>(session: Session, log: LogId, make: (change: ChangeOf) => Made<T>): Promise<Result<T, Refused>> {
  const entry = session.book.get(log);
  if (entry === null) return unknownTarget();
  if (log === session.workspace()) return fail('not-an-admin', 'the workspace has no other members');
  if (!(await session.gate.allows())) return fail('disk-full', 'the disk is full; nothing is changed until there is room');
  const answers: T[] = [];
  const written = await entry.writer.change((reader) => {
    const place = reader.changePlace();
    if (place === null || !isAdmin(place.state, session.keyring.device.ed25519)) return fail('not-an-admin', 'only an admin changes who is a member');
    const planned = make({ place, reader });
    if (!planned.ok) return planned;
    answers.push(planned.value.answer);
    return ok({ action: planned.value.action, place });
  });
  if (!written.ok) return written;
  const [answer] = answers;
  if (answers.length === 0) throw new Error('an operation was written that nobody made');
  return ok(answer as T);
}

// The membership has changed by then: what cannot be written down is said by the screen, and does not undo it.
async function recordAbout(core: Core, session: Session, log: LogId, drafts: readonly EntryDraft[]): Promise<void> {
  await recordDrafts(core, session, log, () => ok(drafts.map((draft) => ({ draft }))));
}

/** The incident as it reads now, for who cannot open the entry that opened it. */
function restatedIncident(session: Session, log: LogId): readonly EntryDraft[] {
  const incident = session.book.get(log)?.open.state().incident ?? null;
  return incident === null ? [] : [{ kind: 'incident', body: incident.body, occurred: incident.envelope.occurred, origin: incident.envelope.origin ?? incident.id } as EntryDraft];
}

function decision(session: Session, question: string, choice: string, reason: string): EntryDraft {
  return { kind: 'decision', occurred: null, tags: [MEMBERS_TAG], body: { ref: '', question, options: [], choice, ...(reason === '' ? {} : { reason }), decidedBy: session.operator().name, consulted: [], state: 'decided' } };
}

function memberOf({ place }: ChangeOf, device: string) {
  const key = hexToBytes(device);
  const member = key === null ? null : findMember(place.state, key);
  return member === null ? fail('unknown-member', 'this device is no member of the incident') : ok(member);
}

function adminsIn({ place }: ChangeOf): number {
  return place.state.members.filter(({ role }) => role === 'admin').length;
}

function nameOf(session: Session, log: LogId, device: string): string {
  return membersView(session, log).members.find((member) => member.device === device)?.name ?? fingerprintOf(device);
}

function fingerprintOf(device: string): string {
  return deviceFingerprint(hexToBytes(device) ?? new Uint8Array(32));
}
