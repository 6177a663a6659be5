import { concatBytes, textToBytes, type LogId, type RandomBytes } from '#base';
import type { DeviceKeys, DevicePublic } from '../device/create.ts';
import { logIdToBytes } from '../epoch/create.ts';
import { ed25519Sign, ed25519Verify } from '../primitives.ts';
import { openValue, sealValue } from '../sealedValue.ts';
import type { InvitationKeys } from './keys.ts';

/** Two signatures over the same statement: the invitation's key lets the device in, the device's key says that it is the device. */
export interface JoinProof { readonly invitation: Uint8Array; readonly device: Uint8Array }

/** Signs that a device joins a log with an invitation (docs/spec/membership.md section 4). */
export function signJoin(log: LogId, invitation: InvitationKeys, device: DeviceKeys): JoinProof {
  const statement = joinStatement(log, invitation.id, device);
  return { invitation: ed25519Sign(statement, invitation.signingKey), device: ed25519Sign(statement, device.signingKey) };
}

/** True when both signatures hold. */
export function verifyJoin(log: LogId, invitation: { readonly id: Uint8Array; readonly key: Uint8Array }, device: DevicePublic, proof: JoinProof): boolean {
  const statement = joinStatement(log, invitation.id, device);
  return ed25519Verify(proof.invitation, statement, invitation.key) && ed25519Verify(proof.device, statement, device.ed25519);
}

/** Seals what a request says of the person: nonce 24, then XChaCha20-Poly1305 bound to log and device. */
export function sealJoin(log: LogId, invitation: InvitationKeys, device: Uint8Array, content: Uint8Array, random: RandomBytes): Uint8Array {
  return sealValue(invitation.sealingKey, associatedData(log, device), content, random);
}

/** Opens it; null when it was changed, or sealed for another log, device or invitation. */
export function openJoin(log: LogId, invitation: InvitationKeys, device: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  return openValue(invitation.sealingKey, associatedData(log, device), sealed);
}

function joinStatement(log: LogId, invitation: Uint8Array, device: DevicePublic): Uint8Array {
  return concatBytes(textToBytes('holdfast/join/1'), logIdToBytes(log), invitation, device.ed25519, device.x25519);
}

function associatedData(log: LogId, device: Uint8Array): Uint8Array {
  return concatBytes(textToBytes('holdfast/join-seal/1'), logIdToBytes(log), device);
}
