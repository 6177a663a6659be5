import { AwsV4Signer } from 'aws4fetch';
import type { Credentials } from './credentials.ts';

/** What is signed of a request. `contentHash` is the SHA-256 of the body in hexadecimal; the store compares it. */
export interface Unsigned {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentHash: string;
}

/** SHA-256 of nothing, in hexadecimal. */
export const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The headers of a request with AWS Signature Version 4, all of them signed: `at` is the instant in milliseconds. */
export async function signRequest({ method, url, headers, contentHash }: Unsigned, credentials: Credentials, region: string, at: number): Promise<Record<string, string>> {
  const signer = new AwsV4Signer({
    method, url: url.href, service: 's3', region, allHeaders: true, headers: { ...headers, 'x-amz-content-sha256': contentHash },
    datetime: new Date(at).toISOString().replace(/[:-]|\.\d{3}/g, ''), accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey,
    ...(credentials.sessionToken === null ? {} : { sessionToken: credentials.sessionToken }),
  });
  const signed = await signer.sign();
  return Object.fromEntries(signed.headers);
}
