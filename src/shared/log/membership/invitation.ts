import { bytesToHex, fail, hexToBytes, ok, parseLogId, type Failure, type LogId, type Result } from '#base';
import type { InvitationSecret } from '#crypto';

/** What the QR picture of an invitation says (docs/spec/membership.md section 4). */
export interface InvitationQr {
  readonly log: LogId;
  readonly secret: InvitationSecret;
  /** Fingerprint of the inviting device: 20 lower-case hexadecimal digits without spaces. */
  readonly fingerprint: string;
  /** Where a server or hub takes the request; null when the file goes by hand. */
  readonly server: { readonly address: string; readonly pin: string } | null;
}

const PREFIX = 'HFI1';

/** The text of the QR picture. A fingerprint may have the spaces it is shown with. */
export function invitationQrText({ log, secret, fingerprint, server }: InvitationQr): string {
  const parts = [PREFIX, log, bytesToHex(secret), fingerprint.replaceAll(' ', ''), ...(server === null ? [] : [server.address, server.pin])];
  return parts.join(':').toUpperCase();
}

/** The invitation in a QR text, in upper or lower case. `bad-invitation`: it is not one, and the message says what is not right, never the text. */
export function parseInvitationQr(text: string): Result<InvitationQr, Failure<'bad-invitation'>> {
  const [prefix, logText = '', secretText = '', fingerprint = '', ...more] = text.trim().toLowerCase().split(':');
  if (prefix !== PREFIX.toLowerCase()) return fail('bad-invitation', 'the code is not an invitation');
  const log = parseLogId(logText);
  const secret = hexToBytes(secretText);
  if (log === null || secret?.length !== 16 || !/^[0-9a-f]{20}$/.test(fingerprint)) return fail('bad-invitation', 'the code of the invitation is not whole');
  const pin = more.at(-1) ?? '';
  const address = more.slice(0, -1).join(':');
  if (more.length > 0 && (address === '' || address.length > 255 || pin === '' || pin.length > 128)) return fail('bad-invitation', 'the server in the code is not whole');
  return ok({ log, secret: secret as InvitationSecret, fingerprint, server: more.length === 0 ? null : { address, pin } });
}
