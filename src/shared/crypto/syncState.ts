import { concatBytes, textToBytes, type RandomBytes, type VaultId } from '#base';
import { openValue, sealValue } from './sealedValue.ts';
import { deriveVaultSubkey, vaultIdToBytes, type VaultKey } from './vaultKey.ts';

interface Place { readonly vaultKey: VaultKey; readonly vaultId: VaultId; /** Identity key of the server, 32 bytes. */ readonly server: Uint8Array }

/** Seals what a vault remembers of a server (docs/spec/sync.md section 3.3). */
export function sealSyncState(state: Uint8Array, { vaultKey, vaultId, server }: Place, random: RandomBytes): Uint8Array {
  return sealValue(deriveVaultSubkey(vaultKey, vaultId, 'sync'), associatedData(vaultId, server), state, random);
}

/** Opens it; null when it is of another vault, key or server, or was changed: then everything is compared again. */
export function openSyncState(sealed: Uint8Array, { vaultKey, vaultId, server }: Place): Uint8Array | null {
  return openValue(deriveVaultSubkey(vaultKey, vaultId, 'sync'), associatedData(vaultId, server), sealed);
}

function associatedData(vaultId: VaultId, server: Uint8Array): Uint8Array {
  return concatBytes(textToBytes('holdfast/vault/sync/1'), vaultIdToBytes(vaultId), server);
}
