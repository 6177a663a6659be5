import { bytesToText, compareBytes, concatBytes, equalBytes, fail, ok, textToBytes, type Failure, type Result } from '#base';
import { crc32 } from '../frame/crc32.ts';

export interface ZipMember { readonly name: string; readonly bytes: Uint8Array }
interface Placed { readonly name: Uint8Array; readonly size: number; readonly crc: number; readonly offset: number }

export const MAX_ZIP_BYTES = 2 ** 31 - 1;
export const MAX_ZIP_MEMBERS = 4096;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const UTF8_NAMES = 0x0800;
// 1980-01-01.
const DATE = 0x0021;

/** The one ZIP of these members: stored, dated 1980, names ascending (docs/spec/disclosure.md section 1.1). Throws on names that the form excludes. */
export function encodeZip(members: readonly ZipMember[]): Result<Uint8Array, Failure<'too-large'>> {
  const sorted = members.map(({ name, bytes }) => ({ name: textToBytes(name), bytes })).sort((left, right) => compareBytes(left.name, right.name));
  const pieces: Uint8Array[] = [];
  const placed: Placed[] = [];
  let offset = 0;
  for (const [index, { name, bytes }] of sorted.entries()) {
    if (!isPlainName(name) || (index > 0 && equalBytes(sorted[index - 1]?.name ?? name, name))) throw new Error('the names of a ZIP must be plain and distinct');
    const member: Placed = { name, size: bytes.length, crc: crc32(bytes), offset };
    placed.push(member);
    pieces.push(localHeader(member), bytes);
    offset += LOCAL_BYTES + name.length + bytes.length;
  }
  const end = directory(placed, offset);
  if (placed.length > MAX_ZIP_MEMBERS || offset + end.length > MAX_ZIP_BYTES) return fail('too-large', 'the package is larger than the format allows');
  return ok(concatBytes(...pieces, end));
}

/** Reads a ZIP of exactly that form: whatever writing its members again would not give back byte for byte is refused. Views, no copies. */
export function decodeZip(bytes: Uint8Array): Result<readonly ZipMember[], Failure<'malformed-package'>> {
  if (bytes.length > MAX_ZIP_BYTES) return malformed('it is larger than the format allows');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const members: ZipMember[] = [];
  const placed: Placed[] = [];
  let offset = 0;
  while (offset + LOCAL_BYTES <= bytes.length && view.getUint32(offset) === 0x504b0304) {
    const [size, nameLength] = [view.getUint32(offset + 18, true), view.getUint16(offset + 26, true)];
    const contentAt = offset + LOCAL_BYTES + nameLength;
    if (contentAt + size > bytes.length) return malformed('a member reaches beyond the end');
    const name = bytes.subarray(offset + LOCAL_BYTES, contentAt);
    const content = bytes.subarray(contentAt, contentAt + size);
    const text = bytesToText(name);
    const before = placed.at(-1);
    if (text === null || !isPlainName(name)) return malformed('a name is not plain');
    if (before !== undefined && compareBytes(before.name, name) >= 0) return malformed('the names are not in order');
    const member: Placed = { name, size, crc: crc32(content), offset };
    if (!equalBytes(localHeader(member), bytes.subarray(offset, contentAt))) return malformed('a member is not stored in the one form');
    placed.push(member);
    members.push({ name: text, bytes: content });
    if (placed.length > MAX_ZIP_MEMBERS) return malformed('it has too many members');
    offset = contentAt + size;
  }
  return placed.length > 0 && equalBytes(directory(placed, offset), bytes.subarray(offset)) ? ok(members) : malformed('its directory is not the one of its members');
}

/** True when the bytes begin like a ZIP. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/** Names that every system takes for a file below the folder it unpacks into. */
export function isPlainName(name: Uint8Array): boolean {
  const text = bytesToText(name);
  if (text === null || name.length < 1 || name.length > 255 || /[\\:]/.test(text) || name.some((byte) => byte < 0x20 || byte === 0x7f)) return false;
  return text.split('/').every((piece) => piece !== '' && piece !== '.' && piece !== '..');
}

function localHeader({ name, size, crc }: Placed): Uint8Array {
  return concatBytes(numbers(LOCAL_BYTES, [[0x04034b50, 4], [20, 2], [UTF8_NAMES, 2], [0, 2], [0, 2], [DATE, 2], [crc, 4], [size, 4], [size, 4], [name.length, 2], [0, 2]]), name);
}

function directory(members: readonly Placed[], at: number): Uint8Array {
  const rows = members.flatMap(({ name, size, crc, offset }) => [numbers(CENTRAL_BYTES, [
    [0x02014b50, 4], [20, 2], [20, 2], [UTF8_NAMES, 2], [0, 2], [0, 2], [DATE, 2], [crc, 4], [size, 4], [size, 4], [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4],
  ]), name]);
  const length = rows.reduce((total, row) => total + row.length, 0);
  const end = numbers(22, [[0x06054b50, 4], [0, 2], [0, 2], [members.length, 2], [members.length, 2], [length, 4], [at, 4], [0, 2]]);
  return concatBytes(...rows, end);
}

function numbers(length: number, fields: readonly (readonly [value: number, width: 2 | 4])[]): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, width] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

function malformed(reason: string): ReturnType<typeof decodeZip> {
  return fail('malformed-package', `this is not the ZIP of a disclosure package: ${reason}`);
}
