import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type KeyKind = 'rsa' | 'p256' | 'p384';
export interface AuthorityOptions {
  readonly key?: KeyKind;
  readonly caKey?: KeyKind;
  /** Extensions of the signing certificate in OpenSSL's words. */
  readonly extensions?: readonly string[];
  readonly caExtensions?: readonly string[];
  /** Validity of the signing certificate as `YYYYMMDDHHMMSSZ`. */
  readonly validity?: readonly [string, string];
  readonly caValidity?: readonly [string, string];
}
export interface ReplyOptions {
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
  readonly essHash?: 'sha1' | 'sha256' | 'sha512';
  /** Leave the certificates in the reply although the request asks for them. */
  readonly accept?: readonly string[];
}
/** A time-stamp authority on this machine, made with OpenSSL: a root, and a signing certificate under it. */
export interface LocalAuthority {
  readonly root: Uint8Array;
  readonly rootPem: Uint8Array;
  readonly signing: Uint8Array;
  readonly reply: (request: Uint8Array, options?: ReplyOptions) => Uint8Array;
  /** A token over TSTInfo bytes, signed by whatever certificate this authority has: what `openssl ts` itself would refuse to sign. */
  readonly forge: (info: Uint8Array, options?: { readonly withCertificates?: boolean }) => Uint8Array;
  /** What `openssl ts -verify` says about a reply (or a bare token) to the request bytes. */
  readonly verifies: (reply: Uint8Array, request: Uint8Array, isToken?: boolean) => boolean;
  readonly remove: () => void;
}

export const TIME_STAMPING = 'extendedKeyUsage=critical,timeStamping';
const LONG: readonly [string, string] = ['20200101000000Z', '20491231235959Z'];

/** Makes the authority in a temporary folder. */
export function createAuthority(options: AuthorityOptions = {}): LocalAuthority {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-tsa-'));
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  writeFileSync(file('serial'), '1000\n');
  writeFileSync(file('tsaserial'), '01\n');
  writeFileSync(file('index.txt'), '');
  writeFileSync(file('ca.conf'), caConfig(options));
  makeKey(openssl, 'root', options.caKey ?? options.key ?? 'rsa');
  makeKey(openssl, 'tsa', options.key ?? 'rsa');
  openssl('req', '-new', '-key', 'root.key', '-subj', '/O=Holdfast test/CN=Root', '-config', 'ca.conf', '-out', 'root.csr');
  openssl('req', '-new', '-key', 'tsa.key', '-subj', '/O=Holdfast test/CN=Stamping', '-config', 'ca.conf', '-out', 'tsa.csr');
  sign(openssl, 'root', options.caValidity ?? LONG, ['-selfsign', '-keyfile', 'root.key', '-extensions', 'root_ext']);
  sign(openssl, 'tsa', options.validity ?? LONG, ['-cert', 'root.pem', '-keyfile', 'root.key', '-extensions', 'tsa_ext']);
  const der = (name: string) => new Uint8Array(openssl('x509', '-in', `${name}.pem`, '-outform', 'DER'));
  return {
    root: der('root'), rootPem: new Uint8Array(readFileSync(file('root.pem'))), signing: der('tsa'),
    reply: (request, { hash = 'sha256', essHash = 'sha256', accept = ['sha256'] } = {}) => {
      writeFileSync(file('request.tsq'), request);
      writeFileSync(file('tsa.conf'), tsaConfig(essHash, accept));
      openssl('ts', '-reply', '-config', 'tsa.conf', '-queryfile', 'request.tsq', `-${hash}`, '-out', 'reply.tsr');
      return new Uint8Array(readFileSync(file('reply.tsr')));
    },
    forge: (info, { withCertificates = true } = {}) => {
      writeFileSync(file('info.der'), info);
      openssl('cms', '-sign', '-cades', '-binary', '-nodetach', '-econtent_type', '1.2.840.113549.1.9.16.1.4', '-signer', 'tsa.pem', '-inkey', 'tsa.key', '-md', 'sha256', ...(withCertificates ? [] : ['-nocerts']), '-in', 'info.der', '-outform', 'DER', '-out', 'forged.der');
      return new Uint8Array(readFileSync(file('forged.der')));
    },
    verifies: (reply, request, isToken = false) => {
      writeFileSync(file('check.tsr'), reply);
      writeFileSync(file('check.tsq'), request);
      try {
        openssl('ts', '-verify', '-in', 'check.tsr', ...(isToken ? ['-token_in'] : []), '-queryfile', 'check.tsq', '-CAfile', 'root.pem', '-untrusted', 'tsa.pem');
        return true;
      } catch {
        return false;
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

type OpenSsl = (...args: readonly string[]) => Uint8Array;

function makeKey(openssl: OpenSsl, name: string, kind: KeyKind): void {
  if (kind === 'rsa') openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', `${name}.key`);
  else openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${kind === 'p256' ? 'P-256' : 'P-384'}`, '-out', `${name}.key`);
}

function sign(openssl: OpenSsl, name: string, [from, to]: readonly [string, string], more: readonly string[]): void {
  openssl('ca', '-batch', '-notext', '-config', 'ca.conf', '-in', `${name}.csr`, '-out', `${name}.pem`, '-startdate', from, '-enddate', to, ...more);
}

function caConfig({ extensions = [TIME_STAMPING, 'keyUsage=critical,digitalSignature'], caExtensions = ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign,cRLSign'] }: AuthorityOptions): string {
  return [
    '[ca]', 'default_ca=local', '[local]', 'dir=.', 'new_certs_dir=.', 'database=index.txt', 'serial=serial', 'default_md=sha256', 'policy=any', 'unique_subject=no', 'copy_extensions=none',
    '[any]', 'organizationName=optional', 'commonName=supplied', '[req]', 'distinguished_name=name', 'prompt=no', '[name]', 'CN=unused',
    '[root_ext]', 'subjectKeyIdentifier=hash', ...caExtensions, '[tsa_ext]', 'subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid', ...extensions, '',
  ].join('\n');
}

function tsaConfig(essHash: string, accept: readonly string[]): string {
  return [
    '[tsa]', 'default_tsa=local', '[local]', 'dir=.', 'serial=tsaserial', 'crypto_device=builtin', 'signer_cert=tsa.pem', 'certs=root.pem', 'signer_key=tsa.key', 'signer_digest=sha256', 'default_policy=1.2.3.4.1',
    `digests=${accept.join(', ')}`, 'accuracy=secs:1, millisecs:500, microsecs:100', 'ordering=yes', 'tsa_name=yes', 'ess_cert_id_chain=no', `ess_cert_id_alg=${essHash}`, '',
  ].join('\n');
}
