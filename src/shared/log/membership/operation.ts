import * as v from 'valibot';
import { bytesToHex, decodeCbor, encodeCbor, fail, ok, type Failure, type Result } from '#base';
import { bytesOf, bytesSchema } from '../bytesSchema.ts';
import type { GenesisOperation, MembershipOperation } from './types.ts';

const key = bytesOf(32);
const genesisSchema = v.strictObject({
  op: v.literal('genesis'), nonce: bytesOf(16),
  members: v.pipe(v.array(v.strictObject({ device: key, x25519: key, role: v.picklist(['admin', 'writer', 'reader']) })), v.minLength(1), v.maxLength(256)),
  epoch: v.strictObject({ id: key, lockboxes: v.array(v.strictObject({ device: key, box: bytesSchema })) }),
});

/** The body of a genesis frame (docs/spec/frames.md section 7). */
export function encodeGenesis(operation: GenesisOperation): Uint8Array {
  return encodeCbor({
    op: 'genesis', nonce: operation.nonce,
    members: operation.members.map(({ device, x25519, role }) => ({ device, x25519, role })),
    epoch: { id: operation.epoch.id, lockboxes: operation.epoch.lockboxes.map(({ device, box }) => ({ device, box })) },
  });
}

/** Parses a membership body. An operation with another name is newer, not wrong. */
export function decodeOperation(body: Uint8Array): Result<MembershipOperation, Failure<'malformed-body'>> {
  const decoded = decodeCbor(body);
  const named = v.safeParse(v.object({ op: v.pipe(v.string(), v.maxLength(64)) }), decoded.ok ? decoded.value : null);
  if (!decoded.ok || !named.success) return fail('malformed-body', 'the membership body names no operation');
  if (named.output.op !== 'genesis') return ok({ op: 'newer', name: named.output.op });
  const parsed = v.safeParse(genesisSchema, decoded.value);
  if (!parsed.success || !isComplete(parsed.output)) return fail('malformed-body', 'the genesis is not in the form of version 1');
  return ok(parsed.output);
}

// Members are distinct, and there is exactly one lockbox for each of them.
function isComplete(operation: GenesisOperation): boolean {
  const devices = new Set(operation.members.map((member) => bytesToHex(member.device)));
  const boxes = new Set(operation.epoch.lockboxes.map((lockbox) => bytesToHex(lockbox.device)));
  return devices.size === operation.members.length && boxes.size === operation.epoch.lockboxes.length &&
    boxes.size === devices.size && [...boxes].every((device) => devices.has(device));
}
