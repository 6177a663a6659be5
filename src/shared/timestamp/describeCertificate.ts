import { bytesToText, fail, ok, type Failure, type Result, type UnixMs } from '#base';
import { nameText, readCertificate } from './certificate.ts';

/** What people see of a certificate before they trust it; its fingerprint is the SHA-256 of `der`. */
export interface DescribedCertificate { readonly der: Uint8Array; readonly subject: string; readonly validFrom: UnixMs; readonly validUntil: UnixMs }

const MAX_CERTIFICATE_BYTES = 16_384;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Reads a certificate from DER or PEM. `bad-certificate`: it is neither, holds more than one, or is larger than 16 KiB. */
export function describeCertificate(bytes: Uint8Array): Result<DescribedCertificate, Failure<'bad-certificate'>> {
  const der = fromPem(bytes) ?? bytes.slice();
  const certificate = der.length > MAX_CERTIFICATE_BYTES ? null : readCertificate(der);
  if (certificate === null) return fail('bad-certificate', 'this is not one X.509 certificate');
  return ok({ der, subject: nameText(certificate.subject), validFrom: certificate.notBefore, validUntil: certificate.notAfter });
}

// The one block between the markers (RFC 7468); null for what is not text of that kind.
function fromPem(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length > 4 * MAX_CERTIFICATE_BYTES) return null;
  const blocks = [...(bytesToText(bytes) ?? '').matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)];
  const digits = (blocks[0]?.[1] ?? '').replaceAll(/[=\s]/g, '');
  if (blocks.length !== 1 || digits.length % 4 === 1) return null;
  const values = Array.from(digits, (digit) => BASE64.indexOf(digit));
  const bits = (index: number) => values[index] ?? 0;
  return Uint8Array.from({ length: Math.floor((digits.length * 3) / 4) }, (_, index) => {
    const first = Math.floor((index * 4) / 3);
    return ((bits(first) << (2 + (index % 3) * 2)) | (bits(first + 1) >> (4 - (index % 3) * 2))) & 255;
  });
}
