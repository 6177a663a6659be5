import { bytesToHex, type UnixMs } from '#base';
import { flagOf, membersOf, oidText, readDer, smallNumber, tags, timeOf, unsignedHex, walk, type DerElement, type DerWalk } from './der.ts';

/** What the rules of docs/spec/witness.md section 4 look at in an X.509 certificate (RFC 5280). */
export interface Certificate {
  readonly der: Uint8Array;
  readonly serial: string;
  /** Names as their DER, compared byte for byte. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: UnixMs;
  readonly notAfter: UnixMs;
  readonly publicKeyInfo: Uint8Array;
  readonly signed: Uint8Array;
  readonly algorithm: string;
  readonly signature: Uint8Array;
  readonly extensions: CertificateExtensions;
}
export interface CertificateExtensions {
  readonly isAuthority: boolean;
  readonly pathLength: number | null;
  /** First byte of the key usage bits, highest bit first; null when the extension is absent. */
  readonly keyUsage: number | null;
  readonly extendedUsages: readonly string[] | null;
  readonly extendedCritical: boolean;
  /** Hexadecimal of the subject key identifier. */
  readonly keyId: string | null;
  /** A critical extension that is not understood here. */
  readonly unknownCritical: boolean;
}

const oids = { keyId: '2.5.29.14', keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19', policies: '2.5.29.32', extendedUsage: '2.5.29.37' } as const;
const EXPLICIT_0 = 0xa0;
const EXPLICIT_3 = 0xa3;
const noExtensions: CertificateExtensions = { isAuthority: false, pathLength: null, keyUsage: null, extendedUsages: null, extendedCritical: false, keyId: null, unknownCritical: false };

/** Reads one certificate; null when the bytes are no whole DER certificate. Nothing is verified. */
export function readCertificate(der: Uint8Array): Certificate | null {
  const outer = walk(elementOf(der, tags.sequence));
  const tbs = outer.take(tags.sequence);
  const algorithm = algorithmOf(outer.take(tags.sequence));
  const signature = bitsOf(outer.take(tags.bitString));
  const inner = walk(tbs);
  const version = inner.maybe(EXPLICIT_0);
  const serial = unsignedHex(inner.take(tags.integer));
  const sameAlgorithm = algorithmOf(inner.take(tags.sequence));
  const issuer = inner.take(tags.sequence);
  const validity = inner.enter(tags.sequence);
  const [notBefore, notAfter] = [takeTime(validity), takeTime(validity)];
  const subject = inner.take(tags.sequence);
  const publicKeyInfo = inner.take(tags.sequence);
  inner.maybe(0x81);
  inner.maybe(0x82);
  const extensions = readExtensions(inner.maybe(EXPLICIT_3), version !== null);
  if (!outer.end() || !inner.end() || !validity.end() || serial === null || signature === null || notBefore === null || notAfter === null || extensions === null) return null;
  if (algorithm === null || algorithm !== sameAlgorithm) return null;
  return { der, serial, issuer: issuer.whole, subject: subject.whole, notBefore, notAfter, publicKeyInfo: publicKeyInfo.whole, signed: tbs.whole, algorithm, signature, extensions };
}

/** The element when it is the whole of the bytes and has this tag. */
export function elementOf(bytes: Uint8Array, tag: number): DerElement | null {
  const element = readDer(bytes);
  return element?.tag === tag ? element : null;
}

/** Object identifier of an AlgorithmIdentifier whose parameters are absent or NULL; null for any other. */
export function algorithmOf(element: DerElement): string | null {
  const inside = walk(element);
  const oid = oidText(inside.take(tags.oid));
  const parameters = inside.maybe(tags.nothing);
  return inside.end() && oid !== '' && (parameters === null || parameters.content.length === 0) ? oid : null;
}

/** The common name in a distinguished name, or what there is of it, for people. */
export function nameText(name: Uint8Array): string {
  const parts = (membersOf(readDer(name)) ?? []).flatMap((set) => membersOf(set) ?? []).map((pair) => {
    const inside = walk(pair);
    return { oid: oidText(inside.take(tags.oid)), text: printable(inside.any()) };
  });
  const common = parts.find((part) => part.oid === '2.5.4.3')?.text ?? '';
  const organisation = parts.find((part) => part.oid === '2.5.4.10')?.text ?? '';
  return [common, organisation].filter((part) => part !== '').join(', ') || 'no name';
}

function readExtensions(wrapped: DerElement | null, mayHave: boolean): CertificateExtensions | null {
  if (wrapped === null) return noExtensions;
  const box = walk(wrapped);
  const list = membersOf(box.take(tags.sequence));
  if (!mayHave || !box.end() || list === null) return null;
  let found = noExtensions;
  const seen = new Set<string>();
  for (const member of list) {
    const inside = walk(member);
    const oid = oidText(inside.take(tags.oid));
    const flag = inside.maybe(tags.boolean);
    const value = readDer(inside.take(tags.octetString).content);
    if (!inside.end() || seen.has(oid) || value === null) return null;
    seen.add(oid);
    const read = readExtension(found, oid, value, flag !== null && flagOf(flag) === true);
    if (read === null) return null;
    found = read;
  }
  return found;
}

function readExtension(found: CertificateExtensions, oid: string, value: DerElement, critical: boolean): CertificateExtensions | null {
  switch (oid) {
    case oids.keyId: return value.tag === tags.octetString ? { ...found, keyId: bytesToHex(value.content) } : null;
    case oids.keyUsage: {
      const bits = value.tag === tags.bitString ? value.content : null;
      return bits === null || bits.length < 2 ? null : { ...found, keyUsage: bits[1] ?? 0 };
    }
    case oids.basicConstraints: {
      const inside = walk(value.tag === tags.sequence ? value : null);
      const flag = inside.maybe(tags.boolean);
      const length = inside.maybe(tags.integer);
      const pathLength = length === null ? null : smallNumber(length);
      if (!inside.end() || (length !== null && pathLength === null)) return null;
      return { ...found, isAuthority: flag !== null && flagOf(flag) === true, pathLength };
    }
    case oids.extendedUsage: {
      const usages = value.tag === tags.sequence ? membersOf(value) : null;
      return usages === null ? null : { ...found, extendedUsages: usages.map(oidText), extendedCritical: critical };
    }
    case oids.policies: return found;
    default: return critical ? { ...found, unknownCritical: true } : found;
  }
}

function takeTime(inside: DerWalk): UnixMs | null {
  const element = inside.any();
  return element === null ? null : timeOf(element);
}

function bitsOf({ content }: DerElement): Uint8Array | null {
  return content.length > 1 && content[0] === 0 ? content.subarray(1) : null;
}

function printable(element: DerElement | null): string {
  if (element === null) return '';
  return String.fromCharCode(...element.content.subarray(0, 200)).replaceAll(/[^\x20-\x7e]/g, '?');
}
