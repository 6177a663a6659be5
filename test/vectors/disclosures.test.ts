// Disclosure packages with the answer of docs/spec/disclosure.md section 5.
import { beforeAll, describe, expect, test } from 'vitest';
import { readyCrypto } from '#crypto';
import { checkDisclosure } from '#log';
import { answerOf } from '../support/disclosure/answer.ts';
import { loadVectors } from './loadVectors.ts';

beforeAll(readyCrypto);
const { cases } = loadVectors('disclosures.json');

describe('disclosure packages', () => {
  test.each(cases)('$name: $expect', ({ base64, expect: verdict, answer }) => {
    const found = answerOf(checkDisclosure(new Uint8Array(Buffer.from(base64, 'base64'))));
    expect(found).toEqual(answer);
    expect(found.verdict).toBe(verdict);
  });

  test('every class is there, and half of the packages fail', () => {
    const classes = new Set(cases.flatMap(({ answer }) => answer.classes));
    for (const one of ['malformed-package', 'unknown-version', 'bad-signature', 'records-mismatch', 'malformed-record', 'malformed-frame', 'wrong-log', 'not-a-member', 'broken-chain', 'wrong-feed-root', 'body-hash-mismatch', 'unknown-epoch', 'commitment-mismatch', 'decrypt-failed', 'malformed-body', 'entries-root-mismatch', 'leaf-mismatch', 'stray-part', 'heads-mismatch', 'counts-mismatch', 'unknown-exporter', 'file-mismatch', 'fork']) expect(classes).toContain(one);
    expect(cases.filter((one) => one.expect !== 'ok').length / cases.length).toBeGreaterThanOrEqual(0.5);
  });
});
