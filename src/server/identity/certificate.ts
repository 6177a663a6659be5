import { createPrivateKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import type { RandomBytes } from '#base';
import { pinOf } from '#sync';
import { derBits, derInteger, derSequence, derTime, derValue } from './der.ts';

/** Key and certificate for TLS, as PEM, and the pin that clients keep. */
export interface TlsIdentity { readonly key: string; readonly certificate: string; readonly pin: Uint8Array }

const LIFE_YEARS = 20;
/** ecdsa-with-SHA256 (RFC 5758 section 3.2). */
const ECDSA_SHA256 = /* @__PURE__ */ Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);

/**
 * A fresh P-256 key with a self-signed certificate (docs/spec/sync.md section 1): version 1 of X.509, no name, no extension, valid for 20 years from
 * `now`. Nobody but the pin says whose it is, so there is nothing in it that could be wrong.
 */
export function createTlsIdentity(now: number, random: RandomBytes): TlsIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = derSequence(derValue('objectId', ECDSA_SHA256));
  const serial = random(16);
  // Positive, and never shorter than it looks.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + LIFE_YEARS);
  const nobody = derSequence();
  const content = derSequence(
    derInteger(serial), algorithm, nobody, derSequence(derTime(now), derTime(end.getTime())), nobody, new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
  );
  const signature = new Uint8Array(sign('sha256', content, privateKey));
  return toIdentity(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), toPem(derSequence(content, algorithm, derBits(signature))));
}

/** Takes over what was stored. Throws when key and certificate do not belong together or cannot be read. */
export function toIdentity(key: string, certificate: string): TlsIdentity {
  const parsed = new X509Certificate(certificate);
  if (!parsed.checkPrivateKey(createPrivateKey(key))) throw new Error('the TLS key does not belong to its certificate');
  return { key, certificate, pin: pinOf(new Uint8Array(parsed.publicKey.export({ type: 'spki', format: 'der' }))) };
}

function toPem(der: Uint8Array): string {
  const lines = Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
