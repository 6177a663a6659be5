import { concatBytes, equalBytes, fail, ok, textToBytes, wipeBytes, type Failure, type RandomBytes, type Result, type VaultId } from '#base';
import { openValue, sealValue } from '../sealedValue.ts';
import { deriveVaultSubkey, vaultIdToBytes, type VaultKey } from '../vaultKey.ts';
import { deviceFromSecrets, type DeviceKeys, type DevicePublic } from './create.ts';

/** Device secrets under the vault key, for `vault.json` (docs/spec/vault.md section 4). */
export function sealDevice(device: DeviceKeys, vaultKey: VaultKey, vaultId: VaultId, random: RandomBytes): Uint8Array {
  const secrets = concatBytes(device.signingKey.subarray(0, 32), device.boxKey);
  const sealed = sealValue(deriveVaultSubkey(vaultKey, vaultId, 'device'), associatedData(vaultId, device), secrets, random);
  wipeBytes(secrets);
  return sealed;
}

/** Opens device secrets and checks that they give the public keys of the head. */
export function openDevice(sealed: Uint8Array, known: DevicePublic, vaultKey: VaultKey, vaultId: VaultId): Result<DeviceKeys, Failure<'damaged'>> {
  const secrets = openValue(deriveVaultSubkey(vaultKey, vaultId, 'device'), associatedData(vaultId, known), sealed);
  if (secrets === null || secrets.length !== 64) return fail('damaged', 'the device keys of this vault do not open');
  const device = deviceFromSecrets(secrets.subarray(0, 32), secrets.slice(32));
  wipeBytes(secrets);
  if (!equalBytes(device.ed25519, known.ed25519) || !equalBytes(device.x25519, known.x25519)) {
    return fail('damaged', 'the device keys of this vault do not match their public keys');
  }
  return ok(device);
}

function associatedData(vaultId: VaultId, device: DevicePublic): Uint8Array {
  return concatBytes(textToBytes('holdfast/vault/device/1'), vaultIdToBytes(vaultId), device.ed25519, device.x25519);
}
