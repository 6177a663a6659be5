export { createLocalClient } from './localClient.ts';
export { checkVaultInput, vaultInputSchemas } from './schemas.ts';
export { createVaultFolder } from './vault/createVault.ts';
export type * from './vault/door.ts';
export { looksLikeVault, openVaultFolder } from './vault/openVault.ts';
