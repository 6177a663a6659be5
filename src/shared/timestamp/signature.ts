import { tags, unsignedHex, walk, oidText, readDer } from './der.ts';

/** Hash and key type of one signature, as WebCrypto names them. */
export interface Scheme { readonly key: 'RSASSA-PKCS1-v1_5' | 'ECDSA'; readonly hash: HashName }
export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512';

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const hashes: Readonly<Record<string, HashName | 'SHA-1'>> = { '1.3.14.3.2.26': 'SHA-1', '2.16.840.1.101.3.4.2.1': 'SHA-256', '2.16.840.1.101.3.4.2.2': 'SHA-384', '2.16.840.1.101.3.4.2.3': 'SHA-512' };
const schemes: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.1.11': { key: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, '1.2.840.113549.1.1.12': { key: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' }, '1.2.840.113549.1.1.13': { key: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  '1.2.840.10045.4.3.2': { key: 'ECDSA', hash: 'SHA-256' }, '1.2.840.10045.4.3.3': { key: 'ECDSA', hash: 'SHA-384' }, '1.2.840.10045.4.3.4': { key: 'ECDSA', hash: 'SHA-512' },
};
const curves: Readonly<Record<string, { readonly name: string; readonly bytes: number }>> = { '1.2.840.10045.3.1.7': { name: 'P-256', bytes: 32 }, '1.3.132.0.34': { name: 'P-384', bytes: 48 } };
/** Moduli below this are no proof any more. */
const LEAST_RSA_BITS = 2048;

/** Hash of the bytes under an object identifier; null for one that is not taken. SHA-1 is for ESS only. */
export async function hashUnder(oid: string | null, bytes: Uint8Array): Promise<Uint8Array | null> {
  const name = oid === null ? undefined : hashes[oid];
  return name === undefined ? null : new Uint8Array(await crypto.subtle.digest(name, bytes.slice()));
}

/**
 * The scheme of a signature. A CMS signer may name the key type alone and the hash beside it (RFC 3370 section 3.2); when it names both they must agree.
 */
export function schemeOf(signatureOid: string | null, digestOid: string | null): Scheme | null {
  if (signatureOid === null) return null;
  const hash = digestOid === null ? undefined : hashes[digestOid];
  if (signatureOid === RSA) return hash === undefined || hash === 'SHA-1' ? null : { key: 'RSASSA-PKCS1-v1_5', hash };
  const scheme = schemes[signatureOid];
  if (scheme === undefined || (digestOid !== null && scheme.hash !== hash)) return null;
  return scheme;
}

/** True when the signature over the message holds under the public key (a DER SubjectPublicKeyInfo). False for anything else, never throws. */
export async function holds(scheme: Scheme, publicKeyInfo: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean> {
  const key = keyOf(publicKeyInfo);
  if (key?.type !== scheme.key) return false;
  const raw = key.type === 'ECDSA' ? rawSignature(signature, key.bytes) : signature;
  if (raw === null) return false;
  const algorithm = key.type === 'ECDSA' ? { name: 'ECDSA', namedCurve: key.curve } : { name: scheme.key, hash: scheme.hash };
  try {
    const imported = await crypto.subtle.importKey('spki', publicKeyInfo.slice(), algorithm, false, ['verify']);
    return await crypto.subtle.verify(key.type === 'ECDSA' ? { name: 'ECDSA', hash: scheme.hash } : { name: scheme.key }, imported, raw.slice(), message.slice());
  } catch {
    // The platform throws for keys that are no points or numbers of the right kind.
    return false;
  }
}

type Key = { readonly type: 'RSASSA-PKCS1-v1_5' } | { readonly type: 'ECDSA'; readonly curve: string; readonly bytes: number };

function keyOf(publicKeyInfo: Uint8Array): Key | null {
  const outer = walk(readDer(publicKeyInfo));
  const algorithm = outer.enter(tags.sequence);
  const bits = outer.take(tags.bitString).content;
  const type = oidText(algorithm.take(tags.oid));
  if (!outer.end()) return null;
  if (type === EC) {
    const curve = curves[oidText(algorithm.take(tags.oid))];
    return algorithm.end() && curve !== undefined ? { type: 'ECDSA', curve: curve.name, bytes: curve.bytes } : null;
  }
  const modulus = unsignedHex(walk(readDer(bits.subarray(1))).take(tags.integer)) ?? '';
  return type === RSA && modulus.length * 4 >= LEAST_RSA_BITS ? { type: 'RSASSA-PKCS1-v1_5' } : null;
}

// WebCrypto takes r and s side by side, X.509 and CMS carry a SEQUENCE of two numbers.
function rawSignature(signature: Uint8Array, bytes: number): Uint8Array | null {
  const inside = walk(readDer(signature));
  const raw = new Uint8Array(bytes * 2);
  for (const end of [bytes, bytes * 2]) {
    const element = inside.take(tags.integer);
    if (unsignedHex(element) === null) return null;
    const digits = element.content[0] === 0 ? element.content.subarray(1) : element.content;
    if (digits.length > bytes) return null;
    raw.set(digits, end - digits.length);
  }
  return inside.end() ? raw : null;
}
