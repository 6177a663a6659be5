import { expect, test } from 'vitest';
import { canonicalRequest, checkSignature, signatureOf, uriEncode } from './testing/signature.ts';
import { EMPTY_HASH, signRequest } from './sign.ts';

// The examples that are printed in "Signature Calculations for the Authorization Header" of the S3 documentation.
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', sessionToken: null };
const at = Date.UTC(2013, 4, 24);
const published = [
  { name: 'GET of a range', method: 'GET', path: '/test.txt', query: '', headers: { range: 'bytes=0-9' }, contentHash: EMPTY_HASH, signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41' },
  {
    name: 'PUT', method: 'PUT', path: '/test%24file.text', query: '', headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
    contentHash: '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072', signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  { name: 'GET of a setting', method: 'GET', path: '/', query: 'lifecycle=', headers: {}, contentHash: EMPTY_HASH, signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543' },
  { name: 'a listing', method: 'GET', path: '/', query: 'max-keys=2&prefix=J', headers: {}, contentHash: EMPTY_HASH, signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7' },
] as const;

test.each(published)('the published example: $name', async ({ method, path, query, headers, contentHash, signature }) => {
  const url = new URL(`https://examplebucket.s3.amazonaws.com${path}${query === '' ? '' : `?${query}`}`);
  const signed = await signRequest({ method, url, headers, contentHash }, credentials, 'us-east-1', at);
  expect(signed['authorization']).toContain(`Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request`);
  expect(signed['authorization']).toContain(`Signature=${signature}`);
  // The store of the tests computes the same, by itself.
  const all = { ...signed, host: url.host };
  const names = /SignedHeaders=([^,]+)/.exec(signed['authorization'] ?? '')?.[1]?.split(';') ?? [];
  const canonical = canonicalRequest({ method, rawPath: path, query, headers: all }, names);
  expect(signatureOf(canonical, { secret: credentials.secretAccessKey, date: '20130524T000000Z', region: 'us-east-1', service: 's3' })).toBe(signature);
});

test('a signature holds for its method, path, query, headers, content, instant, region and credentials, and for no other', async () => {
  const url = new URL('http://127.0.0.1:9000/evidence/blobs/ab?prefix=a%2Fb&x=1');
  const signed = await signRequest({ method: 'PUT', url, headers: { 'content-type': 'application/octet-stream' }, contentHash: 'ab'.repeat(32) }, { ...credentials, sessionToken: 'token/+=' }, 'eu-test-1', at);
  const keys = { id: credentials.accessKeyId, secret: credentials.secretAccessKey, token: 'token/+=', region: 'eu-test-1' };
  const request = { method: 'PUT', rawPath: url.pathname, query: url.search.slice(1), headers: { ...signed, host: url.host } };
  expect(checkSignature(request, keys, at)).toBeNull();
  expect(checkSignature({ ...request, method: 'GET' }, keys, at)).toBe('SignatureDoesNotMatch');
  expect(checkSignature({ ...request, rawPath: '/evidence/blobs/ac' }, keys, at)).toBe('SignatureDoesNotMatch');
  expect(checkSignature({ ...request, query: 'prefix=a%2Fb&x=2' }, keys, at)).toBe('SignatureDoesNotMatch');
  expect(checkSignature({ ...request, headers: { ...request.headers, 'x-amz-content-sha256': EMPTY_HASH } }, keys, at)).toBe('SignatureDoesNotMatch');
  expect(checkSignature({ ...request, headers: { ...request.headers, 'x-amz-acl': 'public-read' } }, keys, at)).toBe('AccessDenied');
  expect(checkSignature(request, { ...keys, secret: 'other' }, at)).toBe('SignatureDoesNotMatch');
  expect(checkSignature(request, { ...keys, token: 'other' }, at)).toBe('InvalidToken');
  expect(checkSignature(request, { ...keys, region: 'us-east-1' }, at)).toBe('AuthorizationHeaderMalformed');
  expect(checkSignature(request, keys, at + 16 * 60_000)).toBe('RequestTimeTooSkewed');
  expect(uriEncode('a b/ø~')).toBe('a%20b%2F%C3%B8~');
});
