import { bytesToHex, concatBytes, encodeCbor, textToBytes } from '#base';
import { hmacSha256 } from '../primitives.ts';
import { deriveVaultSubkey, type VaultKey } from '../vaultKey.ts';
import type { VaultHead } from './schema.ts';

/** `vault.json` as bytes, in its fixed key order, with the mac (docs/spec/vault.md section 3). */
export function sealHead(head: VaultHead, vaultKey: VaultKey): Uint8Array {
  const { format, version, vaultId, name, createdAt, generation, device, workspace, slots } = head;
  const ordered = {
    format, version, vaultId, name, createdAt, generation,
    device: { ed25519: device.ed25519, x25519: device.x25519, sealedSecrets: device.sealedSecrets, prefix: device.prefix },
    workspace,
    slots: slots.map((slot) => ({ name: slot.name, type: slot.type, label: slot.label, createdAt: slot.createdAt, recipient: slot.recipient })),
  };
  return textToBytes(`${JSON.stringify({ ...ordered, mac: bytesToHex(macOfHead(ordered, vaultKey)) }, null, 2)}\n`);
}

/** HMAC over the deterministic CBOR of everything but the mac. */
export function macOfHead(head: VaultHead, vaultKey: VaultKey): Uint8Array {
  const plain = { ...head, device: { ...head.device }, slots: head.slots.map((slot) => ({ ...slot })) };
  return hmacSha256(deriveVaultSubkey(vaultKey, head.vaultId, 'head-mac'), concatBytes(textToBytes('holdfast/vault/head/1'), encodeCbor(plain)));
}
