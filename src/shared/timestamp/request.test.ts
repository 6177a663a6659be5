import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hexToBytes } from '#base';
import { readDer, tags, timeOf, unsignedHex, walk } from './der.ts';
import { encodeTimeStampRequest } from './request.ts';

const imprint = new Uint8Array(createHash('sha256').update('a statement').digest());
const bytesOf = (hex: string) => hexToBytes(hex) ?? new Uint8Array(0);

test.each([['7fffffffffffffff', '0x7FFFFFFFFFFFFFFF'], ['0000000000000001', '0x01'], ['00000000000000ff', '0xFF'], ['0080000000000000', '0x80000000000000']])('OpenSSL reads the request with nonce %s', (nonce, shown) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-tsq-'));
  try {
    writeFileSync(path.join(folder, 'q'), encodeTimeStampRequest(imprint, bytesOf(nonce)));
    const text = execFileSync('openssl', ['ts', '-query', '-in', path.join(folder, 'q'), '-text'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(text).toContain('Version: 1');
    expect(text).toContain('Hash Algorithm: sha256');
    expect(text).toContain(`Nonce: ${shown}`);
    expect(text).toContain('Certificate required: yes');
    expect(text).toContain('Policy OID: unspecified');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a nonce that is zero, negative or short is a bug', () => {
  for (const nonce of ['0000000000000000', '8000000000000000', '01']) expect(() => encodeTimeStampRequest(imprint, bytesOf(nonce))).toThrow('63 bits');
  expect(() => encodeTimeStampRequest(imprint.subarray(1), bytesOf('0000000000000001'))).toThrow('32 bytes');
});

test('lengths in a longer form than needed, indefinite ones and long tags are not DER', () => {
  for (const hex of ['04810100', '048000', '1f0100', '0482000100', '0401', '040100ff', '']) expect(readDer(bytesOf(hex))).toBeNull();
  expect(readDer(bytesOf(`048180${'00'.repeat(128)}`))?.content.length).toBe(128);
  expect(['0200', '020200ff', '0202007f', '02ff', '0201ff'].map((hex) => unsignedHex(readDer(bytesOf(hex)) ?? { tag: 0, content: new Uint8Array(0), whole: new Uint8Array(0) }))).toEqual([null, 'ff', null, null, null]);
});

test('times: fractions, leap seconds, and dates that do not exist', () => {
  const at = (text: string, tag: number = tags.generalizedTime) => timeOf({ tag, content: Uint8Array.from(text, (letter) => letter.charCodeAt(0)), whole: new Uint8Array(0) });
  expect(at('20261122051200Z')).toBe(Date.UTC(2026, 10, 22, 5, 12));
  expect(at('20261122051200.25Z')).toBe(Date.UTC(2026, 10, 22, 5, 12) + 250);
  expect(at('20161231235960Z')).toBe(Date.UTC(2017, 0, 1));
  expect(at('500101000000Z', tags.utcTime)).toBe(Date.UTC(1950, 0, 1));
  expect(at('491231235959Z', tags.utcTime)).toBe(Date.UTC(2049, 11, 31, 23, 59, 59));
  for (const text of ['20260230000000Z', '20261122051260Z', '20261122051200.250Z', '20261122051200+0100', '202611220512Z', '20261122245960Z', '']) expect(at(text)).toBeNull();
});

test('a walk that failed once stays failed', () => {
  const inside = walk(readDer(bytesOf('3006020101040100')));
  expect(inside.take(tags.octetString).content.length).toBe(0);
  expect(inside.maybe(tags.integer)).toBeNull();
  expect([inside.failed(), inside.end()]).toEqual([true, false]);
});
