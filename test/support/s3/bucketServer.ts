// A store that speaks as much of S3 as the server asks for. It checks every signature and the hash of every body, and can be told to fail as stores do.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { checkSignature } from '../../../src/server/store/s3/testing/signature.ts';

export interface BucketRequest { readonly method: string; readonly key: string; readonly headers: IncomingMessage['headers'] }
/** What goes wrong with a request: an answer, a cut connection before or behind the body, silence, or a store that says that it stored and did not. */
export type Fault = { readonly status: number; readonly code: string } | 'cut-early' | 'cut-late' | 'cut-answer' | 'silence' | 'forgets';
export interface Bucket {
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  readonly requests: BucketRequest[];
  /** Asked for each request that is signed well; null is no fault. */
  fault: (request: BucketRequest, count: number) => Fault | null;
  /** Milliseconds that the clock of the store is ahead. */
  skew: number;
  /** Most bytes that came in together at one moment, not yet stored. */
  readonly close: () => Promise<void>;
}
export const bucketKeys = { id: 'AKIDTESTTESTTEST', secret: 'plainly/visible+secret0123456789', token: 'session-token-of-the-test/+=', region: 'eu-test-1' };
/** The keys as the server reads them. */
export const bucketEnvironment = { AWS_ACCESS_KEY_ID: bucketKeys.id, AWS_SECRET_ACCESS_KEY: bucketKeys.secret, AWS_SESSION_TOKEN: bucketKeys.token };

/** Starts a store with one bucket, `evidence`, that ends with the test. */
export async function openBucket(): Promise<Bucket> {
  const server = createServer((request, response) => void answer(bucket, request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const bucket: Bucket = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/evidence`, objects: new Map(), requests: [], fault: () => null, skew: 0,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
  onTestFinished(bucket.close);
  return bucket;
}

async function answer(bucket: Bucket, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', headers, url = '' } = request;
  const [rawPath = '', query = ''] = url.split('?');
  const refuse = (status: number, code: string): void => {
    response.writeHead(status, { 'content-type': 'application/xml' }).end(method === 'HEAD' ? undefined : `<?xml version="1.0"?><Error><Code>${code}</Code><Message>said by the test</Message></Error>`);
  };
  const problem = checkSignature({ method, rawPath, query, headers: headers as Readonly<Record<string, string>> }, bucketKeys, Date.now() + bucket.skew);
  const key = decodeURIComponent(rawPath).replace(/^\/evidence\/?/, '');
  const seen = { method, key, headers };
  bucket.requests.push(seen);
  if (problem !== null) return refuse(403, problem);
  if (!rawPath.startsWith('/evidence')) return refuse(404, 'NoSuchBucket');
  const fault = bucket.fault(seen, bucket.requests.length);
  if (fault === 'cut-early') return void request.socket.destroy();
  if (fault === 'silence') return;
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  const body = Buffer.concat(pieces);
  if (fault === 'cut-late') return void request.socket.destroy();
  if (typeof fault === 'object' && fault !== null) return refuse(fault.status, fault.code);
  if (createHash('sha256').update(body).digest('hex') !== headers['x-amz-content-sha256']) return refuse(400, 'XAmzContentSHA256Mismatch');
  serve(bucket, { ...seen, query, body, fault }, response, refuse);
}

interface Whole extends BucketRequest { readonly query: string; readonly body: Buffer; readonly fault: Fault | null }

function serve({ objects }: Bucket, { method, key, headers, query, body, fault }: Whole, response: ServerResponse, refuse: (status: number, code: string) => void): void {
  const object = objects.get(key);
  if (method === 'PUT') {
    const source = headers['x-amz-copy-source'];
    const content = typeof source === 'string' ? objects.get(source.replace('/evidence/', '')) : body;
    if (content === undefined) return refuse(404, 'NoSuchKey');
    if (fault !== 'forgets') objects.set(key, content);
    return void response.writeHead(200).end(typeof source === 'string' ? '<CopyObjectResult></CopyObjectResult>' : '');
  }
  if (method === 'DELETE') {
    objects.delete(key);
    return void response.writeHead(204).end();
  }
  if (key === '') return void response.writeHead(200).end(listing(objects, new URLSearchParams(query)));
  if (object === undefined) return refuse(404, 'NoSuchKey');
  if (method === 'HEAD') return void response.writeHead(200, { 'content-length': object.length }).end();
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  const [from, to] = [Number(first ?? 0), Math.min(Number(last ?? Infinity), object.length - 1)];
  if (from >= object.length) return void response.writeHead(416, { 'content-range': `bytes */${object.length}` }).end();
  response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${object.length}`, 'content-length': to - from + 1 });
  if (fault !== 'cut-answer') return void response.end(object.subarray(from, to + 1));
  response.write(object.subarray(from, from + Math.floor((to - from) / 2)), () => response.destroy());
}

function listing(objects: ReadonlyMap<string, Buffer>, query: URLSearchParams): string {
  const [prefix, after, most] = [query.get('prefix') ?? '', query.get('start-after') ?? '', Number(query.get('max-keys') ?? 1000)];
  const names = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).toSorted();
  const shown = names.slice(0, most).map((name) => `<Contents><Key>${name}</Key><Size>${objects.get(name)?.length ?? 0}</Size></Contents>`);
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${names.length > most}</IsTruncated>${shown.join('')}</ListBucketResult>`;
}
