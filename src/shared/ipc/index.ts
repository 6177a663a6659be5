export * from './desktop.ts';
export * from './enginePort.ts';
export * from './evidence.ts';
export * from './vaultPort.ts';
