import { base64ToBytes } from './base64.ts';

export interface AgeStanza { readonly kind: string; readonly words: readonly string[]; readonly body: Uint8Array }
/** `openLength`: bytes that the MAC is over; `length`: bytes of the whole header, behind which the payload nonce begins. */
export interface AgeHeader { readonly stanzas: readonly AgeStanza[]; readonly mac: Uint8Array; readonly openLength: number; readonly length: number }

/** More than any header of ours needs, and room for the unknown stanzas that other writers add. */
export const AGE_HEADER_LIMIT_BYTES = 16 * 1024;

/** Reads the header of an age v1 file (C2SP age) from its first bytes; null when they are none. The MAC is not checked here: that takes the file key. */
export function parseAgeHeader(bytes: Uint8Array): AgeHeader | null {
  let text = '';
  for (const byte of bytes.subarray(0, AGE_HEADER_LIMIT_BYTES)) text += String.fromCharCode(byte);
  const match = /^age-encryption\.org\/v1\n((?:-> [!-~]+(?: [!-~]+)*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+)--- ([A-Za-z0-9+/]{43})\n/.exec(text);
  const mac = fromUnpadded(match?.[2] ?? '');
  if (match === null || mac?.length !== 32) return null;
  const stanzas: AgeStanza[] = [];
  for (const block of (match[1] ?? '').split(/^-> /m).slice(1)) {
    const [first = '', ...lines] = block.split('\n');
    const [kind = '', ...words] = first.split(' ');
    const body = fromUnpadded(lines.join(''));
    if (body === null) return null;
    stanzas.push({ kind, words, body });
  }
  return { stanzas, mac, openLength: match[0].lastIndexOf('---') + 3, length: match[0].length };
}

/** The ephemeral share of an X25519 stanza that wraps a file key, or null when the stanza is another. */
export function x25519ShareOf({ kind, words, body }: AgeStanza): Uint8Array | null {
  const share = kind === 'X25519' && words.length === 1 && body.length === 32 ? fromUnpadded(words[0] ?? '') : null;
  return share?.length === 32 ? share : null;
}

/** Base64 without padding, and only in the canonical form. */
function fromUnpadded(text: string): Uint8Array | null {
  return text.length % 4 === 1 ? null : base64ToBytes(text.padEnd(Math.ceil(text.length / 4) * 4, '='));
}
