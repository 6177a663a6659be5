export * from './brand.ts';
export * from './bytes.ts';
export * from './cbor.ts';
export * from './contract.ts';
export * from './exhaustive.ts';
export * from './ids.ts';
export * from './portRpc.ts';
export * from './result.ts';
