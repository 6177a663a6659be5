import { join } from 'node:path';
import { bytesToHex, bytesToText, fail, hexToBytes, ok, textToBytes, wipeBytes, type Failure, type RandomBytes, type Result } from '#base';
import { ed25519FromSeed } from '#crypto';
import { readIfPresent, replaceFile, type FileLayer } from '#disk';
import { MAX_ROTATION_BYTES, verifyRotation, type ServerSigner } from '#sync';
import { storeFailure } from '../store/failures.ts';
import { createTlsIdentity, toIdentity, type TlsIdentity } from './certificate.ts';

/** Everything that a server is known by (docs/spec/sync.md section 1). */
export interface ServerIdentity {
  readonly signer: ServerSigner;
  readonly tls: TlsIdentity;
  /** What is announced in `hello`, or null. */
  readonly rotation: Uint8Array | null;
  /** True when it was made just now: this is the first start. */
  readonly fresh: boolean;
}

const IDENTITY_FILE = 'identity.key';
const TLS_KEY_FILE = 'tls.key';
const CERTIFICATE_FILE = 'tls.crt';
const ROTATION_FILE = 'rotation.hfr';
interface Place { readonly data: string; readonly files: FileLayer; readonly random: RandomBytes; readonly now: number }

/**
 * Reads the identity of a data folder, or makes it at the first start. Files are for their owner alone; the certificate is written last, so that a start
 * that was cut short begins again. `damaged`: something is there and cannot be used; a new identity is never made over it.
 */
export async function openIdentity(place: Place & { readonly create: boolean }): Promise<Result<ServerIdentity, Failure<'missing' | 'damaged' | 'disk-full' | 'io'>>> {
  const folder = join(place.data, 'identity');
  const read = async (name: string) => readIfPresent(place.files, join(folder, name));
  try {
    const [seedText, key, certificate, rotation] = [await read(IDENTITY_FILE), await read(TLS_KEY_FILE), await read(CERTIFICATE_FILE), await read(ROTATION_FILE)];
    if (certificate === null) return place.create ? ok(await makeIdentity(place, folder)) : fail('missing', 'no server was started with this folder yet');
    const seed = hexToBytes((bytesToText(seedText ?? new Uint8Array(0)) ?? '').trim());
    if (seed?.length !== 32 || key === null) return fail('damaged', 'the identity of this server cannot be read; put its files back from a copy');
    return readIdentity(seed, bytesToText(key) ?? '', bytesToText(certificate) ?? '', rotation);
  } catch (error) {
    return storeFailure(error);
  }
}

function readIdentity(seed: Uint8Array, key: string, certificate: string, rotation: Uint8Array | null): Result<ServerIdentity, Failure<'damaged'>> {
  const signer = signerOf(seed);
  let tls: TlsIdentity;
  try {
    tls = toIdentity(key, certificate);
  } catch {
    return fail('damaged', 'the TLS key of this server cannot be read; put its files back from a copy');
  }
  if (rotation !== null && (rotation.length > MAX_ROTATION_BYTES || !verifyRotation(rotation, { identity: signer.identity, pin: tls.pin }).ok)) return fail('damaged', 'the rotation of this server is not its own');
  return ok({ signer, tls, rotation, fresh: false });
}

async function makeIdentity({ data, files, random, now }: Place, folder: string): Promise<ServerIdentity> {
  const seed = random(32);
  const signer = signerOf(seed.slice());
  const tls = createTlsIdentity(now, random);
  await files.mkdir(folder, true);
  await replaceFile(files, join(folder, IDENTITY_FILE), textToBytes(`${bytesToHex(seed)}\n`), random);
  await replaceFile(files, join(folder, TLS_KEY_FILE), textToBytes(tls.key), random);
  await replaceFile(files, join(folder, CERTIFICATE_FILE), textToBytes(tls.certificate), random);
  await files.syncFolder(data);
  wipeBytes(seed);
  return { signer, tls, rotation: null, fresh: true };
}

function signerOf(seed: Uint8Array): ServerSigner {
  const { publicKey, signingKey } = ed25519FromSeed(seed);
  return { identity: publicKey, signingKey };
}
