import { join } from 'node:path';
import { err, fail, ok, wipeBytes, type Failure, type Result, type UnixMs } from '#base';
import { readyCrypto, systemRandom } from '#crypto';
import { listIfPresent, replaceFile, systemFiles } from '#disk';
import { isSameServer, nextKeys, serverFingerprint, signRotation, verifyRotation, type Rotation } from '#sync';
import { storeFailure } from '../store/failures.ts';
import { createTlsIdentity } from './certificate.ts';
import { finishSwitch, identityFolder, nextFolder, openIdentity, readKeys, rotationFile, rotationsFolder, signerOf, writeKeys, type IdentityPlace, type ServerIdentity } from './keys.ts';

/** Which keys are made anew; the other is copied. */
export type NewKeys = 'tls' | 'identity' | 'both';
/** What a server is known by now and soon. `bytes` is the rotation as it is announced. */
export interface RotationReport { readonly fingerprint: string; readonly announced: { readonly fingerprint: string; readonly at: UnixMs; readonly bytes: Uint8Array } | null }

/** Makes the keys that come next and announces them, signed by the old identity (docs/spec/server.md section 8). A running server announces them from its next `SIGHUP` on. */
export function prepareRotation(data: string, what: NewKeys, now = Date.now()): Promise<Result<RotationReport, Failure>> {
  return withIdentity(data, async (place, identity) => {
    if (identity.rotation !== null) return fail('usage', 'a rotation is announced already; carry it out or take it back first');
    const present = await readKeys(place, identityFolder(data));
    if (!present.ok || present.value === null) return fail('damaged', 'the identity of this server cannot be read; put its files back from a copy');
    const seed = what === 'tls' ? present.value.seed : place.random(32);
    const tls = what === 'identity' ? identity.tls : createTlsIdentity(now, place.random);
    const last = identity.history.at(-1)?.at ?? 0;
    // A clock that was put back must not make this one older than the one before it.
    const at = Math.max(now, last + 1) as UnixMs;
    const bytes = signRotation({ pin: identity.tls.pin, nextIdentity: signerOf(seed).identity, nextPin: tls.pin, at }, identity.signer);
    await place.files.removeTree(nextFolder(data));
    await writeKeys(place, nextFolder(data), { seed, tls });
    wipeBytes(seed);
    wipeBytes(present.value.seed);
    // Last: what is announced is there.
    await replaceFile(place.files, rotationFile(data), bytes, place.random);
    return report(place);
  });
}

/** Carries the announced rotation out: the rename decides, and everything behind it is made good by the next start. A running server uses the new keys from its next `SIGHUP` on. */
export function carryOutRotation(data: string): Promise<Result<RotationReport, Failure>> {
  return withIdentity(data, async (place, identity) => {
    const announced = announcedBy(identity);
    if (announced === null) return fail('usage', 'no rotation is announced');
    const next = await readKeys(place, nextFolder(data));
    if (!next.ok || next.value === null || !isSameServer(nextKeys(announced), { identity: signerOf(next.value.seed).identity, pin: next.value.tls.pin })) return fail('damaged', 'the keys that were announced are not there; put them back from a copy, or take the rotation back');
    wipeBytes(next.value.seed);
    await place.files.mkdir(rotationsFolder(data), true);
    const number = (await listIfPresent(place.files, rotationsFolder(data))).length + 1;
    await place.files.rename(rotationFile(data), join(rotationsFolder(data), `${String(number).padStart(6, '0')}.hfr`));
    await place.files.syncFolder(rotationsFolder(data));
    await place.files.syncFolder(identityFolder(data));
    await finishSwitch(place, announced);
    return report(place);
  });
}

/** Takes an announced rotation back before it was carried out. */
export function withdrawRotation(data: string): Promise<Result<RotationReport, Failure>> {
  return withIdentity(data, async (place, identity) => {
    if (identity.rotation === null) return fail('usage', 'no rotation is announced');
    await place.files.unlink(rotationFile(data));
    await place.files.removeTree(nextFolder(data));
    await place.files.syncFolder(identityFolder(data));
    return report(place);
  });
}

/** What a server is known by, without changing anything. */
export function readRotation(data: string): Promise<Result<RotationReport, Failure>> {
  return withIdentity(data, report, true);
}

async function withIdentity(data: string, work: (place: IdentityPlace, identity: ServerIdentity) => Promise<Result<RotationReport, Failure>>, onlyLooks = false): Promise<Result<RotationReport, Failure>> {
  await readyCrypto();
  const place: IdentityPlace = { data, files: systemFiles, random: systemRandom };
  const identity = await openIdentity({ ...place, now: Date.now(), create: false });
  if (!identity.ok) return err(identity.error);
  try {
    // An earlier switch that was cut short comes first.
    if (!onlyLooks) await finishSwitch(place, identity.value.history.at(-1));
    return await work(place, identity.value);
  } catch (error) {
    return storeFailure(error);
  }
}

async function report(place: IdentityPlace): Promise<Result<RotationReport, Failure>> {
  const identity = await openIdentity({ ...place, now: Date.now(), create: false });
  if (!identity.ok) return err(identity.error);
  const { signer, tls, rotation } = identity.value;
  const announced = announcedBy(identity.value);
  return ok({
    fingerprint: serverFingerprint(signer.identity, tls.pin),
    announced: announced === null || rotation === null ? null : { fingerprint: serverFingerprint(announced.nextIdentity, announced.nextPin), at: announced.at, bytes: rotation },
  });
}

function announcedBy({ signer, tls, rotation, history }: ServerIdentity): Rotation | null {
  const read = rotation === null ? null : verifyRotation(rotation, { identity: signer.identity, pin: tls.pin }, history);
  return read?.ok === true ? read.value : null;
}
