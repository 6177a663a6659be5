import { bytesToHex, hexToBytes, ok, wipeBytes, type Client, type Failure, type RandomBytes, type Result } from '#base';
import { bytesToBase64, createWorkingCopySealer, sealDevice, sealHead, type DeviceKeys, type VaultHead, type VaultKey } from '#crypto';
import type { VaultContract, WriteFailure } from '#ipc';
import { portFailure } from '../core/failures.ts';

/** The keys of an unlocked vault. Lives only in the engine; `wipe` ends it. */
export interface Keyring {
  readonly head: () => VaultHead;
  readonly vaultKey: () => VaultKey;
  readonly device: DeviceKeys;
  /** Writes vault.json with one more generation. In force only after the write has been answered. */
  readonly writeHead: (change: Partial<Pick<VaultHead, 'slots' | 'name' | 'workspace'>>) => Promise<Result<void, Failure<WriteFailure>>>;
  /** The same with a new vault key: device secrets are sealed again under it. */
  readonly replaceKey: (next: VaultKey, slots: VaultHead['slots']) => Promise<Result<void, Failure<WriteFailure>>>;
  readonly wipe: () => void;
}

/** Holds head, vault key and device keys of one vault. */
export function createKeyring(vault: Client<VaultContract>, random: RandomBytes, first: { readonly head: VaultHead; readonly vaultKey: VaultKey; readonly device: DeviceKeys }): Keyring {
  let { head, vaultKey } = first;
  const write = async (next: VaultHead, key: VaultKey): Promise<Result<void, Failure<WriteFailure>>> => {
    const written = await vault.call('head.write', { bytes: sealHead(next, key) });
    if (!written.ok) return portFailure(written.error, ['disk-full', 'read-only']);
    head = next;
    return ok(undefined);
  };
  return {
    head: () => head,
    vaultKey: () => vaultKey,
    device: first.device,
    writeHead: (change) => write({ ...head, ...change, generation: head.generation + 1 }, vaultKey),
    replaceKey: async (next, slots) => {
      const sealedSecrets = bytesToBase64(sealDevice(first.device, next, head.vaultId, random));
      const written = await write({ ...head, slots, generation: head.generation + 1, device: { ...head.device, sealedSecrets } }, next);
      if (!written.ok) return written;
      wipeBytes(vaultKey);
      vaultKey = next;
      return ok(undefined);
    },
    wipe: () => {
      wipeBytes(vaultKey);
      wipeBytes(first.device.signingKey);
      wipeBytes(first.device.boxKey);
    },
  };
}

/** The public half of a device as vault.json stores it. */
export function deviceToHead(device: DeviceKeys): { readonly ed25519: string; readonly x25519: string } {
  return { ed25519: bytesToHex(device.ed25519), x25519: bytesToHex(device.x25519) };
}

/** The sealer of the working copy under the key in force. */
export function sealerOf(keyring: Keyring, random: RandomBytes) {
  return createWorkingCopySealer(keyring.vaultKey(), keyring.head().vaultId, random);
}

/** Device key bytes of a head; empty when the text is not hexadecimal, which its schema excludes. */
export function headDeviceKey(head: VaultHead): Uint8Array {
  return hexToBytes(head.device.ed25519) ?? new Uint8Array(0);
}
