// Vectors of docs/spec/witness.md, through the product and through Node's own hashes.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { decode } from 'cborg';
import { bytesToHex, hexToBytes, type FeedId, type LogId, type Sha256Hex } from '#base';
import { englishWords, readyCrypto, sha256 } from '#crypto';
import { checkpointHash, decodeStatement, encodeStatement, parseSlipCode, parseSlipQr, parseSlipWords, slipCode, slipDigest, slipQrText, slipWords } from '#log';
import { encodeTimeStampRequest, verifyTimeStamp } from '#timestamp';
import { loadVectors } from './loadVectors.ts';

beforeAll(readyCrypto);
const vectors = loadVectors('witness.json');
const hex = (text: string) => hexToBytes(text) ?? new Uint8Array(0);
const outcome = (result: { readonly ok: boolean; readonly error?: { readonly kind: string } }) => (result.ok ? 'ok' : result.error?.kind);

describe('head slips', () => {
  test.each(vectors.slips)('$name', ({ log, feed, size, root, digest, words, logCode, feedCode, qr }) => {
    const statement = { log: log as LogId, feed: feed as FeedId, size, root: root as Sha256Hex };
    expect(bytesToHex(slipDigest(statement))).toBe(digest);
    expect([slipWords(statement), slipCode(statement.log), slipCode(statement.feed), slipQrText(statement)]).toEqual([words, logCode, feedCode, qr]);
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(size));
    const again = createHash('sha256').update('holdfast/head-slip/1').update(hex(log)).update(hex(feed)).update(length).update(hex(root)).digest();
    expect(again.toString('hex')).toBe(digest);
    const bits = [...again].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    expect(Array.from({ length: 8 }, (_, index) => englishWords[Number.parseInt(bits.slice(index * 11, index * 11 + 11), 2)]).join(' ')).toBe(words);
    expect(parseSlipQr(qr)).toEqual({ ok: true, value: statement });
    expect(parseSlipWords(words)).toEqual({ ok: true, value: words });
  });
  test.each(vectors.words)('typed words, $name: $expect', ({ typed, expect: expected, words }) => {
    const read = parseSlipWords(typed);
    expect(outcome(read)).toBe(expected);
    if (read.ok) expect(read.value).toBe(words);
  });
  test.each(vectors.codes)('the code "$typed": $expect', ({ typed, expect: expected, code }) => {
    expect(parseSlipCode(typed)).toBe(expected === 'ok' ? code : null);
  });
  test.each(vectors.qrTexts)('QR text, $name: $expect', ({ text, expect: expected, log, feed, size, root }) => {
    const read = parseSlipQr(text);
    expect(outcome(read)).toBe(expected);
    if (read.ok) expect(read.value).toEqual({ log, feed, size, root });
  });
});

test.each(vectors.statements)('statement, $name: $expect', ({ hex: text, expect: expected, log, heads, checkpoint, imprint }) => {
  const bytes = hex(text);
  const read = decodeStatement(bytes);
  expect(outcome(read)).toBe(expected);
  if (!read.ok) return;
  expect(read.value).toEqual({ log, heads });
  expect(bytesToHex(encodeStatement({ ...read.value, heads: read.value.heads.toReversed() }))).toBe(text);
  expect([bytesToHex(checkpointHash(bytes)), bytesToHex(sha256(bytes))]).toEqual([checkpoint, imprint]);
  expect(createHash('sha256').update('holdfast/checkpoint/1').update(bytes).digest('hex')).toBe(checkpoint);
  expect((decode(bytes) as { readonly heads: readonly unknown[] }).heads.length).toBe(heads?.length);
});

test.each(vectors.requests)('request, $name', ({ imprint, nonce, der }) => {
  expect(bytesToHex(encodeTimeStampRequest(hex(imprint), hex(nonce)))).toBe(der);
  const number = BigInt(`0x${nonce}`).toString(16);
  const even = number.length % 2 === 0 ? number : `0${number}`;
  const shortest = Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even;
  const inner = `0201013031300d060960864801650304020105000420${imprint}02${(shortest.length / 2).toString(16).padStart(2, '0')}${shortest}0101ff`;
  expect(der).toBe(`30${(inner.length / 2).toString(16)}${inner}`);
});

test.each(vectors.tokens)('token, $name: $expect', async ({ reply, statement, nonces, authority, expect: expected, token, generatedAt, accuracyMs }) => {
  const found = await verifyTimeStamp(hex(reply), [{ imprint: sha256(hex(statement)), nonces }], hex(authority));
  expect(found.ok ? 'holds' : found.error.kind).toBe(expected);
  if (found.ok) expect({ token: bytesToHex(found.value.token), generatedAt: found.value.generatedAt, accuracyMs: found.value.accuracyMs }).toEqual({ token, generatedAt, accuracyMs });
});
