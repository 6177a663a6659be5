import { join } from 'node:path';
import { bytesToHex, bytesToText, fail, hexToBytes, ok, textToBytes, wipeBytes, type Failure, type RandomBytes, type Result } from '#base';
import { ed25519FromSeed } from '#crypto';
import { listIfPresent, readIfPresent, replaceFile, type FileLayer } from '#disk';
import { claimedKeys, isSameServer, nextKeys, verifyRotation, type Rotation, type ServerSigner } from '#sync';
import { storeFailure } from '../store/failures.ts';
import { createTlsIdentity, toIdentity, type TlsIdentity } from './certificate.ts';

/** Everything that a server is known by (docs/spec/sync.md section 1). */
export interface ServerIdentity {
  readonly signer: ServerSigner;
  readonly tls: TlsIdentity;
  /** What is announced in `hello`, or null. */
  readonly rotation: Uint8Array | null;
  /** The rotations that led to these keys, oldest first. */
  readonly history: readonly Rotation[];
  /** Identity keys of this server, then and soon: what one of them has signed is its own. */
  readonly related: readonly Uint8Array[];
  /** True when it was made just now: this is the first start. */
  readonly fresh: boolean;
}
/** A seed of an identity key and a TLS key, as they lie in a folder. */
export interface KeyFiles { readonly seed: Uint8Array; readonly tls: TlsIdentity }
export interface IdentityPlace { readonly data: string; readonly files: FileLayer; readonly random: RandomBytes }
export type IdentityFailure = Failure<'missing' | 'damaged' | 'disk-full' | 'io'>;

const IDENTITY_FILE = 'identity.key';
const TLS_KEY_FILE = 'tls.key';
const CERTIFICATE_FILE = 'tls.crt';
const keyFiles = [IDENTITY_FILE, TLS_KEY_FILE, CERTIFICATE_FILE] as const;

export const identityFolder = (data: string): string => join(data, 'identity');
export const nextFolder = (data: string): string => join(data, 'identity', 'next');
export const rotationsFolder = (data: string): string => join(data, 'identity', 'rotations');
export const rotationFile = (data: string): string => join(data, 'identity', 'rotation.hfr');

/**
 * Reads the identity of a data folder, or makes it at the first start. Files are for their owner alone; the certificate is written last, so that a start
 * that was cut short begins again. With `create`, a switch to other keys that was cut short is made good; without, nothing is changed. `damaged`: something is there and
 * cannot be used; a new identity is never made over it.
 */
export async function openIdentity(place: IdentityPlace & { readonly now: number; readonly create: boolean }): Promise<Result<ServerIdentity, IdentityFailure>> {
  try {
    const carried = await readRotations(place);
    const next = await readKeys(place, nextFolder(place.data));
    const isUnfinished = next.ok && next.value !== null && leadsTo(carried.at(-1), next.value);
    if (isUnfinished && place.create) await finishSwitch(place, carried.at(-1));
    const present = isUnfinished ? next : await readKeys(place, identityFolder(place.data));
    if (!present.ok) return present;
    if (present.value === null) return place.create ? ok(await makeIdentity(place)) : fail('missing', 'no server was started with this folder yet');
    return readIdentity(present.value, await readIfPresent(place.files, rotationFile(place.data)), carried);
  } catch (error) {
    return storeFailure(error);
  }
}

/** The keys in a folder; null when there is no certificate, which is written last. */
export async function readKeys({ files }: Pick<IdentityPlace, 'files'>, folder: string): Promise<Result<KeyFiles | null, Failure<'damaged'>>> {
  const [seedText, key, certificate] = await Promise.all(keyFiles.map((name) => readIfPresent(files, join(folder, name))));
  if (certificate === null || certificate === undefined) return ok(null);
  const seed = hexToBytes((bytesToText(seedText ?? new Uint8Array(0)) ?? '').trim());
  if (seed?.length !== 32 || key === null || key === undefined) return fail('damaged', 'the identity of this server cannot be read; put its files back from a copy');
  try {
    return ok({ seed, tls: toIdentity(bytesToText(key) ?? '', bytesToText(certificate) ?? '') });
  } catch {
    return fail('damaged', 'the TLS key of this server cannot be read; put its files back from a copy');
  }
}

/** Writes keys into a folder, the certificate last. */
export async function writeKeys({ files, random }: IdentityPlace, folder: string, { seed, tls }: KeyFiles): Promise<void> {
  await files.mkdir(folder, true);
  await replaceFile(files, join(folder, IDENTITY_FILE), textToBytes(`${bytesToHex(seed)}\n`), random);
  await replaceFile(files, join(folder, TLS_KEY_FILE), textToBytes(tls.key), random);
  await replaceFile(files, join(folder, CERTIFICATE_FILE), textToBytes(tls.certificate), random);
}

/** Puts the keys of `next` in place of those before, once the rotation that leads to them was carried out; again after a crash. */
export async function finishSwitch(place: IdentityPlace, decided: Rotation | undefined): Promise<void> {
  const next = await readKeys(place, nextFolder(place.data));
  if (!next.ok || next.value === null || !leadsTo(decided, next.value)) return;
  await writeKeys(place, identityFolder(place.data), next.value);
  wipeBytes(next.value.seed);
  await place.files.removeTree(nextFolder(place.data));
  await place.files.syncFolder(identityFolder(place.data));
}

export function signerOf(seed: Uint8Array): ServerSigner {
  const { publicKey, signingKey } = ed25519FromSeed(seed.slice());
  return { identity: publicKey, signingKey };
}

/** Rotations that were carried out, in their order, as far as each begins where the one before it ended. */
async function readRotations({ data, files }: IdentityPlace): Promise<readonly Rotation[]> {
  const chain: Rotation[] = [];
  for (const name of (await listIfPresent(files, rotationsFolder(data))).filter((one) => /^\d{6}\.hfr$/.test(one)).toSorted()) {
    const bytes = await files.readFile(join(rotationsFolder(data), name));
    const last = chain.at(-1);
    const read = verifyRotation(bytes, last === undefined ? beginningOf(bytes) : nextKeys(last), chain);
    if (!read.ok) return [];
    chain.push(read.value);
  }
  return chain;
}

// The first begins at keys that nothing else tells of; its own signature says whose they were.
function beginningOf(bytes: Uint8Array): { readonly identity: Uint8Array; readonly pin: Uint8Array } {
  return claimedKeys(bytes) ?? { identity: new Uint8Array(32), pin: new Uint8Array(32) };
}

function leadsTo(rotation: Rotation | undefined, { seed, tls }: KeyFiles): boolean {
  return rotation !== undefined && isSameServer(nextKeys(rotation), { identity: signerOf(seed).identity, pin: tls.pin });
}

function readIdentity({ seed, tls }: KeyFiles, rotation: Uint8Array | null, carried: readonly Rotation[]): Result<ServerIdentity, Failure<'damaged'>> {
  const signer = signerOf(seed);
  wipeBytes(seed);
  const own = { identity: signer.identity, pin: tls.pin };
  const last = carried.at(-1);
  if (last !== undefined && !isSameServer(nextKeys(last), own)) return fail('damaged', 'the rotations of this server do not lead to its keys; put its files back from a copy');
  const announced = rotation === null ? null : verifyRotation(rotation, own, carried);
  if (announced?.ok === false) return fail('damaged', 'the rotation of this server is not its own');
  return ok({ signer, tls, rotation, history: carried, related: [signer.identity, ...carried.map(({ identity }) => identity), ...(announced === null ? [] : [announced.value.nextIdentity])], fresh: false });
}

async function makeIdentity(place: IdentityPlace & { readonly now: number }): Promise<ServerIdentity> {
  const seed = place.random(32);
  const signer = signerOf(seed);
  const tls = createTlsIdentity(place.now, place.random);
  await writeKeys(place, identityFolder(place.data), { seed, tls });
  await place.files.syncFolder(place.data);
  wipeBytes(seed);
  return { signer, tls, rotation: null, history: [], related: [signer.identity], fresh: true };
}
