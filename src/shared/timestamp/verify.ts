import { equalBytes, fail, ok, type Failure, type Result, type UnixMs } from '#base';
import { readCertificate, type Certificate } from './certificate.ts';
import { hashUnder, holds, schemeOf } from './signature.ts';
import { readReply, SHA256_OID, type Token } from './token.ts';

export type TokenFailure = 'malformed-token' | 'not-granted' | 'other-imprint' | 'other-nonce' | 'untrusted-authority' | 'bad-signature' | 'outside-validity';
/** A statement that may have been stamped: SHA-256 of its bytes, and the nonces of the requests recorded for it (16 hexadecimal digits). */
export interface ExpectedStamp { readonly imprint: Uint8Array; readonly nonces: readonly string[] }
export interface HeldStamp {
  /** Which of the expected statements was stamped. */
  readonly index: number;
  /** The token alone, as it is recorded. */
  readonly token: Uint8Array;
  readonly generatedAt: UnixMs;
  /** Null when the token states none. */
  readonly accuracyMs: number | null;
}

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const MAX_CHAIN = 4;
const DIGITAL_SIGNATURE = 0x80;
const CONTENT_COMMITMENT = 0x40;
const KEY_CERT_SIGN = 0x04;

/**
 * Checks a reply of a time-stamp authority, or a bare token, against the authority that people chose (one DER certificate): docs/spec/witness.md section 4.
 * The first failure in the order of that page is the answer. Works without a network.
 */
export async function verifyTimeStamp(reply: Uint8Array, expected: readonly ExpectedStamp[], authority: Uint8Array): Promise<Result<HeldStamp, Failure<TokenFailure>>> {
  const reading = readReply(reply);
  if (reading.found === 'malformed') return fail('malformed-token', 'this is not a time-stamp token');
  if (reading.found === 'refusal') return fail('not-granted', 'the authority did not grant the time stamp');
  const { token } = reading;
  const index = token.imprintAlgorithm === SHA256_OID ? expected.findIndex(({ imprint }) => equalBytes(imprint, token.imprint)) : -1;
  const stamp = expected[index];
  if (stamp === undefined) return fail('other-imprint', 'the token stamps something else than a statement of this journal');
  const { nonce } = token;
  if (nonce !== null && !stamp.nonces.some((known) => withoutZeros(known) === nonce)) return fail('other-nonce', 'the token answers a request that is not recorded here');
  const chosen = readCertificate(authority);
  const signing = chosen === null ? null : await findSigner(token, chosen);
  const chain = chosen === null || signing === null ? null : await buildChain(signing, chosen, token.certificates, MAX_CHAIN - 1);
  if (signing === null || chain === null) return fail('untrusted-authority', 'the token does not come from the chosen authority');
  if (!(await isSigned(token, signing))) return fail('bad-signature', 'the signature of the token does not hold');
  const { generatedAt, accuracyMs } = token;
  if (chain.some(({ notBefore, notAfter }) => generatedAt < notBefore || generatedAt > notAfter)) return fail('outside-validity', 'a certificate of the authority was not valid at that time');
  return ok({ index, token: token.der, generatedAt, accuracyMs });
}

// The certificate that the signer names, by issuer and serial or key identifier, and by the hash in the signed attributes; fit for time stamping.
async function findSigner({ signer, certificates }: Token, chosen: Certificate): Promise<Certificate | null> {
  for (const candidate of [chosen, ...certificates]) {
    const isNamed = signer.issuer === null ? signer.keyId !== null && candidate.extensions.keyId === signer.keyId : signer.serial === candidate.serial && equalBytes(signer.issuer, candidate.issuer);
    if (!isNamed || !mayStamp(candidate)) continue;
    const hashes = await Promise.all(signer.named.map(async ({ algorithm, hash }) => equalHash(await hashUnder(algorithm, candidate.der), hash)));
    if (hashes.every(Boolean)) return candidate;
  }
  return null;
}

function mayStamp({ extensions }: Certificate): boolean {
  const { extendedUsages, extendedCritical, keyUsage, unknownCritical } = extensions;
  const usage = keyUsage === null || ((keyUsage & (DIGITAL_SIGNATURE | CONTENT_COMMITMENT)) !== 0 && (keyUsage & ~(DIGITAL_SIGNATURE | CONTENT_COMMITMENT)) === 0);
  return !unknownCritical && usage && extendedCritical && extendedUsages?.length === 1 && extendedUsages[0] === TIME_STAMPING;
}

// From a certificate up to the chosen one, over those that came with the token. Null when no chain of that length leads there.
async function buildChain(from: Certificate, chosen: Certificate, others: readonly Certificate[], steps: number, below = 0): Promise<readonly Certificate[] | null> {
  if (equalBytes(from.der, chosen.der)) return [from];
  if (steps === 0) return null;
  for (const issuer of [chosen, ...others]) {
    if (!equalBytes(issuer.subject, from.issuer) || equalBytes(issuer.der, from.der) || !mayIssue(issuer, below) || !(await isIssuedBy(from, issuer))) continue;
    const rest = await buildChain(issuer, chosen, others, steps - 1, below + 1);
    if (rest !== null) return [from, ...rest];
  }
  return null;
}

function mayIssue({ extensions }: Certificate, below: number): boolean {
  const { isAuthority, pathLength, keyUsage, unknownCritical } = extensions;
  return isAuthority && !unknownCritical && (pathLength === null || below <= pathLength) && (keyUsage === null || (keyUsage & KEY_CERT_SIGN) !== 0);
}

async function isIssuedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  const scheme = schemeOf(certificate.algorithm, null);
  return scheme !== null && holds(scheme, issuer.publicKeyInfo, certificate.signature, certificate.signed);
}

async function isSigned({ info, signer }: Token, signing: Certificate): Promise<boolean> {
  const scheme = schemeOf(signer.signatureAlgorithm, signer.digestAlgorithm);
  if (scheme === null || !equalHash(await hashUnder(signer.digestAlgorithm, info), signer.messageDigest)) return false;
  return holds(scheme, signing.publicKeyInfo, signer.signature, signer.signedAttributes);
}

function equalHash(computed: Uint8Array | null, stated: Uint8Array): boolean {
  return computed !== null && equalBytes(computed, stated);
}

function withoutZeros(nonce: string): string {
  const bytes = nonce.replace(/^(?:00)+/, '');
  return bytes === '' ? '00' : bytes;
}
