import { fail, ok, type Failure, type LogId, type RandomBytes, type Result, bytesToHex, equalBytes } from '#base';
import { createEpoch, logIdToBytes, sealLockbox, sha256, type DeviceKeys, type Epoch } from '#crypto';
import { signFrame } from '../feed/sign.ts';
import type { Frame, Scope } from '../frame/types.ts';
import { logIdOf } from '../identify.ts';
import { emptyAccumulator } from '../merkle/accumulator.ts';
import { afterFrame, type FeedPosition } from '../feed/position.ts';
import { rootOf } from '../merkle/accumulator.ts';
import { decodeOperation, encodeGenesis } from './operation.ts';
import type { GenesisOperation } from './types.ts';

export interface Genesis {
  readonly log: LogId;
  /** The frame to append first. */
  readonly frame: Uint8Array;
  /** Header hash of the genesis: the membership head of everything that follows. */
  readonly membershipHead: Uint8Array;
  readonly epoch: Epoch;
  /** Where the creator's feed goes on (seq 1). */
  readonly position: FeedPosition;
}

/** Founds a log with its creator as only member and admin (docs/spec/frames.md section 7). */
export function createGenesis(input: { readonly scope: Scope; readonly device: DeviceKeys; readonly instance: Uint8Array }, random: RandomBytes): Genesis {
  const { scope, device, instance } = input;
  const nonce = random(16);
  const log = logIdOf(device.ed25519, scope, nonce);
  const epoch = createEpoch(log, random);
  const body = encodeGenesis({
    op: 'genesis', nonce, members: [{ device: device.ed25519, x25519: device.x25519, role: 'admin' }],
    epoch: { id: epoch.id, lockboxes: [{ device: device.ed25519, box: sealLockbox(log, epoch, device.x25519) }] },
  });
  const zeros = new Uint8Array(32);
  const empty = rootOf(emptyAccumulator);
  const { frame, headerHash } = signFrame({
    type: 'membership', scope, logId: logIdToBytes(log), author: device.ed25519, instance, seq: 0, previous: zeros, feedRoot: empty, entryCount: 0,
    entriesRoot: empty, epochId: zeros, membershipHead: zeros, checkpoint: null, salt: zeros, commitment: zeros, bodyLength: body.length, bodyHash: sha256(body),
  }, body, device.signingKey);
  return { log, frame, membershipHead: headerHash, epoch, position: afterFrame({ nextSeq: 0, previous: zeros, tree: emptyAccumulator }, headerHash) };
}

/** Checks a genesis frame beyond its signature and body hash: log id, creator, lockboxes. */
export function verifyGenesis(frame: Frame): Result<GenesisOperation, Failure<'malformed-body' | 'wrong-log' | 'not-a-member'>> {
  // The operation outlives the frame, so it is read from a copy.
  const operation = decodeOperation(frame.body.slice());
  if (!operation.ok) return operation;
  if (operation.value.op !== 'genesis') return fail('malformed-body', 'a log opens with a genesis');
  const { author, scope, logId } = frame.header;
  const { nonce, members } = operation.value;
  if (logIdOf(author, scope, nonce) !== bytesToHex(logId)) return fail('wrong-log', 'the genesis does not give this log id');
  if (!members.some((member) => member.role === 'admin' && equalBytes(member.device, author))) return fail('not-a-member', 'the founder is not an admin of the log');
  return ok(operation.value);
}
