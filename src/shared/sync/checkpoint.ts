import * as v from 'valibot';
import { bytesToHex, equalBytes, fail, ok, textToBytes, type Failure, type LogId, type Result, type UnixMs } from '#base';
import { logIdToBytes } from '#crypto';
import { hashLeaf } from '#log';
import { bytesOf, uint } from './schemas.ts';
import { decodeSigned, encodeSigned, isSignedBy, type ServerSigner } from './signed.ts';

/** What a server says of the one order in which it keeps a log (docs/spec/sync.md section 3.2). */
export interface Checkpoint {
  /** Identity key of the server, 32 bytes. */
  readonly server: Uint8Array;
  readonly log: LogId;
  /** Leaves of the tree. */
  readonly size: number;
  /** RFC 6962 root over them, 32 bytes. */
  readonly root: Uint8Array;
  readonly at: UnixMs;
}

/** No checkpoint is longer. */
export const MAX_CHECKPOINT_BYTES = 1_096;

const magic = /* @__PURE__ */ textToBytes('HFK1');
const tag = /* @__PURE__ */ textToBytes('holdfast/server-checkpoint/1');
const schema = v.strictObject({ format: v.literal('holdfast-checkpoint'), version: v.literal(1), server: bytesOf(32), log: bytesOf(16), size: uint, root: bytesOf(32), at: uint });

/** Leaf hash of a frame in the order of a server, from its 32-byte header hash. */
export function orderLeaf(headerHash: Uint8Array): Uint8Array {
  return hashLeaf(headerHash);
}

/** Signs a checkpoint; the server named in it is the signer. */
export function signCheckpoint(stated: Omit<Checkpoint, 'server'>, signer: ServerSigner): Uint8Array {
  const { log, size, root, at } = stated;
  return encodeSigned(magic, tag, { format: 'holdfast-checkpoint', version: 1, server: signer.identity, log: logIdToBytes(log), size, root, at }, signer);
}

/** Reads a checkpoint and checks its signature by the server that it names. Whether that is the expected one is for `verifyCheckpoint`. */
export function decodeCheckpoint(bytes: Uint8Array): Result<Checkpoint, Failure<'bad-checkpoint'>> {
  const parts = decodeSigned(magic, schema, bytes);
  if (parts === null) return fail('bad-checkpoint', 'this is not a checkpoint of version 1');
  const { server, log, size, root, at } = parts.value;
  if (!isSignedBy(parts, tag, server)) return fail('bad-checkpoint', 'the signature of the checkpoint does not hold');
  return ok({ server, log: bytesToHex(log) as LogId, size, root, at: at as UnixMs });
}

/** Reads a checkpoint that must be signed by this server for this log. */
export function verifyCheckpoint(bytes: Uint8Array, expected: { readonly server: Uint8Array; readonly log: LogId }): Result<Checkpoint, Failure<'bad-checkpoint'>> {
  const checkpoint = decodeCheckpoint(bytes);
  if (!checkpoint.ok) return checkpoint;
  if (!equalBytes(checkpoint.value.server, expected.server)) return fail('bad-checkpoint', 'the checkpoint is of another server');
  return checkpoint.value.log === expected.log ? checkpoint : fail('bad-checkpoint', 'the checkpoint is of another log');
}
