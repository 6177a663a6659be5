import * as v from 'valibot';
import { bytesToText, equalBytes, fail, hexToBytes, ok, type Failure, type Result } from '#base';
import { base64ToBytes } from '../base64.ts';
import type { DeviceKeys } from '../device/create.ts';
import { openDevice } from '../device/seal.ts';
import type { VaultKey } from '../vaultKey.ts';
import { storedHeadSchema, type VaultHead } from './schema.ts';
import { macOfHead } from './seal.ts';

/** A head that was read but not proved: it may choose which slots are tried and nothing else. */
export interface UnprovedHead { readonly head: VaultHead; readonly mac: Uint8Array }
export type HeadFailure = 'not-a-vault' | 'newer-version' | 'damaged';

const MAX_HEAD_BYTES = 65_536;

/** Reads `vault.json` without a key. An unknown version is refused, whatever follows it. */
export function parseHead(bytes: Uint8Array): Result<UnprovedHead, Failure<HeadFailure>> {
  const text = bytes.length > MAX_HEAD_BYTES ? null : bytesToText(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return fail('damaged', 'vault.json is not readable');
  }
  const start = v.safeParse(v.object({ format: v.literal('holdfast-vault'), version: v.number() }), value);
  if (!start.success) return fail('not-a-vault', 'vault.json does not describe a Holdfast vault');
  if (start.output.version !== 1) return fail('newer-version', `this vault has format version ${start.output.version}; this build reads version 1`);
  const parsed = v.safeParse(storedHeadSchema, value);
  if (!parsed.success) return fail('damaged', 'vault.json is damaged');
  const { mac, ...head } = parsed.output;
  return ok({ head, mac: hexToBytes(mac) ?? new Uint8Array(0) });
}

/** Proves a head with the vault key and opens the device secrets in it. */
export function openHead(unproved: UnprovedHead, vaultKey: VaultKey): Result<{ readonly head: VaultHead; readonly device: DeviceKeys }, Failure<'damaged'>> {
  const { head, mac } = unproved;
  if (!equalBytes(macOfHead(head, vaultKey), mac)) return fail('damaged', 'vault.json was changed or does not belong to this key');
  const ed25519 = hexToBytes(head.device.ed25519);
  const x25519 = hexToBytes(head.device.x25519);
  const sealed = base64ToBytes(head.device.sealedSecrets);
  if (ed25519 === null || x25519 === null || sealed === null) return fail('damaged', 'vault.json is damaged');
  const device = openDevice(sealed, { ed25519, x25519 }, vaultKey, head.vaultId);
  return device.ok ? ok({ head, device: device.value }) : device;
}
