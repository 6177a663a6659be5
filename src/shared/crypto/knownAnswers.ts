import { Decrypter } from 'age-encryption';
import { bytesToHex, bytesToText, hexToBytes, textToBytes } from '#base';
import { base64ToBytes } from './base64.ts';
import { aeadOpen, aeadSeal, ed25519FromSeed, ed25519Sign, ed25519Verify, hkdfSha256, hmacSha256, openBox, sha256, x25519Public } from './primitives.ts';

/** One primitive and a published answer that it must give. */
export interface KnownAnswer { readonly name: string; readonly check: () => boolean | Promise<boolean> }

const hex = (text: string) => hexToBytes(text) ?? new Uint8Array(0);
const same = (bytes: Uint8Array | null, expected: string) => bytes !== null && bytesToHex(bytes) === expected;

export const knownAnswers: readonly KnownAnswer[] = [
  // FIPS 180-4, two-block message.
  { name: 'SHA-256', check: () => same(sha256(textToBytes('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')), '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1') },
  // RFC 4231 test case 2.
  { name: 'HMAC-SHA-256', check: () => same(hmacSha256(textToBytes('Jefe'), textToBytes('what do ya want for nothing?')), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843') },
  // RFC 5869 test case 1.
  {
    name: 'HKDF-SHA-256',
    check: () => same(
      hkdfSha256(hex('0b'.repeat(22)), hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'), 42),
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    ),
  },
  // RFC 8032 section 7.1, test 2; and the same with a flipped bit.
  {
    name: 'Ed25519',
    check: () => {
      const { publicKey, signingKey } = ed25519FromSeed(hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'));
      const signature = ed25519Sign(hex('72'), signingKey);
      return same(publicKey, '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c') &&
        same(signature, '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00') &&
        ed25519Verify(signature, hex('72'), publicKey) && !ed25519Verify(signature, hex('73'), publicKey);
    },
  },
  // RFC 7748 section 6.1 (first key), and a fixed sealed box to it.
  {
    name: 'X25519 sealed box',
    check: () => {
      const secret = hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a');
      const publicKey = x25519Public(secret);
      return same(publicKey, '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a') &&
        same(openBox(hex('e141aa52445b750bf1556c58d4c284f9c735eb7c47154266dd9a746340d0387041691a0c61802125841d131b4526ad059c10cd4fd137daec'), publicKey, secret), '686f6c6466617374');
    },
  },
  // draft-irtf-cfrg-xchacha-03, appendix A.3.1; and the same with a flipped bit.
  {
    name: 'XChaCha20-Poly1305',
    check: () => {
      const key = hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
      const nonce = hex('404142434445464748494a4b4c4d4e4f5051525354555657');
      const aad = hex('50515253c0c1c2c3c4c5c6c7');
      const sealed = aeadSeal(key, nonce, aad, textToBytes("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."));
      const published = 'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49';
      const opens = aeadOpen(key, nonce, aad, sealed) !== null;
      const changed = sealed.slice();
      changed[3] = (changed[3] ?? 0) ^ 1;
      return same(sealed, published) && opens && aeadOpen(key, nonce, aad, changed) === null;
    },
  },
  // A fixed age file for a fixed identity.
  {
    name: 'age X25519',
    check: () => opensTo(
      (decrypter) => decrypter.addIdentity('AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33'),
      'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBMeUtUaEZmaVBPQ2RYSWdkZk1teW5KdkRVdkRiVlE3SWpKVERNSUFCOWk0CmpYdGhsL3UrWWxUTjY4RUt0UEVFR2RyaTRkbitIQzh0TnJsMlg2dzYrZGsKLS0tIGhpRFBkT0xEYXJtTXZXcjh0TkgwTytlTWZKSU5wQ2Y0N2F2T0U4Tml1NzAK3cabbqsLj2l6SzN8eDxtaeUeLXkUQqnexyO8PFPhif5MON8h1Q6yaw==',
    ),
  },
  // A fixed age file under a passphrase with a work factor that takes milliseconds.
  {
    name: 'age scrypt',
    check: () => opensTo(
      (decrypter) => decrypter.addPassphrase('holdfast self-test'),
      'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBoYjlhZzV1a1RlRmNSc3RnOGc1eXNnIDEwClJua3lUdW0xayt6K1QxZVRuTXRGTUVhYWZ5MGtHdnR1RUxhbklWQ2I2ZjQKLS0tIEd1aWorSElBMjFXWHEzaVJEUys1ZHJyYmZ3NUdBR1B6WWlrSUozSmx3VDQKiiqOLP435dS5L7Y7sKyYJ2FETSIDpstz72NmZW3umpGWLU9CDkuJNA==',
    ),
  },
];

async function opensTo(addSecret: (decrypter: Decrypter) => void, file: string): Promise<boolean> {
  const decrypter = new Decrypter();
  addSecret(decrypter);
  return bytesToText(await decrypter.decrypt(base64ToBytes(file) ?? new Uint8Array(0))) === 'holdfast';
}
