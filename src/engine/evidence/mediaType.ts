import { bytesToText } from '#base';

const SIGNATURES: readonly (readonly [string, readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

/**
 * What bytes may be shown as: a picture by its signature, plain text when they are UTF-8 without control characters, else
 * nothing (`application/octet-stream`). Markup is text here: evidence is never rendered as a page.
 */
export function mediaTypeOf(bytes: Uint8Array): string {
  for (const [type, signature] of SIGNATURES) if (signature.every((value, index) => bytes[index] === value)) return type;
  if (isWebp(bytes)) return 'image/webp';
  const text = bytesToText(bytes);
  return text !== null && !hasControlCharacters(text) ? 'text/plain' : 'application/octet-stream';
}

function isWebp(bytes: Uint8Array): boolean {
  const letters = (from: number) => String.fromCharCode(...bytes.subarray(from, from + 4));
  return bytes.length > 12 && letters(0) === 'RIFF' && letters(8) === 'WEBP';
}

function hasControlCharacters(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) return true;
  }
  return false;
}
