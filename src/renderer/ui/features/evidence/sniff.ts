/** What may be shown inside the console, decided by the first bytes and never by a name or a claimed type. */
export type Sniffed = { readonly show: 'image'; readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' } | { readonly show: 'text'; readonly text: string; readonly cut: boolean } | { readonly show: 'nothing' };

const TEXT_LIMIT = 256 * 1024;

/**
 * Looks at sealed bytes: PNG, JPEG, GIF and WebP by their signatures, text when the beginning is UTF-8 (or UTF-16 with a
 * byte order mark) without control characters. Everything else is not shown. SVG and HTML are text.
 */
export function sniff(bytes: Uint8Array): Sniffed {
  const image = imageTypeOf(bytes);
  if (image !== null) return { show: 'image', mediaType: image };
  const cut = bytes.length > TEXT_LIMIT;
  const text = textOf(cut ? bytes.subarray(0, TEXT_LIMIT) : bytes, cut);
  return text === null ? { show: 'nothing' } : { show: 'text', text, cut };
}

function imageTypeOf(bytes: Uint8Array): 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | null {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, [0x47, 0x49, 0x46, 0x38, 0x37, 0x61]) || startsWith(bytes, [0x47, 0x49, 0x46, 0x38, 0x39, 0x61])) return 'image/gif';
  if (startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50])) return 'image/webp';
  return null;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((value, index) => bytes[index] === value);
}

function textOf(bytes: Uint8Array, cut: boolean): string | null {
  const encoding = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : 'utf-8';
  try {
    // A cut may end inside a character: stream mode leaves the unfinished end out.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: cut });
    return hasControls(text) ? null : text;
  } catch {
    return null;
  }
}

function hasControls(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d && code !== 0x0c && code !== 0x1b) return true;
  }
  return false;
}
