import { identityToRecipient } from 'age-encryption';
import { bech32ToBytes } from '../bech32.ts';

const PREFIX = 'AGE-SECRET-KEY-1';
const DATA_LENGTH = 58;
/** Letters that Bech32 never uses, read as the characters they are mistaken for. */
const lookalikes: Readonly<Record<string, string>> = { O: '0', I: 'L', 1: 'L', B: '8' };

/**
 * Reads a recovery key as a person types it back: case, white space, dashes and a missing prefix do not matter
 * (docs/spec/vault.md section 1.1). Null when its checksum does not hold.
 */
export function parseRecoveryKey(typed: string): string | null {
  const joined = typed.toUpperCase().replace(/[\s\p{Pd}]/gu, '');
  const data = joined.replace(/^AGESECRETKEY[1IL](?=.{58}$)/, '');
  if (data.length !== DATA_LENGTH) return null;
  const identity = PREFIX + data.replace(/[OI1B]/g, (letter) => lookalikes[letter] ?? letter);
  return isAgeIdentity(identity) ? identity : null;
}

/** True for an X25519 age identity in its exact form. */
export function isAgeIdentity(text: string): boolean {
  return text === text.toUpperCase() && bech32ToBytes(text.toLowerCase(), 'age-secret-key-')?.length === 32;
}

/** True for an X25519 age recipient `age1…` in its exact form. */
export function isAgeRecipient(text: string): boolean {
  return bech32ToBytes(text, 'age')?.length === 32;
}

/** The recipient of an age identity. Throws on a text that is not an identity: parse it first. */
export async function recipientOfIdentity(identity: string): Promise<string> {
  return identityToRecipient(identity);
}
