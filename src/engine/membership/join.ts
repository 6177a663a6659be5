import { bytesToHex, equalBytes, fail, ok, textToBytes, type Failure, type In, type Out, type Result } from '#base';
import { deviceFingerprint } from '#crypto';
import type { EngineContract, JoinRefusal } from '#ipc';
import { checkJoinRequest, makeJoinRequest, openJoinPerson, parseJoinRequest, slipCode, type JoinPerson, type JoinRequest } from '#log';
import type { Core } from '../core/core.ts';
import type { Session } from '../session/openSession.ts';
import { ownInvitations, readInvitation, secretOf } from './invitations.ts';

const TEXT_BYTES = 200;

/** On the side of who joins: a request file from an invitation. Nothing is recorded; the same invitation gives another file each time. */
export function requestToJoin(core: Core, session: Session, { invitation }: In<EngineContract, 'member.joinRequest'>): Result<Out<EngineContract, 'member.joinRequest'>, Failure<'bad-invitation' | 'bad-words' | 'already-member'>> {
  const read = readInvitation(invitation);
  if (!read.ok) return read;
  const { log, secret, inviter } = read.value;
  const { device } = session.keyring;
  const here = session.book.get(log)?.open.reader.membership() ?? null;
  if (here?.members.some((member) => equalBytes(member.device, device.ed25519)) === true) return fail('already-member', 'this device is a member of the incident');
  const { name, initials, role, organisation } = session.operator();
  const person: JoinPerson = { name: shortened(name), initials: shortened(initials), role: shortened(role), organisation: shortened(organisation) };
  const bytes = makeJoinRequest({ log, secret, device, person }, core.options.random);
  const code = slipCode(log);
  return ok({ fileName: `join-${code}-${bytesToHex(device.ed25519).slice(0, 8)}.hfj`, bytes, fingerprint: deviceFingerprint(device.ed25519), logCode: code, inviter });
}

export interface ReadRequest { readonly request: JoinRequest; readonly view: Out<EngineContract, 'member.readRequest'> }

/** Who asks with a request file, and whether the invitation it uses lets them in (docs/spec/membership.md section 4). Nothing is recorded. */
export function readRequest(core: Core, session: Session, bytes: Uint8Array): Result<ReadRequest, Failure<'malformed-request' | 'wrong-log'>> {
  const parsed = parseJoinRequest(bytes);
  if (!parsed.ok) return parsed;
  const request = parsed.value;
  const open = session.book.get(request.log)?.open;
  const state = open?.reader.membership() ?? null;
  if (open === undefined || state === null) return fail('wrong-log', 'the request is for an incident that is not in this vault');
  const id = bytesToHex(request.invitation);
  const secret = secretOf(session, request.log, id);
  const person = secret === null ? null : openJoinPerson(request, secret);
  const checked = checkJoinRequest(request, request.log, state, core.time.now());
  const refusal: JoinRefusal | null = !checked.ok ? checked.error.kind : person?.ok === false ? 'malformed-request' : null;
  const incident = open.state().incident;
  return ok({ request, view: {
    log: request.log, incident: incident === null ? slipCode(request.log) : `${incident.body.ref} ${incident.body.title}`, device: bytesToHex(request.device), fingerprint: deviceFingerprint(request.device),
    person: person?.ok === true ? person.value : null, forWhom: ownInvitations(session, request.log).get(id)?.body.forWhom ?? null,
    invited: checked.ok && refusal === null ? { role: checked.value.role, history: checked.value.history } : null, refusal,
  } });
}

// Names are entered with limits in characters; the file counts bytes.
function shortened(text: string | undefined): string {
  let short = (text ?? '').trim();
  while (textToBytes(short).length > TEXT_BYTES) short = short.slice(0, -1);
  return short;
}
