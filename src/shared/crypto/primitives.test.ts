import { createHash, createHmac, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, hexToBytes } from '#base';
import { aeadOpen, aeadSeal, ed25519FromSeed, ed25519Sign, ed25519Verify, hkdfSha256, hmacSha256, openBox, readyCrypto, sealBox, sha256, systemRandom, x25519Public } from './primitives.ts';

beforeAll(readyCrypto);
const runs = process.env['SLOW'] === '1' ? 5000 : 100;
const hex = (text: string) => hexToBytes(text) ?? new Uint8Array(0);

describe('HKDF, RFC 5869 appendix A', () => {
  test.each([
    ['case 1', '0b'.repeat(22), '000102030405060708090a0b0c', 'f0f1f2f3f4f5f6f7f8f9', 42, '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'],
    [
      'case 2', Array.from({ length: 80 }, (_, index) => bytesToHex(Uint8Array.of(index))).join(''), Array.from({ length: 80 }, (_, index) => bytesToHex(Uint8Array.of(0x60 + index))).join(''),
      Array.from({ length: 80 }, (_, index) => bytesToHex(Uint8Array.of(0xb0 + index))).join(''), 82,
      'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
    ],
    ['case 3', '0b'.repeat(22), '', '', 42, '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8'],
  ])('%s', (_, ikm, salt, info, length, okm) => {
    expect(bytesToHex(hkdfSha256(hex(ikm), hex(salt), hex(info), length))).toBe(okm);
  });
});

test('hash, HMAC and HKDF agree with OpenSSL for keys and salts of any length', () => {
  const bytes = fc.uint8Array({ maxLength: 150 });
  fc.assert(fc.property(bytes, bytes, bytes, fc.integer({ min: 1, max: 200 }), (left, right, third, length) => {
    expect(bytesToHex(sha256(left))).toBe(createHash('sha256').update(left).digest('hex'));
    expect(bytesToHex(hmacSha256(left, right))).toBe(createHmac('sha256', left).update(right).digest('hex'));
    expect(bytesToHex(hkdfSha256(left, right, third, length))).toBe(Buffer.from(hkdfSync('sha256', left, right, third, length)).toString('hex'));
  }), { numRuns: runs });
});

describe('Ed25519, RFC 8032 section 7.1', () => {
  test.each([
    ['9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', '', 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'],
    ['4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', '72', '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'],
    ['c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7', 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025', 'af82', '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a'],
  ])('key %s', (seed, publicKey, message, signature) => {
    const pair = ed25519FromSeed(hex(seed));
    expect(bytesToHex(pair.publicKey)).toBe(publicKey);
    expect(bytesToHex(ed25519Sign(hex(message), pair.signingKey))).toBe(signature);
    expect(ed25519Verify(hex(signature), hex(message), pair.publicKey)).toBe(true);
  });

  test('any changed bit of signature, message or key is refused', () => {
    const pair = ed25519FromSeed(new Uint8Array(32).fill(5));
    const message = new Uint8Array(20).fill(9);
    const signature = ed25519Sign(message, pair.signingKey);
    const flip = (bytes: Uint8Array, bit: number) => {
      const copy = bytes.slice();
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return copy;
    };
    for (let bit = 0; bit < 512; bit += 1) expect(ed25519Verify(flip(signature, bit), message, pair.publicKey)).toBe(false);
    for (let bit = 0; bit < 160; bit += 1) expect(ed25519Verify(signature, flip(message, bit), pair.publicKey)).toBe(false);
    for (let bit = 0; bit < 256; bit += 1) expect(ed25519Verify(signature, message, flip(pair.publicKey, bit))).toBe(false);
  });

  test('S plus the group order is refused', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const pair = ed25519FromSeed(new Uint8Array(32).fill(6));
    const signature = ed25519Sign(new Uint8Array(3), pair.signingKey);
    let s = order;
    for (let index = 31; index >= 0; index -= 1) s += BigInt(signature[32 + index] ?? 0) << BigInt(8 * index);
    for (let index = 0; index < 32; index += 1) signature[32 + index] = Number((s >> BigInt(8 * index)) & 255n);
    expect(ed25519Verify(signature, new Uint8Array(3), pair.publicKey)).toBe(false);
  });

  // Points of order 1, 2, 4 and 8, and encodings beyond the field: with the identity as R and S = 0 a lax verifier accepts some of these.
  test.each([
    '0100000000000000000000000000000000000000000000000000000000000000', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000080', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  ])('the weak key %s verifies nothing', (key) => {
    const zero = new Uint8Array(64);
    zero[0] = 1;
    for (let value = 0; value < 16; value += 1) expect(ed25519Verify(zero, Uint8Array.of(value), hex(key))).toBe(false);
  });

  test('wrong lengths are false, not a throw', () => {
    expect(ed25519Verify(new Uint8Array(63), new Uint8Array(0), new Uint8Array(32))).toBe(false);
    expect(ed25519Verify(new Uint8Array(64), new Uint8Array(0), new Uint8Array(31))).toBe(false);
  });
});

describe('X25519, RFC 7748 section 6.1', () => {
  test.each([
    ['77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a', '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a'],
    ['5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb', 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'],
  ])('secret %s', (secret, publicKey) => {
    expect(bytesToHex(x25519Public(hex(secret)))).toBe(publicKey);
  });

  test('a sealed box opens for its key only, and not when changed', () => {
    const [mine, theirs] = [systemRandom(32), systemRandom(32)];
    const box = sealBox(hex('010203'), x25519Public(mine));
    expect(box.length).toBe(51);
    expect(openBox(box, x25519Public(mine), mine)).toEqual(hex('010203'));
    expect(openBox(box, x25519Public(theirs), theirs)).toBeNull();
    for (let byte = 0; byte < box.length; byte += 1) {
      const changed = box.slice();
      changed[byte] = (changed[byte] ?? 0) ^ 1;
      expect(openBox(changed, x25519Public(mine), mine)).toBeNull();
    }
    expect(openBox(new Uint8Array(47), x25519Public(mine), mine)).toBeNull();
  });
});

test('a sealed body opens only with the same key, nonce, data and bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(), (plaintext, at) => {
    const [key, nonce, aad] = [systemRandom(32), systemRandom(24), systemRandom(8)];
    const sealed = aeadSeal(key, nonce, aad, plaintext);
    expect(aeadOpen(key, nonce, aad, sealed)).toEqual(plaintext);
    const parts = [key, nonce, aad, sealed] as const;
    const part = parts[at % 4] ?? key;
    part[at % part.length] = (part[at % part.length] ?? 0) ^ 1;
    expect(aeadOpen(key, nonce, aad, sealed)).toBeNull();
  }), { numRuns: runs });
  expect(aeadOpen(new Uint8Array(32), new Uint8Array(24), new Uint8Array(0), new Uint8Array(15))).toBeNull();
});
