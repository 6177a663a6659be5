import { encodeCbor, equalBytes, fail, ok, type Failure, type Result } from '#base';
import { MAX_BODY_BYTES, MAX_ENTRIES, type FrameHeader, type FrameType, type Scope } from './types.ts';

const types: readonly FrameType[] = ['membership', 'journal'];
const scopes: readonly Scope[] = ['workspace', 'incident'];

/** Header bytes: a deterministic CBOR array of 18 members (docs/spec/frames.md section 4). */
export function encodeHeader(header: FrameHeader): Uint8Array {
  return encodeCbor([
    1, types.indexOf(header.type), scopes.indexOf(header.scope), header.logId, header.author, header.instance, header.seq, header.previous,
    header.feedRoot, header.entryCount, header.entriesRoot, header.epochId, header.membershipHead, header.checkpoint, header.salt, header.commitment,
    header.bodyLength, header.bodyHash,
  ]);
}

/**
 * Bytes whose hash is the associated data of the body: the array of members 0 to 15. They are the header's own bytes with the head of a
 * shorter array, up to where the body length begins.
 */
export function associatedHeader(headerBytes: Uint8Array, bodyLength: number): Uint8Array {
  const lengthBytes = bodyLength < 24 ? 1 : bodyLength < 256 ? 2 : bodyLength < 65_536 ? 3 : 5;
  const bytes = headerBytes.slice(0, headerBytes.length - 34 - lengthBytes);
  bytes[0] = 0x90;
  return bytes;
}

/**
 * Parses a header strictly. Reads the fixed layout directly instead of through the general decoder: this runs for every
 * frame at unlock, and accepts exactly the bytes that `encodeHeader` writes.
 */
export function decodeHeader(bytes: Uint8Array): Result<FrameHeader, Failure<'unknown-version' | 'malformed-frame'>> {
  const cursor: Cursor = { bytes, at: 0, good: true };
  const members = readArrayHead(cursor);
  const version = readUint(cursor);
  if (cursor.good && version !== 1) return fail('unknown-version', `the frame has version ${version}; this build reads version 1`);
  if (!cursor.good || members !== 18) return malformed();
  const typeNumber = readUint(cursor);
  const scopeNumber = readUint(cursor);
  if (!cursor.good) return malformed();
  const type = types[typeNumber];
  const scope = scopes[scopeNumber];
  if (type === undefined || scope === undefined) return fail('unknown-version', 'the frame is of a type that a newer build writes');
  const header: FrameHeader = {
    type, scope,
    logId: readBytes(cursor, 16), author: readBytes(cursor, 32), instance: readBytes(cursor, 16), seq: readUint(cursor),
    previous: readBytes(cursor, 32), feedRoot: readBytes(cursor, 32), entryCount: readUint(cursor), entriesRoot: readBytes(cursor, 32),
    epochId: readBytes(cursor, 32), membershipHead: readBytes(cursor, 32), checkpoint: readOptionalBytes(cursor, 32), salt: readBytes(cursor, 32),
    commitment: readBytes(cursor, 32), bodyLength: readUint(cursor), bodyHash: readBytes(cursor, 32),
  };
  return cursor.good && cursor.at === bytes.length && isConsistent(header) ? ok(header) : malformed();
}

function isConsistent(header: FrameHeader): boolean {
  if (header.bodyLength < 1 || header.bodyLength > MAX_BODY_BYTES) return false;
  if (header.type === 'journal') return header.entryCount >= 1 && header.entryCount <= MAX_ENTRIES;
  return header.entryCount === 0 && equalBytes(header.entriesRoot, EMPTY_ROOT) && isZero(header.epochId) && isZero(header.salt) && isZero(header.commitment);
}

/** True when all bytes are zero: the mark of an absent hash. */
export function isZero(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index += 1) if (bytes[index] !== 0) return false;
  return true;
}

/** SHA-256 of nothing: the root of a tree without leaves. */
const EMPTY_ROOT = /* @__PURE__ */ Uint8Array.of(
  0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
);

interface Cursor { readonly bytes: Uint8Array; at: number; good: boolean }

// A later version may have any number of members; an empty array has no first one.
function readArrayHead(cursor: Cursor): number {
  const start = cursor.bytes[cursor.at] ?? 0;
  if (start >> 5 !== 4 || start === 0x80) cursor.good = false;
  if ((start & 31) < 24) {
    cursor.at += 1;
    return start & 31;
  }
  return readArgument(cursor, start & 31);
}

function readUint(cursor: Cursor): number {
  const first = cursor.bytes[cursor.at] ?? 0xff;
  if (first < 24) {
    cursor.at += 1;
    return first;
  }
  return readArgument(cursor, first);
}

// The argument of a head in its shortest form, when it is one of 1, 2, 4 or 8 bytes.
function readArgument(cursor: Cursor, info: number): number {
  const { bytes } = cursor;
  cursor.at += 1;
  const width = info === 24 ? 1 : info === 25 ? 2 : info === 26 ? 4 : info === 27 ? 8 : 0;
  if (width === 0 || cursor.at + width > bytes.length) {
    cursor.good = false;
    return 0;
  }
  let value = 0;
  for (let index = 0; index < width; index += 1) value = value * 256 + (bytes[cursor.at + index] ?? 0);
  cursor.at += width;
  // Shortest form only, and nothing a double cannot hold.
  const least = width === 1 ? 24 : 2 ** (width * 4);
  if (value < least || value > Number.MAX_SAFE_INTEGER) cursor.good = false;
  return value;
}

function readBytes(cursor: Cursor, length: number): Uint8Array {
  const { bytes, at } = cursor;
  const headLength = length < 24 ? 1 : 2;
  const headFits = length < 24 ? bytes[at] === 0x40 + length : bytes[at] === 0x58 && bytes[at + 1] === length;
  if (!headFits || at + headLength + length > bytes.length) cursor.good = false;
  cursor.at = at + headLength + length;
  return bytes.subarray(at + headLength, cursor.at);
}

function readOptionalBytes(cursor: Cursor, length: number): Uint8Array | null {
  if (cursor.bytes[cursor.at] !== 0xf6) return readBytes(cursor, length);
  cursor.at += 1;
  return null;
}

function malformed(): ReturnType<typeof decodeHeader> {
  return fail('malformed-frame', 'the header is not in the form of version 1');
}
