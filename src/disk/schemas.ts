import * as v from 'valibot';
import { fail, ok, parseEntryId, parseLogId, type CallName, type EntryId, type Failure, type In, type LogId, type Result, type Sha256Hex } from '#base';
import type { VaultContract } from '#ipc';

const MEBIBYTE = 1024 * 1024;
const FRAME_LIMIT = 1.25 * MEBIBYTE;
const nothing = v.strictObject({});
const position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
// Ids and slot names become parts of paths: only these exact alphabets, so no path can be made from them.
const item = v.pipe(v.string(), v.check((text) => parseEntryId(text) !== null, 'not an entry id'), v.transform((text) => text as EntryId));
const log = v.pipe(v.string(), v.check((text) => parseLogId(text) !== null, 'not a log id'), v.transform((text) => text as LogId));
const slotName = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}-(passphrase|recovery|escrow)$/));
const grant = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.transform((text) => text as Sha256Hex));
const recipient = v.pipe(v.string(), v.regex(/^age1[02-9ac-hj-np-z]{58}$/));
const identity = v.pipe(v.string(), v.regex(/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/));
const parts = v.pipe(
  v.array(v.strictObject({ plainBytes: position, sealedBytes: position, plainSha256: v.exactOptional(sha256), sealedSha256: sha256 })),
  v.minLength(1),
  v.maxLength(1_000_000),
);
// The name of a file is made of the bundle's id: only this alphabet.
const bundleId = grant;
const partNumber = v.pipe(position, v.maxValue(9_999_998));
const piece = v.strictObject({ item, part: partNumber, bytes: v.pipe(position, v.minValue(1)), sha256 });
const chosenFile = { grant, file: position } as const;
const payload = { payloadStart: position, payloadKey: exactly(32) } as const;
function exactly(length: number) {
  return v.pipe(v.custom<Uint8Array>((value) => value instanceof Uint8Array), v.check((value) => value.length === length));
}
function bytes(limit: number) {
  return v.pipe(v.custom<Uint8Array>((value) => value instanceof Uint8Array), v.check((value) => value.length <= limit, 'too many bytes'));
}

/** One schema per call of the vault contract: the compiler refuses a missing one and one that yields another shape. */
export const vaultInputSchemas: { readonly [N in CallName<VaultContract>]: v.GenericSchema<unknown, In<VaultContract, N>> } = {
  'head.read': nothing,
  'head.write': v.strictObject({ bytes: bytes(MEBIBYTE) }),
  'slots.list': nothing,
  'slots.write': v.strictObject({ name: slotName, bytes: bytes(64 * 1024) }),
  'slots.remove': v.strictObject({ name: slotName }),
  'creation.finish': nothing,
  'logs.list': nothing,
  'log.read': v.strictObject({ log, from: position, maxBytes: v.pipe(position, v.maxValue(64 * MEBIBYTE)) }),
  'log.append': v.strictObject({ log, expectedBytes: position, frames: v.pipe(v.array(bytes(FRAME_LIMIT)), v.minLength(1), v.maxLength(4096)) }),
  'copy.open': v.strictObject({ grant }),
  'copy.read': v.strictObject({ grant, log: v.nullable(log), from: position, maxBytes: v.pipe(position, v.maxValue(64 * MEBIBYTE)) }),
  'copy.mendPart': v.strictObject({ grant, item, part: v.pipe(position, v.maxValue(9_999_998)), sealedBytes: position, sealedSha256: sha256 }),
  'bundle.writePart': v.strictObject({
    grant, bundle: bundleId, part: v.pipe(position, v.minValue(1), v.maxValue(99_999)), recipients: v.pipe(v.array(exactly(32)), v.minLength(1), v.maxLength(64)), head: bytes(2 * MEBIBYTE), log,
    frames: v.pipe(v.array(v.strictObject({ from: position, bytes: v.pipe(position, v.minValue(1)) })), v.maxLength(10_000_000)), pieces: v.pipe(v.array(piece), v.maxLength(4096)),
  }),
  'bundle.drop': v.strictObject({ grant, bundle: bundleId }),
  'bundle.stop': nothing,
  'bundle.list': v.strictObject({ grant }),
  'bundle.start': v.strictObject(chosenFile),
  'bundle.read': v.strictObject({ ...chosenFile, ...payload, from: position, maxBytes: v.pipe(position, v.minValue(1), v.maxValue(16 * MEBIBYTE)) }),
  'bundle.takePiece': v.strictObject({ ...chosenFile, ...payload, from: position, piece }),
  'evidence.seal': v.strictObject({
    item, grant, recipient, identity, legacyHashes: v.pipe(v.array(v.picklist(['sha1', 'md5'])), v.maxLength(2)),
  }),
  'evidence.cancel': v.strictObject({ item }),
  'evidence.unfinished': nothing,
  'evidence.setAside': v.strictObject({ item }),
  'evidence.list': nothing,
  'evidence.open': v.strictObject({ item, identity, parts, sha256, destination: v.nullable(grant) }),
  'evidence.peek': v.strictObject({ item, identity, parts }),
  'host.read': nothing,
  'host.write': v.strictObject({ bytes: bytes(MEBIBYTE) }),
  'sync.read': v.strictObject({ server: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)) }),
  'sync.write': v.strictObject({ server: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)), bytes: bytes(64 * MEBIBYTE) }),
  'sealed.look': v.strictObject({ pieces: v.pipe(v.array(piece), v.maxLength(4096)) }),
  'sealed.read': v.strictObject({ item, part: partNumber, from: position, maxBytes: v.pipe(position, v.minValue(1), v.maxValue(MEBIBYTE)) }),
  'sealed.write': v.strictObject({ piece, from: position, bytes: bytes(MEBIBYTE) }),
  'sealed.finish': v.strictObject({ piece }),
  'disk.space': nothing,
};

/** Checks the input of one call by name: what a port hands to its handler. Satisfies `InputCheck` of the base layer. */
export function checkVaultInput(name: string, input: unknown): Result<unknown, Failure<'invalid-input'>> {
  if (!Object.hasOwn(vaultInputSchemas, name)) return fail('invalid-input', 'no such call');
  const schema: v.GenericSchema<unknown, unknown> = vaultInputSchemas[name as CallName<VaultContract>];
  const parsed = v.safeParse(schema, input);
  return parsed.success ? ok(parsed.output) : fail('invalid-input', `the input of ${name} has another shape than expected`);
}
