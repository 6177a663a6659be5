import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { bytesToHex } from '#base';
import { readyCrypto, systemRandom } from '#crypto';
import { createTlsIdentity, toIdentity } from './certificate.ts';
import { derInteger, derTime, derValue } from './der.ts';

beforeAll(readyCrypto);

test('another reader sees a P-256 key, a valid signature of its own, no name, and twenty years', () => {
  const { certificate, pin } = createTlsIdentity(Date.UTC(2026, 10, 22, 12, 30, 5), systemRandom);
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'tls.crt'), certificate);
  const openssl = (...args: readonly string[]) => {
    const ran = spawnSync('openssl', args, { cwd: folder });
    return { code: ran.status, out: ran.stdout, err: ran.stderr.toString() };
  };
  const text = openssl('x509', '-in', 'tls.crt', '-noout', '-text').out.toString();
  expect(text).toContain('Signature Algorithm: ecdsa-with-SHA256');
  expect(text).toContain('NIST CURVE: P-256');
  expect(text).toMatch(/Not Before: Nov 22 12:30:05 2026 GMT\s+Not After : Nov 22 12:30:05 2046 GMT/);
  expect(text).toMatch(/Issuer:\s*\n/);
  expect(text).toMatch(/Subject:\s*\n/);
  expect(openssl('verify', '-check_ss_sig', '-CAfile', 'tls.crt', 'tls.crt').out.toString()).toContain('tls.crt: OK');
  const spki = openssl('x509', '-in', 'tls.crt', '-noout', '-pubkey').out.toString();
  const der = Buffer.from(spki.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  expect(createHash('sha256').update(der).digest('hex')).toBe(bytesToHex(pin));
});

test('key and certificate belong together; two of them do not', () => {
  const [one, other] = [createTlsIdentity(0, systemRandom), createTlsIdentity(0, systemRandom)];
  expect(toIdentity(one.key, one.certificate).pin).toEqual(one.pin);
  expect(() => toIdentity(one.key, other.certificate)).toThrow('does not belong');
  expect(new X509Certificate(one.certificate).serialNumber).not.toBe(new X509Certificate(other.certificate).serialNumber);
});

test('DER: long and short lengths, positive integers, both forms of time', () => {
  expect(bytesToHex(derInteger(Uint8Array.of(0x80)))).toBe('02020080');
  expect(bytesToHex(derInteger(Uint8Array.of(0x7f)))).toBe('02017f');
  for (const [length, head] of [[127, '047f'], [128, '048180'], [255, '0481ff'], [256, '04820100'], [70_000 % 65_536, '04821170']] as const) {
    expect(bytesToHex(derValue('objectId', new Uint8Array(length)).subarray(1, head.length / 2))).toBe(head.slice(2));
  }
  expect(Buffer.from(derTime(Date.UTC(2049, 11, 31, 23, 59, 59))).toString('latin1')).toBe('\x17\x0d491231235959Z');
  expect(Buffer.from(derTime(Date.UTC(2050, 0, 1))).toString('latin1')).toBe('\x18\x0f20500101000000Z');
});
