// What console and server say to each other, as bytes: messages, session, checkpoints, vouchers (docs/spec/sync.md). No sockets, no clocks.
export * from './checkpoint.ts';
export * from './limits.ts';
export { decodeAnswer, decodeRequest, encodeAnswer, encodeRequest } from './messages/codec.ts';
export * from './messages/errors.ts';
export { parseVerb, verbs, type Verb, type VerbAnswer, type VerbRequest } from './messages/verbs.ts';
export * from './server/address.ts';
export * from './server/fingerprint.ts';
export * from './server/pairing.ts';
export * from './server/rotation.ts';
export * from './session/transcripts.ts';
export type { ServerSigner } from './signed.ts';
export * from './voucher/text.ts';
export * from './voucher/voucher.ts';
export * from './client/ask.ts';
export * from './client/localLog.ts';
export * from './client/mirror.ts';
export * from './client/openSession.ts';
export * from './client/round.ts';
