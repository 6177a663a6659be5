import { concatBytes, textToBytes, wipeBytes, type Brand, type LogId, type RandomBytes } from '#base';
import { logIdToBytes } from '../epoch/create.ts';
import { ed25519FromSeed, hkdfSha256, sha256 } from '../primitives.ts';

/** 16 random bytes that let one device join a log, once. Known to who invites and who is invited, never stored in the log. */
export type InvitationSecret = Brand<Uint8Array, 'InvitationSecret'>;

/** What an invitation secret gives in a log (docs/spec/membership.md section 4). */
export interface InvitationKeys {
  /** 16 bytes, named by requests and by the operation that admits. */
  readonly id: Uint8Array;
  /** Ed25519 public key in the `invite` operation. */
  readonly key: Uint8Array;
  /** 64-byte Ed25519 signing key. */
  readonly signingKey: Uint8Array;
  /** 32-byte key that seals the names in a request. */
  readonly sealingKey: Uint8Array;
}

export const INVITATION_SECRET_BYTES = 16;

/** A fresh secret. */
export function createInvitationSecret(random: RandomBytes): InvitationSecret {
  return random(INVITATION_SECRET_BYTES) as InvitationSecret;
}

/** Derives the keys of an invitation. Throws on a secret of another length: it is parsed at the edge. */
export function deriveInvitation(log: LogId, secret: InvitationSecret): InvitationKeys {
  if (secret.length !== INVITATION_SECRET_BYTES) throw new Error('an invitation secret has 16 bytes');
  const seed = hkdfSha256(secret, logIdToBytes(log), textToBytes('holdfast/invitation/1'), 64);
  const { publicKey, signingKey } = ed25519FromSeed(seed.subarray(0, 32));
  const sealingKey = seed.slice(32);
  wipeBytes(seed);
  return { id: invitationIdOf(log, publicKey), key: publicKey, signingKey, sealingKey };
}

/** Id of an invitation by its public key: the first 16 bytes of a hash, so that it cannot be claimed for another key. */
export function invitationIdOf(log: LogId, key: Uint8Array): Uint8Array {
  return sha256(concatBytes(textToBytes('holdfast/invitation-id/1'), logIdToBytes(log), key)).slice(0, 16);
}
