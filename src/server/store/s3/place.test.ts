import { expect, test } from 'vitest';
import { failureOf } from './failures.ts';
import { parseS3Place } from './place.ts';

test('a place is an https endpoint with a bucket, and perhaps a prefix; plain HTTP is of this machine', () => {
  const read = (text: string, region = 'eu-north-1') => {
    const place = parseS3Place(text, region);
    return place.ok ? `${place.value.endpoint.href} ${place.value.bucket} ${place.value.prefix}` : place.error.kind;
  };
  expect(read('https://s3.example/evidence')).toBe('https://s3.example/ evidence ');
  expect(read('https://s3.example:9000/evidence/a/b/')).toBe('https://s3.example:9000/ evidence a/b/');
  expect(read('http://127.0.0.1:9000/evidence')).toBe('http://127.0.0.1:9000/ evidence ');
  expect(read('http://[::1]:9000/evidence')).toBe('http://[::1]:9000/ evidence ');
  for (const text of ['http://10.0.0.1/evidence', 'http://127.example/evidence', 'https://s3.example', 'https://a:b@s3.example/evidence', 'https://s3.example/evidence/../x y', 'https://s3.example/Evidence', 'file:///evidence', '']) expect([text, read(text)]).toEqual([text, 'usage']);
  expect(read('https://s3.example/evidence', 'Region\r\nx: y')).toBe('usage');
});

test('of what a store writes only a code in the form of one is repeated', () => {
  expect(failureOf(403, '<Error><Code>SignatureDoesNotMatch</Code><StringToSign>secret</StringToSign></Error>').error).toMatchObject({ kind: 'refused', message: expect.stringMatching(/\(SignatureDoesNotMatch\)$/) });
  expect(failureOf(500, '<Code>a secret\nline</Code>').error.message).toMatch(/\(HTTP 500\)$/);
  const kinds = [[503, 'SlowDown'], [403, 'RequestTimeTooSkewed'], [404, 'NoSuchKey'], [404, 'NoSuchBucket'], [400, 'XAmzContentSHA256Mismatch'], [507, 'Other'], [301, 'PermanentRedirect'], [400, 'Other'], [429, 'Other'], [403, 'QuotaExceeded']] as const;
  expect(kinds.map(([status, code]) => failureOf(status, `<Error><Code>${code}</Code></Error>`).error.kind)).toEqual(['busy', 'clock', 'not-found', 'no-bucket', 'wrong-hash', 'full', 'refused', 'bad-answer', 'busy', 'full']);
});
