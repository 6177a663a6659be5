export * from './desktop.ts';
export * from './documents.ts';
export * from './enginePort.ts';
export * from './evidence.ts';
export * from './proof.ts';
export * from './recorded.ts';
export * from './vaultPort.ts';
export type * from './playbooks.ts';
