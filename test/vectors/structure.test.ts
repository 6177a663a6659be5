// Vectors of single structures: headers, bodies, entries, scans, trees. Read by the product, and where a second reading is short by Node's OpenSSL.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, encodeCbor, hexToBytes, type CborValue } from '#base';
import { openBody, readyCrypto, sha256, type FrameKeys } from '#crypto';
import { decodeEntry, hashLeaf, hashHeader, merkleRoot, scanFrames, verifyInclusion } from '#log';
import { decodeBody } from '../../src/shared/log/body/decode.ts';
import { aeadSeal } from '../../src/shared/crypto/primitives.ts';
import { decodeHeader, encodeHeader } from '../../src/shared/log/frame/header.ts';
import { loadVectors } from './loadVectors.ts';
import { feedRootWithOpenssl } from './opensslCheck.ts';

beforeAll(readyCrypto);
function hex(text: string): Uint8Array {
  const bytes = hexToBytes(text);
  if (bytes === null) throw new Error('the vector is not hexadecimal');
  return bytes;
}

describe('headers', () => {
  test.each(loadVectors('headers.json').cases)('$name: $expect', ({ hex: text, expect: expected, fields, headerHash }) => {
    const bytes = hex(text);
    const decoded = decodeHeader(bytes);
    expect(decoded.ok ? 'ok' : decoded.error.kind).toBe(expected);
    if (!decoded.ok) return;
    const { type, scope, ...rest } = decoded.value;
    const shown = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value instanceof Uint8Array ? bytesToHex(value) : value]));
    expect({ version: 1, type: type === 'journal' ? 1 : 0, scope: scope === 'incident' ? 1 : 0, ...shown }).toEqual(fields);
    expect(bytesToHex(hashHeader(bytes))).toBe(headerHash);
    expect(createHash('sha256').update('holdfast/header/1').update(bytes).digest('hex')).toBe(headerHash);
    expect(bytesToHex(encodeHeader(decoded.value))).toBe(text);
  });
});

describe('bodies', () => {
  const keys: FrameKeys = { key: new Uint8Array(32).fill(1), nonce: new Uint8Array(24).fill(2), commitment: new Uint8Array(32).fill(3) };
  test.each(loadVectors('bodies.json').cases)('$name: $expect', ({ hex: text, expect: expected, entries, salts }) => {
    const aad = new Uint8Array(32);
    const opened = openBody(keys, keys.commitment, aad, aeadSeal(keys.key, keys.nonce, aad, hex(text)));
    const body = opened.ok ? decodeBody(opened.value) : opened;
    expect(body.ok ? 'ok' : body.error.kind).toBe(expected);
    if (!body.ok) return;
    expect(body.value.entries.map(bytesToHex)).toEqual(entries);
    expect(body.value.salts.map(bytesToHex)).toEqual(salts);
  });
});

describe('entries', () => {
  test.each(loadVectors('entries.json').cases)('$name: $expect', ({ hex: text, salt, expect: expected, id, leaf }) => {
    const bytes = hex(text);
    expect(createHash('sha256').update(Uint8Array.of(0)).update(hex(salt)).update(bytes).digest('hex')).toBe(leaf);
    expect(bytesToHex(hashLeaf(hex(salt), bytes))).toBe(leaf);
    const decoded = decodeEntry(bytes, hex(leaf));
    expect(decoded.entry !== null).toBe(expected === 'known');
    expect(decoded.id).toBe(id);
    if (decoded.entry === null || text.includes(bytesToHex(encodeCbor('mood'))) || text.includes(bytesToHex(encodeCbor('font')))) return;
    expect(bytesToHex(encodeCbor(decoded.entry as unknown as CborValue))).toBe(text);
  });
});

describe('scans', () => {
  test.each(loadVectors('scans.json').cases)('$name: $expect', ({ hex: text, expect: expected, frames, damaged, tail }) => {
    const scan = scanFrames(hex(text));
    const ranges = (of: typeof scan.frames) => of.map(({ from, to }) => [from, to]);
    expect({ frames: ranges(scan.frames), damaged: ranges(scan.damaged), tail: scan.tail }).toEqual({ frames, damaged, tail });
    expect(scan.tail?.reason ?? (scan.damaged.length > 0 ? 'damage' : 'clean')).toBe(expected);
  });
});

describe('trees', () => {
  const vectors = loadVectors('roots.json');

  test.each(vectors.trees)('$name', ({ size, root }) => {
    const leaf = (index: number) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(index);
      return bytes;
    };
    expect(bytesToHex(merkleRoot(Array.from({ length: size }, (_, index) => hashLeaf(leaf(index)))))).toBe(root);
    expect(feedRootWithOpenssl(Array.from({ length: size }, (_, index) => leaf(index).toString('hex')))).toBe(root);
  });

  test.each(vectors.feeds)('feed root, $name', ({ headerHashes, roots }) => {
    expect(roots).toHaveLength(headerHashes.length + 1);
    roots.forEach((root, seq) => {
      expect(bytesToHex(merkleRoot(headerHashes.slice(0, seq).map((hash) => hashLeaf(hex(hash)))))).toBe(root);
      expect(feedRootWithOpenssl(headerHashes.slice(0, seq))).toBe(root);
    });
    expect(roots[0]).toBe(bytesToHex(sha256(new Uint8Array(0))));
  });

  test.each(vectors.inclusion)('inclusion, $name: $expect', ({ leaf, index, size, path, root, expect: expected }) => {
    expect(verifyInclusion(hex(leaf), index, size, path.map(hex), hex(root))).toBe(expected === 'holds');
  });
});
