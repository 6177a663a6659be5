import { bytesToHex, type UnixMs } from '#base';
import { algorithmOf, elementOf, readCertificate, type Certificate } from './certificate.ts';
import { flagOf, membersOf, oidText, smallNumber, tags, timeOf, unsignedHex, walk, type DerElement, type DerWalk } from './der.ts';

/** A `TimeStampToken` taken apart (RFC 3161, RFC 5652, RFC 5035). Nothing is verified. */
export interface Token {
  readonly der: Uint8Array;
  readonly imprintAlgorithm: string | null;
  readonly imprint: Uint8Array;
  /** Hexadecimal without leading zero bytes; null when the token has none. */
  readonly nonce: string | null;
  readonly generatedAt: UnixMs;
  readonly accuracyMs: number | null;
  /** What is signed about: the encoded TSTInfo. */
  readonly info: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly signer: Signer;
}
export interface Signer {
  /** Names the signing certificate: issuer and serial, or its key identifier. */
  readonly issuer: Uint8Array | null;
  readonly serial: string | null;
  readonly keyId: string | null;
  readonly digestAlgorithm: string | null;
  readonly signatureAlgorithm: string | null;
  readonly signature: Uint8Array;
  /** Signed attributes as they are hashed: a SET OF. */
  readonly signedAttributes: Uint8Array;
  readonly messageDigest: Uint8Array;
  /** Hashes that the ESS attributes give of the signing certificate. */
  readonly named: readonly { readonly algorithm: string | null; readonly hash: Uint8Array }[];
}
export type ReplyReading = { readonly found: 'token'; readonly token: Token } | { readonly found: 'refusal' } | { readonly found: 'malformed' };

export const SHA256_OID = '2.16.840.1.101.3.4.2.1';
const SHA1_OID = '1.3.14.3.2.26';
const oids = {
  signedData: '1.2.840.113549.1.7.2', info: '1.2.840.113549.1.9.16.1.4', contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12', signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;
const CONTEXT_0 = 0xa0;
const CONTEXT_1 = 0xa1;
const MAX_TOKEN_BYTES = 49_152;
/** More would only make the search for a chain long. */
const MAX_CERTIFICATES = 16;

/** Reads a reply of an authority: a `TimeStampResp`, or a bare token. */
export function readReply(bytes: Uint8Array): ReplyReading {
  const outer = walk(elementOf(bytes, tags.sequence));
  const first = outer.any();
  if (first?.tag === tags.oid) return tokenOrMalformed(bytes);
  const status = walk(first?.tag === tags.sequence ? first : null).take(tags.integer);
  const code = smallNumber(status);
  const token = outer.maybe(tags.sequence);
  if (code === null || !outer.end()) return { found: 'malformed' };
  if (code > 1) return { found: 'refusal' };
  return token === null ? { found: 'malformed' } : tokenOrMalformed(token.whole);
}

function tokenOrMalformed(bytes: Uint8Array): ReplyReading {
  const token = bytes.length > MAX_TOKEN_BYTES ? null : readToken(bytes);
  return token === null ? { found: 'malformed' } : { found: 'token', token };
}

function readToken(der: Uint8Array): Token | null {
  const outer = walk(elementOf(der, tags.sequence));
  const isSigned = oidText(outer.take(tags.oid)) === oids.signedData;
  const box = outer.enter(CONTEXT_0);
  const data = box.enter(tags.sequence);
  const version = smallNumber(data.take(tags.integer));
  const digests = membersOf(data.take(tags.set));
  const content = data.enter(tags.sequence);
  const isInfo = oidText(content.take(tags.oid)) === oids.info;
  const wrapped = content.enter(CONTEXT_0);
  const info = wrapped.take(tags.octetString).content;
  const stored = data.maybe(CONTEXT_0);
  data.maybe(CONTEXT_1);
  const signers = membersOf(data.take(tags.set));
  const whole = [outer, box, data, content, wrapped].every((part) => part.end());
  if (!whole || !isSigned || !isInfo || version !== 3 || digests === null || signers?.length !== 1) return null;
  const certificates = readCertificates(stored);
  const signer = readSigner(signers[0] ?? null);
  const stated = readInfo(info);
  if (certificates === null || signer === null || stated === null || !digests.some((digest) => algorithmOf(digest) === signer.digestAlgorithm)) return null;
  return { der, info, certificates, signer, ...stated };
}

function readCertificates(stored: DerElement | null): readonly Certificate[] | null {
  if (stored === null) return [];
  const members = membersOf(stored);
  if (members === null || members.length > MAX_CERTIFICATES) return null;
  const list = members.map((member) => readCertificate(member.whole));
  const whole = list.filter((certificate) => certificate !== null);
  return whole.length === list.length ? whole : null;
}

type Info = Pick<Token, 'imprintAlgorithm' | 'imprint' | 'nonce' | 'generatedAt' | 'accuracyMs'>;

function readInfo(bytes: Uint8Array): Info | null {
  const inside = walk(elementOf(bytes, tags.sequence));
  const version = smallNumber(inside.take(tags.integer));
  inside.take(tags.oid);
  const imprint = inside.enter(tags.sequence);
  const imprintAlgorithm = algorithmOf(imprint.take(tags.sequence));
  const hash = imprint.take(tags.octetString).content;
  const serial = unsignedHex(inside.take(tags.integer));
  const generatedAt = timeOf(inside.take(tags.generalizedTime));
  const accuracy = readAccuracy(inside.maybe(tags.sequence));
  const ordering = inside.maybe(tags.boolean);
  const nonce = inside.maybe(tags.integer);
  inside.maybe(CONTEXT_0);
  const extensions = inside.maybe(CONTEXT_1);
  if (!inside.end() || !imprint.end() || version !== 1 || serial === null || generatedAt === null || accuracy === undefined) return null;
  // What an extension would change is not known here, and the standard defines none.
  if (extensions !== null || (ordering !== null && flagOf(ordering) === null)) return null;
  const nonceHex = nonce === null ? null : unsignedHex(nonce);
  return nonce !== null && nonceHex === null ? null : { imprintAlgorithm, imprint: hash, nonce: nonceHex, generatedAt, accuracyMs: accuracy };
}

// Undefined: not as it should be. Null: none stated.
function readAccuracy(element: DerElement | null): number | null | undefined {
  if (element === null) return null;
  const inside = walk(element);
  const seconds = inside.maybe(tags.integer);
  const [millis, micros] = [inside.maybe(0x80), inside.maybe(0x81)];
  const [s, ms, us] = [seconds, millis, micros].map((part) => (part === null ? 0 : smallNumber({ ...part, tag: tags.integer })));
  if (!inside.end() || s === null || s === undefined || ms === null || ms === undefined || us === null || us === undefined || ms > 999 || us > 999) return undefined;
  return s * 1000 + ms + (us > 0 ? 1 : 0);
}

function readSigner(element: DerElement | null): Signer | null {
  const inside = walk(element?.tag === tags.sequence ? element : null);
  const version = smallNumber(inside.take(tags.integer));
  const keyId = inside.maybe(0x80);
  const pair = keyId === null ? inside.enter(tags.sequence) : null;
  const issuer = pair?.take(tags.sequence).whole ?? null;
  const serial = pair === null ? null : unsignedHex(pair.take(tags.integer));
  const digestAlgorithm = algorithmOf(inside.take(tags.sequence));
  const attributes = inside.take(CONTEXT_0);
  const signatureAlgorithm = algorithmOf(inside.take(tags.sequence));
  const signature = inside.take(tags.octetString).content;
  inside.maybe(CONTEXT_1);
  if (!inside.end() || version !== (keyId === null ? 1 : 3) || pair?.end() === false || (pair !== null && serial === null)) return null;
  const signed = readAttributes(attributes);
  if (signed === null) return null;
  // Hashed under the tag of a SET OF, not under the implicit one (RFC 5652 section 5.4).
  const signedAttributes = attributes.whole.slice();
  signedAttributes[0] = tags.set;
  return { issuer, serial, keyId: keyId === null ? null : bytesToHex(keyId.content), digestAlgorithm, signatureAlgorithm, signature, signedAttributes, ...signed };
}

function readAttributes(element: DerElement): Pick<Signer, 'messageDigest' | 'named'> | null {
  const values = new Map<string, DerElement>();
  for (const member of membersOf(element) ?? []) {
    const inside = walk(member);
    const oid = oidText(inside.take(tags.oid));
    const [value, ...others] = membersOf(inside.take(tags.set)) ?? [];
    if (!inside.end() || value === undefined || others.length > 0 || values.has(oid)) return null;
    values.set(oid, value);
  }
  const contentType = values.get(oids.contentType);
  const messageDigest = values.get(oids.messageDigest);
  const [first, second] = [values.get(oids.signingCertificate), values.get(oids.signingCertificateV2)];
  if (contentType === undefined || oidText(contentType) !== oids.info || messageDigest?.tag !== tags.octetString || (first === undefined && second === undefined)) return null;
  const named = [...(first === undefined ? [] : [namedBy(first, SHA1_OID)]), ...(second === undefined ? [] : [namedBy(second, SHA256_OID)])];
  const whole = named.filter((one) => one !== null);
  return whole.length === named.length ? { messageDigest: messageDigest.content, named: whole } : null;
}

// The first certificate of a SigningCertificate or SigningCertificateV2 is the signer's (RFC 5035 section 3).
function namedBy(value: DerElement, usual: string): Signer['named'][number] | null {
  const list = walk(value).enter(tags.sequence);
  const first: DerWalk = list.enter(tags.sequence);
  const algorithm = usual === SHA256_OID ? first.maybe(tags.sequence) : null;
  const hash = first.take(tags.octetString).content;
  return first.failed() || list.failed() ? null : { algorithm: algorithm === null ? usual : algorithmOf(algorithm), hash };
}
