import type { Brand } from './brand.ts';
import { bytesToHex } from './bytes.ts';

/** 26-character ULID of one journal entry; entities carry the id of the entry that created them. */
export type EntryId = Brand<string, 'EntryId'>;
export type EntityId = EntryId;
/** 32 hexadecimal digits: one incident, or the workspace of a vault. Names a log folder. */
export type LogId = Brand<string, 'LogId'>;
/** 64 hexadecimal digits: SHA-256. */
export type Sha256Hex = Brand<string, 'Sha256Hex'>;
/** 64 hexadecimal digits: one writer's feed in one log. */
export type FeedId = Brand<string, 'FeedId'>;
/** 32 hexadecimal digits. */
export type VaultId = Brand<string, 'VaultId'>;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type UnixMs = Brand<number, 'UnixMs'>;

/** A source of random bytes; injected so that tests can be repeated. */
export type RandomBytes = (length: number) => Uint8Array;

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** A fresh ULID: 48 bits of time, 80 random bits. The time is a hint for sorting, never a claim. */
export function createEntryId(now: UnixMs, random: RandomBytes): EntryId {
  let time = '';
  // A clock before 1970 gives the least time there is.
  for (let rest = Math.max(0, now), digit = 0; digit < 10; digit += 1) {
    time = CROCKFORD.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let tail = '';
  for (const value of random(16)) tail += CROCKFORD.charAt(value & 31);
  return (time + tail) as EntryId;
}

/** The text as an entry id, or null when it is not a ULID. */
export function parseEntryId(text: string): EntryId | null {
  return ULID.test(text) ? (text as EntryId) : null;
}

/** The text as a log id (32 lower-case hexadecimal digits), or null. */
export function parseLogId(text: string): LogId | null {
  return /^[0-9a-f]{32}$/.test(text) ? (text as LogId) : null;
}

/** Hexadecimal of a 32-byte hash. Throws when it has another length. */
export function bytesToSha256Hex(bytes: Uint8Array): Sha256Hex {
  if (bytes.length !== 32) throw new Error(`expected 32 bytes, found ${bytes.length}`);
  return bytesToHex(bytes) as Sha256Hex;
}
