// The log: frame codec, trees, feeds, membership, the one ingest, verification, proofs and packages (docs/spec/frames.md).
export type { FrameMeta } from './body/types.ts';
export type { FrameReference } from './bytesSchema.ts';
export { decodeEntry } from './entry/decode.ts';
export { encodeEntry } from './entry/encode.ts';
export { appendFrame, type AppendedFrame, type AppendInput } from './feed/append.ts';
export { startOfFeed, type FeedPosition } from './feed/position.ts';
export { crc32 } from './frame/crc32.ts';
export { decodeFrame, frameLengthAt } from './frame/decode.ts';
export { encodeFrame } from './frame/encode.ts';
export { scanFrames, type ByteRange, type FrameScan } from './frame/scan.ts';
export * from './frame/types.ts';
export { createInstance, feedIdOf, hashHeader, logIdOf } from './identify.ts';
export { createLogReader, resumeLogReader } from './ingest/reader.ts';
export type * from './ingest/types.ts';
export { createGenesis, type Genesis } from './membership/genesis.ts';
export type { Member, MemberRole, MembershipState } from './membership/types.ts';
export * from './merkle/accumulator.ts';
export * from './merkle/path.ts';
