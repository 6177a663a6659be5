import type { CborValue } from './cborValue.ts';

/**
 * Single-pass strict decoder behind `decodeCbor`: it accepts exactly what the encoder writes, so nothing has to be encoded again to
 * compare. Every frame and entry goes through here at unlock. Throws on any other bytes.
 */
export function decodeStrictly(bytes: Uint8Array): CborValue {
  const cursor: Cursor = { bytes, at: 0 };
  const value = readValue(cursor, 0);
  if (cursor.at !== bytes.length) refuse('bytes follow the value');
  return value;
}

interface Cursor { readonly bytes: Uint8Array; at: number }

const MAX_DEPTH = 32;
// The byte order mark is text like any other here.
const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readValue(cursor: Cursor, depth: number): CborValue {
  if (depth > MAX_DEPTH) refuse('nested too deep');
  const first = cursor.bytes[cursor.at] ?? refuse('the bytes end early');
  cursor.at += 1;
  const info = first & 31;
  switch (first >> 5) {
    case 0: return readArgument(cursor, info);
    case 1: return readNegative(cursor, info);
    // A copy in any runtime: `slice` of Node's Buffer would be a view.
    case 2: return new Uint8Array(readSlice(cursor, readArgument(cursor, info)));
    case 3: return readText(cursor, readArgument(cursor, info));
    case 4: return readArray(cursor, readArgument(cursor, info), depth);
    case 5: return readMap(cursor, readArgument(cursor, info), depth);
    case 7: return info === 20 ? false : info === 21 ? true : info === 22 ? null : refuse('a float or simple value');
    default: return refuse('a tag');
  }
}

// The argument of a head in its shortest form, and nothing a double cannot hold exactly.
function readArgument(cursor: Cursor, info: number): number {
  if (info < 24) return info;
  const { bytes, at } = cursor;
  const width = info === 24 ? 1 : info === 25 ? 2 : info === 26 ? 4 : info === 27 ? 8 : refuse('an indefinite length');
  if (at + width > bytes.length) refuse('the bytes end early');
  let value = 0;
  for (let index = 0; index < width; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  cursor.at = at + width;
  if (value < (width === 1 ? 24 : 2 ** (width * 4)) || value > Number.MAX_SAFE_INTEGER) refuse('a number in another form');
  return value;
}

function readNegative(cursor: Cursor, info: number): number {
  const value = -1 - readArgument(cursor, info);
  return Number.isSafeInteger(value) ? value : refuse('a number too large');
}

function readSlice(cursor: Cursor, length: number): Uint8Array {
  const { bytes, at } = cursor;
  if (length > bytes.length - at) refuse('the bytes end early');
  cursor.at = at + length;
  return bytes.subarray(at, cursor.at);
}

function readText(cursor: Cursor, length: number): string {
  if (length > 64) return utf8.decode(readSlice(cursor, length));
  // Short texts are mostly ASCII, where this is several times faster than the decoder.
  const { bytes, at } = cursor;
  if (length > bytes.length - at) refuse('the bytes end early');
  let text = '';
  for (let index = at; index < at + length; index += 1) {
    const unit = bytes[index] ?? 0;
    if (unit > 127) return utf8.decode(readSlice(cursor, length));
    text += String.fromCharCode(unit);
  }
  cursor.at = at + length;
  return text;
}

// The same few keys come again and again; a text that was made before is both cheaper to find and cheaper to use as a property name.
const keyTexts: (string | undefined)[] = [];
/** A power of two. */
const KEY_PLACES = 512;

function readKey(cursor: Cursor, length: number): string {
  const { bytes, at } = cursor;
  if (length === 0 || length > 32 || length > bytes.length - at) return readText(cursor, length);
  let mixed = length;
  for (let index = at; index < at + length; index += 1) mixed = Math.imul(mixed, 31) + (bytes[index] ?? 0);
  const place = (mixed ^ (mixed >>> 9)) & (KEY_PLACES - 1);
  const known = keyTexts[place];
  if (known !== undefined && standsAt(bytes, at, length, known)) {
    cursor.at = at + length;
    return known;
  }
  const text = readText(cursor, length);
  keyTexts[place] = text;
  return text;
}

function standsAt(bytes: Uint8Array, at: number, length: number, text: string): boolean {
  if (text.length !== length) return false;
  for (let index = 0; index < length; index += 1) {
    const unit = bytes[at + index] ?? 0;
    if (unit > 127 || unit !== text.charCodeAt(index)) return false;
  }
  return true;
}

function readArray(cursor: Cursor, length: number, depth: number): CborValue {
  // Each item takes a byte at least: a planted length costs nothing.
  if (length > cursor.bytes.length - cursor.at) refuse('the bytes end early');
  const items: CborValue[] = [];
  for (let index = 0; index < length; index += 1) items.push(readValue(cursor, depth + 1));
  return items;
}

function readMap(cursor: Cursor, length: number, depth: number): CborValue {
  const { bytes } = cursor;
  if (length > bytes.length - cursor.at) refuse('the bytes end early');
  const map: Record<string, CborValue> = {};
  let before = -1;
  let beforeEnd = -1;
  for (let index = 0; index < length; index += 1) {
    const start = cursor.at;
    const first = bytes[start] ?? refuse('the bytes end early');
    if (first >> 5 !== 3) refuse('a key that is not text');
    cursor.at += 1;
    const key = readKey(cursor, readArgument(cursor, first & 31));
    if (before >= 0 && !comesBefore(bytes, before, beforeEnd, start, cursor.at)) refuse('keys out of order');
    before = start;
    beforeEnd = cursor.at;
    const value = readValue(cursor, depth + 1);
    if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
    else map[key] = value;
  }
  return map;
}

/** Two encoded keys as ranges of the same bytes; plain numbers, because every key of every map is compared. */
function comesBefore(bytes: Uint8Array, left: number, leftEnd: number, right: number, rightEnd: number): boolean {
  const shared = Math.min(leftEnd - left, rightEnd - right);
  for (let index = 0; index < shared; index += 1) {
    const difference = (bytes[left + index] ?? 0) - (bytes[right + index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return leftEnd - left < rightEnd - right;
}

function refuse(reason: string): never {
  throw new Error(reason);
}
