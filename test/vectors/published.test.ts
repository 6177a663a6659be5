// Answers that others published, run against the very functions the product calls. Sources and licences: published/NOTICE.
import { createHash, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { Decrypter } from 'age-encryption';
import * as v from 'valibot';
import { bytesToHex, hexToBytes } from '#base';
import { createChunkCipher, ed25519Sign, ed25519Verify, hmacSha256, openSlot, readyCrypto, type ChunkCipher } from '#crypto';
import { hashLeaf, inclusionPath, merkleRoot, verifyInclusion } from '#log';
import { aeadOpen, aeadSeal, ed25519FromSeed, hkdfSha256, x25519Public } from '../../src/shared/crypto/primitives.ts';
import { nativeCipher } from '../../src/disk/evidence/age/cipher.ts';
import { openAgeStart } from '../../src/disk/evidence/age/header.ts';
import { sharedSecret } from '../../src/disk/evidence/age/keys.ts';
import { openChunks, plainLength } from '../../src/disk/evidence/age/stream.ts';

const slow = process.env['SLOW'] === '1';
const hexText = v.string();
const base = { tcId: v.number(), comment: v.string(), result: v.picklist(['valid', 'invalid', 'acceptable']) };
const wycheproofSchema = v.object({
  ed25519: v.array(v.object({ ...base, publicKey: hexText, msg: hexText, sig: hexText })), x25519: v.array(v.object({ ...base, public: hexText, private: hexText, shared: hexText })),
  xchacha20_poly1305: v.array(v.object({ ...base, key: hexText, iv: hexText, aad: hexText, msg: hexText, ct: hexText, tag: hexText })), chacha20_poly1305: v.array(v.object({ ...base, key: hexText, iv: hexText, msg: hexText, ct: hexText, tag: hexText })),
  hkdf_sha256: v.array(v.object({ ...base, ikm: hexText, salt: hexText, info: hexText, size: v.number(), okm: hexText })), hmac_sha256: v.array(v.object({ ...base, key: hexText, msg: hexText, tag: hexText, tagSize: v.number() })),
});
const rfcSchema = v.object({
  ed25519: v.array(v.object({ name: v.string(), seed: hexText, publicKey: hexText, message: hexText, signature: hexText })), hkdf: v.array(v.object({ name: v.string(), ikm: hexText, salt: hexText, info: hexText, length: v.number(), okm: hexText })),
  scrypt: v.array(v.object({ name: v.string(), passphrase: v.string(), salt: v.string(), N: v.number(), r: v.number(), p: v.number(), key: hexText })),
  tree: v.object({ leaves: v.array(hexText), roots: v.array(hexText), paths: v.array(v.object({ index: v.number(), size: v.number(), path: v.array(hexText) })) }),
});
const ageSchema = v.object({
  cases: v.array(v.object({ name: v.string(), expect: v.picklist(['success', 'no match', 'HMAC failure', 'header failure', 'payload failure']), payload: v.optional(hexText), identities: v.array(v.string()), passphrases: v.array(v.string()), compressed: v.optional(v.literal('zlib')), file: v.string() })),
});
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`published/${name}`, import.meta.url), 'utf8'));
const wycheproof = v.parse(wycheproofSchema, read('wycheproof.json'));
const rfc = v.parse(rfcSchema, read('rfc.json'));
const age = v.parse(ageSchema, read('age.json')).cases.map((one) => {
  const stored = Buffer.from(one.file, 'base64');
  return { ...one, bytes: new Uint8Array(one.compressed === undefined ? stored : inflateSync(stored)) };
});

beforeAll(readyCrypto);
function hex(text: string): Uint8Array {
  const bytes = hexToBytes(text);
  if (bytes === null) throw new Error('the answer is not hexadecimal');
  return bytes;
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('RFC', () => {
  test.each(rfc.ed25519)('8032 section 7.1, $name', ({ seed, publicKey, message, signature }) => {
    const pair = ed25519FromSeed(hex(seed));
    expect(bytesToHex(pair.publicKey)).toBe(publicKey);
    expect(bytesToHex(ed25519Sign(hex(message), pair.signingKey))).toBe(signature);
    expect(ed25519Verify(hex(signature), hex(message), hex(publicKey))).toBe(true);
    expect(ed25519Verify(hex(signature), Uint8Array.of(...hex(message), 0), hex(publicKey))).toBe(false);
  });

  test.each(rfc.hkdf)('5869 $name', ({ ikm, salt, info, length, okm }) => {
    expect(bytesToHex(hkdfSha256(hex(ikm), hex(salt), hex(info), length))).toBe(okm);
  });

  // The slots derive inside the age library; this shows the numbers, and the age files below that the library agrees with them.
  test.each(rfc.scrypt.filter(({ N }) => slow || N < 2 ** 20))('7914 section 12, $name', ({ passphrase, salt, N, r, p, key }) => {
    expect(scryptSync(passphrase, salt, 64, { N, r, p, maxmem: 2 ** 31 }).toString('hex')).toBe(key);
  });

  test('6962: the tree of eight leaves, every root and path', () => {
    const leaves = rfc.tree.leaves.map((leaf) => hashLeaf(hex(leaf)));
    rfc.tree.roots.forEach((root, size) => {
      expect(bytesToHex(merkleRoot(leaves.slice(0, size)))).toBe(root);
      for (let index = 0; index < size; index += 1) expect(verifyInclusion(leaves[index] ?? new Uint8Array(0), index, size, inclusionPath(leaves.slice(0, size), index), hex(root))).toBe(true);
    });
    for (const { index, size, path } of rfc.tree.paths) expect(inclusionPath(leaves.slice(0, size), index).map(bytesToHex)).toEqual(path);
  });
});

describe('Wycheproof', () => {
  test.each(wycheproof.ed25519)('Ed25519 $tcId: $result $comment', ({ publicKey, msg, sig, result }) => {
    expect(ed25519Verify(hex(sig), hex(msg), hex(publicKey))).toBe(result === 'valid');
  });

  test.each(wycheproof.x25519)('X25519 $tcId: $result $comment', ({ public: point, private: secret, shared, result }) => {
    const answer = sharedSecret(hex(secret), hex(point));
    // Points of small order give zeros, and age refuses them.
    if (answer === null) expect({ shared, result }).toEqual({ shared: '00'.repeat(32), result: 'acceptable' });
    else expect(bytesToHex(answer)).toBe(shared);
  });

  test('X25519: the public keys of the two libraries agree', () => {
    const nine = Uint8Array.of(9, ...new Uint8Array(31));
    for (const { private: secret } of wycheproof.x25519.slice(0, 50)) expect(bytesToHex(x25519Public(hex(secret)))).toBe(bytesToHex(sharedSecret(hex(secret), nine) ?? new Uint8Array(0)));
  });

  test.each(wycheproof.xchacha20_poly1305)('XChaCha20-Poly1305 $tcId: $result $comment', ({ key, iv, aad, msg, ct, tag, result }) => {
    if (iv.length !== 48) expect(() => aeadSeal(hex(key), hex(iv), hex(aad), hex(msg))).toThrow();
    const opened = aeadOpen(hex(key), hex(iv), hex(aad), hex(ct + tag));
    expect(opened === null ? null : bytesToHex(opened)).toBe(result === 'valid' ? msg : null);
    if (result === 'valid') expect(bytesToHex(aeadSeal(hex(key), hex(iv), hex(aad), hex(msg)))).toBe(ct + tag);
  });

  test('ChaCha20-Poly1305 in chunks: both ciphers, every case', async () => {
    const ciphers: readonly ChunkCipher[] = [nativeCipher, await createChunkCipher(65_536)];
    for (const { key, iv, msg, ct, tag, result, tcId } of wycheproof.chacha20_poly1305) {
      for (const cipher of ciphers) {
        const plain = new Uint8Array(msg.length / 2);
        expect(cipher.open(hex(key), hex(iv), hex(ct + tag), plain), `case ${tcId}`).toBe(result === 'valid');
        expect(bytesToHex(plain)).toBe(result === 'valid' ? msg : '00'.repeat(plain.length));
      }
    }
    expect(wycheproof.chacha20_poly1305.length).toBeGreaterThan(30);
  });

  test.each(wycheproof.hkdf_sha256.filter(({ result }) => result === 'valid'))('HKDF $tcId: $comment', ({ ikm, salt, info, size, okm }) => {
    expect(bytesToHex(hkdfSha256(hex(ikm), hex(salt), hex(info), size))).toBe(okm);
  });

  test.each(wycheproof.hmac_sha256)('HMAC $tcId: $result $comment', ({ key, msg, tag, tagSize, result }) => {
    const whole = bytesToHex(hmacSha256(hex(key), hex(msg)));
    expect(whole.slice(0, tagSize / 4) === tag).toBe(result === 'valid');
  });
});

describe('age test kit', () => {
  const forKeys = age.filter(({ passphrases, identities }) => passphrases.length === 0 && identities.every((identity) => identity.startsWith('AGE-SECRET-KEY-1')));

  test.each(forKeys)('evidence reader, $name: $expect', ({ name, bytes, identities, expect: expected, payload }) => {
    for (const identity of identities.length === 0 ? ['AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX'] : identities) {
      const start = openAgeStart(nativeCipher, bytes, identity);
      if (typeof start === 'string') {
        // Where the kit counts a missing nonce as header, the header was whole here and the file is said to be changed.
        const refusal = name.endsWith('_nonce') ? ['changed'] : { 'no match': ['other-key'], 'HMAC failure': ['changed'], 'header failure': ['not-age', 'other-key'], 'payload failure': ['changed'], success: [] }[expected];
        expect(refusal).toContain(start);
        continue;
      }
      expect(['success', 'payload failure']).toContain(expected);
      const sealed = bytes.subarray(start.payloadStart);
      const length = plainLength(sealed.length);
      const plain = new Uint8Array(length ?? 0);
      const opened = length === null ? null : openChunks(nativeCipher, { key: start.payloadKey, counter: 0, last: true }, sealed, plain);
      expect(opened === null ? 'payload failure' : 'success').toBe(expected);
      if (expected === 'success') expect(sha256(plain)).toBe(payload);
    }
  });

  // A slot that is not ours never opens; what is said about it is a class of vault.md section 1.
  test.each(age)('slot reader, $name: $expect', async ({ bytes, identities, passphrases, expect: expected }) => {
    const secret = passphrases[0] !== undefined ? { passphrase: passphrases[0] } : { recoveryKey: identities[0] ?? 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX' };
    const opened = await openSlot(bytes, secret);
    const kind = opened.ok ? 'ok' : opened.error.kind;
    // Work factors of the kit lie below 16, so its passphrase files are refused before anything is derived.
    expect(kind).toBe(expected === 'no match' && 'recoveryKey' in secret ? 'wrong-key' : 'damaged');
  });

  test.each(age.filter(({ expect: expected }) => expected === 'success'))('the library under the slots opens $name', async ({ bytes, identities, passphrases, payload }) => {
    const decrypter = new Decrypter();
    for (const identity of identities) decrypter.addIdentity(identity);
    for (const passphrase of passphrases) decrypter.addPassphrase(passphrase);
    expect(sha256(await decrypter.decrypt(bytes))).toBe(payload);
  });
});
