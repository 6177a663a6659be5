import type { Result } from '#base';
import type { OpenVault, OpenVaultFailure, OpenVaultOptions } from './door.ts';

/** Opens a vault folder: takes the lock, scans the logs, puts torn tails aside. */
export function openVaultFolder(_options: OpenVaultOptions): Promise<Result<OpenVault, OpenVaultFailure>> {
  throw new Error('not written yet');
}

/** True when the folder carries the head of a vault. */
export function looksLikeVault(_path: string): Promise<boolean> {
  throw new Error('not written yet');
}
