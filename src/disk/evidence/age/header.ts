import { createHmac, hkdfSync } from 'node:crypto';
import { concatBytes, equalBytes, textToBytes, type RandomBytes } from '#base';
import { parseAgeHeader, x25519ShareOf, type ChunkCipher } from '#crypto';
import { parseIdentity, sharedSecret, toPublicKey } from './keys.ts';

const VERSION_LINE = 'age-encryption.org/v1';
const WRAP_INFO = 'age-encryption.org/v1/X25519';
const FILE_KEY_BYTES = 16;
const NONCE_BYTES = 16;

/** Beginning of an age file: everything before the first chunk, and the key of the chunks. */
export interface AgeStart { readonly bytes: Uint8Array; readonly payloadKey: Uint8Array }

/**
 * Begins an age v1 file (C2SP age) for X25519 recipients, with a fresh file key and payload nonce: header with one stanza each, HMAC and the 16 bytes of nonce. Recipients are raw public keys;
 * whether one is of large order is the caller's question.
 */
export function createAgeStart(cipher: ChunkCipher, recipients: Uint8Array | readonly Uint8Array[], random: RandomBytes): AgeStart {
  const fileKey = random(FILE_KEY_BYTES);
  const stanzas = (recipients instanceof Uint8Array ? [recipients] : recipients).map((recipient) => createStanza(cipher, fileKey, recipient, random));
  const open = `${VERSION_LINE}\n${stanzas.join('')}---`;
  const nonce = random(NONCE_BYTES);
  const bytes = concatBytes(textToBytes(`${open} ${toBase64(headerMac(fileKey, textToBytes(open)))}\n`), nonce);
  return { bytes, payloadKey: hkdf(fileKey, nonce, 'payload', 32) };
}

function createStanza(cipher: ChunkCipher, fileKey: Uint8Array, recipient: Uint8Array, random: RandomBytes): string {
  const ephemeral = random(32);
  const share = toPublicKey(ephemeral);
  const shared = sharedSecret(ephemeral, recipient);
  if (shared === null) throw new Error('the recipient is a point of small order');
  const wrapped = new Uint8Array(FILE_KEY_BYTES + 16);
  cipher.seal(hkdf(shared, concatBytes(share, recipient), WRAP_INFO, 32), new Uint8Array(12), fileKey, wrapped);
  return `-> X25519 ${toBase64(share)}\n${toBase64(wrapped)}\n`;
}

/** What the first bytes of a file say: the key and where the chunks begin, or why not. */
export type AgeOpening = { readonly payloadStart: number; readonly payloadKey: Uint8Array } | 'not-age' | 'other-key' | 'changed';

/** Reads an age v1 header with an identity. `bytes` are the first bytes of the file, at least the whole header and nonce. */
export function openAgeStart(cipher: ChunkCipher, bytes: Uint8Array, identity: string): AgeOpening {
  const header = parseAgeHeader(bytes);
  const secret = parseIdentity(identity);
  if (header === null || secret === null) return header === null ? 'not-age' : 'other-key';
  const publicKey = toPublicKey(secret);
  for (const stanza of header.stanzas) {
    const share = x25519ShareOf(stanza);
    const shared = share === null ? null : sharedSecret(secret, share);
    if (share === null || shared === null) continue;
    const fileKey = new Uint8Array(FILE_KEY_BYTES);
    if (!cipher.open(hkdf(shared, concatBytes(share, publicKey), WRAP_INFO, 32), new Uint8Array(12), stanza.body, fileKey)) continue;
    if (!equalBytes(headerMac(fileKey, bytes.subarray(0, header.openLength)), header.mac)) return 'changed';
    const payloadStart = header.length + NONCE_BYTES;
    if (bytes.length < payloadStart) return 'changed';
    return { payloadStart, payloadKey: hkdf(fileKey, bytes.subarray(header.length, payloadStart), 'payload', 32) };
  }
  return 'other-key';
}

function headerMac(fileKey: Uint8Array, open: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac('sha256', hkdf(fileKey, new Uint8Array(0), 'header', 32)).update(open).digest());
}

function hkdf(key: Uint8Array, salt: Uint8Array, info: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, info, length));
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}
