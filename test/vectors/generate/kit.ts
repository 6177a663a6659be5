// What the generators share: seeded writers, frames put together by hand, and a file that is never written over.
import { existsSync, writeFileSync } from 'node:fs';
import { bytesToHex, concatBytes, encodeCbor, hexToBytes, textToBytes, type CborValue, type LogId } from '#base';
import { createDevice, createEpoch, ed25519Sign, logIdToBytes, sealLockbox, sha256, type DeviceKeys, type Epoch } from '#crypto';
import { decodeFrame, encodeFrame, hashHeader, logIdOf } from '#log';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';

export const zeros = (length: number): Uint8Array => new Uint8Array(length);
export const toHex = bytesToHex;
export const tag = textToBytes;
export const NOTHING = '00'.repeat(32);

/** Bytes of hexadecimal that the generator wrote itself. */
export function fromHex(text: string): Uint8Array {
  const bytes = hexToBytes(text);
  if (bytes === null) throw new Error('not hexadecimal');
  return bytes;
}

/** Writes a vector file unless it is there: a vector may be added by a new file or by hand, never changed by running this again. */
export function writeVectors(name: string, content: object): void {
  const file = new URL(`../${name}`, import.meta.url);
  if (existsSync(file)) return;
  writeFileSync(file, `${JSON.stringify(content, null, 1)}\n`);
  process.stdout.write(`${name} written\n`);
}

/** The 18 members of a header, to change and sign again. */
export type Members = readonly CborValue[];

/** Header members of a frame, in order. */
export function membersOf(frame: Uint8Array): CborValue[] {
  const decoded = decodeFrame(frame);
  if (!decoded.ok) throw new Error(decoded.error.message);
  const { header } = decoded.value;
  return [
    1, header.type === 'journal' ? 1 : 0, header.scope === 'incident' ? 1 : 0, header.logId, header.author, header.instance, header.seq, header.previous, header.feedRoot, header.entryCount,
    header.entriesRoot, header.epochId, header.membershipHead, header.checkpoint, header.salt, header.commitment, header.bodyLength, header.bodyHash,
  ];
}

/** The members with some of them exchanged, by number. */
export function changed(members: Members, changes: Readonly<Record<number, CborValue>>): CborValue[] {
  return members.map((member, index) => changes[index] ?? member);
}

/** Signs any header bytes over any body. */
export function signedFrame(header: Uint8Array, body: Uint8Array, device: DeviceKeys): Uint8Array {
  return encodeFrame(header, ed25519Sign(concatBytes(tag('holdfast/frame/1'), header), device.signingKey), body);
}

/** Signs changed members over a body; length and hash of the body are made right unless they are among the changes. */
export function craft(members: Members, body: Uint8Array, device: DeviceKeys, changes: Readonly<Record<number, CborValue>> = {}): Uint8Array {
  return signedFrame(encodeCbor(changed(members, { 16: body.length, 17: sha256(body), ...changes })), body, device);
}

/** Body of a frame. */
export function bodyOf(frame: Uint8Array): Uint8Array {
  const decoded = decodeFrame(frame);
  if (!decoded.ok) throw new Error(decoded.error.message);
  return decoded.value.body;
}

/** Header hash of a frame. */
export function nameOf(frame: Uint8Array): Uint8Array {
  const decoded = decodeFrame(frame);
  if (!decoded.ok) throw new Error(decoded.error.message);
  return hashHeader(decoded.value.headerBytes);
}

/** The frame with one byte exchanged. */
export function withBit(bytes: Uint8Array, at: number, bit = 1): Uint8Array {
  const copy = bytes.slice();
  const index = at < 0 ? bytes.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ bit;
  return copy;
}

/** Secrets of a device that can be written into a vector. */
export interface OpenDevice { readonly keys: DeviceKeys; readonly seed: string; readonly x25519Secret: string }

/** A device of a seed, with its secrets. */
export function createOpenDevice(seed: number): OpenDevice {
  const keys = createDevice(seededRandom(seed));
  return { keys, seed: toHex(keys.signingKey.subarray(0, 32)), x25519Secret: toHex(keys.boxKey) };
}

/** A founding frame put together by hand: any body that `body` makes of the proper one. */
export interface Founding { readonly log: LogId; readonly epoch: Epoch; readonly instance: Uint8Array; readonly frame: Uint8Array; readonly members: Members; readonly body: Record<string, CborValue> }
type Role = 'admin' | 'writer' | 'reader';

/** Founds a log with these members, the first of them signing. */
export function found(seed: number, team: readonly { readonly device: DeviceKeys; readonly role: Role }[]): Founding {
  const random = seededRandom(seed);
  const founder = team[0]?.device;
  if (founder === undefined) throw new Error('a log needs a founder');
  const [nonce, instance] = [random(16), random(16)];
  const log = logIdOf(founder.ed25519, 'incident', nonce);
  const epoch = createEpoch(log, random);
  const body = {
    op: 'genesis', nonce, members: team.map(({ device, role }) => ({ device: device.ed25519, x25519: device.x25519, role })),
    epoch: { id: epoch.id, lockboxes: team.map(({ device }) => ({ device: device.ed25519, box: sealLockbox(log, epoch, device.x25519) })) },
  };
  const empty = sha256(zeros(0));
  const members: Members = [1, 0, 1, logIdToBytes(log), founder.ed25519, instance, 0, zeros(32), empty, 0, empty, zeros(32), zeros(32), null, zeros(32), zeros(32), 0, zeros(32)];
  return { log, epoch, instance, members, body, frame: craft(members, encodeCbor(body), founder) };
}
