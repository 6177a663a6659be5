import { fail, ok, type Failure, type Result } from '#base';
import { sha256 } from '../primitives.ts';
import { englishWords } from '../wordlist.ts';
import { INVITATION_SECRET_BYTES, type InvitationSecret } from './keys.ts';

export const INVITATION_WORDS = 12;

/** The secret as twelve words of the BIP-39 English list, joined by single spaces: 128 bits and the first four of their SHA-256. */
export function invitationWords(secret: InvitationSecret): string {
  const bits = [...bitsOf(secret), ...checksumOf(secret)];
  return Array.from({ length: INVITATION_WORDS }, (_, word) => englishWords[numberOf(bits.slice(word * 11, word * 11 + 11))]).join(' ');
}

/**
 * Reads twelve words as somebody typed them: case and spacing do not matter, and of a word its first four letters or more are enough. `bad-words` says how
 * many words there are, which one is not of the list (by its place, never its text), or that the checksum does not hold.
 */
export function parseInvitationWords(typed: string): Result<InvitationSecret, Failure<'bad-words'>> {
  const tokens = typed.trim().toLowerCase().split(/\s+/).filter((token) => token !== '');
  if (tokens.length !== INVITATION_WORDS) return fail('bad-words', `an invitation has ${INVITATION_WORDS} words; these are ${tokens.length}`);
  const numbers = tokens.map(findWord);
  const unknown = numbers.indexOf(-1);
  if (unknown >= 0) return fail('bad-words', `word ${unknown + 1} is not in the list`);
  const bits = numbers.flatMap((number) => Array.from({ length: 11 }, (_, at) => (number >> (10 - at)) & 1));
  const secret = new Uint8Array(INVITATION_SECRET_BYTES).map((_, at) => numberOf(bits.slice(at * 8, at * 8 + 8))) as InvitationSecret;
  if (checksumOf(secret).join('') !== bits.slice(128).join('')) return fail('bad-words', 'these words do not belong together: one of them is another word');
  return ok(secret);
}

function findWord(token: string): number {
  const exact = englishWords.indexOf(token);
  return exact >= 0 || token.length < 4 ? exact : englishWords.findIndex((word) => word.startsWith(token));
}

function bitsOf(bytes: Uint8Array): readonly number[] {
  return [...bytes].flatMap((value) => Array.from({ length: 8 }, (_, at) => (value >> (7 - at)) & 1));
}

function checksumOf(secret: Uint8Array): readonly number[] {
  return bitsOf(sha256(secret).subarray(0, 1)).slice(0, 4);
}

function numberOf(bits: readonly number[]): number {
  return bits.reduce((sum, bit) => sum * 2 + bit, 0);
}
