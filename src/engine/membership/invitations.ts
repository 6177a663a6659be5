import { bytesToHex, fail, hexToBytes, ok, type Failure, type LogId, type Result } from '#base';
import { deviceFingerprint, invitationWords, parseInvitationWords, type InvitationSecret } from '#crypto';
import { standingOf, type Entity } from '#domain';
import type { InvitationSheet } from '#ipc';
import { invitationQrText, parseInvitationQr, slipCode } from '#log';
import { renderSVG } from 'uqr';
import type { Session } from '../session/openSession.ts';

const WORDS = 12;

/** Invitations to a log that this vault made, by their ids. Their secrets are in its workspace and nowhere else. */
export function ownInvitations(session: Session, log: LogId): ReadonlyMap<string, Entity<'invitation'>> {
  const workspace = session.book.get(session.workspace());
  const made = workspace === null ? [] : standingOf(workspace.open.state(), 'invitation');
  return new Map(made.filter(({ body }) => body.log === log).map((entity) => [entity.body.invitation, entity]));
}

/** The secret of an invitation that this vault made; null when it is not one of its own. */
export function secretOf(session: Session, log: LogId, invitation: string): InvitationSecret | null {
  const made = ownInvitations(session, log).get(invitation);
  return made === undefined ? null : (hexToBytes(made.body.secret) as InvitationSecret | null);
}

/** What is read out, printed or shown as a code (docs/spec/membership.md section 4). */
export function makeSheet(session: Session, log: LogId, { body }: Pick<Entity<'invitation'>, 'body'>): InvitationSheet {
  const secret = hexToBytes(body.secret) as InvitationSecret;
  const fingerprint = deviceFingerprint(session.keyring.device.ed25519);
  const qrText = invitationQrText({ log, secret, fingerprint, server: null });
  return {
    invitation: body.invitation, forWhom: body.forWhom, role: body.role, history: body.history, expires: body.expires ?? null, fingerprint, logCode: slipCode(log),
    // A log id has as many bytes as a secret, and its words the same checksum.
    words: invitationWords(secret), logWords: invitationWords(hexToBytes(log) as InvitationSecret),
    qrText, qrSvg: renderSVG(qrText, { ecc: 'M', border: 4, pixelSize: 4 }),
  };
}

export interface ReadInvitation { readonly log: LogId; readonly secret: InvitationSecret; /** Of who invited, five groups; null when it was spoken. */ readonly inviter: string | null }

/** An invitation as somebody typed or pasted it: the text of its code, or twelve words of the secret and twelve of the log id. */
export function readInvitation(text: string): Result<ReadInvitation, Failure<'bad-invitation' | 'bad-words'>> {
  if (/^\s*hfi1:/i.test(text)) {
    const read = parseInvitationQr(text);
    return read.ok ? ok({ log: read.value.log, secret: read.value.secret, inviter: read.value.fingerprint.match(/.{4}/g)?.join(' ') ?? null }) : read;
  }
  const words = text.trim().split(/[\s,;.]+/u).filter((word) => word !== '');
  if (words.length !== 2 * WORDS) return fail('bad-words', `an invitation has ${2 * WORDS} words; these are ${words.length}`);
  const secret = parseInvitationWords(words.slice(0, WORDS).join(' '));
  if (!secret.ok) return secret;
  const log = parseInvitationWords(words.slice(WORDS).join(' '));
  return log.ok ? ok({ log: bytesToHex(log.value) as LogId, secret: secret.value, inviter: null }) : log;
}
