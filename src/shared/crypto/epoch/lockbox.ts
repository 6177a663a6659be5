import { decodeCbor, encodeCbor, equalBytes, wipeBytes, type LogId } from '#base';
import type { DeviceKeys } from '../device/create.ts';
import { openBox, sealBox } from '../primitives.ts';
import { epochIdOf, logIdToBytes, type Epoch, type EpochSecret } from './create.ts';

/** Seals an epoch secret to a member's X25519 key (docs/spec/frames.md section 7). */
export function sealLockbox(log: LogId, epoch: Epoch, recipient: Uint8Array): Uint8Array {
  const content = encodeCbor({ log: logIdToBytes(log), epochSecret: epoch.secret });
  const box = sealBox(content, recipient);
  wipeBytes(content);
  return box;
}

/** The epoch in a lockbox; null when it is not for this device, names another log, or its secret does not give the epoch id. */
export function openLockbox(box: Uint8Array, log: LogId, epochId: Uint8Array, device: DeviceKeys): Epoch | null {
  const content = openBox(box, device.x25519, device.boxKey);
  if (content === null) return null;
  const decoded = decodeCbor(content);
  if (!decoded.ok) return null;
  const value = decoded.value;
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array || Array.isArray(value)) return null;
  const { log: boxLog, epochSecret } = value as { readonly log?: unknown; readonly epochSecret?: unknown };
  if (!(boxLog instanceof Uint8Array) || !(epochSecret instanceof Uint8Array) || epochSecret.length !== 32) return null;
  if (!equalBytes(boxLog, logIdToBytes(log))) return null;
  const secret = epochSecret.slice() as EpochSecret;
  return equalBytes(epochIdOf(log, secret), epochId) ? { id: epochId, secret } : null;
}
