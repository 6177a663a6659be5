import * as v from 'valibot';
import { bytesToHex, compareBytes, decodeCbor, encodeCbor, exhaustive, fail, ok, type CborValue, type Failure, type Result } from '#base';
import { hexBytes } from '../body/encode.ts';
import { bytesOf, bytesSchema, frameReferenceSchema, uintSchema } from '../bytesSchema.ts';
import type { AdminOperation, EpochRecord, GenesisOperation, MembershipOperation } from './types.ts';

export const MAX_MEMBERS = 256;
export const MAX_OPERATIONS = 1024;
export const MAX_MERGES = 16;
export const MAX_SEEN = 64;

const key = bytesOf(32);
const genesisSchema = v.strictObject({
  op: v.literal('genesis'), nonce: bytesOf(16),
  members: v.pipe(v.array(v.strictObject({ device: key, x25519: key, role: v.picklist(['admin', 'writer', 'reader']) })), v.minLength(1), v.maxLength(MAX_MEMBERS)),
  epoch: v.strictObject({ id: key, lockboxes: v.array(v.strictObject({ device: key, box: bytesSchema })) }),
});

const role = v.picklist(['admin', 'writer', 'reader', 'witness']);
const merges = v.pipe(v.array(key), v.maxLength(MAX_MERGES), v.check((list) => list.every((hash, index) => index === 0 || compareBytes(list[index - 1] ?? hash, hash) < 0)));
const epoch = v.strictObject({ id: key, lockboxes: v.pipe(v.array(v.strictObject({ device: key, box: bytesSchema })), v.maxLength(MAX_MEMBERS)) });
const operationSchema = v.variant('op', [
  v.strictObject({ op: v.literal('invite'), merges, invitation: v.strictObject({ id: bytesOf(16), key, role, history: v.picklist(['all', 'from-now']), expires: v.nullable(uintSchema) }) }),
  v.strictObject({ op: v.literal('cancel'), merges, invitation: bytesOf(16) }),
  v.strictObject({
    op: v.literal('admit'), merges, member: v.strictObject({ device: key, x25519: key, role }), invitation: v.nullable(bytesOf(16)),
    proof: v.nullable(v.strictObject({ invitation: bytesOf(64), device: bytesOf(64) })),
    history: v.pipe(v.array(v.strictObject({ id: key, box: bytesSchema })), v.maxLength(MAX_OPERATIONS)), epoch,
  }),
  v.strictObject({ op: v.literal('role'), merges, device: key, role, epoch }),
  v.strictObject({ op: v.literal('remove'), merges, device: key, seen: v.pipe(v.array(frameReferenceSchema), v.maxLength(MAX_SEEN)), epoch: v.nullable(epoch) }),
  v.strictObject({ op: v.literal('rotate'), merges, epoch }),
]);
const keysOf: Readonly<Record<AdminOperation['op'], readonly string[]>> = {
  invite: ['op', 'merges', 'invitation'], cancel: ['op', 'merges', 'invitation'], admit: ['op', 'merges', 'member', 'invitation', 'proof', 'history', 'epoch'],
  role: ['op', 'merges', 'device', 'role', 'epoch'], remove: ['op', 'merges', 'device', 'seen', 'epoch'], rotate: ['op', 'merges', 'epoch'],
};

/** The body of a genesis frame (docs/spec/frames.md section 7). */
export function encodeGenesis(operation: GenesisOperation): Uint8Array {
  return encodeCbor({
    op: 'genesis', nonce: operation.nonce,
    members: operation.members.map(({ device, x25519, role: given }) => ({ device, x25519, role: given })), epoch: epochValue(operation.epoch),
  });
}

/** The body of a membership frame after the genesis (docs/spec/membership.md section 2). */
export function encodeOperation(operation: AdminOperation): Uint8Array {
  const merged = [...operation.merges];
  switch (operation.op) {
    case 'invite': {
      const { id, key: publicKey, role: given, history, expires } = operation.invitation;
      return encodeCbor({ op: 'invite', merges: merged, invitation: { id, key: publicKey, role: given, history, expires } });
    }
    case 'cancel': return encodeCbor({ op: 'cancel', merges: merged, invitation: operation.invitation });
    case 'admit': {
      const { member, proof } = operation;
      return encodeCbor({
        op: 'admit', merges: merged, member: { device: member.device, x25519: member.x25519, role: member.role }, invitation: operation.invitation,
        proof: proof === null ? null : { invitation: proof.invitation, device: proof.device },
        history: operation.history.map(({ id, box }) => ({ id, box })), epoch: epochValue(operation.epoch),
      });
    }
    case 'role': return encodeCbor({ op: 'role', merges: merged, device: operation.device, role: operation.role, epoch: epochValue(operation.epoch) });
    case 'remove': return encodeCbor({
      op: 'remove', merges: merged, device: operation.device, epoch: operation.epoch === null ? null : epochValue(operation.epoch),
      seen: operation.seen.map(({ feed, seq, headerSha256 }) => ({ feed: hexBytes(feed), seq, header: hexBytes(headerSha256) })),
    });
    case 'rotate': return encodeCbor({ op: 'rotate', merges: merged, epoch: epochValue(operation.epoch) });
    default: return exhaustive(operation);
  }
}

/** Parses a membership body. An operation with another name or other keys is newer, not wrong. */
export function decodeOperation(body: Uint8Array): Result<MembershipOperation, Failure<'malformed-body'>> {
  const decoded = decodeCbor(body);
  const named = v.safeParse(v.object({ op: v.pipe(v.string(), v.maxLength(64)) }), decoded.ok ? decoded.value : null);
  if (!decoded.ok || !named.success) return fail('malformed-body', 'the membership body names no operation');
  const { op } = named.output;
  if (op === 'genesis') {
    const genesis = v.safeParse(genesisSchema, decoded.value);
    if (!genesis.success || !isComplete(genesis.output)) return fail('malformed-body', 'the genesis is not in the form of version 1');
    return ok(genesis.output);
  }
  if (!hasKnownKeys(op, decoded.value as object)) return ok({ op: 'newer', name: op });
  const parsed = v.safeParse(operationSchema, decoded.value);
  return parsed.success ? ok(parsed.output) : fail('malformed-body', 'the operation is not in the form of version 1');
}

function hasKnownKeys(op: string, body: object): boolean {
  const keys = Object.entries(keysOf).find(([name]) => name === op)?.[1] ?? [];
  const found = Object.keys(body);
  return keys.length > 0 && keys.length === found.length && keys.every((name) => found.includes(name));
}

function epochValue({ id, lockboxes }: EpochRecord): CborValue {
  return { id, lockboxes: lockboxes.map(({ device, box }) => ({ device, box })) };
}

// Members are distinct, and there is exactly one lockbox for each of them.
function isComplete(operation: GenesisOperation): boolean {
  const devices = new Set(operation.members.map((member) => bytesToHex(member.device)));
  const boxes = new Set(operation.epoch.lockboxes.map((lockbox) => bytesToHex(lockbox.device)));
  return devices.size === operation.members.length && boxes.size === operation.epoch.lockboxes.length &&
    boxes.size === devices.size && [...boxes].every((device) => devices.has(device));
}
