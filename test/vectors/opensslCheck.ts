// A second reading of docs/spec/frames.md with Node's OpenSSL, zlib and a general CBOR decoder, and nothing of the product: framing, signature, hashes.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { decode } from 'cborg';

const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const tag = (text: string) => Buffer.from(text, 'ascii');

export interface CheckedFrame { readonly headerHash: string; readonly feedId: string; readonly logId: string; readonly previous: string; readonly feedRoot: string; readonly seq: number; readonly type: number; readonly bodyLength: number }

/** Answers what a frame says when framing, checksum, signature, body length and body hash hold; null when one does not. */
export function checkWithOpenssl(frame: Uint8Array): CheckedFrame | null {
  const bytes = Buffer.from(frame);
  if (bytes.length < 80 || bytes.toString('latin1', 0, 4) !== 'HFF1') return null;
  const [headerLength, bodyLength] = [bytes.readUInt32BE(4), bytes.readUInt32BE(8)];
  if (headerLength > 4096 || bodyLength > 1_048_576 || bytes.length !== 80 + headerLength + bodyLength) return null;
  if (crc32(bytes.subarray(0, -4)) !== bytes.readUInt32BE(bytes.length - 4)) return null;
  const headerBytes = bytes.subarray(12, 12 + headerLength);
  const header = decodeHeader(headerBytes);
  if (header === null) return null;
  const signature = bytes.subarray(12 + headerLength, 76 + headerLength);
  const body = bytes.subarray(76 + headerLength, -4);
  const [, type, , logId, author, instance, seq, previous, feedRoot] = header;
  const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), author]), format: 'der', type: 'spki' });
  if (!verify(null, Buffer.concat([tag('holdfast/frame/1'), headerBytes]), key, signature)) return null;
  if (header[16] !== body.length || Buffer.compare(header[17], sha256(body)) !== 0) return null;
  return {
    type, seq, logId: toHex(logId), previous: toHex(previous), feedRoot: toHex(feedRoot), bodyLength: header[16],
    headerHash: toHex(sha256(tag('holdfast/header/1'), headerBytes)), feedId: toHex(sha256(tag('holdfast/feed/1'), author, logId, instance)),
  };
}

/** Root over header hashes, by the definition of RFC 6962. */
export function feedRootWithOpenssl(hashes: readonly string[]): string {
  return toHex(root(hashes.map((hash) => sha256(Buffer.of(0), Buffer.from(hash, 'hex')))));
}

function root(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0] ?? sha256();
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(Buffer.of(1), root(leaves.slice(0, split)), root(leaves.slice(split)));
}

type Header = readonly [number, number, number, Uint8Array, Uint8Array, Uint8Array, number, Uint8Array, Uint8Array, number, Uint8Array, Uint8Array, Uint8Array, Uint8Array | null, Uint8Array, Uint8Array, number, Uint8Array];

function decodeHeader(bytes: Uint8Array): Header | null {
  try {
    const value: unknown = decode(bytes);
    return Array.isArray(value) && value.length === 18 && value[0] === 1 ? (value as unknown as Header) : null;
  } catch {
    return null;
  }
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
