import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})*$/));
const hash = v.pipe(hex, v.length(64));

export const schemas = {
  'cbor.json': v.object({ cases: v.array(v.object({ name: v.string(), hex, expect: v.picklist(['ok', 'malformed']), json: v.optional(v.unknown()) })) }),
  'derivations.json': v.record(v.string(), v.union([v.string(), v.number()])),
  'frames.json': v.object({
    log: hex, epochSecret: hash, device: v.object({ seed: hash, x25519Secret: hash }), frames: v.record(v.string(), hex),
    cases: v.array(v.object({ name: v.string(), before: v.array(v.string()), frame: hex, expect: v.string(), keyless: v.string() })),
  }),
  'packages.json': v.object({
    log: hex, epochSecret: hash, packages: v.array(v.object({ name: v.string(), hex, expect: v.string() })),
    entryProofs: v.array(v.object({ name: v.string(), hex, holds: v.boolean() })), forkProofs: v.array(v.object({ name: v.string(), hex, holds: v.boolean() })),
  }),
  'trees.json': v.object({ cases: v.array(v.object({ size: v.number(), root: hash, paths: v.array(v.array(hash)) })) }),
  'vault.json': v.object({
    vaultId: hex, vaultKey: hash,
    slots: v.array(v.object({ name: v.string(), file: v.string(), passphrase: v.optional(v.string()), recoveryKey: v.optional(v.string()), expect: v.picklist(['ok', 'wrong-key', 'damaged']) })),
    heads: v.array(v.object({ name: v.string(), text: v.string(), expect: v.string() })), hostState: v.array(v.object({ name: v.string(), sealed: v.string(), expect: v.string() })),
    workingCopy: v.array(v.object({ name: v.string(), table: v.string(), key: v.string(), sealed: v.string(), expect: v.string() })),
    recoveryKeys: v.array(v.object({ typed: v.string(), expect: v.nullable(v.string()) })),
  }),
} as const;

/** The bytes of a vector file. */
export function readVectorFile(name: string): Buffer {
  return readFileSync(new URL(name, import.meta.url));
}

/** A vector file, parsed. */
export function loadVectors<N extends keyof typeof schemas>(name: N): v.InferOutput<(typeof schemas)[N]> {
  return v.parse<(typeof schemas)[N]>(schemas[name], JSON.parse(readVectorFile(name).toString('utf8')));
}
