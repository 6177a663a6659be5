// AWS Signature Version 4 as a store checks it, written from its documentation and apart from the library that the server signs with.
import { createHash, createHmac } from 'node:crypto';

/** A request as it came. `rawPath` is the path as it stands in the request line, `query` what is behind it. */
export interface SignedRequest { readonly method: string; readonly rawPath: string; readonly query: string; readonly headers: Readonly<Record<string, string | undefined>> }

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Encodes as the documentation says: everything but letters, digits and `-._~`. */
export function uriEncode(text: string): string {
  return [...Buffer.from(text)].map((byte) => (/[A-Za-z0-9._~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('');
}

/** The canonical request over the named headers. */
export function canonicalRequest({ method, rawPath, query, headers }: SignedRequest, signedHeaders: readonly string[]): string {
  const path = rawPath.split('/').map((part) => uriEncode(decodeURIComponent(part))).join('/');
  const pairs = query === '' ? [] : query.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split('=').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    return `${uriEncode(name)}=${uriEncode(value)}`;
  });
  const lines = signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`);
  return [method, path, pairs.toSorted().join('&'), lines.join(''), signedHeaders.join(';'), headers['x-amz-content-sha256'] ?? ''].join('\n');
}

/** The signature of a canonical request, in hexadecimal. `date` is `YYYYMMDDTHHMMSSZ`. */
export function signatureOf(canonical: string, { secret, date, region, service }: { readonly secret: string; readonly date: string; readonly region: string; readonly service: string }): string {
  const scope = `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  const key = [region, service, 'aws4_request'].reduce((sofar, part) => hmac(sofar, part), hmac(`AWS4${secret}`, date.slice(0, 8)));
  return hmac(key, ['AWS4-HMAC-SHA256', date, scope, hex(canonical)].join('\n')).toString('hex');
}

const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** The code of the error, or null when the request is signed with these credentials for this region, now. */
export function checkSignature(request: SignedRequest, credentials: { readonly id: string; readonly secret: string; readonly token: string | null; readonly region: string }, now: number): string | null {
  const [, id, day, region = '', service = '', names = '', signature] = AUTHORIZATION.exec(request.headers['authorization'] ?? '') ?? [];
  const date = request.headers['x-amz-date'] ?? '';
  const signed = names.split(';');
  if (id !== credentials.id) return 'InvalidAccessKeyId';
  if (region !== credentials.region || service !== 's3') return 'AuthorizationHeaderMalformed';
  const [, year, month, dayOf, hour, minute, second] = (/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? []).map(Number);
  const at = Date.UTC(year ?? 0, (month ?? 0) - 1, dayOf, hour, minute, second);
  if (!date.startsWith(day ?? '-')) return 'SignatureDoesNotMatch';
  if (!(Math.abs(at - now) < 15 * 60_000)) return 'RequestTimeTooSkewed';
  if (credentials.token !== null && request.headers['x-amz-security-token'] !== credentials.token) return 'InvalidToken';
  // Host and everything of x-amz must be signed.
  const must = ['host', ...Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'))];
  if (!must.every((name) => signed.includes(name)) || signed.join() !== signed.toSorted().join()) return 'AccessDenied';
  return signatureOf(canonicalRequest(request, signed), { secret: credentials.secret, date, region, service }) === signature ? null : 'SignatureDoesNotMatch';
}
