import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})*$/));
const hash = v.pipe(hex, v.length(64));
const range = v.tuple([v.number(), v.number()]);
const verdict = v.picklist(['ok', 'failed', 'incomplete', 'malformed']);

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
  'headers.json': v.object({
    cases: v.array(v.object({ name: v.string(), hex, expect: v.picklist(['ok', 'unknown-version', 'malformed-frame']), fields: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.null()]))), headerHash: v.optional(hash) })),
  }),
  'bodies.json': v.object({ cases: v.array(v.object({ name: v.string(), hex, expect: v.picklist(['ok', 'malformed-body']), entries: v.optional(v.array(hex)), salts: v.optional(v.array(hex)) })) }),
  'entries.json': v.object({ cases: v.array(v.object({ name: v.string(), hex, salt: hex, expect: v.picklist(['known', 'newer', 'malformed']), id: v.string(), leaf: hash })) }),
  'scans.json': v.object({
    cases: v.array(v.object({ name: v.string(), hex, expect: v.picklist(['clean', 'damage', 'incomplete', 'crc-mismatch', 'not-a-frame']), frames: v.array(range), damaged: v.array(range), tail: v.nullable(v.object({ from: v.number(), to: v.number(), reason: v.string() })) })),
  }),
  'members.json': v.object({
    logs: v.record(v.string(), v.object({ log: hex, epochSecret: hash, seed: hash, x25519Secret: hash })), frames: v.record(v.string(), hex),
    cases: v.array(v.object({ name: v.string(), log: v.string(), before: v.array(v.string()), frame: hex, expect: v.string(), keyless: v.string(), device: v.string(), undecided: v.number() })),
  }),
  'membership.json': v.object({
    frames: v.record(v.string(), hex),
    cases: v.array(v.object({
      name: v.string(), frames: v.array(v.string()), device: v.nullable(v.object({ seed: hash, x25519Secret: hash })), expect: verdict, problems: v.array(v.string()), placed: v.number(), waiting: v.number(),
      members: v.array(v.string()), removed: v.array(hash), voices: v.array(v.string()), invitations: v.array(v.string()), epochs: v.array(hash), heads: v.array(hash), decided: v.boolean(), nothing: v.array(v.string()), after: v.array(v.string()),
    })),
  }),
  'chains.json': v.object({
    log: hex, epochSecret: hash, frames: v.record(v.string(), hex),
    cases: v.array(v.object({
      name: v.string(), files: v.array(v.array(v.string())), keyed: v.boolean(), heads: v.array(v.object({ feed: hash, seq: v.number(), header: hash })), expect: verdict, problems: v.array(v.string()), frames: v.number(), entries: v.number(),
      gaps: v.array(v.object({ feed: hash, fromSeq: v.number(), toSeq: v.number() })), forks: v.number(), duplicates: v.number(), sealed: v.number(),
    })),
  }),
  'journals.json': v.object({ log: hex, epochSecret: hash, packages: v.array(v.object({ name: v.string(), hex, expect: v.string(), problems: v.array(v.string()) })) }),
  'proofs.json': v.object({
    entryProofs: v.array(v.object({ name: v.string(), hex, expect: v.picklist(['holds', 'leaf-fails', 'signature-fails', 'both-fail', 'malformed-proof']) })),
    forkProofs: v.array(v.object({ name: v.string(), hex, expect: v.picklist(['holds', 'fails', 'malformed-proof']) })),
  }),
  'heads.json': v.object({ vaultId: hex, vaultKey: hash, cases: v.array(v.object({ name: v.string(), file: v.string(), expect: v.picklist(['ok', 'not-a-vault', 'newer-version', 'damaged']) })) }),
  'slots.json': v.object({
    vaultId: hex, vaultKey: hash, cases: v.array(v.object({ name: v.string(), file: v.string(), passphrase: v.optional(v.string()), recoveryKey: v.optional(v.string()), expect: v.picklist(['ok', 'wrong-key', 'damaged']) })),
    hostStates: v.array(v.object({ name: v.string(), sealed: v.string(), expect: v.picklist(['ok', 'damaged']) })),
  }),
  'roots.json': v.object({
    trees: v.array(v.object({ name: v.string(), size: v.number(), root: hash })), feeds: v.array(v.object({ name: v.string(), headerHashes: v.array(hash), roots: v.array(hash) })),
    inclusion: v.array(v.object({ name: v.string(), leaf: hash, index: v.number(), size: v.number(), path: v.array(hex), root: hash, expect: v.picklist(['holds', 'fails']) })),
  }),
  'witness.json': v.object({
    slips: v.array(v.object({ name: v.string(), log: hex, feed: hash, size: v.number(), root: hash, digest: hash, words: v.string(), logCode: v.string(), feedCode: v.string(), qr: v.string() })),
    words: v.array(v.object({ name: v.string(), typed: v.string(), expect: v.picklist(['ok', 'bad-slip']), words: v.optional(v.string()) })),
    codes: v.array(v.object({ typed: v.string(), expect: v.picklist(['ok', 'bad-slip']), code: v.optional(v.string()) })),
    qrTexts: v.array(v.object({ name: v.string(), text: v.string(), expect: v.picklist(['ok', 'bad-slip']), log: v.optional(hex), feed: v.optional(hash), size: v.optional(v.number()), root: v.optional(hash) })),
    statements: v.array(v.object({
      name: v.string(), hex, expect: v.picklist(['ok', 'malformed-statement']), log: v.optional(hex), heads: v.optional(v.array(v.object({ feed: hash, size: v.number(), root: hash, header: hash }))), checkpoint: v.optional(hash), imprint: v.optional(hash),
    })),
    requests: v.array(v.object({ name: v.string(), imprint: hash, nonce: hex, der: hex })),
    tokens: v.array(v.object({ name: v.string(), reply: hex, statement: hex, nonces: v.array(hex), authority: hex, expect: v.string(), token: v.optional(hex), generatedAt: v.optional(v.number()), accuracyMs: v.optional(v.nullable(v.number())) })),
  }),
  'sync.json': v.object({
    signed: v.array(v.object({ name: v.string(), kind: v.picklist(['checkpoint', 'voucher', 'rotation']), hex, server: hash, log: v.optional(hex), now: v.optional(v.number()), pin: v.optional(hash), expect: v.picklist(['ok', 'bad-checkpoint', 'bad-voucher', 'bad-rotation']), size: v.optional(v.number()) })),
    sessions: v.array(v.object({ name: v.string(), clientNonce: hash, serverNonce: hash, binding: hash, identity: hash, pin: v.optional(hash), device: v.optional(hash), signature: hex, expect: v.picklist(['holds', 'fails']) })),
    fingerprints: v.array(v.object({ name: v.string(), identity: hash, pin: hash, fingerprint: v.string() })),
    pairings: v.array(v.object({ name: v.string(), text: v.string(), expect: v.picklist(['ok', 'bad-pairing']), host: v.optional(v.string()), port: v.optional(v.number()), pin: v.optional(hash), identity: v.optional(hash) })),
    voucherTexts: v.array(v.object({ name: v.string(), text: v.string(), expect: v.picklist(['ok', 'bad-voucher']), hex: v.optional(hex) })),
    requests: v.array(v.object({ name: v.string(), verb: v.picklist(['hello', 'push', 'pull', 'blob.put']), hex, expect: v.picklist(['ok', 'bad-request']) })),
  }),
  'bundle.json': v.object({
    manifests: v.array(v.object({ name: v.string(), hex, expect: v.string(), framesAt: v.optional(v.number()), bundle: v.optional(hex), pieces: v.optional(v.number()), heads: v.optional(v.number()) })),
    flips: v.array(v.object({ name: v.string(), hex, expect: v.literal('refused') })),
    cosignatures: v.array(v.object({ name: v.string(), hex, log: hex, members: v.array(hash), expect: v.string(), device: v.optional(hash), at: v.optional(v.number()), heads: v.optional(v.number()) })),
    parts: v.array(v.object({ name: v.string(), hex, x25519Secret: hash, expect: v.string(), log: v.optional(hex), frames: v.optional(v.number()) })),
  }),
  'disclosures.json': v.object({
    cases: v.array(v.object({
      name: v.string(), base64: v.string(), expect: verdict,
      answer: v.strictObject({ verdict, classes: v.array(v.string()), log: v.nullable(hex), frames: v.number(), leaves: v.number(), shown: v.number(), entries: v.number(), redacted: v.number(), forks: v.number(), gaps: v.number() }),
    })),
  }),
  'folders.json': v.object({ log: hex, epochSecret: hash, frames: v.record(v.string(), hex), cases: v.array(v.object({ name: v.string(), files: v.array(v.array(v.string())), expect: verdict, problems: v.array(v.string()) })) }),
  'evidence.json': v.object({
    identity: v.string(), parts: v.record(v.string(), v.string()),
    cases: v.array(v.object({
      name: v.string(), part: v.string(), edits: v.array(v.object({ at: v.number(), remove: v.number(), insert: hex })), identity: v.optional(v.string()),
      recorded: v.object({ plainBytes: v.number(), sealedBytes: v.number(), plainSha256: hash, sealedSha256: hash }), expect: v.picklist(['ok', 'damaged', 'hash-mismatch']),
    })),
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
