import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key with a self-signed certificate, made by OpenSSL, and the pin of it. */
export function makeCertificate(): { readonly key: Buffer; readonly cert: Buffer; readonly pin: Uint8Array } {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-certificate-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert, '-days', '30', '-subj', '/CN=a'], { stdio: 'ignore' });
    const bytes = readFileSync(cert);
    const pin = createHash('sha256').update(createPublicKey(bytes).export({ type: 'spki', format: 'der' })).digest();
    return { key: readFileSync(key), cert: bytes, pin: new Uint8Array(pin) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
