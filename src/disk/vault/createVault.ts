import type { Result } from '#base';
import type { CreateVaultFailure, CreateVaultOptions, OpenVault } from './door.ts';

/** Begins a vault in a hidden folder beside its future place; `creation.finish` lets it appear. */
export function createVaultFolder(_options: CreateVaultOptions): Promise<Result<OpenVault, CreateVaultFailure>> {
  throw new Error('not written yet');
}
