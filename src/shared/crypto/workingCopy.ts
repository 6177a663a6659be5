import { bytesToHex, concatBytes, textToBytes, uint32ToBytes, type RandomBytes, type VaultId } from '#base';
import { hmacSha256 } from './primitives.ts';
import { openValue, sealValue } from './sealedValue.ts';
import { deriveVaultSubkey, type VaultKey } from './vaultKey.ts';

/** Seals and opens rows of the local database; a row only opens in its own table under its own key. */
export interface WorkingCopySealer {
  readonly seal: (table: string, key: string, plaintext: Uint8Array) => Uint8Array;
  /** Null when the row was changed, moved, or belongs to another vault. */
  readonly open: (table: string, key: string, sealed: Uint8Array) => Uint8Array | null;
  /** The opaque row key of a name: 32 hexadecimal digits that say nothing to whoever lacks the vault key. */
  readonly nameRow: (table: string, name: string) => string;
}

/** The sealer of a vault's working copy (docs/spec/vault.md section 5). */
export function createWorkingCopySealer(vaultKey: VaultKey, vaultId: VaultId, random: RandomBytes): WorkingCopySealer {
  const subkey = deriveVaultSubkey(vaultKey, vaultId, 'working-copy');
  const nameKey = deriveVaultSubkey(vaultKey, vaultId, 'working-copy-names');
  return {
    seal: (table, key, plaintext) => sealValue(subkey, associatedData(table, key), plaintext, random),
    open: (table, key, sealed) => openValue(subkey, associatedData(table, key), sealed),
    nameRow: (table, name) => bytesToHex(hmacSha256(nameKey, associatedData(table, name)).subarray(0, 16)),
  };
}

function associatedData(table: string, key: string): Uint8Array {
  const name = textToBytes(table);
  return concatBytes(textToBytes('holdfast/vault/working-copy/1'), uint32ToBytes(name.length), name, textToBytes(key));
}
