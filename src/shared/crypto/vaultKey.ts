import { hexToBytes, textToBytes, type Brand, type RandomBytes, type VaultId } from '#base';
import { hkdfSha256 } from './primitives.ts';

/** The 32 random bytes that everything in a vault hangs from. Never leaves the engine. */
export type VaultKey = Brand<Uint8Array, 'VaultKey'>;
export type VaultKeyUse = 'head-mac' | 'device' | 'working-copy' | 'working-copy-names' | 'host-state' | 'sync';

/** A fresh vault key. */
export function createVaultKey(random: RandomBytes): VaultKey {
  return random(32) as VaultKey;
}

/** The 32-byte key for one use (docs/spec/vault.md section 2). */
export function deriveVaultSubkey(vaultKey: VaultKey, vaultId: VaultId, use: VaultKeyUse): Uint8Array {
  return hkdfSha256(vaultKey, vaultIdToBytes(vaultId), textToBytes(`holdfast/vault/${use}/1`), 32);
}

/** The 16 bytes of a vault id. Throws when the text is not one: ids are parsed at the edge. */
export function vaultIdToBytes(vaultId: VaultId): Uint8Array {
  const bytes = hexToBytes(vaultId);
  if (bytes === null || bytes.length !== 16) throw new Error('a vault id has 32 hexadecimal digits');
  return bytes;
}
