import { isIP } from 'node:net';
import { fail, ok, type Failure, type Result } from '#base';

/** A bucket of an S3-compatible store, and the beginning of the names in it: empty, or ending with a slash. */
export interface S3Place { readonly endpoint: URL; readonly bucket: string; readonly prefix: string; readonly region: string }

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*$/;
const REGION = /^[a-z0-9-]{1,40}$/;

/** Reads `https://endpoint/bucket/prefix` (docs/spec/server.md section 11). Plain HTTP is taken on a loopback address only; an address with a name, a password or a query is refused (`usage`), because it would be seen by others. */
export function parseS3Place(text: string, region: string): Result<S3Place, Failure<'usage'>> {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return fail('usage', 'a store of blobs is s3:https://HOST/BUCKET/PREFIX');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return fail('usage', 'the address of a store holds no name, no password and no query; credentials come from the environment or a file');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return fail('usage', 'a store of blobs is reached by https only, but on a loopback address');
  const [bucket = '', ...rest] = url.pathname.slice(1).split('/');
  const prefix = rest.filter((part) => part !== '').map((part) => `${part}/`).join('');
  if (!BUCKET.test(bucket) || !PREFIX.test(prefix) || prefix.length > 200) return fail('usage', 'a bucket and a prefix are of letters, digits, dots and hyphens');
  if (!REGION.test(region)) return fail('usage', 'a region is of small letters, digits and hyphens, such as eu-north-1');
  return ok({ endpoint: new URL(url.origin), bucket, prefix, region });
}

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}
