import { concatBytes, fail, hexToBytes, ok, parseLogId, textToBytes, type Failure, type FeedId, type LogId, type Result, type Sha256Hex } from '#base';
import { englishWords, sha256 } from '#crypto';

/** "Feed F of log L had `size` frames with this root" (docs/spec/witness.md section 1). */
export interface SlipStatement { readonly log: LogId; readonly feed: FeedId; readonly size: number; readonly root: Sha256Hex }

export const SLIP_WORDS = 8;
const slipTag = /* @__PURE__ */ textToBytes('holdfast/head-slip/1');
const QR_PREFIX = 'HFS1';

/** Digest of a head slip: 32 bytes. Throws when the size is not a whole number or an id is not hexadecimal. */
export function slipDigest({ log, feed, size, root }: SlipStatement): Uint8Array {
  return sha256(concatBytes(slipTag, fromHex(log), fromHex(feed), uint64ToBytes(size), fromHex(root)));
}

/** The first 88 bits of the digest as eight words, eleven bits each, joined by single spaces. */
export function slipWords(statement: SlipStatement): string {
  const digest = slipDigest(statement);
  return Array.from({ length: SLIP_WORDS }, (_, index) => englishWords[elevenBits(digest, index * 11)]).join(' ');
}

/** Log code or feed code: the first eight hexadecimal digits of an id. */
export function slipCode(id: LogId | FeedId): string {
  return id.slice(0, 8);
}

/** A code as it is written and read out: `2477-0030`. */
export function formatSlipCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** The text of the QR picture, in the alphabet of its alphanumeric mode. */
export function slipQrText({ log, feed, size, root }: SlipStatement): string {
  return [QR_PREFIX, log.toUpperCase(), feed.toUpperCase(), String(size), root.toUpperCase()].join(':');
}

/** The slip that a QR text states. `bad-slip`: it is not one, and the message says what is not right. */
export function parseSlipQr(text: string): Result<SlipStatement, Failure<'bad-slip'>> {
  const [prefix, logText = '', feed = '', sizeText = '', root = '', ...more] = text.trim().toLowerCase().split(':');
  if (prefix !== QR_PREFIX.toLowerCase() || more.length > 0) return fail('bad-slip', 'the code is not a head slip');
  const log = parseLogId(logText);
  const size = readSize(sizeText);
  if (log === null || !/^[0-9a-f]{64}$/.test(feed) || !/^[0-9a-f]{64}$/.test(root)) return fail('bad-slip', 'the ids in the code are not whole');
  if (size === null) return fail('bad-slip', 'the number of frames in the code is not one');
  return ok({ log, feed: feed as FeedId, size, root: root as Sha256Hex });
}

/** A code as somebody typed it: case, spaces and hyphens do not matter. Null when it is not eight hexadecimal digits. */
export function parseSlipCode(typed: string): string | null {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, '');
  return /^[0-9a-f]{8}$/.test(code) ? code : null;
}

/**
 * Eight words as somebody typed them: case and spacing do not matter, and of a word its first four letters or more are enough. `bad-slip` says how many
 * words there are, or which one is not of the list, by its place and not by its text.
 */
export function parseSlipWords(typed: string): Result<string, Failure<'bad-slip'>> {
  const tokens = typed.trim().toLowerCase().split(/\s+/).filter((token) => token !== '');
  if (tokens.length !== SLIP_WORDS) return fail('bad-slip', `a slip has ${SLIP_WORDS} words; these are ${tokens.length}`);
  const words = tokens.map(findWord);
  const unknown = words.indexOf(null);
  return unknown >= 0 ? fail('bad-slip', `word ${unknown + 1} is not in the list`) : ok(words.join(' '));
}

function findWord(token: string): string | null {
  if (englishWords.includes(token)) return token;
  return token.length < 4 ? null : (englishWords.find((word) => word.startsWith(token)) ?? null);
}

function readSize(text: string): number | null {
  const size = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0;
  return Number.isSafeInteger(size) && size > 0 ? size : null;
}

function elevenBits(bytes: Uint8Array, at: number): number {
  const first = at >> 3;
  const window = ((bytes[first] ?? 0) << 16) | ((bytes[first + 1] ?? 0) << 8) | (bytes[first + 2] ?? 0);
  return (window >> (13 - (at & 7))) & 2047;
}

function uint64ToBytes(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error('a size is a whole number');
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

function fromHex(text: string): Uint8Array {
  const bytes = hexToBytes(text);
  if (bytes === null) throw new Error(`expected hexadecimal, found ${text.length} other characters`);
  return bytes;
}
